// A dossier as facts: what each line says, under which label, and in which part of the document.
//
// Levels of headings do not nest in real dossiers ("### IDENTITY", then "## TRAINING CONTEXT" with H3
// children, then
// "### LOG" with H2 entries), so parts are told by what a heading says, and a heading that says nothing known
// belongs to the part it stands in when it is deeper than that part's own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/markdown/document.h"

namespace liftmark::views {

enum class Topic : std::uint8_t {
  kOther,
  kIdentity,
  kExperience,
  kGoals,
  kSchedule,
  kEquipment,
  kConstraints,
  kPreferences,
  kMetrics,  // measured once, and no part of the profile
  kPlan,
  kHistory,
};

enum class FactKind : std::uint8_t { kHeading, kLine, kItem, kRow };

// A heading, a line of a paragraph, an item, or a row of a table.
struct Fact {
  FactKind kind = FactKind::kLine;
  Topic topic = Topic::kOther;
  int level = 0;                // of a heading: 1 to 6
  int depth = 0;                // what hangs below a fact follows it with a greater depth; a heading has -1
  std::string text;             // the whole line; lines that go on are joined by spaces
  std::size_t label_size = 0;   // of "Label: value", at the beginning of `text`; 0 where there is none
  std::size_t value_begin = 0;  // 0 where there is no label
  std::uint32_t line = 0;       // of the source, from 1

  std::string_view label() const { return std::string_view(text).substr(0, label_size); }
  std::string_view value() const { return std::string_view(text).substr(value_begin); }
};

class Facts {
 public:
  explicit Facts(std::span<const markdown::Block> blocks);

  std::size_t size() const { return facts_.size(); }
  const Fact& operator[](std::size_t i) const { return facts_[i]; }

  // One past the last fact that hangs below `i`.
  std::size_t EndOfChildren(std::size_t i) const;

  // The facts directly below `i`.
  std::vector<const Fact*> Children(std::size_t i) const;

  // The heading that fact `i` stands under; empty before the first.
  std::string_view HeadingOf(std::size_t i) const;

 private:
  std::vector<Fact> facts_;
  std::vector<std::size_t> heading_of_;  // facts_.size() before the first heading
};

}  // namespace liftmark::views
