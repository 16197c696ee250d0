#include "common/views/dossier.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <cmath>
#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/markdown/document.h"
#include "common/views/dates.h"
#include "common/views/dossier_facts.h"
#include "common/views/dossier_fields.h"
#include "common/views/dossier_texts.h"
#include "common/views/equipment.h"
#include "common/views/person.h"
#include "common/views/phrases.h"
#include "common/views/quantities.h"
#include "common/views/rules.h"
#include "common/views/text.h"
#include "common/views/training_days.h"

namespace liftmark::views {
namespace {

// A duration stands at the beginning of what is said of it.
constexpr std::size_t kMaxDurationBytes = 200;
constexpr double kMaxSessionMinutes = 24 * 60;

constexpr std::array<std::string_view, 5> kCanonicalSections = {
    "Profile", "Equipment Access", "Schedule & Availability", "Training History", "Current Training Plan"};

// Parts whose lines are no facts of the profile.
bool IsElsewhere(Topic topic) { return topic == Topic::kMetrics || topic == Topic::kHistory; }

void SetOnce(std::optional<std::string>& field, std::string_view value) {
  if (!field && !IsUnsaid(value)) field.emplace(Trim(value));
}

class Builder {
 public:
  explicit Builder(std::span<const markdown::Block> blocks) : facts_(blocks) {}

  Profile Build() && {
    ReadFields();
    ReadUnlabelled();
    ReadConstraints();
    ReadDays();
    ReadHistory();
    profile_.equipment_tags = EquipmentTags(facts_);
    Check();
    return std::move(profile_);
  }

 private:
  // The texts below fact `i`, each without what hangs below it.
  std::vector<std::string> ChildTexts(std::size_t i) const {
    std::vector<std::string> texts;
    for (const Entry* child : facts_.Children(i)) {
      if (!child->declined && !IsUnsaid(child->text)) texts.push_back(child->text);
    }
    return texts;
  }

  // A value, or what hangs below it in one line.
  std::string ValueOrChildren(std::size_t i) const {
    const std::string_view value = facts_[i].value();
    return value.empty() ? absl::StrJoin(ChildTexts(i), "; ") : std::string(value);
  }

  std::vector<std::string> ListAt(std::size_t i) const {
    std::vector<std::string> items;
    if (!IsUnsaid(facts_[i].value())) {
      for (const std::string_view item : SplitList(facts_[i].value())) items.emplace_back(TrimEnding(item));
    }
    for (std::string& text : ChildTexts(i)) items.push_back(std::move(text));
    return items;
  }

  void ReadFields() {
    for (std::size_t i = 0; i < facts_.size(); ++i) {
      const Entry& fact = facts_[i];
      if (fact.kind == EntryKind::kHeading) {
        if (fact.block->level == 1) SetOnce(title_name_, NameInTitle(fact.text));
        continue;
      }
      if (!IsElsewhere(facts_.TopicOf(i))) ReadField(i);
    }
    if (!profile_.name) profile_.name = std::move(title_name_);
  }

