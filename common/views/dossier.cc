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
#include "common/views/equipment.h"
#include "common/views/phrases.h"
#include "common/views/quantities.h"
#include "common/views/rules.h"
#include "common/views/text.h"
#include "common/views/training_days.h"

namespace liftmark::views {
namespace {

constexpr int kMinAge = 5;
constexpr int kMaxAge = 120;

constexpr std::array<std::string_view, 5> kCanonicalSections = {
    "Profile", "Equipment Access", "Schedule & Availability", "Training History", "Current Training Plan"};

// What a label asks for.
enum class Field {
  kUnknown,
  kName,
  kAge,
  kGender,
  kExperience,
  kPrimaryGoal,
  kSecondaryGoals,
  kTimezone,
  kMessageTime,
  kDuration,
  kLikes,
  kDislikes,
  kProgram,
  kPhase,
  kInjury,
};

bool IsGoalLabel(const Fact& fact) {
  return fact.topic == Topic::kGoals ||
         ContainsAnyWord(fact.label(), {"goal", "goals", "objective", "objectives"});
}

bool IsPrimaryGoal(const Fact& fact) {
  const std::string label = WithoutParentheses(fact.label());
  if (!IsGoalLabel(fact)) return false;
  return ContainsAnyWord(label, {"primary", "main", "top", "overall"}) ||
         IsOneOf(label, {"goal", "goals", "training goal", "training goals", "fitness goal", "fitness goals",
                         "objective", "objectives"});
}

bool IsExperienceLabel(std::string_view label) {
  return ContainsWord(label, "experience") ||
         IsOneOf(label, {"level", "fitness level", "training level", "lifting level", "skill level",
                         "training age", "training background"});
}

Field FieldOf(const Fact& fact) {
  const std::string_view label = fact.label();
  if (label.empty()) return Field::kUnknown;
  if (fact.topic == Topic::kPlan) {
    if (ContainsWord(label, "phase")) return Field::kPhase;
    if (IsOneOf(label, {"program", "programme", "plan", "name", "title"}) ||
        ContainsAnyWord(label, {"current program", "current plan", "program name", "plan name"}))
      return Field::kProgram;
    return Field::kUnknown;
  }
  if (fact.topic == Topic::kPreferences || IsOneOf(label, {"likes", "dislikes"})) {
    const bool dislikes = ContainsAnyWord(label, {"dislike", "dislikes", "hates", "avoid", "avoids"});
    const bool likes =
        ContainsAnyWord(label, {"like", "likes", "enjoys", "loves", "favorites", "favourites"});
    if (likes != dislikes) return likes ? Field::kLikes : Field::kDislikes;
  }
  if (ContainsAnyWord(label, {"timezone", "time zone", "tz"})) return Field::kTimezone;
  if (ContainsAnyWord(label, {"time", "times"}) &&
      ContainsAnyWord(label, {"message", "messages", "text", "sms", "reminder", "notification", "delivery"}))
    return Field::kMessageTime;
  if (ContainsAnyWord(label, {"duration", "length", "time per session", "time per workout"}) &&
      (fact.topic == Topic::kSchedule || ContainsAnyWord(label, {"session", "workout", "training"})))
    return Field::kDuration;
  if (IsPrimaryGoal(fact)) return Field::kPrimaryGoal;
  if (IsGoalLabel(fact) && ContainsAnyWord(label, {"secondary", "other", "additional"}))
    return Field::kSecondaryGoals;
  if (ContainsAnyWord(label, {"current program", "current plan", "current training plan"}))
    return Field::kProgram;
  if (ContainsWord(label, "current phase")) return Field::kPhase;
  if (fact.topic == Topic::kSchedule || fact.topic == Topic::kEquipment || fact.topic == Topic::kConstraints)
    return Field::kUnknown;
  if (IsExperienceLabel(label)) return Field::kExperience;
  if (StartsWithWord(label, "age")) return Field::kAge;
  if (IsOneOf(label, {"gender", "sex", "gender identity"})) return Field::kGender;
  if (IsOneOf(label, {"name", "full name", "first name", "preferred name", "user", "user name", "client",
                      "client name", "athlete", "athlete name"}))
    return Field::kName;
  if (ContainsAnyWord(label, {"injury", "injuries", "limitations", "medical conditions"}))
    return Field::kInjury;
  return Field::kUnknown;
}

// Parts whose lines are no facts of the profile.
bool IsElsewhere(Topic topic) { return topic == Topic::kMetrics || topic == Topic::kHistory; }

void SetOnce(std::optional<std::string>& field, std::string_view value) {
  if (!field && !IsUnsaid(value)) field.emplace(value);
}

std::optional<int> AgeIn(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    if (!IsDigit(text[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < text.size() && IsDigit(text[end])) ++end;
    // Neither "30s" nor a year.
    const bool whole =
        end == text.size() || !IsLetter(text[end]) || StartsWithIgnoringCase(text.substr(end), "y");
    if (const std::optional<int> age = FirstNumber(text.substr(i, end - i));
        whole && age && *age >= kMinAge && *age <= kMaxAge)
      return age;
    i = end;
  }
  return std::nullopt;
}

// "32 years old", "35-year-old", "aged 40" in running text.
std::optional<int> AgeInProse(std::string_view text) {
  for (const std::string_view phrase : {"years old", "year old", "year-old", "years-old", "yo", "y/o"}) {
    if (const std::size_t at = FindWord(text, phrase); at != std::string_view::npos) {
      const std::string_view before = TrimEnding(text.substr(0, at));
      std::size_t begin = before.size();
      while (begin > 0 && IsDigit(before[begin - 1])) --begin;
      if (begin < before.size()) return AgeIn(before.substr(begin));
    }
  }
  if (const std::size_t at = FindWord(text, "aged"); at != std::string_view::npos)
    return AgeIn(text.substr(at));
  return std::nullopt;
}

struct LevelMention {
  Experience level;
  std::size_t begin = 0;
  std::size_t end = 0;
};

std::vector<LevelMention> LevelsIn(std::string_view text) {
  struct Word {
    std::string_view word;
    Experience level;
  };
  static constexpr Word kWords[] = {{"beginner", Experience::kBeginner},
                                    {"novice", Experience::kBeginner},
                                    {"intermediate", Experience::kIntermediate},
                                    {"advanced", Experience::kAdvanced}};
  std::vector<LevelMention> levels;
  for (const Word& word : kWords) {
    for (std::size_t at = FindWord(text, word.word); at != std::string_view::npos;
         at = FindWord(text, word.word, at + word.word.size()))
      levels.push_back({word.level, at, at + word.word.size()});
  }
  std::sort(levels.begin(), levels.end(), [](const auto& a, const auto& b) { return a.begin < b.begin; });
  return levels;
}

// The first level said, unless another is said of lifting: "Advanced runner, novice lifter" is a beginner
// here.
std::optional<Experience> ExperienceIn(std::string_view text) {
  const std::vector<LevelMention> levels = LevelsIn(text);
  if (levels.empty()) return std::nullopt;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const std::size_t next = i + 1 < levels.size() ? levels[i + 1].begin : text.size();
    const std::string_view after = text.substr(levels[i].end, next - levels[i].end);
    const std::string_view clause = after.substr(0, after.find_first_of(",;.("));
    if (ContainsAnyWord(clause, {"lifter", "lifting", "strength", "weights", "in the gym"}))
      return levels[i].level;
  }
  return levels.front().level;
}

// By its form only: an area and a place, a name without place that the zone database knows, or an offset.
bool LooksLikeTimezone(std::string_view text) {
  if (IsOneOf(text, {"utc", "gmt", "z", "est", "mst", "hst", "cet", "eet", "met", "wet"})) return true;
  std::string_view offset = text;
  if (StartsWithIgnoringCase(offset, "utc") || StartsWithIgnoringCase(offset, "gmt")) offset.remove_prefix(3);
  if (!offset.empty() && (offset[0] == '+' || offset[0] == '-')) {
    offset.remove_prefix(1);
    const std::size_t colon = offset.find(':');
    const std::string_view hours = offset.substr(0, colon);
    const std::string_view minutes = colon == std::string_view::npos ? "00" : offset.substr(colon + 1);
    const auto digits = [](std::string_view part) { return std::all_of(part.begin(), part.end(), IsDigit); };
    const bool joined = colon == std::string_view::npos && hours.size() == 4;
    return digits(hours) && digits(minutes) && minutes.size() == 2 &&
           (joined || hours.size() == 1 || hours.size() == 2) &&
           FirstNumber(joined ? hours.substr(0, 2) : hours).value_or(99) <= 14 &&
           FirstNumber(joined ? hours.substr(2) : minutes).value_or(99) < 60;
  }
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos || slash + 1 == text.size()) return false;
  const auto in_name = [](char c) {
    return IsLetter(c) || IsDigit(c) || c == '_' || c == '-' || c == '+' || c == '/';
  };
  return std::all_of(text.begin(), text.end(), in_name) &&
         IsOneOf(text.substr(0, slash),
                 {"africa", "america", "antarctica", "arctic", "asia", "atlantic", "australia", "brazil",
                  "canada", "chile", "etc", "europe", "indian", "mexico", "pacific", "us"});
}

// The name in a title: "Training Dossier - Sarah Chen", "Client Profile: Sarah Chen".
std::string_view NameInTitle(std::string_view title) {
  const SpacedDash dash = FindSpacedDash(title);
  const std::size_t colon = title.find(':');
  const std::size_t end = std::min(dash.position, colon);
  if (end == std::string_view::npos || !ContainsAnyWord(title.substr(0, end), {"dossier", "profile"}))
    return {};
  const std::string_view name = Trim(title.substr(end + (end == colon ? 1 : dash.size)));
  return FindDate(name) || name.find('[') != std::string_view::npos ? std::string_view() : name;
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
    for (const Fact* child : facts_.Children(i)) {
      if (!IsUnsaid(child->text)) texts.push_back(child->text);
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
      const Fact& fact = facts_[i];
      if (fact.kind == FactKind::kHeading) {
        if (fact.level == 1) SetOnce(title_name_, NameInTitle(fact.text));
        continue;
      }
      if (!IsElsewhere(fact.topic)) ReadField(i, fact);
    }
    if (!profile_.name) profile_.name = std::move(title_name_);
  }

