#include "services/invocations/links.h"

#include <catch2/catch.hpp>
#include <string>

namespace liftmark::invocations {
namespace {

using Closes = std::vector<bool>;

Closes Find(std::vector<Link> links) { return FindCycles(links); }

TEST_CASE("trees have no cycle, in whichever order they come") {
  CHECK(Find({{"a", ""}, {"b", "a"}, {"c", "b"}, {"d", "a"}}) == Closes{false, false, false, false});
  CHECK(Find({{"c", "b"}, {"d", "a"}, {"b", "a"}, {"a", ""}}) == Closes{false, false, false, false});
  CHECK(Find({{"c", "elsewhere"}, {"d", "c"}}) == Closes{false, false});
  CHECK(Find({}).empty());
}

TEST_CASE("the call that closes a cycle is named, and no other") {
  CHECK(Find({{"a", "b"}, {"b", "a"}}) == Closes{false, true});
  CHECK(Find({{"a", "c"}, {"b", "a"}, {"c", "b"}, {"d", "c"}}) == Closes{false, false, true, false});
  CHECK(Find({{"a", "a"}}) == Closes{true});
  CHECK(Find({{"a", "b"}, {"b", "a"}, {"b", ""}}) == Closes{false, true, false});
}

TEST_CASE("an id that comes again is passed over") {
  CHECK(Find({{"a", ""}, {"b", "a"}, {"a", "b"}}) == Closes{false, false, false});
}

TEST_CASE("a long chain is followed in little time") {
  std::vector<std::string> ids;
  for (int i = 0; i <= 500; ++i) ids.push_back(std::to_string(i));
  std::vector<Link> links;
  for (int i = 0; i < 500; ++i) links.push_back({ids[i], ids[i + 1]});
  links.push_back({ids[500], ids[0]});
  const Closes closes = FindCycles(links);
  CHECK(closes.back());
  CHECK(std::count(closes.begin(), closes.end(), true) == 1);
}

}  // namespace
}  // namespace liftmark::invocations
