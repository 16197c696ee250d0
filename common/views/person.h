// A person's age, experience, time zone and name, as people write them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace liftmark::views {

enum class Experience : std::uint8_t { kBeginner = 1, kIntermediate = 2, kAdvanced = 3 };

// The first whole number that can be an age: "32", "32 years"; neither "mid-30s" nor a year.
std::optional<int> AgeIn(std::string_view text);

// The same in running text: "32 years old", "35-year-old", "aged 40", "I'm 28 and".
std::optional<int> AgeInProse(std::string_view text);

// The first level said, unless another is said of lifting: "Advanced runner, novice lifter" is a beginner
// here.
std::optional<Experience> ExperienceIn(std::string_view text);

// A time zone, known by its form only: an area and a place ("Europe/Paris (CET)" gives "Europe/Paris"), one
// of the zones without place ("EST"), or an offset from UTC ("UTC+2" gives "+02:00").
std::optional<std::string> TimezoneIn(std::string_view text);

// "My name is Jake Miller", "I'm Jake, 22 years old": capitalized words behind such a lead. Empty where there
// is none.
std::string_view NameInProse(std::string_view text);

// "compete in October" of "My goal is to compete in October.": what stands behind such a lead in a sentence.
std::string_view GoalInProse(std::string_view sentence);

// The name in a title: "Training Dossier - Sarah Chen", "Client Profile: Sarah Chen". Empty where there is
// none.
std::string_view NameInTitle(std::string_view title);

}  // namespace liftmark::views