  void ReadField(std::size_t i) {
    const Entry& fact = facts_[i];
    const std::string_view value = fact.value();
    switch (FieldOf(fact.label(), facts_.TopicOf(i))) {
      case Field::kUnknown:
        if (facts_.TopicOf(i) == Topic::kSchedule && ContainsAnyWord(fact.label(), {"days", "day"}))
          ReadDurationAmong(value);
        break;
      case Field::kName:
        ReadName(fact.first().substr(std::min(fact.value_begin, fact.first_line)));
        break;
      case Field::kAge:
        if (profile_.age || IsUnsaid(value)) break;
        profile_.age = AgeIn(value);
        if (!profile_.age) Warn(rules::kDossierAgeUnread, fact.line, "The age is not a number of years.");
        break;
      case Field::kGender:
        SetOnce(profile_.gender, value);
        break;
      case Field::kExperience:
        ReadExperience(i);
        break;
      case Field::kPrimaryGoal:
        SetOnce(profile_.goals.primary, ValueOrChildren(i));
        break;
      case Field::kSecondaryGoals:
        if (!IsUnsaid(value)) profile_.goals.secondary.emplace_back(value);
        for (std::string& goal : ChildTexts(i)) profile_.goals.secondary.push_back(std::move(goal));
        break;
      case Field::kTimezone:
        ReadTimezone(fact);
        break;
      case Field::kMessageTime:
        SetOnce(profile_.preferred_message_time, value);
        break;
      case Field::kDuration:
        if (!profile_.typical_duration_min) ReadDuration(value);
        break;
      case Field::kSessions:
        ReadDurationAmong(value);
        break;
      case Field::kLikes:
        for (std::string& like : ListAt(i)) profile_.likes.push_back(std::move(like));
        break;
      case Field::kDislikes:
        for (std::string& dislike : ListAt(i)) profile_.dislikes.push_back(std::move(dislike));
        break;
      case Field::kProgram:
        SetOnce(profile_.program, value);
        break;
      case Field::kPhase:
        SetOnce(profile_.phase, value);
        break;
      case Field::kInjury:
        for (std::string& injury : ListAt(i)) AddConstraint(injury);
        break;
    }
  }

  // "Hannah Weiss, 36, female", "Hannah Weiss (36)", "Hannah Weiss (she/her), 36"
  void ReadName(std::string_view value) {
    const std::size_t mark = value.find_first_of(",(");
    if (mark != std::string_view::npos) {
      bool personal = true;
      for (std::string_view part : SplitAtMarks(value.substr(mark))) {
        const std::optional<int> age = IsDigit(part.front()) ? AgeIn(part) : std::nullopt;
        const bool gender = IsOneOf(part, {"male", "female", "man", "woman", "m", "f", "non-binary"});
        if (age && !profile_.age) profile_.age = age;
        if (gender) SetOnce(profile_.gender, part);
        personal = personal && (age || gender || part.find('/') != std::string_view::npos);
      }
      if (personal) value = value.substr(0, mark);
    }
    SetOnce(profile_.name, WithoutParentheses(value));
  }

  // Cut at commas and parentheses; trimmed, none empty.
  static std::vector<std::string_view> SplitAtMarks(std::string_view text) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
      const std::size_t end = std::min(text.find_first_of(",()"), text.size());
      if (const std::string_view part = Trim(text.substr(0, end)); !part.empty()) parts.push_back(part);
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
  }

  // Several lines may speak of experience: the first with a level decides, one about lifting above all.
  void ReadExperience(std::size_t i) {
    const Entry& fact = facts_[i];
    const std::string text = ValueOrChildren(i);
    if (IsUnsaid(text)) return;
    const std::optional<Experience> level = ExperienceIn(text);
    const bool about_lifting = ContainsAnyWord(fact.label(), {"lifting", "strength", "gym"});
    if (!profile_.experience_text || (level && (!profile_.experience || about_lifting))) {
      profile_.experience_text = text;
      if (level) profile_.experience = level;
      experience_line_ = fact.line;
    }
  }

  void ReadDuration(std::string_view value) {
    const std::optional<Range> minutes = ParseMinutes(CutTo(value, kMaxDurationBytes));
    if (!minutes || minutes->high > kMaxSessionMinutes) return;
    profile_.typical_duration_min =
        MinuteRange{static_cast<int>(std::floor(minutes->low)), static_cast<int>(std::ceil(minutes->high))};
  }

  // "3x/week, 45–60 min", "Mon/Wed (45 min)": the number that counts minutes or hours.
  void ReadDurationAmong(std::string_view value) {
    value = CutTo(value, kMaxDurationBytes);
    for (std::size_t i = 0; i < value.size() && !profile_.typical_duration_min; ++i) {
      std::size_t size = 0;
      const bool begins = IsDigit(value[i]) && (i == 0 || (!IsDigit(value[i - 1]) && value[i - 1] != ':'));
      if (!begins || !ParseRange(value.substr(i), &size)) continue;
      const std::string_view after = TrimLeadingMarks(value.substr(i + size));
      for (const std::string_view unit : {"min", "mins", "minutes", "hour", "hours", "hr", "hrs", "h"}) {
        if (StartsWithWord(after, unit)) ReadDuration(value.substr(i));
      }
      i += size;
    }
  }

