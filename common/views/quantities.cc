#include "common/views/quantities.h"

#include <algorithm>
#include <cmath>

#include "common/views/quantity_phrase.h"
#include "common/views/quantity_tokens.h"
#include "common/views/text.h"

namespace liftmark::views {
namespace {

// A whole number up to it counts sets in "3x10"; above it "165x9" is weight x reps.
constexpr double kMostSets = 12;
// "5 × 100" is five reps with 100: nobody logs so many reps of so little weight.
constexpr double kMostPlainReps = 30;
constexpr double kLeastReversedWeight = 60;
// A bare number before a time is a weight from here on ("40 × 30 sec"), else how often ("2 × 30 sec").
constexpr double kLeastTimedWeight = 10;
// A bare rest is minutes up to it ("Rest: 2-3").
constexpr double kMostBareRestMinutes = 10;
// A bare "1:15" is hours and minutes where a session's duration is meant.
constexpr double kMostDurationHours = 4;
constexpr double kMostReps = 10000;
constexpr double kMostSeconds = 86400;

enum class Role { kBlank, kBare, kLoad, kReps, kTime, kCount, kSets };

bool IsWhole(double value) { return value == std::floor(value); }

Role RoleOf(const Factor& factor, bool first_of_several) {
  if (!factor.has_number) {
    if (factor.loaded()) return Role::kLoad;
    if (factor.maximal || factor.mixed) return Role::kReps;
    return Role::kBlank;
  }
  const Token& number = factor.number;
  switch (number.measure) {
    case Measure::kPound:
    case Measure::kKilogram:
    case Measure::kPlate:
    case Measure::kInch:
      return Role::kLoad;
    case Measure::kPluralOrSecond:
      return first_of_several && !number.per_side ? Role::kLoad : Role::kTime;
    case Measure::kSecond:
    case Measure::kMinute:
    case Measure::kHour:
      return Role::kTime;
    case Measure::kMinuteOrMeter:
    case Measure::kDistance:
    case Measure::kCount:
      return Role::kCount;
    case Measure::kSet:
      return Role::kSets;
    case Measure::kRep:
      return Role::kReps;
    case Measure::kPercent:
    case Measure::kNone:
      break;
  }
  if (factor.loaded()) return Role::kLoad;
  if (number.clock) return Role::kTime;
  return number.per_side || factor.maximal ? Role::kReps : Role::kBare;
}

// A phrase with every factor in its place.
struct Reading {
  const Factor* load = nullptr;
  const Factor* sets = nullptr;
  const Factor* reps = nullptr;  // or time, or what else is counted
  Role counted = Role::kBlank;   // what `reps` counts

  bool empty() const { return load == nullptr && sets == nullptr && reps == nullptr; }
};

enum class Expect { kOneSet, kSets };

class Sorter {
 public:
  Sorter(const Phrase& phrase, Expect expect) : phrase_(phrase), expect_(expect) {}

  Reading Sort();

 private:
  using Bare = absl::InlinedVector<std::size_t, 4>;
  double Value(std::size_t i) const { return phrase_.factors[i].number.value.low; }
  void TakeReps(std::size_t i, Role role) {
    reading_.reps = &phrase_.factors[i];
    reading_.counted = role;
  }
  void PlaceOne(std::size_t i);
  void PlaceTwo(std::size_t first, std::size_t second);
  void PlaceThree(const Bare& bare);

