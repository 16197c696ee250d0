// The words of the grammar in quantities.h: numbers with their units, signs and words.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "common/views/quantities.h"

namespace liftmark::views {

enum class Measure : std::uint8_t {
  kNone,
  kPound,
  kKilogram,
  kSecond,
  kMinute,
  kHour,
  kPluralOrSecond,  // "35s": a pair of 35 lb dumbbells, or 35 seconds
  kMinuteOrMeter,   // "5m"
  kDistance,        // kilometers, miles, yards, feet
  kInch,            // of a box, a deficit
  kPercent,
  kRep,
  kSet,    // and rounds
  kCount,  // steps, breaths, calories: counted, but no repetitions
  kPlate,
};

inline bool IsWeight(Measure measure) { return measure == Measure::kPound || measure == Measure::kKilogram; }

// Seconds in one of `measure`; 0 where it is no time. kMinuteOrMeter and kPluralOrSecond are for the caller.
double SecondsPer(Measure measure);

enum class TokenKind : std::uint8_t {
  kEnd,
  kNumber,
  kWord,   // letters, with hyphens and apostrophes inside
  kTimes,  // × x X * between factors
  kAt,     // @
  kPlus,
  kSlash,
  kComma,        // , ; • |
  kDash,         // a dash that makes no range
  kArrow,        // → ->
  kParenthesis,  // all of "( ... )" or "[ ... ]"; text is what stands inside
  kOther,
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  Measure measure = Measure::kNone;
  bool clock = false;     // m:ss; the value is in seconds
  bool per_side = false;  // "/side", "each leg", "per arm"
  bool open = false;      // "8+", "9-"
  bool compound = false;  // the beginning of "2-0-1" or "2-sec"
  bool bracket = false;   // a parenthesis written with [ ]
  Range value;            // of a number
  std::string_view text;
};

// Reads a text from left to right. Never fails: what is nothing else is kOther.
class Tokenizer {
 public:
  explicit Tokenizer(std::string_view text) : text_(text) {}

  Token Next();

  // A number or a range without its unit, where one stands here.
  std::optional<Range> TakeRange();

  // `value`, or half more of it where ",5" goes on with it ("RPE 7,5"); takes that.
  Range WithHalf(Range value);

  // Where the next token is looked for.
  std::size_t position() const { return position_; }
  void Rewind(std::size_t position) { position_ = position; }
  std::string_view rest() const { return text_.substr(position_); }

 private:
  bool ReadNumber(Token& token);
  bool ReadBareNumber(Token& token);
  bool ReadRangeEnd(Token& token);
  void ReadMeasure(Token& token);
  void ReadSecondUnit(Token& token);
  void ReadPerSide(Token& token);
  bool ReadPlain(double& value, bool& clock);
  bool IsDecimalComma(std::size_t begin, std::size_t comma) const;
  std::size_t SkipSpaces(std::size_t position) const;

  std::string_view text_;
  std::size_t position_ = 0;
};

}  // namespace liftmark::views
