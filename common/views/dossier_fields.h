// What a label of a dossier asks for.
#pragma once

#include <cstdint>
#include <string_view>

#include "common/views/dossier_facts.h"

namespace liftmark::views {

enum class Field : std::uint8_t {
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
  kSessions,  // how often, and perhaps how long
  kLikes,
  kDislikes,
  kProgram,
  kPhase,
  kInjury,
};

// By what the label means, wherever it stands; some labels mean something only in their part of the document.
Field FieldOf(std::string_view label, Topic topic);

}  // namespace liftmark::views
