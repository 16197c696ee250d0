// A server with the test service, and clients of it.
#pragma once

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/support/status.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "common/async/runtime.h"
#include "common/server/server.h"
#include "google/rpc/error_details.pb.h"
#include "liftmark/testing/v1/testing.grpc.pb.h"
#include "tests/integration/rpc/test_service.h"

namespace liftmark::testing {

inline constexpr std::chrono::seconds kPatience{20};

// Without metrics: their HTTP server takes two seconds to stop.
server::Config DefaultConfig();
server::Config ConfigWithMetrics();

// Waits for a condition that others bring about.
void WaitFor(const std::function<bool()>& condition);

std::shared_ptr<grpc::Channel> Connect(int port, grpc::ChannelArguments arguments = {});

// A server that is ready, and runs until the end of the test.
class TestServer {
 public:
  explicit TestServer(const server::Config& config = DefaultConfig());
  ~TestServer();

  TestService& service() { return service_; }
  server::Server& server() { return server_; }
  std::shared_ptr<grpc::Channel> channel() { return channel_; }
  pb::TestService::Stub& stub() { return *stub_; }

 private:
  async::Runtime runtime_{1};
  TestService service_;
  server::Server server_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<pb::TestService::Stub> stub_;
};

// Calls a method with bytes, as a client with a bug of its own would.
grpc::Status CallWithBytes(grpc::Channel& channel, const std::string& method, const std::string& bytes);

// The google.rpc details that a client decodes from the trailer.
google::rpc::ErrorInfo ErrorInfoOf(const grpc::Status& status);
google::rpc::RetryInfo RetryInfoOf(const grpc::Status& status);
std::vector<std::string> ViolatedFieldsOf(const grpc::Status& status);

// The body of an HTTP answer.
std::string HttpGet(int port, const std::string& path);

}  // namespace liftmark::testing
