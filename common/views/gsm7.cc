#include "common/views/gsm7.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "common/views/text.h"

namespace liftmark::views {
namespace {

// Outside ASCII.
constexpr std::array<char32_t, 39> kBasic = {U'£', U'¥', U'è', U'é', U'ù', U'ì', U'ò', U'Ç', U'Ø', U'ø',
                                             U'Å', U'å', U'Δ', U'Φ', U'Γ', U'Λ', U'Ω', U'Π', U'Ψ', U'Σ',
                                             U'Θ', U'Ξ', U'Æ', U'æ', U'ß', U'É', U'¤', U'¡', U'Ä', U'Ö',
                                             U'Ñ', U'Ü', U'§', U'¿', U'ä', U'ö', U'ñ', U'ü', U'à'};

// ASCII that GSM-7 lacks or keeps in its extension table.
constexpr std::string_view kExtension = "^{}\\[~]|\f";

constexpr std::array<std::uint8_t, 0x80> kAsciiSeptets = [] {
  std::array<std::uint8_t, 0x80> septets{};
  for (std::size_t c = ' '; c < septets.size(); ++c) septets[c] = 1;
  septets['\n'] = septets['\r'] = 1;
  septets['`'] = septets[0x7f] = 0;
  for (const char c : kExtension) septets[static_cast<unsigned char>(c)] = 2;
  return septets;
}();

// ASCII of one septet, told from other bytes without a table.
constexpr bool IsOneSeptet(char c) {
  const auto code = static_cast<unsigned char>(c);
  return ((code >= ' ') & (code <= 'Z')) | ((code >= 'a') & (code <= 'z')) | (code == '_') | (code == '\n') |
         (code == '\r');
}

static_assert([] {
  for (std::size_t c = 0; c <= 0xff; ++c) {
    const bool is_one = c < kAsciiSeptets.size() && kAsciiSeptets[c] == 1;
    if (IsOneSeptet(static_cast<char>(c)) != is_one) return false;
  }
  return true;
}());

struct Replacement {
  char32_t code;
  std::string_view text;
};

// Sorted by code.
constexpr std::array kReplacements = std::to_array<Replacement>({
    {U'\u0009', " "},   {U'\u000a', " "},   {U'\u000d', " "},    {U'`', "'"},        {U'\u00a0', " "},
    {U'\u00ab', "\""},  {U'\u00ad', ""},    {U'\u00b0', " deg"}, {U'\u00b1', "+/-"}, {U'\u00b2', "2"},
    {U'\u00b3', "3"},   {U'\u00b4', "'"},   {U'\u00b7', "-"},    {U'\u00bb', "\""},  {U'\u00bc', "1/4"},
    {U'\u00bd', "1/2"}, {U'\u00be', "3/4"}, {U'\u00d7', "x"},    {U'\u00f7', "/"},   {U'\u2009', " "},
    {U'\u200a', " "},   {U'\u200b', ""},    {U'\u200c', ""},     {U'\u200d', ""},    {U'\u2010', "-"},
    {U'\u2011', "-"},   {U'\u2012', "-"},   {U'\u2013', "-"},    {U'\u2014', "-"},   {U'\u2015', "-"},
    {U'\u2018', "'"},   {U'\u2019', "'"},   {U'\u201a', "'"},    {U'\u201c', "\""},  {U'\u201d', "\""},
    {U'\u201e', "\""},  {U'\u2022', "-"},   {U'\u2026', "..."},  {U'\u202f', " "},   {U'\u2032', "'"},
    {U'\u2033', "\""},  {U'\u2044', "/"},   {U'\u20ac', "EUR"},  {U'\u2190', "<-"},  {U'\u2192', "->"},
    {U'\u21d2', "=>"},  {U'\u2212', "-"},   {U'\u2215', "/"},    {U'\u2248', "~"},   {U'\u2260', "!="},
    {U'\u2264', "<="},  {U'\u2265', ">="},  {U'\u2713', "v"},    {U'\u2714', "v"},   {U'\u2717', "x"},
    {U'\ufe0e', ""},    {U'\ufe0f', ""},    {U'\ufeff', ""},
});

// ASCII that is written as it is.
bool IsPlain(char c) {
  const auto code = static_cast<unsigned char>(c);
  return code >= ' ' && code < kAsciiSeptets.size() && kAsciiSeptets[code] > 0;
}

bool InTable(char32_t code) { return std::find(kBasic.begin(), kBasic.end(), code) != kBasic.end(); }

// The first character of a decomposition: é as e, ﬁ as f.
char32_t BareLetter(char32_t code) {
  std::array<utf8proc_int32_t, 8> parts;
  const utf8proc_ssize_t count =
      utf8proc_decompose_char(static_cast<utf8proc_int32_t>(code), parts.data(), parts.size(),
                              static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT), nullptr);
  return count > 1 && count <= static_cast<utf8proc_ssize_t>(parts.size()) ? static_cast<char32_t>(parts[0])
                                                                           : code;
}

}  // namespace

int Gsm7Septets(char32_t code) {
  if (code < kAsciiSeptets.size()) return kAsciiSeptets[code];
  if (code == U'€') return 2;
  return InTable(code) ? 1 : 0;
}

bool IsPlainGsm7(std::string_view text) {
  std::uint8_t other = 0;  // no early end: the compiler tests many bytes at once
  for (const char c : text) other |= IsOneSeptet(c) ? 0 : 1;
  return other == 0;
}

int CountGsm7Septets(std::string_view text) {
  int septets = 0;
  for (std::size_t position = 0; position < text.size();) {
    const Rune rune = RuneAt(text, position);
    septets += Gsm7Septets(rune.code);
    position += rune.size;
  }
  return septets;
}

void AppendGsm7(std::string_view text, std::string& result, bool& dropped) {
  for (std::size_t position = 0; position < text.size();) {
    std::size_t plain = position;
    while (plain < text.size() && IsPlain(text[plain])) ++plain;
    result.append(text, position, plain - position);
    if (plain == text.size()) return;

    const Rune rune = RuneAt(text, plain);
    const std::string_view bytes = text.substr(plain, rune.size);
    position = plain + rune.size;
    const auto replacement =
        std::lower_bound(kReplacements.begin(), kReplacements.end(), rune.code,
                         [](const Replacement& a, char32_t code) { return a.code < code; });
    if (replacement != kReplacements.end() && replacement->code == rune.code) {
      result += replacement->text;
    } else if (Gsm7Septets(rune.code) > 0) {
      result += bytes;
    } else if (const char32_t bare = BareLetter(rune.code); bare < 0x80 && Gsm7Septets(bare) > 0) {
      result += static_cast<char>(bare);
    } else if (utf8proc_category(static_cast<utf8proc_int32_t>(rune.code)) != UTF8PROC_CATEGORY_MN) {
      // A combining mark is an accent of a letter that stays; anything else is lost.
      dropped = true;
    }
  }
}

std::string ToGsm7(std::string_view text, bool& dropped) {
  std::string result;
  AppendGsm7(text, result, dropped);
  return result;
}

}  // namespace liftmark::views
