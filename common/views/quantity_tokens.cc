#include "common/views/quantity_tokens.h"

#include <array>
#include <cmath>

#include "common/views/text.h"

namespace liftmark::views {
namespace {

struct Unit {
  std::string_view word;
  Measure measure;
};

constexpr std::array kUnits = {
    Unit{"lb", Measure::kPound},
    Unit{"lbs", Measure::kPound},
    Unit{"pound", Measure::kPound},
    Unit{"pounds", Measure::kPound},
    Unit{"kg", Measure::kKilogram},
    Unit{"kgs", Measure::kKilogram},
    Unit{"kilo", Measure::kKilogram},
    Unit{"kilos", Measure::kKilogram},
    Unit{"kilograms", Measure::kKilogram},
    Unit{"sec", Measure::kSecond},
    Unit{"secs", Measure::kSecond},
    Unit{"second", Measure::kSecond},
    Unit{"seconds", Measure::kSecond},
    Unit{"min", Measure::kMinute},
    Unit{"mins", Measure::kMinute},
    Unit{"minute", Measure::kMinute},
    Unit{"minutes", Measure::kMinute},
    Unit{"h", Measure::kHour},
    Unit{"hr", Measure::kHour},
    Unit{"hrs", Measure::kHour},
    Unit{"hour", Measure::kHour},
    Unit{"hours", Measure::kHour},
    Unit{"m", Measure::kMinuteOrMeter},
    Unit{"meter", Measure::kDistance},
    Unit{"meters", Measure::kDistance},
    Unit{"metre", Measure::kDistance},
    Unit{"metres", Measure::kDistance},
    Unit{"km", Measure::kDistance},
    Unit{"k", Measure::kDistance},
    Unit{"mi", Measure::kDistance},
    Unit{"mile", Measure::kDistance},
    Unit{"miles", Measure::kDistance},
    Unit{"yd", Measure::kDistance},
    Unit{"yds", Measure::kDistance},
    Unit{"yard", Measure::kDistance},
    Unit{"yards", Measure::kDistance},
    Unit{"ft", Measure::kDistance},
    Unit{"feet", Measure::kDistance},
    Unit{"inch", Measure::kInch},
    Unit{"inches", Measure::kInch},
    Unit{"cm", Measure::kInch},
    Unit{"percent", Measure::kPercent},
    Unit{"rep", Measure::kRep},
    Unit{"reps", Measure::kRep},
    Unit{"repetitions", Measure::kRep},
    Unit{"set", Measure::kSet},
    Unit{"sets", Measure::kSet},
    Unit{"round", Measure::kSet},
    Unit{"rounds", Measure::kSet},
    Unit{"step", Measure::kCount},
    Unit{"steps", Measure::kCount},
    Unit{"breath", Measure::kCount},
    Unit{"breaths", Measure::kCount},
    Unit{"cal", Measure::kCount},
    Unit{"cals", Measure::kCount},
    Unit{"calories", Measure::kCount},
    Unit{"laps", Measure::kCount},
    Unit{"plate", Measure::kPlate},
    Unit{"plates", Measure::kPlate},
    Unit{"mph", Measure::kCount},
    Unit{"kph", Measure::kCount},
    Unit{"bpm", Measure::kCount},
    Unit{"rpm", Measure::kCount},
    Unit{"watts", Measure::kCount},
    Unit{"rir", Measure::kCount},
};

constexpr std::array<std::string_view, 11> kSides = {
    "side", "sides", "leg", "legs", "arm", "arms", "hand", "foot", "direction", "directions", "way"};

constexpr char32_t kTimesSign = 0xD7;
constexpr std::size_t kNotFound = std::string_view::npos;

Measure MeasureNamed(std::string_view word) {
  for (const Unit& unit : kUnits) {
    if (ToLower(word.front()) == unit.word.front() && EqualsIgnoringCase(word, unit.word))
      return unit.measure;
  }
  return Measure::kNone;
}

bool IsSide(std::string_view word) {
  for (const std::string_view side : kSides) {
    if (EqualsIgnoringCase(word, side)) return true;
  }
  return false;
}

// Where letters that end at `end` leave an "x" for a sign: "60kgx5", "BWx10".
std::size_t WithoutTimes(std::string_view text, std::size_t begin, std::size_t end) {
  const bool times =
      end > begin + 1 && end < text.size() && IsDigit(text[end]) && ToLower(text[end - 1]) == 'x';
  return times ? end - 1 : end;
}

std::string_view LettersAt(std::string_view text, std::size_t position) {
  std::size_t end = position;
  while (end < text.size() && IsLetter(text[end])) ++end;
  end = WithoutTimes(text, position, end);
  return position < text.size() ? text.substr(position, end - position) : std::string_view();
}

double Fraction(char32_t code) {
  switch (code) {
    case 0xBC:
      return 0.25;
    case 0xBD:
      return 0.5;
    case 0xBE:
      return 0.75;
    case 0x2153:
      return 1.0 / 3;
    case 0x2154:
      return 2.0 / 3;
    default:
      return 0;
  }
}

// Signs before a number that do not change how it is read.
bool IsVague(char32_t code) {
  return code == '~' || code == 0x2248 || code == 0x2264 || code == 0x2265 || code == '<' || code == '>' ||
         code == 0xB1;
}

bool IsTimes(char32_t code) { return code == kTimesSign || code == '*' || code == 0x2715 || code == 0x2716; }

}  // namespace

double SecondsPer(Measure measure) {
  switch (measure) {
    case Measure::kSecond:
      return 1;
    case Measure::kMinute:
      return 60;
    case Measure::kHour:
      return 3600;
    default:
      return 0;
  }
}

std::size_t Tokenizer::SkipSpaces(std::size_t position) const {
  for (Rune rune = RuneAt(text_, position); rune.size != 0; rune = RuneAt(text_, position)) {
    const bool space = rune.code == 0xA0 || rune.code == 0x202F || rune.code == 0x2009 ||
                       (rune.code < 0x80 && IsSpace(static_cast<char>(rune.code)));
    if (!space) break;
    position += rune.size;
  }
  return position;
}

// "82,5 kg", "2,5 min", and "62,5 × 5" at the beginning; "100 × 8,5,5" is a list.
bool Tokenizer::IsDecimalComma(std::size_t begin, std::size_t comma) const {
  std::size_t end = comma + 1;
  while (end < text_.size() && IsDigit(text_[end])) ++end;
  const std::string_view fraction = text_.substr(comma + 1, end - comma - 1);
  if (fraction.size() != 1 && fraction != "25" && fraction != "75") return false;
  const std::size_t next = SkipSpaces(end);
  const std::string_view word = LettersAt(text_, next);
  switch (word.empty() ? Measure::kNone : MeasureNamed(word)) {
    case Measure::kKilogram:
    case Measure::kPound:
    case Measure::kMinute:
    case Measure::kHour:
    case Measure::kDistance:
      return true;
    default:
      break;
  }
  const bool first = begin == 0 || IsSpace(text_[begin - 1]);
  return first && (RuneAt(text_, next).code == kTimesSign || word == "x");
}

// Digits with a point, a vulgar fraction, or minutes and seconds. Leaves the position behind what it read.
bool Tokenizer::ReadPlain(double& value, bool& clock) {
  std::size_t i = position_;
  const auto digits = [&](double scale) {
    double read = 0;
    const std::size_t begin = i;
    for (; i < text_.size() && IsDigit(text_[i]) && i - begin < 9; ++i) {
      if (scale < 1) {
        read += (text_[i] - '0') * scale;
        scale /= 10;
      } else {
        read = read * 10 + (text_[i] - '0');
      }
    }
    return read;
  };
  const auto digit_at = [&](std::size_t at) { return at < text_.size() && IsDigit(text_[at]); };
  const auto three_digits_at = [&](std::size_t at) {
    return digit_at(at) && digit_at(at + 1) && digit_at(at + 2) && !digit_at(at + 3);
  };

  value = digits(1);
  const bool whole = i > position_;
  if (whole && i - position_ <= 2 && i < text_.size() && text_[i] == ',' && three_digits_at(i + 1)) {
    ++i;
    value = value * 1000 + digits(1);
  }
  if ((whole && i < text_.size() && text_[i] == ',' && IsDecimalComma(position_, i)) ||
      (i < text_.size() && text_[i] == '.' && digit_at(i + 1))) {
    ++i;
    value += digits(0.1);
  } else if (whole && i < text_.size() && text_[i] == ':' && digit_at(i + 1) && digit_at(i + 2)) {
    clock = true;
    while (i < text_.size() && text_[i] == ':' && digit_at(i + 1)) {
      ++i;
      value = value * 60 + digits(1);
    }
  }
  if (const Rune rune = RuneAt(text_, i); Fraction(rune.code) > 0) {
    value += Fraction(rune.code);
    i += rune.size;
  }
  if (i == position_) return false;
  position_ = i;
  return true;
}

// "-12", " – 12", " to 12" after a number.
bool Tokenizer::ReadRangeEnd(Token& token) {
  const std::size_t before = position_;
  std::size_t i = SkipSpaces(before);
  const Rune rune = RuneAt(text_, i);
  if (IsDash(rune.code)) {
    i += rune.size;
  } else if (EqualsIgnoringCase(LettersAt(text_, i), "to")) {
    i += 2;
  } else {
    return false;
  }
  i = SkipSpaces(i);
  if (const Rune vague = RuneAt(text_, i); IsVague(vague.code)) i += vague.size;
  position_ = i;
  bool clock = false;
  double high = 0;
  if (!ReadPlain(high, clock) || high < token.value.low) {
    position_ = before;
    return false;
  }
  token.value.high = high;
  token.clock = token.clock || clock;
  return true;
}

void Tokenizer::ReadMeasure(Token& token) {
  const std::size_t attached = position_;
  if (attached < text_.size() && (text_[attached] == '%' || text_[attached] == '#')) {
    token.measure = text_[attached] == '%' ? Measure::kPercent : Measure::kPound;
    position_ = attached + 1;
    return;
  }
  const Rune mark = RuneAt(text_, attached);
  if (mark.code == '"' || mark.code == 0x201D || mark.code == 0x2033) {
    token.measure = Measure::kInch;
    position_ = attached + mark.size;
    return;
  }
  std::size_t i = SkipSpaces(attached);
  if (mark.code == '-') {  // "135-lb"
    const std::string_view unit = LettersAt(text_, attached + 1);
    if (!unit.empty() && IsWeight(MeasureNamed(unit))) i = attached + 1;
  }
  const std::string_view word = LettersAt(text_, i);
  if (word.empty()) return;
  if (EqualsIgnoringCase(word, "s")) {
    token.measure = i == attached ? Measure::kPluralOrSecond : Measure::kSecond;
  } else if (i == attached && EqualsIgnoringCase(word, "in")) {
    token.measure = Measure::kInch;
  } else if (i != attached && word == "k") {
    return;
  } else {
    token.measure = MeasureNamed(word);
  }
  if (token.measure == Measure::kNone) return;
  position_ = i + word.size();
  if (position_ < text_.size() && text_[position_] == '.' && IsWeight(token.measure)) ++position_;
}

// "20 sec - 30 sec": the unit may stand at both ends, but "5 lb - 8 reps" is no range.
void Tokenizer::ReadSecondUnit(Token& token) {
  const std::size_t before = position_;
  Token both = token;
  if (!ReadRangeEnd(both)) return;
  both.measure = Measure::kNone;
  ReadMeasure(both);
  if (both.measure != Measure::kNone && both.measure != token.measure) {
    position_ = before;
    return;
  }
  token.value = both.value;
  token.clock = both.clock;
}

void Tokenizer::ReadPerSide(Token& token) {
  std::size_t i = SkipSpaces(position_);
  if (i < text_.size() && text_[i] == '/') {
    const std::size_t begin = SkipSpaces(i + 1);
    const std::string_view word = LettersAt(text_, begin);
    if (!IsSide(word) && !EqualsIgnoringCase(word, "each")) return;
    token.per_side = true;
    position_ = begin + word.size();
    return;
  }
  const std::string_view word = LettersAt(text_, i);
  const bool each = EqualsIgnoringCase(word, "each") || EqualsIgnoringCase(word, "ea");
  const bool per = EqualsIgnoringCase(word, "per") || EqualsIgnoringCase(word, "a");
  if (!each && !per) {
    if (EqualsIgnoringCase(word, "e") && text_.substr(i + 1, 2) == "/s") {
      token.per_side = true;
      position_ = i + 3;
    }
    return;
  }
  const std::size_t begin = SkipSpaces(i + word.size());
  const std::string_view side = LettersAt(text_, begin);
  if (IsSide(side)) {
    token.per_side = true;
    position_ = begin + side.size();
  } else if (each) {
    token.per_side = true;
    position_ = i + word.size();
  }
}

Range Tokenizer::WithHalf(Range value) {
  const std::string_view rest = text_.substr(position_);
  if (!value.single() || value.low != std::floor(value.low) || !rest.starts_with(",5") ||
      (rest.size() > 2 && IsDigit(rest[2])))
    return value;
  position_ += 2;
  return {value.low + 0.5, value.high + 0.5};
}

std::optional<Range> Tokenizer::TakeRange() {
  Token token;
  if (!ReadBareNumber(token)) return std::nullopt;
  ReadRangeEnd(token);
  return token.value;
}

// A number behind the signs that do not change it.
bool Tokenizer::ReadBareNumber(Token& token) {
  const std::size_t begin = position_;
  std::size_t i = begin;
  for (Rune rune = RuneAt(text_, i); IsVague(rune.code); rune = RuneAt(text_, i))
    i = SkipSpaces(i + rune.size);
  position_ = i;
  if (!ReadPlain(token.value.low, token.clock)) {
    position_ = begin;
    return false;
  }
  token.kind = TokenKind::kNumber;
  token.value.high = token.value.low;
  return true;
}

bool Tokenizer::ReadNumber(Token& token) {
  const std::size_t begin = position_;
  if (!ReadBareNumber(token)) return false;
  if (ReadRangeEnd(token)) {
    ReadMeasure(token);
  } else {
    ReadMeasure(token);
    if (token.measure != Measure::kNone) ReadSecondUnit(token);
  }
  ReadPerSide(token);
  if (token.measure == Measure::kNone && !token.per_side) {
    // "2-0-1" is a tempo.
    const std::size_t after_dash = position_ + RuneAt(text_, position_).size;
    token.compound = IsDash(RuneAt(text_, position_).code) && after_dash < text_.size() &&
                     (IsDigit(text_[after_dash]) || IsLetter(text_[after_dash]));
    // "8+" and "9-", when nothing that counts follows.
    const Rune rune = RuneAt(text_, position_);
    const Rune next = RuneAt(text_, position_ + rune.size);
    const bool ends = next.size == 0 || next.code == ' ' || next.code == ')' || next.code == ',';
    const std::size_t after = SkipSpaces(position_ + rune.size);
    const bool number_follows = after < text_.size() && IsDigit(text_[after]);
    if ((rune.code == '+' || IsDash(rune.code)) && ends && !number_follows) {
      token.open = true;
      position_ += rune.size;
      ReadMeasure(token);
    }
  }
  token.text = text_.substr(begin, position_ - begin);
  return true;
}

Token Tokenizer::Next() {
  position_ = SkipSpaces(position_);
  Token token;
  const std::size_t begin = position_;
  const Rune rune = RuneAt(text_, begin);
  if (rune.size == 0) return token;
  if (ReadNumber(token)) return token;

  const auto take = [&](TokenKind kind, std::size_t size) {
    token.kind = kind;
    token.text = text_.substr(begin, size);
    position_ = begin + size;
    return token;
  };
  if (rune.code == '(' || rune.code == '[') {
    std::size_t close = rune.code == '(' ? FindClosing(text_, begin) : text_.find(']', begin);
    if (close == kNotFound) close = text_.size();
    token.kind = TokenKind::kParenthesis;
    token.bracket = rune.code == '[';
    token.text = text_.substr(begin + 1, close - begin - 1);
    position_ = close < text_.size() ? close + 1 : close;
    return token;
  }
  const Rune next = RuneAt(text_, begin + rune.size);
  if (IsTimes(rune.code)) return take(TokenKind::kTimes, rune.size);
  // "x8", "x AMRAP", "xAMRAP" and "3xmax", not "Xpress".
  const bool number_before = begin > 0 && IsDigit(text_[begin - 1]);
  const bool letter_follows = next.code < 0x80 && IsLetter(static_cast<char>(next.code));
  const bool capital_follows =
      letter_follows && ToLower(static_cast<char>(next.code)) != static_cast<char>(next.code);
  if ((rune.code == 'x' && (!letter_follows || capital_follows || number_before)) ||
      (rune.code == 'X' && !letter_follows)) {
    return take(TokenKind::kTimes, rune.size);
  }
  if (rune.code == 0x2192 || rune.code == 0x21D2) return take(TokenKind::kArrow, rune.size);
  if (rune.code == '-' && next.code == '>') return take(TokenKind::kArrow, 2);
  if (IsDash(rune.code)) return take(TokenKind::kDash, rune.size);
  switch (rune.code) {
    case '@':
      return take(TokenKind::kAt, 1);
    case '+':
      return take(TokenKind::kPlus, 1);
    case '/':
      return take(TokenKind::kSlash, 1);
    case ',':
    case ';':
    case '|':
    case 0x2022:
      return take(TokenKind::kComma, rune.size);
    default:
      break;
  }
  std::size_t end = begin;
  for (Rune letter = rune; letter.size != 0; letter = RuneAt(text_, end)) {
    const bool ascii = letter.code < 0x80;
    const bool is_letter = ascii ? IsLetter(static_cast<char>(letter.code))
                                 : letter.code >= 0xC0 && letter.code < 0x2000 && letter.code != kTimesSign;
    const bool joins =
        end > begin &&
        (letter.code == '-' || letter.code == '\'' || letter.code == 0x2019 || letter.code == 0x2011) &&
        end + letter.size < text_.size() && IsLetter(text_[end + letter.size]);
    if (!is_letter && !joins) break;
    end += letter.size;
  }
  end = WithoutTimes(text_, begin, end);
  if (end > begin) return take(TokenKind::kWord, end - begin);
  return take(TokenKind::kOther, rune.size);
}

}  // namespace liftmark::views
