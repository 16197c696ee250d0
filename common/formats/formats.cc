#include "common/formats/formats.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/time/civil_time.h"

namespace liftmark::formats {
namespace {

constexpr std::string_view kNilUuid = "00000000-0000-0000-0000-000000000000";
constexpr std::string_view kAuthorKinds[] = {"agent:", "user:", "ops:"};
constexpr std::size_t kMaxAuthorCharacters = 100;
constexpr std::size_t kMaxTokenBytes = 64;

bool IsLowerHex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

int Number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

}  // namespace

bool IsUuid(std::string_view text) {
  if (text.size() != kNilUuid.size() || text == kNilUuid) return false;
  return std::ranges::equal(text, kNilUuid,
                            [](char c, char nil) { return nil == '-' ? c == '-' : IsLowerHex(c); });
}

bool IsDate(std::string_view text) {
  constexpr std::string_view kShape = "0000-00-00";
  const auto fits = [](char c, char shape) { return shape == '-' ? c == '-' : absl::ascii_isdigit(c); };
  if (!std::ranges::equal(text, kShape, fits)) return false;
  const int year = Number(text.substr(0, 4));
  const int month = Number(text.substr(5, 2));
  const int day = Number(text.substr(8, 2));
  // CivilDay turns 30 February into 2 March.
  const absl::CivilDay date(year, month, day);
  return date.year() == year && date.month() == month && date.day() == day && year >= 1900 && year <= 2200;
}

std::size_t CountCharacters(std::string_view text) {
  const auto begins = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
  return static_cast<std::size_t>(std::ranges::count_if(text, begins));
}

bool IsToken(std::string_view text) {
  return !text.empty() && text.size() <= kMaxTokenBytes && std::ranges::all_of(text, [](char c) {
    return absl::ascii_isalnum(c) || c == '.' || c == '_' || c == '-';
  });
}

bool IsAuthor(std::string_view text) {
  const auto* const kind =
      std::ranges::find_if(kAuthorKinds, [&](std::string_view prefix) { return text.starts_with(prefix); });
  if (kind == std::ranges::end(kAuthorKinds)) return false;
  const std::string_view name = text.substr(kind->size());
  const std::size_t characters = CountCharacters(name);
  return characters >= 1 && characters <= kMaxAuthorCharacters &&
         std::ranges::none_of(name, [](char c) { return absl::ascii_iscntrl(c); });
}

}  // namespace liftmark::formats