  void ReadTimezone(const Entry& fact) {
    if (profile_.timezone || IsUnsaid(fact.value())) return;
    profile_.timezone = TimezoneIn(fact.value());
    if (!profile_.timezone)
      Warn(rules::kDossierTimezoneInvalid, fact.line,
           "The time zone is neither an IANA name (Europe/Paris) nor an offset from UTC (+05:30).");
  }

  // What stands without a label under a heading that says it all, or in running text.
  void ReadUnlabelled() {
    std::vector<std::string> goals;
    bool below_label = false;
    for (std::size_t i = 0; i < facts_.size(); ++i) {
      const Entry& fact = facts_[i];
      if (fact.depth <= 0) below_label = fact.depth == 0 && !fact.label().empty();
      if (fact.kind == EntryKind::kHeading || IsElsewhere(facts_.TopicOf(i))) continue;
      if (facts_.TopicOf(i) == Topic::kGoals && fact.depth <= 1 && !(below_label && fact.depth > 0) &&
          IsLooseGoal(fact)) {
        if (IsTimely(facts_.HeadingOf(i))) continue;
        if (ContainsWord(facts_.HeadingOf(i), "secondary")) {
          profile_.goals.secondary.push_back(fact.text);
        } else {
          goals.push_back(fact.text);
        }
      }
      if (fact.label().empty() && !fact.declined) ReadProse(fact, facts_.TopicOf(i));
    }
    if (!profile_.goals.primary && !goals.empty()) profile_.goals.primary = absl::StrJoin(goals, "; ");
    if (!profile_.goals.primary) profile_.goals.primary = std::move(goal_in_prose_);
    if (profile_.experience_text && !profile_.experience && experience_line_ > 0)
      Warn(rules::kDossierExperienceUnread, experience_line_,
           "The experience names no level: beginner, intermediate or advanced.");
  }

  // What says when, and not what for.
  static bool IsTimely(std::string_view title) {
    return ContainsAnyWord(title, {"target", "targets", "event", "events", "deadline", "deadlines",
                                   "timeline", "date", "race", "note", "notes"});
  }

  static bool IsLooseGoal(const Entry& fact) {
    if (IsUnsaid(fact.value())) return false;
    return FieldOf(fact.label(), Topic::kGoals) == Field::kUnknown && !IsTimely(fact.label());
  }

  void ReadProse(const Entry& fact, Topic topic) {
    const std::string_view text = fact.value();
    if (topic != Topic::kPlan && topic != Topic::kGoals) ReadTastes(text, profile_.likes, profile_.dislikes);
    if (topic == Topic::kExperience) SetOnce(profile_.experience_text, text);
    if (topic != Topic::kExperience && topic != Topic::kIdentity && topic != Topic::kOther) return;
    if (!profile_.name) SetOnce(profile_.name, NameInProse(text));
    if (!profile_.age) profile_.age = AgeInProse(text);
    for (const std::string_view sentence : SplitSentences(text))
      SetOnce(goal_in_prose_, GoalInProse(sentence));
    if (profile_.experience) return;
    profile_.experience = ExperienceIn(text);
    if (profile_.experience && !profile_.experience_text) profile_.experience_text.emplace(text);
  }

  void ReadConstraints() {
    for (std::size_t i = 0; i < facts_.size();) {
      if (facts_.TopicOf(i) != Topic::kConstraints || facts_[i].kind == EntryKind::kHeading) {
        ++i;
        continue;
      }
      std::vector<std::string> parts = ChildTexts(i);
      const bool unsaid = !facts_[i].label().empty() && IsUnsaid(facts_[i].value()) && parts.empty();
      if (unsaid) {
        i = facts_.EndOfChildren(i);
        continue;
      }
      parts.insert(parts.begin(), facts_[i].text);
      AddConstraint(absl::StrJoin(parts, "; "));
      i = facts_.EndOfChildren(i);
    }
  }