  void ReadField(std::size_t i, const Fact& fact) {
    const std::string_view value = fact.value();
    switch (FieldOf(fact)) {
      case Field::kUnknown:
        break;
      case Field::kName:
        SetOnce(profile_.name, WithoutParentheses(value));
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
        ReadExperience(i, fact);
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
        if (const std::optional<Range> minutes = ParseMinutes(value);
            minutes && !profile_.typical_duration_min)
          profile_.typical_duration_min = MinuteRange{static_cast<int>(std::floor(minutes->low)),
                                                      static_cast<int>(std::ceil(minutes->high))};
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

  // Several lines may speak of experience: the first with a level decides, one about lifting above all.
  void ReadExperience(std::size_t i, const Fact& fact) {
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

  void ReadTimezone(const Fact& fact) {
    if (profile_.timezone || IsUnsaid(fact.value())) return;
    const std::string zone = WithoutParentheses(fact.value());
    if (LooksLikeTimezone(zone)) {
      profile_.timezone = zone;
    } else {
      Warn(rules::kDossierTimezoneInvalid, fact.line,
           "The time zone is neither an IANA name (Europe/Paris) nor an offset from UTC (+05:30).");
    }
  }

  // What stands without a label under a heading that says it all, or in running text.
  void ReadUnlabelled() {
    std::vector<std::string> goals;
    bool below_label = false;
    for (std::size_t i = 0; i < facts_.size(); ++i) {
      const Fact& fact = facts_[i];
      if (fact.depth <= 0) below_label = fact.depth == 0 && !fact.label().empty();
      if (fact.kind == FactKind::kHeading || IsElsewhere(fact.topic)) continue;
      if (fact.topic == Topic::kGoals && fact.depth <= 1 && !(below_label && fact.depth > 0) &&
          IsLooseGoal(fact)) {
        if (ContainsWord(facts_.HeadingOf(i), "secondary")) {
          profile_.goals.secondary.push_back(fact.text);
        } else {
          goals.push_back(fact.text);
        }
      }
      if (fact.label().empty()) ReadProse(fact);
    }
    if (!profile_.goals.primary && !goals.empty()) profile_.goals.primary = absl::StrJoin(goals, "; ");
    if (profile_.experience_text && !profile_.experience && experience_line_ > 0)
      Warn(rules::kDossierExperienceUnread, experience_line_,
           "The experience names no level: beginner, intermediate or advanced.");
  }

  static bool IsLooseGoal(const Fact& fact) {
    if (IsUnsaid(fact.value())) return false;
    return FieldOf(fact) == Field::kUnknown &&
           !ContainsAnyWord(fact.label(), {"target", "targets", "event", "events", "deadline", "deadlines",
                                           "timeline", "date", "race", "note", "notes"});
  }

  void ReadProse(const Fact& fact) {
    const std::string_view text = fact.value();
    if (fact.topic == Topic::kExperience) SetOnce(profile_.experience_text, text);
    if (fact.topic != Topic::kExperience && fact.topic != Topic::kIdentity && fact.topic != Topic::kOther)
      return;
    if (!profile_.age) profile_.age = AgeInProse(text);
    if (profile_.experience) return;
    profile_.experience = ExperienceIn(text);
    if (profile_.experience && !profile_.experience_text) profile_.experience_text.emplace(text);
  }

  void ReadConstraints() {
    for (std::size_t i = 0; i < facts_.size();) {
      if (facts_[i].topic != Topic::kConstraints || facts_[i].kind == FactKind::kHeading) {
        ++i;
        continue;
      }
      std::vector<std::string> parts = ChildTexts(i);
      parts.insert(parts.begin(), facts_[i].text);
      AddConstraint(absl::StrJoin(parts, "; "));
      i = facts_.EndOfChildren(i);
    }
  }

  void AddConstraint(std::string_view text) {
    Constraint constraint;
    text = Trim(text);
    if (text.starts_with('[')) {
      const std::size_t close = std::min(text.find(']'), text.size() - 1);
      if (ContainsAnyWord(text.substr(0, close), {"resolved", "inactive", "healed", "past"}))
        constraint.status = ConstraintStatus::kResolved;
      text = TrimLeadingMarks(text.substr(close + 1));
    }
    if (IsUnsaid(text) || StartsWithWord(text, "no") || StartsWithWord(text, "nothing")) return;
    constraint.text = text;
    for (const std::string_view word : {"since", "added", "started", "onset"}) {
      const std::size_t at = FindWord(text, word);
      if (at == std::string_view::npos) continue;
      const std::string_view after = text.substr(at + word.size());
      if (const std::optional<DateMatch> match = FindDate(after); match && match->date && match->begin <= 2) {
        constraint.since = ToIso(*match->date);
        break;
      }
    }
    profile_.constraints.push_back(std::move(constraint));
  }

  // How much a label says that its value is the days of lifting.
  enum class DayRank { kNone, kLine, kSchedule, kDays, kLiftingDays };

  DayRank DayRankOf(const Fact& fact) const {
    const std::string_view label = fact.label();
    const bool in_schedule = fact.topic == Topic::kSchedule;
    if (label.empty() || MatchWeekday(label)) return in_schedule ? DayRank::kLine : DayRank::kNone;
    if (IsRefusal(label) || IsOtherSport(label) ||
        ContainsAnyWord(label, {"constraint", "constraints", "deadline", "deadlines", "event", "events",
                                "message", "note", "notes", "work", "job", "school", "family", "commute"}))
      return DayRank::kNone;
    const bool days = ContainsAnyWord(label, {"days", "day", "days/times"});
    if (!in_schedule && !(days && ContainsAnyWord(label, {"training", "workout", "lifting", "gym",
                                                          "available", "preferred", "strength"})))
      return DayRank::kNone;
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
    Weekdays days = read(facts_[i].value());
    for (const Fact* child : facts_.Children(i)) {
      if (!IsRefusal(child->label())) days |= read(child->text);
    }
    return days;
  }

  void ReadDays() {
    DayRank best = DayRank::kNone;
    Weekdays found;
    Weekdays lines;
    Weekdays other_sport;
    for (std::size_t i = 0; i < facts_.size();) {
      const Fact& fact = facts_[i];
      const bool counts =
          fact.kind != FactKind::kHeading && !IsElsewhere(fact.topic) && !IsRefusal(facts_.HeadingOf(i));
      const DayRank rank = counts ? DayRankOf(fact) : DayRank::kNone;
      if (rank == DayRank::kLine) {
        const bool refused = !fact.label().empty() && IsRefusal(fact.value());
        if (!refused) (IsOtherSport(fact.text) ? other_sport : lines) |= WeekdaysIn(fact.text);
      } else if (rank > best) {
        if (const Weekdays days = DaysAt(i, rank); days.any()) {
          found = days;
          best = rank;
        }
      }
      // What hangs below a refused label is refused with it.
      const bool refused =
          counts && fact.topic == Topic::kSchedule && !fact.label().empty() && rank == DayRank::kNone;
      i = refused ? facts_.EndOfChildren(i) : i + 1;
    }
    if (best == DayRank::kNone) found = lines.any() ? lines : other_sport;
    profile_.training_days = WeekdayNames(found);
  }

  void ReadHistory() {
    DossierEvent* event = nullptr;
    bool below_heading = false;
    for (std::size_t i = 0; i < facts_.size(); ++i) {
      const Fact& fact = facts_[i];
      if (fact.topic != Topic::kHistory) {
        event = nullptr;
        continue;
      }
      const bool heading = fact.kind == FactKind::kHeading;
      const std::optional<DateMatch> match = FindDate(fact.text);
      const bool dated = match && match->begin == 0 && match->date;
      if (heading || (dated && !below_heading && fact.depth <= 1)) {
        event = nullptr;
        below_heading = heading && dated;
        if (!dated) continue;
        event = &profile_.history.emplace_back();
        event->date = ToIso(*match->date);
        const std::string_view rest = TrimLeadingMarks(std::string_view(fact.text).substr(match->end));
        if (fact.kind == FactKind::kItem) {
          if (!rest.empty()) event->items.emplace_back(rest);
        } else if (!rest.empty()) {
          event->title.emplace(rest);
        }
      } else if (event != nullptr) {
        // A paragraph after the items closes the document, not the entry.
        if (fact.kind == FactKind::kLine && fact.depth == 0 && !event->items.empty()) {
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
      if (facts_[i].kind != FactKind::kHeading || facts_[i].level != 2) continue;
      for (std::size_t section = 0; section < kCanonicalSections.size(); ++section) {
        if (Fold(facts_[i].text) == Fold(kCanonicalSections[section])) present.set(section);
      }
    }
    for (std::size_t section = 0; section < kCanonicalSections.size(); ++section) {
      if (!present[section])
        Warn(rules::kDossierMissingSection, 0,
             absl::StrCat("There is no section \"## ", kCanonicalSections[section].data(), "\"."));
    }
  }

  void Warn(std::string_view rule, std::uint32_t line, std::string text) {
    profile_.diagnostics.push_back(rules::Warning(rule, line, std::move(text)));
  }

  Facts facts_;
  Profile profile_;
  std::optional<std::string> title_name_;
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
