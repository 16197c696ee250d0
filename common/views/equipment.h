// The equipment somebody has, as a dossier lists it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "common/views/dossier_facts.h"

namespace liftmark::views {

inline constexpr std::size_t kMaxEquipmentTags = 500;
inline constexpr std::size_t kMaxEquipmentTagBytes = 200;

// Items as listed, in document order, each once, without remarks in parentheses: "Olympic barbell",
// "Dumbbells 5-50 lb". Places ("Commercial gym") are no equipment, and what is said not to be there, or not
// to be known, is left out.
std::vector<std::string> EquipmentTags(const Facts& facts);

}  // namespace liftmark::views
