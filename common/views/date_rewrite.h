// A workout's document for another date: what its title says of the day, said of the new one.
#pragma once

#include <string>
#include <string_view>

#include "common/views/dates.h"

namespace liftmark::views {

// Rewrites the date and the weekday that `markdown` states for itself, each the way it is written: "Monday,
// March 2, 2026", "MON 2026.03.02", "2nd Mar", "3/2/2026". Headings, fences and labels that repeat them
// ("=== MONDAY ===" around the title) follow. Every other byte stays; where the document states no date, all
// of them do. A date without a year stays without one. A numeric date that would be read as another one is
// written as 2026-03-02.
std::string MoveDates(std::string_view markdown, const Date& to);

}  // namespace liftmark::views
