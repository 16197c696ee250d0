#include "common/views/dossier_facts.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/views/dates.h"
#include "common/views/phrases.h"
#include "common/views/text.h"

namespace liftmark::views {
namespace {

using markdown::Block;
using markdown::BlockKind;
using markdown::Line;

// Deeper than every heading: nothing hangs on to kOther.
constexpr int kNoLevel = std::numeric_limits<int>::max();

bool StartsWithDate(std::string_view text) {
  const std::optional<DateMatch> match = FindDate(text);
  return match && match->begin == 0 && match->date;
}

// The part that a heading opens, by its first rule: "Injury History" is no history, "Goals & Preferences"
// holds goals.
Topic TopicOf(std::string_view heading) {
  struct Rule {
    Topic topic;
    std::initializer_list<std::string_view> words;
  };
  static const Rule kRules[] = {
      {Topic::kGoals, {"goal", "goals", "objective", "objectives"}},
      {Topic::kConstraints,
       {"constraint", "constraints", "injury", "injuries", "limitation", "limitations", "medical", "health",
        "restriction", "restrictions"}},
      {Topic::kHistory, {"log", "logs", "history", "journal", "timeline", "updates", "check-ins"}},
      {Topic::kEquipment, {"equipment", "gym", "gear", "facility", "facilities", "environment"}},
      {Topic::kSchedule, {"schedule", "availability", "training days", "frequency", "time"}},
      {Topic::kPreferences, {"preference", "preferences", "likes", "dislikes", "communication"}},
      {Topic::kPlan, {"plan", "program", "programme"}},
      {Topic::kExperience, {"experience", "training background", "training age", "level"}},
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

// Follows the headings of a document from part to part.
class Parts {
 public:
  Topic topic() const { return topic_; }

  void Enter(int level, std::string_view title) {
    if (StartsWithDate(title)) {
      level_ = topic_ == Topic::kHistory ? std::min(level_, level) : level;
      topic_ = Topic::kHistory;
      return;
    }
    const bool inside = level > level_;
    if (inside && topic_ == Topic::kHistory) return;
    const Topic topic = TopicOf(title);
    if (topic == Topic::kOther && inside) return;
    topic_ = topic;
    level_ = topic == Topic::kOther ? kNoLevel : level;
  }

 private:
  Topic topic_ = Topic::kOther;
  int level_ = kNoLevel;
};

void SetLabel(Fact& fact, std::string_view line, const std::optional<Labeled>& labeled) {
  if (!labeled) return;
  fact.label_size = labeled->label.size();
  fact.value_begin =
      labeled->value.empty() ? line.size() : static_cast<std::size_t>(labeled->value.data() - line.data());
}

}  // namespace

Facts::Facts(std::span<const Block> blocks) {
  Parts parts;
  std::size_t heading = std::numeric_limits<std::size_t>::max();
  const auto add = [&](Fact fact) {
    fact.topic = parts.topic();
    facts_.push_back(std::move(fact));
    heading_of_.push_back(heading);
  };
  for (const Block& block : blocks) {
    Fact fact;
    fact.line = block.line;
    switch (block.kind) {
      case BlockKind::kHeading:
        parts.Enter(block.level, block.text());
        heading = facts_.size();
        fact.kind = FactKind::kHeading;
        fact.level = block.level;
        fact.depth = -1;
        fact.text = block.text();
        add(std::move(fact));
        break;
      case BlockKind::kParagraph:
      case BlockKind::kItem: {
        // A paragraph inside an item belongs below the item.
        fact.kind = block.kind == BlockKind::kItem ? FactKind::kItem : FactKind::kLine;
        fact.depth = block.depth + (block.kind == BlockKind::kParagraph && block.depth > 0 ? 1 : 0);
        bool goes_on = false;
        bool labeled_before = false;
        for (const Line& line : block.lines) {
          const std::optional<Labeled> labeled = LabelOf(line);
          // Prose wraps where it likes; a label in it counts where it is bold, or follows a labelled line.
          const bool begins = !goes_on || (labeled && (line.strong > 0 || labeled_before));
          if (!begins) {
            absl::StrAppend(&facts_.back().text, " ", absl::string_view(line.text.data(), line.text.size()));
            continue;
          }
          Fact next = fact;
          next.text = line.text;
          next.line = line.number;
          SetLabel(next, line.text, labeled);
          add(std::move(next));
          goes_on = true;
          labeled_before = labeled.has_value();
        }
        break;
      }
      case BlockKind::kTableRow: {
        if (block.header || block.lines.empty()) break;
        fact.kind = FactKind::kRow;
        fact.text = block.text();
        if (block.lines.size() > 1) {
          fact.label_size = fact.text.size();
          absl::StrAppend(&fact.text, ": ");
          fact.value_begin = fact.text.size();
          for (std::size_t i = 1; i < block.lines.size(); ++i) {
            const std::string_view cell = block.lines[i].text;
            absl::StrAppend(&fact.text, i > 1 ? ", " : "", absl::string_view(cell.data(), cell.size()));
          }
        }
        add(std::move(fact));
        break;
      }
      case BlockKind::kCode:
      case BlockKind::kRule:
        break;
    }
  }
}

std::size_t Facts::EndOfChildren(std::size_t i) const {
  std::size_t end = i + 1;
  while (end < facts_.size() && facts_[end].depth > facts_[i].depth) ++end;
  return end;
}

std::vector<const Fact*> Facts::Children(std::size_t i) const {
  std::vector<const Fact*> children;
  const std::size_t end = EndOfChildren(i);
  const int depth = i + 1 < end ? facts_[i + 1].depth : 0;
  for (std::size_t child = i + 1; child < end; ++child) {
    if (facts_[child].depth <= depth) children.push_back(&facts_[child]);
  }
  return children;
}

std::string_view Facts::HeadingOf(std::size_t i) const {
  return heading_of_[i] < facts_.size() ? std::string_view(facts_[heading_of_[i]].text) : std::string_view();
}

}  // namespace liftmark::views
