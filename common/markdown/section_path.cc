#include "common/markdown/section_path.h"

#include <algorithm>
#include <compare>
#include <limits>
#include <optional>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/markdown/fold.h"
#include "common/status/status.h"

namespace liftmark::markdown {
namespace {

// How well a path fits a section; smaller is better.
struct Fit {
  int prefixes = 0;  // steps that are a prefix only
  bool skips = false;

  friend auto operator<=>(const Fit&, const Fit&) = default;
};

// `titles` are those of a section and of all around it, from the outside in; all is folded. The last step has
// to fit the section itself.
std::optional<Fit> FindFit(std::span<const std::string> titles, std::span<const std::string> path) {
  constexpr int kNone = std::numeric_limits<int>::max();
  // prefixes[n]: the fewest, where the first n steps fit titles that were seen.
  std::vector<int> prefixes(path.size() + 1, kNone);
  prefixes[0] = 0;
  for (std::size_t i = 0; i < titles.size(); ++i) {
    const bool is_section = i + 1 == titles.size();
    for (std::size_t step = path.size(); step-- > 0;) {
      if ((step + 1 == path.size()) != is_section || prefixes[step] == kNone) continue;
      const bool equals = titles[i] == path[step];
      if (!equals && !StartsWithWords(titles[i], path[step])) continue;
      prefixes[step + 1] = std::min(prefixes[step + 1], prefixes[step] + (equals ? 0 : 1));
    }
  }
  if (path.empty() || prefixes.back() == kNone) return std::nullopt;
  return Fit{.prefixes = prefixes.back(), .skips = titles.size() != path.size()};
}

}  // namespace

absl::Status NotFoundError() {
  return Error(absl::StatusCode::kFailedPrecondition, "SECTION_NOT_FOUND", "no section has this path");
}

absl::Status AmbiguousError(std::span<const Section> sections, std::span<const std::size_t> candidates) {
  const std::string lines = absl::StrJoin(candidates, ",", [&](std::string* out, std::size_t index) {
    absl::StrAppend(out, sections[index].line);
  });
  return Error(absl::StatusCode::kFailedPrecondition, "SECTION_AMBIGUOUS",
               absl::StrCat("several sections have this path, on the lines ", lines), {{"lines", lines}});
}

absl::StatusOr<std::size_t> FindIndex(std::span<const Section> sections, std::span<const std::string> path) {
  std::vector<std::string> steps;
  for (const std::string& step : path) {
    const std::size_t text = std::min(step.find_first_not_of('#'), step.size());
    steps.push_back(Fold(std::string_view(step).substr(text)));
  }
  std::vector<std::size_t> best;
  std::optional<Fit> best_fit;
  std::vector<std::size_t> open;
  std::vector<std::string> titles;
  for (std::size_t i = 0; i < sections.size(); ++i) {
    while (!open.empty() && static_cast<int>(open.back()) != sections[i].parent) {
      open.pop_back();
      titles.pop_back();
    }
    open.push_back(i);
    titles.push_back(Fold(sections[i].title));
    const std::optional<Fit> fit = FindFit(titles, steps);
    if (!fit || (best_fit && *best_fit < *fit)) continue;
    if (!best_fit || *fit < *best_fit) best.clear();
    best_fit = fit;
    best.push_back(i);
  }
  if (best.empty()) return NotFoundError();
  if (best.size() > 1) return AmbiguousError(sections, best);
  return best.front();
}

}  // namespace liftmark::markdown
