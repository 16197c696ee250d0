#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/views/gsm7.h"
#include "common/views/sms.h"
#include "common/views/text.h"

namespace liftmark::views {
namespace {

constexpr int kGsm7Single = 160;
constexpr int kGsm7Part = 153;
constexpr int kUcs2Single = 70;
constexpr int kUcs2Part = 67;

// Units of the characters of a text, none of which may be split between segments.
int CountSegments(const std::vector<std::uint8_t>& units, int total, int single, int part) {
  if (total == 0) return 0;
  if (total <= single) return 1;
  int segments = 1;
  int used = 0;
  for (const std::uint8_t size : units) {
    if (used + size > part) {
      ++segments;
      used = 0;
    }
    used += size;
  }
  return segments;
}

// The longest beginning of `line` with at most `budget` septets, cut at a space where there is one.
std::size_t CutAt(std::string_view line, int budget) {
  std::size_t position = 0;
  std::size_t space = 0;
  int used = 0;
  while (position < line.size()) {
    const Rune rune = RuneAt(line, position);
    used += std::max(1, Gsm7Septets(rune.code));
    if (used > budget) return space > 0 ? space : position;
    if (rune.code == U' ') space = position;
    position += rune.size;
  }
  return position;
}

// Packs lines into bodies of at most `budget` characters; a line that alone is longer is cut.
class Packer {
 public:
  explicit Packer(int budget) : budget_(budget) {}

  void Add(std::string_view line) {
    const int size = MeasureSms(line).characters;
    if (!body_.empty() && used_ + 1 + size > budget_) Flush();
    if (!body_.empty()) {
      body_ += '\n';
      ++used_;
    }
    if (size <= budget_) {
      body_ += line;
      used_ += size;
      return;
    }
    while (!line.empty()) {
      const std::size_t cut = CutAt(line, budget_);
      bodies_.emplace_back(line.substr(0, cut));
      line = Trim(line.substr(cut));
    }
  }

  std::vector<std::string> Finish() {
    if (!body_.empty()) Flush();
    return std::move(bodies_);
  }

 private:
  void Flush() {
    bodies_.push_back(std::move(body_));
    body_.clear();
    used_ = 0;
  }

  int budget_;
  std::vector<std::string> bodies_;
  std::string body_;
  int used_ = 0;
};

}  // namespace

SmsSize MeasureSms(std::string_view text) {
  std::vector<std::uint8_t> septets;
  std::vector<std::uint8_t> utf16;
  septets.reserve(text.size());
  utf16.reserve(text.size());
  int septet_count = 0;
  int utf16_count = 0;
  bool gsm7 = true;
  for (std::size_t position = 0; position < text.size();) {
    const Rune rune = RuneAt(text, position);
    position += rune.size;
    const int of_gsm7 = Gsm7Septets(rune.code);
    gsm7 = gsm7 && of_gsm7 > 0;
    septets.push_back(static_cast<std::uint8_t>(of_gsm7));
    utf16.push_back(rune.code > 0xffff ? 2 : 1);
    septet_count += septets.back();
    utf16_count += utf16.back();
  }
  if (gsm7) {
    return {SmsEncoding::kGsm7, septet_count, CountSegments(septets, septet_count, kGsm7Single, kGsm7Part)};
  }
  return {SmsEncoding::kUcs2, utf16_count, CountSegments(utf16, utf16_count, kUcs2Single, kUcs2Part)};
}

std::vector<std::string> SplitSms(std::string_view text) {
  if (MeasureSms(text).characters <= kSmsMaxCharacters) return {};
  for (int digits = 2;; ++digits) {
    // Room for "12/34 ".
    Packer packer(kSmsMaxCharacters - (2 * digits + 2));
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      packer.Add(text.substr(begin, end - begin));
      begin = end + 1;
    }
    const std::vector<std::string> bodies = packer.Finish();
    const std::string count = absl::StrCat(bodies.size());
    if (count.size() > static_cast<std::size_t>(digits)) continue;
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < bodies.size(); ++i)
      parts.push_back(absl::StrCat(i + 1, "/", count, " ", bodies[i]));
    return parts;
  }
}

}  // namespace liftmark::views
