// What a sentence or an item of a dossier says, wherever it stands.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/views/dossier.h"

namespace liftmark::views {

// "[RESOLVED] Wrist (2024)", "Knee pain since 2025-11-02". Absent where the text says that there is none.
std::optional<Constraint> ReadConstraint(std::string_view text);

// "Likes kettlebells; hates burpees.": adds what is liked and disliked to the lists.
void ReadTastes(std::string_view text, std::vector<std::string>& likes, std::vector<std::string>& dislikes);

}  // namespace liftmark::views
