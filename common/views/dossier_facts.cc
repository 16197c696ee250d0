#include "common/views/dossier_facts.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "common/views/dates.h"
#include "common/views/dossier_fields.h"
#include "common/views/phrases.h"

namespace liftmark::views {
namespace {

// Deeper than every heading: nothing hangs on to kOther.
constexpr int kNoLevel = std::numeric_limits<int>::max();

bool StartsWithDate(std::string_view text) {
  const std::optional<DateMatch> match = FindDate(text);
  return match && match->begin == 0 && match->date;
}

// The part that a heading opens, by its first rule: "Injury History" is no history, "Goals & Preferences"
// holds goals.
Topic TopicOfHeading(std::string_view heading) {
  struct Rule {
    Topic topic;
    std::initializer_list<std::string_view> words;
  };
  static const Rule kRules[] = {
      {Topic::kGoals, {"goal", "goals", "objective", "objectives"}},
      {Topic::kConstraints,
       {"constraint", "constraints", "injury", "injuries", "limitation", "limitations", "medical", "health",
        "restriction", "restrictions"}},
      {Topic::kExperience, {"experience"}},
      {Topic::kHistory, {"log", "logs", "history", "journal", "timeline", "updates", "check-ins"}},
      {Topic::kEquipment, {"equipment", "gym", "gear", "kit", "facility", "facilities", "environment"}},
      {Topic::kSchedule, {"schedule", "availability", "training days", "frequency", "time", "when"}},
      {Topic::kPreferences, {"preference", "preferences", "likes", "dislikes", "communication"}},
      {Topic::kPlan, {"plan", "program", "programme"}},
      {Topic::kExperience, {"training background", "training age", "level"}},
      {Topic::kMetrics,
       {"metric", "metrics", "strength", "endurance", "cardio", "body composition", "movement quality",
        "mobility", "performance", "measurements", "lifts", "prs", "records", "baseline", "baselines",
        "stats", "numbers", "progress", "nutrition"}},
      {Topic::kIdentity,
       {"identity", "profile", "about", "personal", "basics", "background", "bio", "demographics", "client",
        "athlete", "user"}},
  };
  for (const Rule& rule : kRules) {
    if (ContainsAnyWord(heading, rule.words)) return rule.topic;
  }
  return Topic::kOther;
}

// "Age — 34", "Training days — Mon, Wed": not "Bench Press — 145 lb".
bool NamesField(std::string_view label) {
  constexpr std::size_t kMostWords = 4;
  if (CountWords(label) > kMostWords) return false;
  return FieldOf(label, Topic::kGoals) != Field::kUnknown ||
         FieldOf(label, Topic::kSchedule) != Field::kUnknown ||
         ContainsAnyWord(label, {"equipment", "gear", "kit", "days", "schedule", "availability"});
}

// "Primary goal: ..." begins anew, also behind a line of prose.
bool IsField(std::string_view line) {
  const std::optional<Labeled> labeled = SplitLabel(line);
  return labeled && NamesField(labeled->label);
}

// "Experience: two years" below a list of injuries: a fact by itself, whatever it stands under.
bool StandsForItself(const Entry& entry) {
  if (entry.kind != EntryKind::kLine || entry.depth > 0 || entry.label().empty()) return false;
  const Field field = FieldOf(entry.label(), Topic::kOther);
  return (field != Field::kUnknown && field != Field::kInjury && field != Field::kDuration) ||
         ContainsAnyWord(entry.label(), {"equipment", "training days"});
}

// "Client Profile & Training History": what the whole document is called.
bool NamesDocument(std::string_view title) {
  return ContainsAnyWord(title, {"dossier", "profile", "intake", "questionnaire", "onboarding"});
}

// Follows the headings of a document from part to part.
class Parts {
 public:
  Topic topic() const { return topic_; }

  void Enter(int level, std::string_view title) {
    const bool is_title = std::exchange(is_first_, false) && level == 1;
    if (StartsWithDate(title)) {
      level_ = topic_ == Topic::kHistory ? std::min(level_, level) : level;
      topic_ = Topic::kHistory;
      return;
    }
    const bool inside = level > level_;
    if (inside && topic_ == Topic::kHistory) return;
    Topic topic = TopicOfHeading(title);
    if (is_title && NamesDocument(title)) topic = Topic::kIdentity;
    if (is_title && topic == Topic::kHistory) topic = Topic::kOther;
    if (topic == Topic::kOther && inside) return;
    topic_ = topic;
    level_ = topic == Topic::kOther ? kNoLevel : level;
  }

 private:
  Topic topic_ = Topic::kOther;
  int level_ = kNoLevel;
  bool is_first_ = true;
};

}  // namespace

Facts::Facts(std::span<const markdown::Block> blocks)
    : Outline(blocks, {.is_dashed_label = NamesField, .stands_alone = IsField}) {
  Parts parts;
  topics_.reserve(size());
  for (std::size_t i = 0; i < size(); ++i) {
    const Entry& entry = (*this)[i];
    if (entry.kind == EntryKind::kHeading) parts.Enter(entry.block->level, entry.text);
    const bool own = parts.topic() == Topic::kConstraints && StandsForItself(entry);
    topics_.push_back(own ? Topic::kOther : parts.topic());
  }
}

}  // namespace liftmark::views
