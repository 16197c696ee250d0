// What a line of exercises looks like, as a whole.
#pragma once

#include <cstddef>
#include <string_view>

namespace liftmark::views {

// Whether a line may be an exercise's name: short, no sentence.
bool LooksLikeName(std::string_view text);

// Whether it is somebody's words, no name.
bool IsQuotation(std::string_view text);

// Where "rest 2 min" begins, or a pause as long as a rest; npos where neither does.
std::size_t FindRest(std::string_view text);

// Whether a scheme or load stands at the beginning of a text, not somewhere in a sentence.
bool StartsWithScheme(std::string_view text);

// Whether a set may stand at the beginning of a text: "135 × 5", "+25 × 5", "Medium band × 15".
bool StartsWithSet(std::string_view text);

}  // namespace liftmark::views