  void AddConstraint(std::string_view text) {
    if (std::optional<Constraint> constraint = ReadConstraint(text)) {
      profile_.constraints.push_back(*std::move(constraint));
    }
  }

  // How much a label says that its value is the days of lifting.
  enum class DayRank { kNone, kLine, kSchedule, kDays, kLiftingDays };

  DayRank DayRankOf(std::size_t i) const {
    const Entry& fact = facts_[i];
    const std::string_view label = fact.label();
    const bool in_schedule = facts_.TopicOf(i) == Topic::kSchedule;
    if (label.empty() || MatchWeekday(label)) return in_schedule ? DayRank::kLine : DayRank::kNone;
    if (IsRefusal(label) || IsOtherSport(label) ||
        ContainsAnyWord(label, {"constraint", "constraints", "deadline", "deadlines", "event", "events",
                                "message", "note", "notes", "work", "job", "school", "family", "commute"}))
      return DayRank::kNone;
    const bool days = ContainsAnyWord(label, {"days", "day", "days/times"});
    const bool named = IsOneOf(label, {"days", "schedule", "training schedule", "weekly schedule",
                                       "workout schedule", "availability"}) ||
                       IsOneOf(label, {"when", "i can train", "when can you train", "when can he train",
                                       "when can she train"}) ||
                       StartsWithWord(label, "which days") || StartsWithWord(label, "on which days") ||
                       (days && ContainsAnyWord(label, {"training", "train", "workout", "lifting", "gym",
                                                        "available", "preferred", "strength"}));
    if (!in_schedule && !named) return DayRank::kNone;
    if (!days && ContainsAnyWord(label, {"time", "times", "window", "windows", "hours", "duration"}))
      return DayRank::kNone;
    if (!days) return DayRank::kSchedule;
    return ContainsAnyWord(label, {"lifting", "strength", "gym", "weights"}) ? DayRank::kLiftingDays
                                                                             : DayRank::kDays;
  }

  Weekdays DaysAt(std::size_t i, DayRank rank) const {
    const auto read = [&](std::string_view text) {
      return rank >= DayRank::kDays ? WeekdaysAndGroupsIn(text) : WeekdaysIn(text);
    };
    Weekdays days;
    if (!IsUnsaid(facts_[i].value())) days = read(facts_[i].value());
    for (const Entry* child : facts_.Children(i)) {
      if (!child->declined && !IsRefusal(child->label())) days |= read(child->text);
    }
    return days;
  }

  void ReadDays() {
    DayRank best = DayRank::kNone;
    Weekdays found;
    Weekdays lines;
    Weekdays other_sport;
    Weekdays blocked;
    for (std::size_t i = 0; i < facts_.size();) {
      const Entry& fact = facts_[i];
      const bool counts = fact.kind != EntryKind::kHeading && !fact.declined &&
                          !IsElsewhere(facts_.TopicOf(i)) && !IsRefusal(facts_.HeadingOf(i));
      const DayRank rank = counts ? DayRankOf(i) : DayRank::kNone;
      if (rank == DayRank::kLine) {
        const bool refused = !fact.label().empty() && IsRefusal(fact.value());
        if (!refused) (IsOtherSport(fact.text) ? other_sport : lines) |= WeekdaysIn(fact.text);
      } else if (rank > best) {
        if (const Weekdays days = DaysAt(i, rank); days.any()) {
          found = days;
          best = rank;
        }
      }
      if (counts && facts_.TopicOf(i) == Topic::kSchedule && IsRefusal(fact.label()) &&
          AreWholeDays(fact.value()))
        blocked |= WeekdaysIn(fact.value());
      // What hangs below a refused label is refused with it.
      const bool refused =
          counts && facts_.TopicOf(i) == Topic::kSchedule && !fact.label().empty() && rank == DayRank::kNone;
      i = refused ? facts_.EndOfChildren(i) : i + 1;
    }
    if (best == DayRank::kNone) found = lines.any() ? lines : other_sport;
    if (best == DayRank::kNone && found.none()) found = DaysInProse();
    profile_.training_days = WeekdayNames(found & ~blocked);
  }

