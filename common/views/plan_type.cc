#include "common/views/plan_type.h"

#include <algorithm>
#include <bitset>
#include <cstddef>
#include <string_view>
#include <vector>

#include "common/views/phrases.h"
#include "common/views/text.h"

namespace liftmark::views {
namespace {

enum Type : std::size_t {
  kUpperLower,
  kPpl,
  kFullBody,
  kPowerlifting,
  kBodyPart,
  kRunning,
  kHybrid,
  kOther,
  kTypes
};
using Types = std::bitset<kTypes>;

constexpr std::string_view kNames[kTypes] = {"upper_lower",     "ppl",     "full_body", "powerlifting",
                                             "body_part_split", "running", "hybrid",    "other"};

// Slashes and commas as single spaces: "Push / Pull / Legs" and "push, pull, legs" read alike.
std::string Spaced(std::string_view text) {
  std::string spaced;
  for (char c : Fold(text)) {
    if (c == '/' || c == ',' || c == '-' || c == '&' || c == '+') c = ' ';
    if (c != ' ' || (!spaced.empty() && spaced.back() != ' ')) spaced.push_back(c);
  }
  return spaced;
}

Types TypesNamed(std::string_view text) {
  const std::string words = Spaced(text);
  Types types;
  types[kUpperLower] = ContainsAnyWord(words, {"upper lower", "lower upper"});
  types[kPpl] = ContainsAnyWord(words, {"push pull legs", "push pull leg", "push legs pull", "ppl"});
  types[kFullBody] = ContainsAnyWord(words, {"full body", "whole body", "total body", "fullbody"});
  types[kPowerlifting] =
      ContainsAnyWord(words, {"powerlifting", "powerlifting meet", "meet prep", "meet peak"});
  types[kBodyPart] = ContainsAnyWord(words, {"body part", "bro split", "bodypart"});
  types[kRunning] =
      ContainsAnyWord(words, {"marathon", "5k", "10k", "running plan", "running program", "couch to"});
  types[kHybrid] = ContainsAnyWord(words, {"hybrid", "concurrent"});
  return types;
}

bool IsOtherDiscipline(std::string_view title) {
  return ContainsAnyWord(
      title, {"crossfit", "olympic weightlifting", "weightlifting", "strongman", "calisthenics", "kettlebell",
              "triathlon", "cycling", "swimming", "swim", "yoga", "pilates", "gymnastics", "climbing",
              "boxing", "rehab", "rehabilitation"});
}

bool SpeaksOfLifting(std::string_view text) {
  return ContainsAnyWord(text, {"strength", "lifting", "supplemental", "weights", "muscle", "hypertrophy"});
}

// What the titles of the days that are no rest have in common.
class DayTitles {
 public:
  explicit DayTitles(const Plan& plan) {
    for (const Microcycle& microcycle : plan.microcycles) AddAll(microcycle.days);
    AddAll(plan.weekly_pattern);
  }

  std::optional<Type> Common() const {
    if (titles_.empty()) return std::nullopt;
    const std::size_t upper = Count({"upper"});
    const std::size_t lower = Count({"lower"});
    const std::size_t push = Count({"push"});
    const std::size_t pull = Count({"pull"});
    const std::size_t legs = Count({"legs", "leg"});
    const std::size_t runs = CountRuns();
    if (IsMost(Count({"full body", "total body", "whole body"}))) return kFullBody;
    if (upper > 0 && lower > 0 && push == 0 && IsMost(upper + lower)) return kUpperLower;
    if (push > 0 && pull > 0 && legs > 0 && upper == 0 && IsMost(push + pull + legs)) return kPpl;
    if (IsMost(runs)) return kRunning;
    const std::size_t parts = (Count({"chest"}) > 0) + (Count({"back"}) > 0) +
                              (Count({"shoulders", "shoulder"}) > 0) +
                              (Count({"arms", "arm", "biceps", "triceps"}) > 0) + (legs > 0);
    if (parts >= 4) return kBodyPart;
    if (Count({"squat"}) > 0 && Count({"bench"}) > 0 && Count({"deadlift"}) > 0 &&
        IsMost(Count({"squat", "bench", "deadlift", "press"})))
      return kPowerlifting;
    if (runs > 1 && titles_.size() - runs > 1) return kHybrid;
    return std::nullopt;
  }

  // Whether there are days, and none of them is a run.
  bool HoldNoRuns() const { return !titles_.empty() && CountRuns() == 0; }

 private:
  std::size_t CountRuns() const {
    return Count(
        {"run", "runs", "running", "tempo", "intervals", "fartlek", "jog", "mile", "miles", "km", "race"});
  }

  void AddAll(const std::vector<PlanDay>& days) {
    for (const PlanDay& day : days) {
      if (!day.title) continue;
      std::string title = Spaced(*day.title);
      if (!ContainsAnyWord(title, {"rest", "off", "recovery", "walk", "walking"}))
        titles_.push_back(std::move(title));
    }
  }

  std::size_t Count(std::initializer_list<std::string_view> words) const {
    return static_cast<std::size_t>(
        std::count_if(titles_.begin(), titles_.end(),
                      [&](const std::string& title) { return ContainsAnyWord(title, words); }));
  }

  bool IsMost(std::size_t count) const { return 4 * count >= 3 * titles_.size(); }

  std::vector<std::string> titles_;
};

std::optional<Type> Only(const Types& types) {
  if (types.count() != 1) return std::nullopt;
  for (std::size_t i = 0; i < kTypes; ++i) {
    if (types[i]) return static_cast<Type>(i);
  }
  return std::nullopt;
}

std::optional<Type> Classify(const Plan& plan) {
  const std::string_view title = plan.title ? std::string_view(*plan.title) : std::string_view();
  const std::string_view goal = plan.goal ? std::string_view(*plan.goal) : std::string_view();
  Types named = TypesNamed(title);
  // A sport that the lifting only serves says nothing about the plan.
  const DayTitles days(plan);
  const bool serves_running = named[kRunning] && (SpeaksOfLifting(title) || days.HoldNoRuns());
  if (serves_running) named.reset(kRunning);
  if (named[kHybrid]) return kHybrid;
  if (named[kPowerlifting]) return kPowerlifting;
  if (const std::optional<Type> type = Only(named)) return type;
  if (TypesNamed(goal)[kPowerlifting]) return kPowerlifting;
  if (const std::optional<Type> type = days.Common()) return type;
  if (IsOtherDiscipline(title)) return kOther;
  if (serves_running) return std::nullopt;
  Types said = TypesNamed(goal);
  if (plan.philosophy) said |= TypesNamed(*plan.philosophy);
  said.reset(kRunning);
  return Only(said);
}

}  // namespace

std::optional<std::string> ClassifyPlan(const Plan& plan) {
  const std::optional<Type> type = Classify(plan);
  return type ? std::optional<std::string>(kNames[*type]) : std::nullopt;
}

}  // namespace liftmark::views
