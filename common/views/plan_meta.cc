#include "common/views/plan_meta.h"

#include "common/views/phrases.h"
#include "common/views/quantities.h"
#include "common/views/text.h"

namespace liftmark::views {
namespace {

// A duration stands at the beginning of what is said of it.
constexpr std::size_t kMaxStatementBytes = 300;

enum class MetaField { kNone, kTitle, kName, kOwner, kUser, kGoal, kPhilosophy, kDuration, kWeeks };

MetaField FieldOf(std::string_view label) {
  if (IsOneOf(label,
              {"program name", "plan name", "program title", "plan title", "title", "program", "plan"}))
    return MetaField::kTitle;
  if (IsOneOf(label, {"name"})) return MetaField::kName;
  if (IsOneOf(label, {"program owner", "owner", "coach", "author", "created by", "trainer"}))
    return MetaField::kOwner;
  if (IsOneOf(label, {"user", "client", "athlete", "for"})) return MetaField::kUser;
  if (PlanMeta::IsGoal(label)) return MetaField::kGoal;
  if (IsOneOf(label, {"philosophy", "program philosophy", "training philosophy"}))
    return MetaField::kPhilosophy;
  if (IsOneOf(label, {"weeks", "number of weeks"})) return MetaField::kWeeks;
  if (ContainsAnyWord(label, {"duration", "length", "timeline", "timeframe"})) return MetaField::kDuration;
  return MetaField::kNone;
}

void SetOnce(std::optional<std::string>& field, std::string_view value) {
  if (!field && !IsUnsaid(value)) field.emplace(value);
}

// "Training Plan": what every plan is.
bool IsGenericTitle(std::string_view title) {
  return IsOneOf(title, {"plan", "program", "training plan", "training program", "fitness plan",
                         "workout plan", "workout program", "fitness program", "strength plan",
                         "strength program", "exercise plan", "my plan", "my program"});
}

template <class T>
void FillOnce(std::optional<T>& field, const std::optional<T>& value) {
  if (!field) field = value;
}

}  // namespace

// of a range.
std::optional<int> StatedWeeks(std::string_view text) {
  text = CutTo(text, kMaxStatementBytes);
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool starts = IsDigit(text[at]) && (at == 0 || (!IsDigit(text[at - 1]) && !IsLetter(text[at - 1])));
    std::size_t size = 0;
    const std::optional<Range> range = starts ? ParseRange(text.substr(at), &size) : std::nullopt;
    if (!range) continue;
    std::string_view after = Trim(text.substr(at + size));
    if (const Rune rune = RuneAt(after, 0); rune.size > 0 && IsDash(rune.code))
      after = Trim(after.substr(rune.size));
    for (const std::string_view word : {"week", "weeks", "wk", "wks"}) {
      if (StartsWithWord(after, word) && range->high >= 1 && range->high < 1000)
        return static_cast<int>(range->high);
    }
    at += size;
  }
  return std::nullopt;
}

bool PlanMeta::IsGoal(std::string_view label) {
  return IsOneOf(label, {"goal", "goals", "goal(s)", "primary goal", "primary goals", "primary goal(s)",
                         "program goal", "main goal", "objective"});
}

void PlanMeta::Read(std::string_view label, std::string_view value, std::string_view heading) {
  switch (FieldOf(label)) {
    case MetaField::kNone:
      break;
    case MetaField::kTitle:
      SetOnce(title_, value);
      break;
    case MetaField::kName:
      // Whose name it is, the section says.
      if (ContainsAnyWord(heading, {"client", "profile", "user", "athlete"})) {
        SetOnce(user_, value);
      } else if (ContainsAnyWord(heading, {"header", "program", "plan", "overview"})) {
        SetOnce(title_, value);
      }
      break;
    case MetaField::kOwner:
      SetOnce(owner_, value);
      break;
    case MetaField::kUser:
      SetOnce(user_, value);
      break;
    case MetaField::kGoal:
      SetOnce(goal_, value);
      break;
    case MetaField::kPhilosophy:
      SetOnce(philosophy_, value);
      break;
    case MetaField::kWeeks:
      if (!duration_weeks_ && !open_ended_) duration_weeks_ = FirstNumber(value);
      break;
    case MetaField::kDuration:
      if (duration_weeks_ || open_ended_) break;
      duration_weeks_ = StatedWeeks(value);
      open_ended_ = !duration_weeks_ && ContainsAnyWord(value, {"ongoing", "open-ended", "indefinite"});
      break;
  }
}

void PlanMeta::Fill(Plan& plan) const {
  if (title_ && plan.title && IsGenericTitle(*plan.title)) plan.title = title_;
  FillOnce(plan.title, title_);
  FillOnce(plan.owner, owner_);
  FillOnce(plan.user, user_);
  FillOnce(plan.goal, goal_);
  FillOnce(plan.philosophy, philosophy_);
  FillOnce(plan.duration_weeks, duration_weeks_);
}

}  // namespace liftmark::views
