#include "services/invocations/links.h"

#include "absl/container/flat_hash_map.h"

namespace liftmark::invocations {

std::vector<bool> FindCycles(std::span<const Link> links) {
  std::vector<bool> closes(links.size(), false);
  absl::flat_hash_map<std::string_view, std::string_view> parents;
  for (std::size_t i = 0; i < links.size(); ++i) {
    const Link& link = links[i];
    if (parents.contains(link.id)) continue;
    std::string_view ancestor = link.parent_id;
    for (auto next = parents.find(ancestor); next != parents.end(); next = parents.find(ancestor))
      ancestor = next->second;
    closes[i] = !link.parent_id.empty() && ancestor == link.id;
    if (!closes[i]) parents.emplace(link.id, link.parent_id);
  }
  return closes;
}

}  // namespace liftmark::invocations