  const Phrase& phrase_;
  Expect expect_;
  Reading reading_;
  std::size_t load_index_ = std::string_view::npos;
  std::size_t reps_index_ = std::string_view::npos;
};

Reading Sorter::Sort() {
  Bare bare;
  const std::size_t count = phrase_.factors.size();
  for (std::size_t i = 0; i < count; ++i) {
    const Factor& factor = phrase_.factors[i];
    const Role role = RoleOf(factor, i == 0 && count > 1);
    if (role == Role::kBare) bare.push_back(i);
    if (role == Role::kSets && reading_.sets == nullptr) reading_.sets = &factor;
    if (role == Role::kLoad && reading_.load == nullptr) {
      reading_.load = &factor;
      load_index_ = i;
    }
    if ((role == Role::kReps || role == Role::kTime || role == Role::kCount) && reading_.reps == nullptr) {
      TakeReps(i, role);
      reps_index_ = i;
    }
  }
  // "20 min @ 5" is a speed or a level.
  const bool moves = reading_.counted == Role::kTime || reading_.counted == Role::kCount;
  const bool at_load =
      phrase_.at && (phrase_.at->loaded() ||
                     (phrase_.at->has_number && !(moves && phrase_.at->number.measure == Measure::kNone)));
  if (reading_.load == nullptr && at_load) reading_.load = &*phrase_.at;
  if (bare.size() == 1) PlaceOne(bare[0]);
  if (bare.size() == 2) PlaceTwo(bare[0], bare[1]);
  if (bare.size() >= 3) PlaceThree(bare);
  return reading_;
}

void Sorter::PlaceOne(std::size_t i) {
  if (reading_.reps == nullptr) return TakeReps(i, Role::kReps);
  // The reps are known: what stands before them is the load, or how often; what stands behind them is the
  // load.
  if (expect_ == Expect::kSets && i < reps_index_ && reading_.sets == nullptr) {
    reading_.sets = &phrase_.factors[i];
  } else if (reading_.load == nullptr) {
    const bool before_time = reading_.counted == Role::kTime && i < reps_index_;
    const bool after_time = reading_.counted != Role::kReps && i > reps_index_;
    if (!after_time && !(before_time && Value(i) < kLeastTimedWeight)) reading_.load = &phrase_.factors[i];
  }
}

void Sorter::PlaceTwo(std::size_t first, std::size_t second) {
  const Factor& a = phrase_.factors[first];
  const Factor& b = phrase_.factors[second];
  if (reading_.reps != nullptr) {
    if (reading_.sets == nullptr) reading_.sets = &a;
    if (reading_.load == nullptr) reading_.load = &b;
    return;
  }
  if (reading_.load != nullptr) {
    // "3 × 8 × 60 kg" and "3x8@60"; "60 kg × 8 × 3"; of "2 × 20 kg × 8" the first says how many implements.
    const bool load_first = load_index_ < first;
    const bool load_between = load_index_ > first && load_index_ < second;
    TakeReps(load_first ? first : second, Role::kReps);
    if (!load_between && reading_.sets == nullptr) reading_.sets = load_first ? &b : &a;
    return;
  }
  const bool sets_by_reps = expect_ == Expect::kSets && IsWhole(Value(first)) && Value(first) <= kMostSets;
  const bool reversed = IsWhole(Value(first)) && Value(first) <= kMostPlainReps &&
                        (Value(second) >= kLeastReversedWeight || !IsWhole(Value(second)));
  if (reading_.sets == nullptr && sets_by_reps && !reversed) {
    reading_.sets = &a;
    TakeReps(second, Role::kReps);
  } else {
    reading_.load = reversed ? &b : &a;
    TakeReps(reversed ? first : second, Role::kReps);
  }
}

// "165x10x3" is weight x reps x sets, "3x10x165" sets x reps x weight.
void Sorter::PlaceThree(const Bare& bare) {
  const bool weight_last = Value(bare[2]) > Value(bare[0]) && IsWhole(Value(bare[0]));
  if (reading_.load == nullptr) reading_.load = &phrase_.factors[bare[weight_last ? 2 : 0]];
  if (reading_.sets == nullptr) reading_.sets = &phrase_.factors[bare[weight_last ? 0 : 2]];
  if (reading_.reps == nullptr) TakeReps(bare[1], Role::kReps);
}

double SecondsOf(const Token& number) {
  if (number.clock) return number.value.low;
  if (number.measure == Measure::kPluralOrSecond) return number.value.low;
  return number.value.low * SecondsPer(number.measure);
}

std::optional<int> ToInt(double value, double most) {
  if (!(value >= 0) || value > most || !IsWhole(value)) return std::nullopt;
  return static_cast<int>(value);
}

void SetLoad(const Phrase& phrase, const Reading& reading, WeightUnit unit, LoggedSet& set) {
  set.unit = unit;
  if (reading.load == nullptr && !phrase.aside) return;
  static const Factor kNothing;
  const Factor& load = reading.load == nullptr ? kNothing : *reading.load;
  set.bodyweight = load.bodyweight || load.assisted || load.added;
  const Token* number = load.has_number ? &load.number : nullptr;
  if (number == nullptr && !set.bodyweight && !load.band && phrase.aside) number = &*phrase.aside;
  if (number == nullptr) {
    set.weight_is_unclear = load.mixed || (!load.band && (load.vague || load.bar || load.implement));
    return;
  }
  const Measure measure = number->measure;
  if (measure == Measure::kInch) return;
  if (load.mixed || (load.vague && !load.band) || measure == Measure::kPlate || !number->value.single()) {
    set.weight_is_unclear = true;
    return;
  }
  if (load.assisted || (load.bodyweight && !load.added)) return;
  if (load.band && !IsWeight(measure)) return;
  if (IsWeight(measure))
    set.unit = measure == Measure::kKilogram ? WeightUnit::kKilogram : WeightUnit::kPound;
  set.weight = number->value.low;
}

void SetReps(const Reading& reading, LoggedSet& set) {
  if (reading.reps == nullptr || !reading.reps->has_number) return;
  const Factor& factor = *reading.reps;
  set.per_side = factor.number.per_side;
  if (reading.counted == Role::kTime) {
    set.seconds = ToInt(std::round(SecondsOf(factor.number)), kMostSeconds);
  } else if (reading.counted == Role::kReps && factor.number.value.single() && !factor.number.open &&
             !factor.mixed) {
    set.reps = ToInt(factor.number.value.low, kMostReps);
  }
}

LoggedSet ToLoggedSet(const Phrase& phrase, const Reading& reading, WeightUnit unit) {
  LoggedSet set;
  SetLoad(phrase, reading, unit, set);
  SetReps(reading, set);
  set.warmup = phrase.warmup;
  if (phrase.rpe && phrase.rpe->single() && !phrase.rpe_is_open) set.rpe = phrase.rpe->low;
  set.note = phrase.note;
  return set;
}

// "7" and "7/10" say nothing; "7 reps" and "7/side" do.
bool IsLoneNumber(const Phrase& phrase, const Reading& reading) {
  const Token& number = phrase.factors.front().number;
  return reading.load == nullptr && phrase.factors.size() == 1 && reading.counted == Role::kReps &&
         number.measure == Measure::kNone && !number.per_side;
}

bool IsRange(const Factor* factor) {
  return factor != nullptr && factor->has_number && !factor->number.value.single();
}

// Whether a phrase can only be a wish.
bool IsPrescriptive(const Phrase& phrase, const Reading& reading) {
  const bool maximal = reading.reps != nullptr && (reading.reps->maximal || reading.reps->number.open) &&
                       reading.counted == Role::kReps;
  return IsRange(reading.sets) || IsRange(reading.reps) || IsRange(reading.load) || maximal ||
         (phrase.rpe && !phrase.rpe->single()) || phrase.percent;
}

void SetBounds(const Range& range, double most, std::optional<int>& low, std::optional<int>& high) {
  low = ToInt(std::round(range.low), most);
  if (!range.single()) high = ToInt(std::round(range.high), most);
}

void AddToTarget(const Phrase& phrase, const Reading& reading, WeightUnit unit, Target& target) {
  if (reading.sets != nullptr)
    SetBounds(reading.sets->number.value, kMaxSetsPerLine, target.sets, target.sets_max);
  if (reading.reps != nullptr && reading.reps->has_number) {
    if (reading.counted == Role::kReps) {
      SetBounds(reading.reps->number.value, kMostReps, target.reps, target.reps_max);
    } else if (reading.counted == Role::kTime) {
      target.seconds = ToInt(std::round(SecondsOf(reading.reps->number)), kMostSeconds);
    }
  }
  LoggedSet load;
  SetLoad(phrase, reading, unit, load);
  if (load.weight) target.weight_lbs = ToPounds(*load.weight, load.unit);
  if (phrase.percent) target.percent_1rm = phrase.percent->low;
  if (phrase.rpe) {
    target.rpe = phrase.rpe->low;
    if (!phrase.rpe->single()) target.rpe_max = phrase.rpe->high;
  }
}

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

// The parts of a set line behind a comma: effort, a warm-up, or a remark.
void TakeRest(std::string_view rest, LoggedSet& set) {
  rest = Trim(rest);
  if (rest.empty()) return;
  if (!set.rpe) {
    if (const std::optional<Range> rpe = FindRpe(rest); rpe && rpe->single()) set.rpe = rpe->low;
  }
  for (const std::string_view word : {"warm-up", "warmup", "warm up"})
    set.warmup = set.warmup || ContainsWord(rest, word);
  if (set.note.empty()) set.note = rest;
}

}  // namespace

std::string_view UnitName(WeightUnit unit) { return unit == WeightUnit::kKilogram ? "kg" : "lb"; }

double ToPounds(double weight, WeightUnit unit) {
  return unit == WeightUnit::kKilogram ? std::round(weight * kPoundsPerKilogram * 100) / 100 : weight;
}

bool Target::understood() const { return sets || reps || weight_lbs || percent_1rm || rpe || seconds; }

Target ParseTarget(std::string_view text, WeightUnit unit) {
  Target target;
  target.text = Trim(text);
  Tokenizer tokens(target.text);
  int sets = 0;
  bool schemed = false;
  while (!tokens.rest().empty()) {
    const Phrase phrase = ReadPhrase(tokens);
    if (phrase.blank()) continue;
    Reading reading = Sorter(phrase, Expect::kSets).Sort();
    const bool scheme = reading.sets != nullptr && reading.sets->has_number;
    if (scheme) sets += static_cast<int>(std::min<double>(reading.sets->number.value.low, kMaxSetsPerLine));
    if (schemed && scheme) continue;  // a compound target keeps the first part's reps and intensity
    if (reading.reps != nullptr && (target.reps || target.seconds)) continue;
    AddToTarget(phrase, reading, unit, target);
    schemed = schemed || scheme;
  }
  if (schemed) target.sets = sets;
  return target;
}

std::optional<LoggedSet> ParseLoggedSet(std::string_view text, WeightUnit unit) {
  Tokenizer tokens(text);
  const Phrase phrase = ReadPhrase(tokens);
  const Reading reading = Sorter(phrase, Expect::kOneSet).Sort();
  if (reading.empty() && !phrase.aside) return std::nullopt;
  LoggedSet set = ToLoggedSet(phrase, reading, unit);
  TakeRest(tokens.rest(), set);
  return set;
}

std::vector<Scheme> ParseSchemes(std::string_view text, WeightUnit unit) {
  std::vector<Scheme> schemes;
  LoggedSet load;  // of those that name none themselves: "100 x 8, 8, 6", "225 lb, 5x5"
  Tokenizer tokens(text);
  while (!tokens.rest().empty()) {
    const Phrase phrase = ReadPhrase(tokens);
    if (phrase.blank()) continue;
    const Reading reading = Sorter(phrase, Expect::kSets).Sort();
    if (reading.reps == nullptr) {
      if (!schemes.empty()) break;  // a remark
      if (reading.load == nullptr) return {};
      SetLoad(phrase, reading, unit, load);
      continue;
    }
    const bool said = load.weight || load.bodyweight;
    if (!said && reading.sets == nullptr && schemes.empty() && IsLoneNumber(phrase, reading)) return {};
    Scheme scheme;
    scheme.set = ToLoggedSet(phrase, reading, unit);
    scheme.complete = reading.sets != nullptr || reading.load != nullptr || said;
    scheme.counts =
        scheme.set.reps || scheme.set.seconds || (scheme.complete && reading.counted == Role::kCount);
    scheme.prescriptive = IsPrescriptive(phrase, reading);
    if (reading.sets != nullptr) {
      scheme.sets = std::clamp(static_cast<int>(reading.sets->number.value.low), 1, kMaxSetsPerLine);
    }
    if (reading.load == nullptr) {
      scheme.set.weight = load.weight;
      scheme.set.unit = load.unit;
      scheme.set.bodyweight = load.bodyweight;
    } else {
      load = scheme.set;
    }
    schemes.push_back(scheme);
  }
  return schemes;
}

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
    } else if (token.kind == TokenKind::kNumber && before.measure == Measure::kMinute &&
               token.measure == Measure::kSecond) {
      seconds = *seconds + token.value.low;  // "1 min 30 sec"
    }
    before = token;
  }
  if (seconds) return ToInt(std::round(*seconds), kMostSeconds);
  return none ? std::optional(0) : std::nullopt;
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
    while (token.kind == TokenKind::kOther) token = tokens.Next();
    if (token.kind == TokenKind::kNumber) return token.value;
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
