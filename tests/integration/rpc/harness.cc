#include "tests/integration/rpc/harness.h"

#include <grpcpp/generic/generic_stub.h>

#include <asio/connect.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/read.hpp>
#include <asio/write.hpp>
#include <future>
#include <thread>

#include "absl/strings/str_cat.h"
#include "google/rpc/status.pb.h"

namespace liftmark::testing {
namespace {

template <class Detail>
Detail Find(const grpc::Status& status) {
  google::rpc::Status details;
  REQUIRE(details.ParseFromString(status.error_details()));
  REQUIRE(details.code() == static_cast<int>(status.error_code()));
  Detail detail;
  for (const google::protobuf::Any& any : details.details()) {
    if (any.UnpackTo(&detail)) return detail;
  }
  FAIL("no " << Detail::descriptor()->full_name() << " in the trailer");
  return detail;
}

}  // namespace

server::Config DefaultConfig() {
  return {.listen = "127.0.0.1:0",
          .metrics = "",
          .database = "",
          .max_in_flight = 64,
          .max_deadline = std::chrono::seconds(30),
          .drain = std::chrono::seconds(10),
          .log_level = "info",
          .page_token_key = ""};
}

server::Config ConfigWithMetrics() {
  server::Config config = DefaultConfig();
  config.metrics = "127.0.0.1:0";
  return config;
}

void WaitFor(const std::function<bool()>& condition) {
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) FAIL("waited in vain");
    std::this_thread::yield();
  }
}

std::shared_ptr<grpc::Channel> Connect(int port, grpc::ChannelArguments arguments) {
  // Channels of one process share connections, unless they are told apart.
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return grpc::CreateCustomChannel(absl::StrCat("127.0.0.1:", port), grpc::InsecureChannelCredentials(),
                                   arguments);
}

TestServer::TestServer(const server::Config& config) : server_(config, runtime_.shard(0)) {
  server_.Add(service_.Methods());
  const absl::Status started = server_.Start();
  INFO(started);
  REQUIRE(started.ok());
  WaitFor([this] { return server_.ready(); });
  channel_ = Connect(server_.port());
  stub_ = pb::TestService::NewStub(channel_);
}

TestServer::~TestServer() { service_.released = true; }

grpc::Status CallWithBytes(grpc::Channel& channel, const std::string& method, const std::string& bytes) {
  grpc::GenericStub stub(std::shared_ptr<grpc::Channel>(&channel, [](grpc::Channel*) {}));
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + kPatience);
  const grpc::Slice slice(bytes);
  const grpc::ByteBuffer request(&slice, 1);
  grpc::ByteBuffer response;
  std::promise<grpc::Status> done;
  stub.UnaryCall(&context, absl::StrCat("/", TestService::kName, "/", method), grpc::StubOptions(), &request,
                 &response, [&](grpc::Status status) { done.set_value(std::move(status)); });
  return done.get_future().get();
}

google::rpc::ErrorInfo ErrorInfoOf(const grpc::Status& status) {
  return Find<google::rpc::ErrorInfo>(status);
}

google::rpc::RetryInfo RetryInfoOf(const grpc::Status& status) {
  return Find<google::rpc::RetryInfo>(status);
}

std::vector<std::string> ViolatedFieldsOf(const grpc::Status& status) {
  std::vector<std::string> fields;
  const auto bad_request = Find<google::rpc::BadRequest>(status);
  for (const auto& violation : bad_request.field_violations()) fields.push_back(violation.field());
  return fields;
}

std::string HttpGet(int port, const std::string& path) {
  asio::io_context context;
  asio::ip::tcp::socket socket(context);
  socket.connect({asio::ip::address_v4::loopback(), static_cast<unsigned short>(port)});
  asio::write(socket, asio::buffer(absl::StrCat("GET ", path, " HTTP/1.0\r\n\r\n")));
  std::string answer;
  asio::error_code end;
  asio::read(socket, asio::dynamic_buffer(answer), end);
  const std::size_t body = answer.find("\r\n\r\n");
  REQUIRE(body != std::string::npos);
  return answer.substr(body + 4);
}

}  // namespace liftmark::testing
