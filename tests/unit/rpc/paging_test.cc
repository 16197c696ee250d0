#include "common/rpc/paging.h"

#include <catch2/catch.hpp>

namespace liftmark::rpc {
namespace {

TEST_CASE("a reply takes items until one does not fit, and the first in any case") {
  constexpr std::size_t kHalf = ReplyRoom::kBytes / 2;
  ReplyRoom room;
  CHECK(room.Take(kHalf));
  CHECK_FALSE(room.Take(kHalf + 1));
  CHECK(room.Take(kHalf));
  CHECK_FALSE(room.Take(1));

  ReplyRoom large;
  CHECK(large.Take(ReplyRoom::kBytes + 1));
  CHECK_FALSE(large.Take(1));
}

}  // namespace
}  // namespace liftmark::rpc
