#include <cmath>

#include "common/views/quantities.h"
#include "common/views/quantity_tokens.h"
#include "common/views/text.h"

namespace liftmark::views {
namespace {

// A bare rest is minutes up to it ("Rest: 2-3").
constexpr double kMostBareRestMinutes = 10;
// A bare "1:15" is hours and minutes where a session's duration is meant.
constexpr double kMostDurationHours = 4;
constexpr double kMostRestSeconds = 86400;

// A bare number is minutes where it is small.
double RestSecondsOf(const Token& token) {
  const double value = token.value.low;
  if (token.clock) return value;
  switch (token.measure) {
    case Measure::kPluralOrSecond:
      return value;
    case Measure::kMinuteOrMeter:
      return value * SecondsPer(Measure::kMinute);
    case Measure::kNone:
      return value <= kMostBareRestMinutes ? value * SecondsPer(Measure::kMinute) : value;
    default:
      return value * SecondsPer(token.measure);
  }
}

bool IsPrime(std::string_view text) { return text == "'" || text == "’" || text == "′"; }

// What the number of a stated duration is multiplied by; 0 where it is no time.
double MinutesPer(const Token& token) {
  const double second = 1.0 / SecondsPer(Measure::kMinute);
  // A clock counts its first part as minutes: "1:15 h" and a bare "1:15" mean hours and minutes.
  if (token.clock) {
    const bool hours = token.measure == Measure::kHour ||
                       (token.measure == Measure::kNone && token.value.high <= kMostDurationHours * 60);
    return hours ? 1 : second;
  }
  switch (token.measure) {
    case Measure::kNone:
    case Measure::kMinuteOrMeter:
      return 1;
    case Measure::kPluralOrSecond:
      return second;
    default:
      return SecondsPer(token.measure) * second;
  }
}

// The number or range at the end of `text`, before its dash or spaces: "12 " or "12-".
std::optional<Range> RangeBefore(std::string_view text) {
  std::size_t begin = text.size();
  const auto joins = [](const Rune& rune) {
    return IsDash(rune.code) || rune.code == ' ' || rune.code == '.';
  };
  std::size_t i = text.size();
  while (i > 0) {
    std::size_t start = i - 1;
    while (start > 0 && (static_cast<unsigned char>(text[start]) & 0xC0) == 0x80) --start;
    if (IsDigit(text[start])) {
      begin = start;
    } else if (!joins(RuneAt(text, start))) {
      break;
    }
    i = start;
  }
  return ParseRange(text.substr(begin));
}

}  // namespace

std::optional<int> ParseRestSeconds(std::string_view text) {
  Tokenizer tokens(text);
  bool none = false;
  std::optional<double> seconds;
  Token before;
  for (Token token = tokens.Next(); token.kind != TokenKind::kEnd; token = tokens.Next()) {
    if (token.kind == TokenKind::kPlus) return std::nullopt;
    if (token.kind == TokenKind::kWord) {
      none = none || EqualsIgnoringCase(token.text, "none") || EqualsIgnoringCase(token.text, "no");
    } else if (token.kind == TokenKind::kParenthesis && !seconds) {
      if (const std::optional<int> inside = ParseRestSeconds(token.text)) return inside;
    } else if (token.kind == TokenKind::kNumber && !seconds) {
      seconds = RestSecondsOf(token);
    } else if (token.kind == TokenKind::kOther && before.kind == TokenKind::kNumber && IsPrime(token.text)) {
      seconds = before.value.low * SecondsPer(Measure::kMinute);  // "2'", "1'30"
      const std::optional<Range> rest = tokens.TakeRange();
      if (rest) seconds = *seconds + rest->low;
    } else if (token.kind == TokenKind::kNumber && before.measure == Measure::kMinute &&
               token.measure == Measure::kSecond) {
      seconds = *seconds + token.value.low;  // "1 min 30 sec"
    }
    before = token;
  }
  if (seconds && *seconds <= kMostRestSeconds) return static_cast<int>(std::round(*seconds));
  return none ? std::optional(0) : std::nullopt;
}

std::optional<Range> FindMinutes(std::string_view text) {
  Tokenizer tokens(text);
  for (Token token = tokens.Next(); token.kind != TokenKind::kEnd; token = tokens.Next()) {
    const bool time = token.measure == Measure::kMinute || token.measure == Measure::kHour;
    if (token.kind == TokenKind::kNumber && time && !token.clock) return ParseMinutes(token.text);
  }
  return std::nullopt;
}

std::optional<Range> ParseMinutes(std::string_view text) {
  Tokenizer tokens(text);
  std::optional<Range> minutes;
  bool hours = false;
  for (Token token = tokens.Next(); token.kind != TokenKind::kEnd; token = tokens.Next()) {
    if (token.kind != TokenKind::kNumber) {
      if (minutes && !hours) break;
      continue;
    }
    if (minutes) {
      // "1 hour 15 min"
      if (token.measure != Measure::kMinute && token.measure != Measure::kMinuteOrMeter) break;
      return Range{minutes->low + token.value.low, minutes->high + token.value.high};
    }
    const double scale = MinutesPer(token);
    if (scale == 0) continue;
    minutes = Range{token.value.low * scale, token.value.high * scale};
    hours = token.measure == Measure::kHour;
  }
  return minutes;
}

std::optional<Range> FindRpe(std::string_view text) {
  for (std::size_t at = FindWord(text, "rpe"); at != std::string_view::npos;
       at = FindWord(text, "rpe", at + 1)) {
    if (at > 0 && text[at - 1] == '_') continue;  // "[target_rpe=8]"
    Tokenizer tokens(text.substr(at + 3));
    Token token = tokens.Next();
    const bool attached = at + 3 < text.size() && text[at + 3] != ' ';
    while (token.kind == TokenKind::kOther || (attached && token.kind == TokenKind::kDash))
      token = tokens.Next();
    if (token.kind == TokenKind::kNumber) return tokens.WithHalf(token.value);
  }
  // "RPE7"
  for (std::size_t i = 0; i + 3 < text.size(); ++i) {
    if (!StartsWithIgnoringCase(text.substr(i), "rpe") || (i > 0 && IsLetter(text[i - 1]))) continue;
    if (const std::optional<Range> range = ParseRange(text.substr(i + 3))) return range;
  }
  return std::nullopt;
}

std::optional<Range> FindWeeks(std::string_view text) {
  for (const std::string_view word : {"weeks", "week", "wks", "wk"}) {
    const std::size_t at = FindWord(text, word);
    if (at == std::string_view::npos) continue;
    if (const std::optional<Range> after = ParseRange(TrimLeadingMarks(text.substr(at + word.size()))))
      return after;
    if (const std::optional<Range> before = RangeBefore(text.substr(0, at))) return before;
  }
  return std::nullopt;
}

std::optional<Range> ParseRange(std::string_view text, std::size_t* size) {
  Tokenizer tokens(text);
  const std::optional<Range> range = tokens.TakeRange();
  if (range && size != nullptr) *size = tokens.position();
  return range;
}

}  // namespace liftmark::views
