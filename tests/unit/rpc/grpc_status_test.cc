#include "common/rpc/grpc_status.h"

#include <catch2/catch.hpp>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/status/status.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace liftmark::rpc {
namespace {

google::rpc::Status DetailsOf(const grpc::Status& status) {
  google::rpc::Status details;
  REQUIRE(details.ParseFromString(status.error_details()));
  return details;
}

template <class Detail>
Detail Find(const google::rpc::Status& status) {
  Detail detail;
  for (const google::protobuf::Any& any : status.details()) {
    if (any.UnpackTo(&detail)) return detail;
  }
  FAIL("no such detail");
  return detail;
}

TEST_CASE("an error keeps its code, message and details") {
  const grpc::Status status = ToGrpcStatus(
      WithRetryDelay(Error(absl::StatusCode::kAborted, "ETAG_MISMATCH", "it moved on", {{"etag", "4-1"}}),
                     absl::Milliseconds(1500)));
  CHECK(status.error_code() == grpc::StatusCode::ABORTED);
  CHECK(status.error_message() == "it moved on");
  const google::rpc::Status details = DetailsOf(status);
  CHECK(details.code() == 10);
  CHECK(details.message() == "it moved on");
  CHECK(details.details_size() == 2);
  CHECK(Find<google::rpc::ErrorInfo>(details).reason() == "ETAG_MISMATCH");
  CHECK(Find<google::rpc::ErrorInfo>(details).metadata().at("etag") == "4-1");
  CHECK(Find<google::rpc::RetryInfo>(details).retry_delay().nanos() == 500'000'000);
}

TEST_CASE("success has no details") {
  CHECK(ToGrpcStatus(absl::OkStatus()).ok());
  CHECK(ToGrpcStatus(absl::OkStatus()).error_details().empty());
}

TEST_CASE("a long message is cut between characters") {
  std::string message(kMaxMessageBytes - 1, 'x');
  message += "é and more";
  const grpc::Status status = ToGrpcStatus(Error(absl::StatusCode::kInternal, "X", message));
  CHECK(status.error_message() == std::string(kMaxMessageBytes - 1, 'x'));
}

TEST_CASE("violations that do not fit are counted") {
  Violations violations;
  for (int i = 0; i < 1000; ++i)
    violations.Add(absl::StrCat("field_", i), i == 0 ? std::string(10'000, 'x') : "must be something else");
  const grpc::Status status = ToGrpcStatus(violations.ToStatus());
  CHECK(status.error_details().size() <= kMaxDetailsBytes);
  const auto bad_request = Find<google::rpc::BadRequest>(DetailsOf(status));
  const int kept = bad_request.field_violations_size() - 1;
  CHECK(kept > 50);
  CHECK(bad_request.field_violations(0).description() == std::string(300, 'x'));
  CHECK(bad_request.field_violations(kept).description() ==
        absl::StrCat("and ", 1000 - kept, " more violations"));
  CHECK(Find<google::rpc::ErrorInfo>(DetailsOf(status)).reason() == "INVALID_REQUEST");
}

}  // namespace
}  // namespace liftmark::rpc
