// Client streaming.
#include <future>

#include "tests/integration/rpc/harness.h"

namespace liftmark::testing {
namespace {

pb::AddRequest Number(int number, std::size_t bytes = 0) {
  pb::AddRequest request;
  request.set_number(number);
  request.set_blob(std::string(bytes, 'x'));
  return request;
}

// One call of Add.
struct Adding {
  explicit Adding(TestServer& server) : writer(server.stub().Add(&context, &response)) {}

  grpc::ClientContext context;
  pb::AddResponse response;
  std::unique_ptr<grpc::ClientWriter<pb::AddRequest>> writer;
};

TEST_CASE("a handler reads every request, and answers after the last") {
  TestServer server;
  Adding adding(server);
  for (int i = 1; i <= 1000; ++i) REQUIRE(adding.writer->Write(Number(i, 1000)));
  CHECK(adding.writer->WritesDone());
  CHECK(adding.writer->Finish().ok());
  CHECK(adding.response.sum() == 500'500);
  CHECK(adding.response.requests() == 1000);
}

TEST_CASE("a stream of no requests is answered") {
  TestServer server;
  Adding adding(server);
  CHECK(adding.writer->WritesDone());
  CHECK(adding.writer->Finish().ok());
  CHECK(adding.response.requests() == 0);
}

TEST_CASE("a request that breaks the rules ends the stream, and the caller learns why") {
  TestServer server;
  Adding adding(server);
  CHECK(adding.writer->Write(Number(1)));
  CHECK(adding.writer->Write(Number(-1)));
  adding.writer->WritesDone();
  const grpc::Status status = adding.writer->Finish();
  CHECK(status.error_code() == grpc::StatusCode::INVALID_ARGUMENT);
  CHECK(ViolatedFieldsOf(status) == std::vector<std::string>{"number"});
  CHECK(server.service().added == 1);
}

TEST_CASE("each request of a stream has the limit that the method states") {
  TestServer server;
  Adding adding(server);
  CHECK(adding.writer->Write(Number(1, std::size_t{3} << 20)));
  CHECK(adding.writer->Write(Number(1, std::size_t{3} << 20)));
  WaitFor([&] { return server.service().added == 2; });
  adding.writer->Write(Number(1, std::size_t{4} << 20));
  adding.writer->WritesDone();
  CHECK(ErrorInfoOf(adding.writer->Finish()).reason() == "REQUEST_TOO_LARGE");
}

TEST_CASE("a handler may answer before the caller is done") {
  TestServer server;
  Adding adding(server);
  pb::AddRequest last = Number(7);
  last.set_last(true);
  CHECK(adding.writer->Write(last));
  while (adding.writer->Write(Number(1, 10'000))) {
  }
  CHECK(adding.writer->Finish().ok());
  CHECK(adding.response.sum() == 7);
}

TEST_CASE("a caller that goes away ends the handler at its next read") {
  TestServer server;
  Adding adding(server);
  CHECK(adding.writer->Write(Number(1)));
  WaitFor([&] { return server.service().added == 1; });
  adding.context.TryCancel();
  server.service().added_up.get_future().wait();
  CHECK(adding.writer->Finish().error_code() == grpc::StatusCode::CANCELLED);
}

}  // namespace
}  // namespace liftmark::testing
