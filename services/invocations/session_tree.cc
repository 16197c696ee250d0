#include "services/invocations/session_tree.h"

#include <algorithm>
#include <string_view>

#include "absl/container/flat_hash_map.h"

namespace liftmark::invocations {
namespace {

class TreeBuilder {
 public:
  explicit TreeBuilder(const std::vector<SessionNode>& nodes)
      : nodes_(nodes), children_(nodes.size()), visited_(nodes.size(), false) {}

  std::vector<TreeCall> Build() {
    absl::flat_hash_map<std::string_view, std::size_t> by_id;
    for (std::size_t i = 0; i < nodes_.size(); ++i) by_id.emplace(nodes_[i].id, i);
    std::vector<bool> missing(nodes_.size(), false);
    std::vector<std::size_t> roots;
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      const auto parent = by_id.find(nodes_[i].parent_id);
      if (parent != by_id.end()) {
        children_[parent->second].push_back(i);
      } else {
        missing[i] = !nodes_[i].parent_id.empty();
        roots.push_back(i);
      }
    }
    for (const std::size_t root : roots) Descend(root);
    for (std::size_t i = 0; i < nodes_.size(); ++i) Descend(i);
    for (TreeCall& call : calls_) call.parent_missing = missing[call.node];
    SumUp();
    return std::move(calls_);
  }

 private:
  struct Step {
    std::size_t node;
    std::size_t parent;  // its place in the tree
    int depth;
  };

  void Descend(std::size_t root) {
    std::vector<Step> steps = {{root, kNone, 0}};
    while (!steps.empty()) {
      const Step step = steps.back();
      steps.pop_back();
      if (visited_[step.node]) continue;
      visited_[step.node] = true;
      const std::size_t place = calls_.size();
      TreeCall& call = calls_.emplace_back();
      call.node = step.node;
      call.depth = step.depth;
      parents_.push_back(step.parent);
      const std::vector<std::size_t>& children = children_[step.node];
      for (auto child = children.rbegin(); child != children.rend(); ++child)
        steps.push_back({*child, place, step.depth + 1});
    }
  }

  // A parent stands before its children: from the end on, each is complete when it is added to its parent.
  void SumUp() {
    std::vector<absl::Time> starts;
    std::vector<absl::Time> ends;
    for (TreeCall& call : calls_) {
      const SessionNode& node = nodes_[call.node];
      call.subtree = node.own;
      starts.push_back(node.started_at);
      ends.push_back(node.finished_at.value_or(node.started_at));
    }
    for (std::size_t i = calls_.size(); i-- > 0;) {
      calls_[i].elapsed = ends[i] - starts[i];
      const std::size_t parent = parents_[i];
      if (parent == kNone) continue;
      calls_[parent].subtree += calls_[i].subtree;
      starts[parent] = std::min(starts[parent], starts[i]);
      ends[parent] = std::max(ends[parent], ends[i]);
    }
  }

  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  const std::vector<SessionNode>& nodes_;
  std::vector<std::vector<std::size_t>> children_;
  std::vector<bool> visited_;
  std::vector<TreeCall> calls_;
  std::vector<std::size_t> parents_;  // of calls_, places
};

}  // namespace

std::vector<TreeCall> BuildTree(const std::vector<SessionNode>& nodes) { return TreeBuilder(nodes).Build(); }

}  // namespace liftmark::invocations
