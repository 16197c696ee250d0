#include "common/documents/etag.h"

#include <catch2/catch.hpp>

#include "common/status/status.h"

namespace liftmark::documents {
namespace {

TEST_CASE("an etag gives back the version it was made of") {
  const Version version{42, absl::FromUnixMicros(1'767'225'600'123'456)};

  const absl::StatusOr<Version> parsed = ParseEtag(MakeEtag(version));

  REQUIRE(parsed.ok());
  CHECK(*parsed == version);
}

TEST_CASE("another revision, or another document of the same revision, has another etag") {
  const Version version{1, absl::FromUnixMicros(1'000)};

  CHECK(MakeEtag(version) != MakeEtag({2, version.created_at}));
  CHECK(MakeEtag(version) != MakeEtag({1, absl::FromUnixMicros(1'001)}));
}

TEST_CASE("what no reply gave is refused, and named") {
  const std::string etag = GENERATE(as<std::string>{}, "", "-", "1", "1-", "-1", "x-y", "1-2-3", "0-5", "1-0",
                                    " 1-2", "1-2 ", "ffffffffffffffffff-1");
  CAPTURE(etag);

  const absl::Status status = ParseEtag(etag).status();

  CHECK(absl::IsInvalidArgument(status));
  google::rpc::BadRequest bad_request;
  REQUIRE(BadRequestOf(status, bad_request));
  CHECK(bad_request.field_violations(0).field() == "etag");
}

}  // namespace
}  // namespace liftmark::documents
