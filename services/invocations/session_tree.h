// The calls of a session as a tree, with sums over each subtree. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "services/invocations/totals.h"

namespace liftmark::invocations {

// A call of the session, as it is stored.
struct SessionNode {
  std::string id;
  std::string parent_id;  // empty: none is named
  absl::Time started_at;
  std::optional<absl::Time> finished_at;
  Totals own;
};

// The same in the tree.
struct TreeCall {
  std::size_t node = 0;  // its index
  int depth = 0;
  bool parent_missing = false;  // it is named, and not among the nodes
  Totals subtree;
  absl::Duration elapsed;  // from the first start in the subtree to its last end
};

// From the roots down: a call stands behind its parent, siblings in the order of `nodes`. Every node is in it
// once, whatever the links: of calls that are each other's ancestors, the first is made a root. Linear in
// time and without recursion.
std::vector<TreeCall> BuildTree(const std::vector<SessionNode>& nodes);

}  // namespace liftmark::invocations
