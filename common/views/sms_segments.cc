#include <algorithm>
#include <cstddef>
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

// Counts the units of characters, none of which may be split between segments.
class SegmentCounter {
 public:
  SegmentCounter(int single, int part) : single_(single), part_(part) {}

  void Add(int units) {
    if (used_ + units > part_) {
      ++segments_;
      used_ = 0;
    }
    used_ += units;
    total_ += units;
  }

  int total() const { return total_; }
  int segments() const { return total_ == 0 ? 0 : total_ <= single_ ? 1 : segments_; }

 private:
  const int single_;
  const int part_;
  int total_ = 0;
  int segments_ = 1;
  int used_ = 0;  // of the last segment
};

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
  if (IsPlainGsm7(text)) {
    const int size = static_cast<int>(text.size());
    const int segments = size <= kGsm7Single ? std::min(size, 1) : (size + kGsm7Part - 1) / kGsm7Part;
    return {SmsEncoding::kGsm7, size, segments};
  }
  SegmentCounter septets(kGsm7Single, kGsm7Part);
  std::size_t position = 0;
  while (position < text.size()) {
    const Rune rune = RuneAt(text, position);
    const int size = Gsm7Septets(rune.code);
    if (size == 0) break;
    septets.Add(size);
    position += rune.size;
  }
  if (position == text.size()) return {SmsEncoding::kGsm7, septets.total(), septets.segments()};

  SegmentCounter units(kUcs2Single, kUcs2Part);
  for (position = 0; position < text.size();) {
    const Rune rune = RuneAt(text, position);
    units.Add(rune.code > 0xffff ? 2 : 1);
    position += rune.size;
  }
  return {SmsEncoding::kUcs2, units.total(), units.segments()};
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