  // "I can train on Mondays and Fridays."
  Weekdays DaysInProse() const {
    Weekdays days;
    for (std::size_t i = 0; i < facts_.size(); ++i) {
      const Topic topic = facts_.TopicOf(i);
      if (facts_[i].kind == EntryKind::kHeading || !facts_[i].label().empty() ||
          (topic != Topic::kOther && topic != Topic::kIdentity))
        continue;
      for (const std::string_view sentence : SplitSentences(facts_[i].text)) {
        if (ContainsAnyWord(sentence, {"train", "training", "work out", "workouts", "lift", "gym"}))
          days |= WeekdaysIn(sentence);
      }
    }
    return days;
  }

  void ReadHistory() {
    DossierEvent* event = nullptr;
    bool below_heading = false;
    for (std::size_t i = 0; i < facts_.size(); ++i) {
      const Entry& fact = facts_[i];
      if (facts_.TopicOf(i) != Topic::kHistory) {
        event = nullptr;
        continue;
      }
      const bool heading = fact.kind == EntryKind::kHeading;
      const std::optional<DateMatch> match = FindDate(fact.text);
      const bool dated = match && match->begin == 0 && match->date;
      if (heading || (dated && !below_heading && fact.depth <= 1)) {
        event = nullptr;
        below_heading = heading && dated;
        if (!dated) continue;
        event = &profile_.history.emplace_back();
        event->date = ToIso(*match->date);
        const std::string_view rest = TrimLeadingMarks(std::string_view(fact.text).substr(match->end));
        if (fact.kind == EntryKind::kItem) {
          if (!rest.empty()) event->items.emplace_back(rest);
        } else if (!rest.empty()) {
          event->title.emplace(rest);
        }
      } else if (event != nullptr) {
        // A paragraph after the items closes the document, not the entry.
        if (fact.kind == EntryKind::kLine && fact.depth == 0 && !event->items.empty()) {
          event = nullptr;
        } else if (!fact.text.empty()) {
          event->items.push_back(fact.text);
        }
      }
    }
  }

  bool SaysNothing() const {
    const Profile& p = profile_;
    return !p.name && !p.age && !p.gender && !p.experience_text && !p.goals.primary &&
           p.goals.secondary.empty() && !p.timezone && !p.preferred_message_time && !p.typical_duration_min &&
           p.constraints.empty() && p.likes.empty() && p.dislikes.empty() && !p.program &&
           p.equipment_tags.empty() && p.training_days.empty();
  }

  void Check() {
    if (SaysNothing()) {
      profile_.diagnostics.push_back(rules::Failure(
          rules::kDossierEmpty, 0, "The document names neither a person nor any fact of a profile."));
      return;
    }
    std::bitset<kCanonicalSections.size()> present;
    for (std::size_t i = 0; i < facts_.size(); ++i) {
      if (facts_[i].kind != EntryKind::kHeading || facts_[i].block->level != 2) continue;
      for (std::size_t section = 0; section < kCanonicalSections.size(); ++section) {
        if (Fold(facts_[i].text) == Fold(kCanonicalSections[section])) present.set(section);
      }
    }
    for (std::size_t section = 0; section < kCanonicalSections.size(); ++section) {
      if (!present[section])
        Warn(rules::kDossierMissingSection, 0,
             absl::StrCat("There is no section \"## ", std::string(kCanonicalSections[section]), "\"."));
    }
  }

  void Warn(std::string_view rule, std::uint32_t line, std::string text) {
    profile_.diagnostics.push_back(rules::Warning(rule, line, std::move(text)));
  }

  Facts facts_;
  Profile profile_;
  std::optional<std::string> title_name_;
  std::optional<std::string> goal_in_prose_;
  std::uint32_t experience_line_ = 0;
};

}  // namespace

Profile BuildDossier(std::string_view markdown) {
  const absl::StatusOr<markdown::Document> document = markdown::Parse(markdown);
  if (!document.ok()) {
    Profile profile;
    profile.diagnostics.push_back(rules::Unparsable(document.status()));
    return profile;
  }
  return Builder(document->blocks()).Build();
}

}  // namespace liftmark::views
