#include "common/status/status.h"

#include <catch2/catch.hpp>

namespace liftmark {
namespace {

TEST_CASE("an error carries its reason and metadata") {
  const absl::Status status =
      Error(absl::StatusCode::kAborted, "ETAG_MISMATCH", "it moved on", {{"etag", "5-1"}});

  CHECK(absl::IsAborted(status));
  CHECK(ReasonOf(status) == "ETAG_MISMATCH");
  google::rpc::ErrorInfo info;
  REQUIRE(ErrorInfoOf(status, info));
  CHECK(info.domain() == "liftmark");
  CHECK(info.metadata().at("etag") == "5-1");
}

TEST_CASE("a status without details has no reason") {
  CHECK(ReasonOf(absl::OkStatus()).empty());
  CHECK(ReasonOf(absl::InternalError("x")).empty());
}

TEST_CASE("a retry delay keeps the reason and counts fractions of a second") {
  const absl::Status status = WithRetryDelay(
      Error(absl::StatusCode::kUnavailable, "DATABASE_UNAVAILABLE", "x"), absl::Milliseconds(1250));

  CHECK(ReasonOf(status) == "DATABASE_UNAVAILABLE");
  const auto payload = status.GetPayload("type.googleapis.com/google.rpc.RetryInfo");
  REQUIRE(payload.has_value());
  google::rpc::RetryInfo retry;
  REQUIRE(retry.ParseFromString(std::string(*payload)));
  CHECK(retry.retry_delay().seconds() == 1);
  CHECK(retry.retry_delay().nanos() == 250'000'000);
}

TEST_CASE("violations come all at once, in order") {
  Violations violations;
  CHECK(violations.ToStatus().ok());
  violations.Add("user_id", "is not a UUID");
  violations.Add("workout_date", "is not a date");

  const absl::Status status = violations.ToStatus();

  CHECK(absl::IsInvalidArgument(status));
  CHECK(ReasonOf(status) == "INVALID_REQUEST");
  google::rpc::BadRequest bad_request;
  REQUIRE(BadRequestOf(status, bad_request));
  REQUIRE(bad_request.field_violations_size() == 2);
  CHECK(bad_request.field_violations(0).field() == "user_id");
  CHECK(bad_request.field_violations(1).field() == "workout_date");
}

}  // namespace
}  // namespace liftmark
