#include "services/invocations/session_tree.h"

#include <catch2/catch.hpp>

namespace liftmark::invocations {
namespace {

constexpr absl::Time kStart = absl::UnixEpoch();

// A call that costs what its number says and starts that many seconds in, for one second.
SessionNode Node(int number, std::string parent) {
  SessionNode node;
  node.id = std::to_string(number);
  node.parent_id = std::move(parent);
  node.started_at = kStart + absl::Seconds(number);
  node.finished_at = node.started_at + absl::Seconds(1);
  node.own = {.calls = 1, .prompt_tokens = 10 * number, .cost = number, .duration_ms = 1000};
  return node;
}

std::vector<std::string> Order(const std::vector<SessionNode>& nodes) {
  std::vector<std::string> order;
  for (const TreeCall& call : BuildTree(nodes))
    order.push_back(std::string(call.depth, '.') + nodes[call.node].id);
  return order;
}

TEST_CASE("calls stand behind their parents, siblings in order") {
  CHECK(Order({Node(1, ""), Node(2, "1"), Node(3, "1"), Node(4, "2"), Node(5, "")}) ==
        std::vector<std::string>{"1", ".2", "..4", ".3", "5"});
  CHECK(Order({}).empty());
}

TEST_CASE("children may come before their parents") {
  CHECK(Order({Node(1, "3"), Node(2, "3"), Node(3, "")}) == std::vector<std::string>{"3", ".1", ".2"});
}

TEST_CASE("a subtree sums itself and everything below") {
  const std::vector<SessionNode> nodes = {Node(1, ""), Node(2, "1"), Node(3, "2"), Node(4, "1"), Node(8, "")};
  const std::vector<TreeCall> tree = BuildTree(nodes);
  CHECK(tree[0].subtree.cost == 10);
  CHECK(tree[0].subtree.calls == 4);
  CHECK(tree[0].subtree.prompt_tokens == 100);
  CHECK(tree[0].elapsed == absl::Seconds(4));  // from 1 to 5
  CHECK(tree[1].subtree.cost == 5);
  CHECK(tree[1].elapsed == absl::Seconds(2));
  CHECK(tree[2].subtree.cost == 3);
  CHECK(tree[4].subtree.cost == 8);
}

TEST_CASE("a call whose parent is not there is a root that says so") {
  const std::vector<TreeCall> tree = BuildTree({Node(1, "elsewhere"), Node(2, "1")});
  CHECK(tree[0].parent_missing);
  CHECK(tree[0].depth == 0);
  CHECK_FALSE(tree[1].parent_missing);
  CHECK(tree[0].subtree.calls == 2);
}

TEST_CASE("a call that is not finished ends when it began, or with what it called") {
  std::vector<SessionNode> nodes = {Node(1, ""), Node(5, "1")};
  nodes[0].finished_at.reset();
  CHECK(BuildTree(nodes)[0].elapsed == absl::Seconds(5));
  nodes.pop_back();
  CHECK(BuildTree(nodes)[0].elapsed == absl::ZeroDuration());
}

TEST_CASE("every call is answered once, also where the stored links go around") {
  const std::vector<SessionNode> nodes = {Node(1, "3"), Node(2, "1"), Node(3, "2"), Node(4, "3"),
                                          Node(5, "")};
  CHECK(Order(nodes) == std::vector<std::string>{"5", "1", ".2", "..3", "...4"});
  CHECK(BuildTree(nodes)[1].subtree.cost == 10);
  CHECK(Order({Node(1, "1")}) == std::vector<std::string>{"1"});
}

TEST_CASE("a chain as long as a session may be is no problem") {
  std::vector<SessionNode> nodes = {Node(0, "")};
  for (int i = 1; i < 20'000; ++i) nodes.push_back(Node(i, std::to_string(i - 1)));
  const std::vector<TreeCall> tree = BuildTree(nodes);
  CHECK(tree.back().depth == 19'999);
  CHECK(tree.front().subtree.calls == 20'000);
}

}  // namespace
}  // namespace liftmark::invocations
