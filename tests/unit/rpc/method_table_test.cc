#include "common/rpc/method_table.h"

#include <catch2/catch.hpp>
#include <string>

#include "common/rpc/service_adapter.h"
#include "liftmark/testing/v1/testing.pb.h"

namespace liftmark::rpc {
namespace {

namespace pb = liftmark::testing::v1;

struct Handlers {
  template <class Request, class Response>
  Task<absl::Status> Unary(Call&, const Request&, Reply<Response>&) {
    co_return absl::OkStatus();
  }
  template <class Request, class Response>
  Task<absl::Status> Stream(Call&, const Request&, Writer<Response>&) {
    co_return absl::OkStatus();
  }
  template <class Request, class Response>
  Task<absl::Status> ClientStream(Call&, Reader<Request>&, Reply<Response>&) {
    co_return absl::OkStatus();
  }
};

Handlers handlers;

// All of TestService but one method.
MethodTable AllBut(const std::string& method) {
  MethodTable methods("liftmark.testing.v1.TestService");
  const auto bind = [&](const char* name, auto handler) {
    if (name != method) methods.Bind(name, handler, &handlers);
  };
  bind("Echo", &Handlers::Unary<pb::EchoRequest, pb::EchoResponse>);
  bind("Check", &Handlers::Unary<pb::CheckRequest, pb::CheckResponse>);
  bind("Fail", &Handlers::Unary<pb::FailRequest, pb::FailResponse>);
  bind("Describe", &Handlers::Unary<pb::DescribeRequest, pb::DescribeResponse>);
  bind("Hold", &Handlers::Unary<pb::HoldRequest, pb::HoldResponse>);
  bind("Count", &Handlers::Stream<pb::CountRequest, pb::CountResponse>);
  bind("Add", &Handlers::ClientStream<pb::AddRequest, pb::AddResponse>);
  return methods;
}

void CheckRefused(const MethodTable& methods, const std::string& why) {
  const absl::Status status = methods.Check();
  CHECK(status.code() == absl::StatusCode::kFailedPrecondition);
  CHECK_THAT(std::string(status.message()), Catch::Contains(why));
}

TEST_CASE("a table with one handler for each method is complete") { CHECK(AllBut("").Check().ok()); }

TEST_CASE("a method without a handler is refused") {
  CheckRefused(AllBut("Hold"), "liftmark.testing.v1.TestService: Hold has no handler");
}

TEST_CASE("a handler of other messages is refused") {
  MethodTable methods = AllBut("Hold");
  methods.Bind("Hold", &Handlers::Unary<pb::EchoRequest, pb::HoldResponse>, &handlers);
  CheckRefused(methods, "Hold is bound to a handler of liftmark.testing.v1.EchoRequest");
}

TEST_CASE("a handler of another kind is refused") {
  MethodTable methods = AllBut("Count");
  methods.Bind("Count", &Handlers::Unary<pb::CountRequest, pb::CountResponse>, &handlers);
  CheckRefused(methods, "Count is bound to a handler of another kind");
  methods = AllBut("Add");
  methods.Bind("Add", &Handlers::Unary<pb::AddRequest, pb::AddResponse>, &handlers);
  CheckRefused(methods, "Add is bound to a handler of another kind");
  methods = AllBut("Hold");
  methods.Bind("Hold", &Handlers::ClientStream<pb::HoldRequest, pb::HoldResponse>, &handlers);
  CheckRefused(methods, "Hold is bound to a handler of another kind");
}

TEST_CASE("an unknown method and a method bound twice are refused, together") {
  MethodTable methods = AllBut("");
  methods.Bind("Hodl", &Handlers::Unary<pb::HoldRequest, pb::HoldResponse>, &handlers);
  methods.Bind("Hold", &Handlers::Unary<pb::HoldRequest, pb::HoldResponse>, &handlers);
  CheckRefused(methods, "Hold is bound twice; Hodl is no method of the service");
}

TEST_CASE("a method without an access level is refused") {
  MethodTable methods("liftmark.testing.v1.OpenService");
  methods.Bind("Open", &Handlers::Unary<pb::EchoRequest, pb::EchoResponse>, &handlers);
  CheckRefused(methods, "Open has no access level");
}

TEST_CASE("a service that is not linked is refused") {
  CheckRefused(MethodTable("liftmark.testing.v1.NoService"), "no service liftmark.testing.v1.NoService");
}

TEST_CASE("a service whose rules make no sense is refused") {
  MethodTable methods("liftmark.testing.v1.OddService");
  methods.Bind("Odd", &Handlers::Unary<pb::OddRequest, pb::EchoResponse>, &handlers);
  REQUIRE(methods.Check().ok());
  async::Runtime runtime(1);
  Host host(runtime.shard(0), {});
  CHECK(ServiceAdapter::Create(methods, host).status().code() == absl::StatusCode::kFailedPrecondition);
}

}  // namespace
}  // namespace liftmark::rpc
