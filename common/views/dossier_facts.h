// A dossier as facts: what each line says, under which label, and in which part of the document.
//
// Levels of headings do not nest in real dossiers ("### IDENTITY", then "## TRAINING CONTEXT" with H3
// children, then "### LOG" with H2 entries), so parts are told by what a heading says, and a heading that
// says nothing known belongs to the part it stands in when it is deeper than that part's own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "common/markdown/document.h"
#include "common/views/outline.h"

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

// An outline with the part of the dossier that each entry stands in.
class Facts : public Outline {
 public:
  explicit Facts(std::span<const markdown::Block> blocks);

  Topic TopicOf(std::size_t i) const { return topics_[i]; }

 private:
  std::vector<Topic> topics_;
};

}  // namespace liftmark::views
