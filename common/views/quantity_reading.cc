#include "common/views/quantity_reading.h"

#include <cmath>

namespace liftmark::views {
namespace {

// A whole number up to it counts sets in "3x10"; above it "165x9" is weight x reps.
constexpr double kMostSets = 12;
// "5 × 100" is five reps with 100: nobody logs so many reps of so little weight.
constexpr double kMostPlainReps = 30;
constexpr double kLeastReversedWeight = 60;
// A bare number before a time is a weight from here on ("40 × 30 sec"), else how often ("2 × 30 sec").
constexpr double kLeastTimedWeight = 10;

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
  // "45s × 3 sets": a time. "45s × 3 sets × 10": a pair of dumbbells.
  if (reading_.load != nullptr && reading_.sets != nullptr && reading_.reps == nullptr && bare.empty() &&
      reading_.load->number.measure == Measure::kPluralOrSecond && !reading_.load->loaded()) {
    TakeReps(load_index_, Role::kTime);
    reading_.load = nullptr;
  }
  // "20 min @ 5" is a speed or a level.
  const bool moves = reading_.counted == Role::kTime || reading_.counted == Role::kCount;
  const bool at_load =
      phrase_.at && (phrase_.at->loaded() ||
                     (phrase_.at->has_number && !(moves && phrase_.at->number.measure == Measure::kNone)));
  // "135 x 10 @8": nobody does so many sets.
  const bool at_effort =
      bare.size() >= 2 && Value(bare[0]) > kMostSets && phrase_.at && MayBeEffort(*phrase_.at);
  if (reading_.load == nullptr && at_load && !at_effort) reading_.load = &*phrase_.at;
  if (bare.size() == 1) PlaceOne(bare[0]);
  if (bare.size() == 2) PlaceTwo(bare[0], bare[1]);
  if (bare.size() >= 3) PlaceThree(bare);
  return reading_;
}

void Sorter::PlaceOne(std::size_t i) {
  // "20/side × 15" of plates or cables: what stands before the sign is the load.
  const bool load_per_side = expect_ == Expect::kOneSet && reading_.counted == Role::kReps &&
                             reading_.load == nullptr && reps_index_ == 0 && i == 1 &&
                             reading_.reps->number.per_side &&
                             reading_.reps->number.measure == Measure::kNone;
  if (load_per_side) {
    reading_.load = reading_.reps;
    return TakeReps(i, Role::kReps);
  }
  if (reading_.reps == nullptr) {
    // "187.5 ❌": half a repetition is none.
    const bool load = expect_ == Expect::kOneSet && !IsWhole(Value(i)) && reading_.load == nullptr &&
                      phrase_.factors[i].number.value.single();
    if (!load) return TakeReps(i, Role::kReps);
    reading_.load = &phrase_.factors[i];
    return;
  }
  // The reps are known: what stands before them is the load, or how often; what stands behind them is the
  // load.
  if (expect_ == Expect::kSets && i < reps_index_ && reading_.sets == nullptr) {
    reading_.sets = &phrase_.factors[i];
  } else if (reading_.load == nullptr) {
    const bool before_time = reading_.counted == Role::kTime && i < reps_index_;
    const bool after_time = reading_.counted != Role::kReps && i > reps_index_;
    if (!after_time && !(before_time && Value(i) < kLeastTimedWeight)) {
      reading_.load = &phrase_.factors[i];
    } else if (after_time && expect_ == Expect::kSets && reading_.sets == nullptr) {
      reading_.sets = &phrase_.factors[i];  // "30 sec × 3"
    }
  }
}

void Sorter::PlaceTwo(std::size_t first, std::size_t second) {
  const Factor& a = phrase_.factors[first];
  const Factor& b = phrase_.factors[second];
  if (reading_.reps != nullptr) {
    // "2 × 32 kg × 40 m × 3": two of them, three times.
    const bool sets_last = reading_.load != nullptr && second > reps_index_;
    if (reading_.sets == nullptr) reading_.sets = sets_last ? &b : &a;
    if (reading_.load == nullptr) reading_.load = &b;
    return;
  }
  if (reading_.load != nullptr) {
    // "3 × 8 × 60 kg" and "3x8@60"; "60 kg × 8 × 3"; of "2 × 20 kg × 8" the first says how many implements,
    // of "3 × BW × 8" how many sets.
    const bool load_first = load_index_ < first;
    const bool load_between = load_index_ > first && load_index_ < second;
    TakeReps(load_first ? first : second, Role::kReps);
    const bool implements = load_between && reading_.load->has_number;
    if (!implements && reading_.sets == nullptr) reading_.sets = load_first ? &b : &a;
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

// "165x10x3" is weight x reps x sets, "3x10x165" sets x reps x weight. What stands right before a distance is
// carried: "2 × 32 × 40 m × 3".
void Sorter::PlaceThree(const Bare& bare) {
  if (reading_.reps != nullptr && reading_.load == nullptr) {
    for (std::size_t i : bare) {
      if (i + 1 == reps_index_) reading_.load = &phrase_.factors[i];
    }
    const bool sets_last = bare.back() > reps_index_;
    if (reading_.sets == nullptr) reading_.sets = &phrase_.factors[sets_last ? bare.back() : bare.front()];
    return;
  }
  const bool weight_last = Value(bare[2]) > Value(bare[0]) && IsWhole(Value(bare[0]));
  if (reading_.load == nullptr) reading_.load = &phrase_.factors[bare[weight_last ? 2 : 0]];
  if (reading_.sets == nullptr) reading_.sets = &phrase_.factors[bare[weight_last ? 0 : 2]];
  if (reading_.reps == nullptr) TakeReps(bare[1], Role::kReps);
}

}  // namespace

Reading Sort(const Phrase& phrase, Expect expect) { return Sorter(phrase, expect).Sort(); }

}  // namespace liftmark::views
