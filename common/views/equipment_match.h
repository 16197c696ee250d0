// Whether somebody has what a workout needs, in whatever words both say it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace liftmark::views {

// True where a tag names `needed`, perhaps more closely: "Adjustable dumbbells 5-50 lb" are "Dumbbells", a
// "Power cage" is a "Squat Rack". Nothing is needed where `needed` has no word.
bool HasEquipment(const std::vector<std::string>& tags, std::string_view needed);

}  // namespace liftmark::views
