#include "common/views/quantities.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "common/views/quantity_phrase.h"
#include "common/views/quantity_reading.h"
#include "common/views/quantity_tokens.h"
#include "common/views/text.h"

namespace liftmark::views {
namespace {

constexpr double kMostReps = 10000;
constexpr double kMostRepsOfOne = 100;  // of several sets in a list
constexpr double kMostSeconds = 86400;

absl::string_view Absl(std::string_view text) { return {text.data(), text.size()}; }

bool IsWhole(double value) { return value == std::floor(value); }

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

// "160 kg × 1 @ 8.5": the load is known.
bool IsBareEffort(const Phrase& phrase, const Reading& reading) {
  return phrase.at && reading.load != nullptr && reading.load != &*phrase.at && MayBeEffort(*phrase.at);
}

LoggedSet ToLoggedSet(const Phrase& phrase, const Reading& reading, WeightUnit unit) {
  LoggedSet set;
  SetLoad(phrase, reading, unit, set);
  SetReps(reading, set);
  set.warmup = phrase.warmup;
  if (phrase.rpe && phrase.rpe->single() && !phrase.rpe_is_open) set.rpe = phrase.rpe->low;
  if (!phrase.rpe && IsBareEffort(phrase, reading)) set.rpe = phrase.at->number.value.low;
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

// "60 s walk between" behind "6 x 20 s": what lies between the sets.
bool IsPause(const Phrase& phrase, const Reading& reading) {
  return phrase.factors.size() == 1 && reading.load == nullptr && reading.counted == Role::kTime &&
         (phrase.factors.front().has_words || !phrase.note.empty());
}

// The numbers at the beginning of a text, parted by slashes; none where one of them is a range or a clock.
std::vector<Token> ReadNumbers(std::string_view text) {
  std::vector<Token> numbers;
  Tokenizer tokens(text);
  do {
    const Token number = tokens.Next();
    const bool plain = number.kind == TokenKind::kNumber && number.value.single() && !number.clock;
    if (!plain || numbers.size() == kMaxSetsPerLine) return {};
    numbers.push_back(number);
  } while (tokens.Next().kind == TokenKind::kSlash);
  return numbers;
}

std::optional<int> RepsOfOne(const Token& number) {
  const std::optional<int> reps = ToInt(number.value.low, kMostRepsOfOne);
  return reps && *reps > 0 ? reps : std::nullopt;
}

// With a slash, where there are more than the two sides could have.
constexpr std::size_t kFewestWithSlash = 3;

// What commas part, or slashes: "60, 60, 62.5", "BW, BW, +5", "50/50/45 lb", or one.
std::vector<std::string_view> SplitList(std::string_view text) {
  const auto split = [text](char mark) {
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
      const std::size_t end = std::min(text.find(mark, begin), text.size());
      parts.push_back(Trim(text.substr(begin, end - begin)));
      begin = end + 1;
    }
    return parts;
  };
  std::vector<std::string_view> parts = split(',');
  if (parts.size() > 1) return parts;
  if (std::vector<std::string_view> slashed = split('/'); slashed.size() >= kFewestWithSlash) return slashed;
  return parts;
}

// "12/10/8": the repetitions of several sets; of "3 × 12/10/8", too. `text` is what the phrase was read from.
std::vector<int> RepsOfEach(const Reading& reading, std::string_view text) {
  if (reading.counted != Role::kReps || !reading.reps->mixed || !reading.reps->has_number) return {};
  if (reading.load == nullptr && reading.sets == nullptr && reading.reps->has_words) return {};  // a tempo
  const auto begin = static_cast<std::size_t>(reading.reps->number.text.data() - text.data());
  std::vector<int> reps;
  for (const Token& number : ReadNumbers(text.substr(begin))) {
    const std::optional<int> count = RepsOfOne(number);
    if (!count) return {};
    reps.push_back(*count);
  }
  const bool all =
      reading.sets == nullptr || reading.sets->number.value.low == static_cast<double>(reps.size());
  return reps.size() >= kFewestWithSlash && all ? reps : std::vector<int>();
}

// "25 kg × 12 12 10": the numbers behind the first are sets of their own.
void AddRepsWithoutCommas(std::vector<Scheme>& schemes) {
  const std::string_view note = schemes.back().set.note;
  const bool counts = !note.empty() && schemes.back().set.reps && schemes.back().sets == 1 &&
                      std::all_of(note.begin(), note.end(), [](char c) { return IsDigit(c) || c == ' '; });
  if (!counts) return;
  schemes.back().set.note = {};
  Tokenizer tokens(note);
  for (Token number = tokens.Next(); number.kind == TokenKind::kNumber; number = tokens.Next()) {
    Scheme next = schemes.back();
    next.set.reps = ToInt(number.value.low, kMostRepsOfOne);
    schemes.push_back(next);
  }
}

bool SaysRest(std::string_view text) {
  text = TrimLeadingMarks(text);
  return StartsWithWord(text, "rest") || StartsWithWord(text, "pause");
}

// "4 × 6, 60 kg": the load of all that have none.
void AddLoadBehind(const Phrase& phrase, const Reading& reading, std::vector<Scheme>& schemes) {
  const bool weighs =
      reading.load != nullptr && reading.load->has_number && IsWeight(reading.load->number.measure);
  if (!weighs) return;
  for (Scheme& scheme : schemes) {
    if (!scheme.set.weight && !scheme.set.bodyweight) SetLoad(phrase, reading, scheme.set.unit, scheme.set);
  }
}

// "20 s, 18 s, 15 s", "8/leg, 8/leg": several of a kind are sets, though they say no load.
void CompleteList(std::vector<Scheme>& schemes) {
  const auto alike = [&](const Scheme& scheme) {
    const LoggedSet& first = schemes.front().set;
    return scheme.counts && scheme.set.note.empty() &&
           scheme.set.reps.has_value() == first.reps.has_value() &&
           scheme.set.seconds.has_value() == first.seconds.has_value();
  };
  if (schemes.size() < 2 || !std::all_of(schemes.begin(), schemes.end(), alike)) return;
  for (Scheme& scheme : schemes) scheme.complete = true;
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
  if (load.weight && !target.weight_lbs) target.weight_lbs = ToPounds(*load.weight, load.unit);
  if (phrase.percent && !target.percent_1rm) target.percent_1rm = phrase.percent->low;
  if (phrase.rpe && !target.rpe) {
    target.rpe = phrase.rpe->low;
    if (!phrase.rpe->single()) target.rpe_max = phrase.rpe->high;
  }
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
    Reading reading = Sort(phrase, Expect::kSets);
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
  const Reading reading = Sort(phrase, Expect::kOneSet);
  if (reading.empty() && !phrase.aside) return std::nullopt;
  LoggedSet set = ToLoggedSet(phrase, reading, unit);
  TakeRest(tokens.rest(), set);
  return set;
}

bool IsList(std::string_view text) { return SplitList(text).size() > 1; }

std::vector<Scheme> ListedSets(std::string_view loads, std::string_view reps, WeightUnit unit) {
  const std::vector<std::string_view> counts = SplitList(reps);
  const std::vector<std::string_view> weights = SplitList(loads);
  const std::size_t sets = std::max(counts.size(), weights.size());
  const auto covers = [sets](const auto& list) { return list.size() == 1 || list.size() == sets; };
  if (sets < 2 || sets > kMaxSetsPerLine || !covers(counts) || !covers(weights)) return {};
  // "50/50/45 kg": the last unit is everybody's.
  if (const std::optional<LoggedSet> last = ParseLoggedSet(absl::StrCat(Absl(weights.back()), " × 1"), unit))
    unit = last->unit;
  std::vector<Scheme> schemes;
  for (std::size_t i = 0; i < sets; ++i) {
    const std::string_view weight = weights.size() == 1 ? weights.front() : weights[i];
    const std::string_view count = counts.size() == 1 ? counts.front() : counts[i];
    const std::string text = absl::StrCat(Absl(weight), loads.empty() ? "" : " × ", Absl(count));
    const std::optional<LoggedSet> set = ParseLoggedSet(text, unit);
    const bool counted = set && (set->reps.value_or(0) > 0 || set->seconds) && set->note.empty();
    if (!counted || set->reps.value_or(0) > kMostRepsOfOne) return {};
    if (!loads.empty() && !set->weight && !set->bodyweight) return {};
    Scheme& scheme = schemes.emplace_back(Scheme{.set = *set, .complete = true, .counts = true});
    scheme.set.note = {};  // it would point into `text`
  }
  return schemes;
}

std::vector<Scheme> ParseSchemes(std::string_view text, WeightUnit unit) {
  const std::string_view all = text;
  std::vector<Scheme> schemes;
  LoggedSet load;  // of those that name none themselves: "100 x 8, 8, 6", "225 lb, 5x5"
  Tokenizer tokens(text);
  while (!tokens.rest().empty()) {
    if (!schemes.empty() && SaysRest(tokens.rest())) break;
    const Phrase phrase = ReadPhrase(tokens);
    if (phrase.blank()) continue;
    const Reading reading = Sort(phrase, Expect::kSets);
    if (reading.reps == nullptr) {
      if (!schemes.empty()) {
        // "205 lb × 2, RPE 8"
        std::optional<double>& rpe = schemes.back().set.rpe;
        if (!rpe && phrase.rpe && phrase.rpe->single()) rpe = phrase.rpe->low;
        AddLoadBehind(phrase, reading, schemes);  // or a remark
        break;
      }
      if (reading.load == nullptr) return {};
      SetLoad(phrase, reading, unit, load);
      continue;
    }
    if (!schemes.empty() && IsPause(phrase, reading)) break;
    const bool said = load.weight || load.bodyweight;
    const std::vector<int> each = RepsOfEach(reading, all);
    if (!said && each.empty() && reading.sets == nullptr && schemes.empty() && IsLoneNumber(phrase, reading))
      return ListedSets({}, all, unit);
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
    if (each.empty()) {
      schemes.push_back(scheme);
      AddRepsWithoutCommas(schemes);
      continue;
    }
    scheme.sets = 1;
    scheme.complete = scheme.counts = true;
    for (const int reps : each) {
      scheme.set.reps = reps;
      schemes.push_back(scheme);
    }
  }
  CompleteList(schemes);
  return schemes;
}

}  // namespace liftmark::views
