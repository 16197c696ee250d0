// Logs calls through the service: callers that each wait for an acknowledgement before they send the next
// call.
//
//   invocation_load ADDRESS CALLERS SECONDS
//
// Prints how many calls were acknowledged, and the milliseconds that half of them and 99 of 100 took.
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "liftmark/invocations/v1/invocation_service.pb.h"
#include "tests/bench/sample_call.h"

namespace {

using Clock = std::chrono::steady_clock;
using liftmark::bench::NewId;

constexpr int kChannels = 4;
constexpr const char* kMethod = "/liftmark.invocations.v1.InvocationService/LogInvocation";

// A request whose id is replaced in place: what is measured is the service, not its caller.
class Request {
 public:
  Request() {
    namespace pb = liftmark::invocations::v1;
    pb::LogInvocationRequest request;
    pb::InvocationStart& start = *request.mutable_invocation()->mutable_start();
    start.set_id(std::string(36, 'I'));
    start.set_agent_id(liftmark::bench::kAgent);
    start.set_session_id(NewId());
    start.set_provider(liftmark::bench::kProvider);
    start.set_model(liftmark::bench::kModel);
    start.set_input_data(liftmark::bench::Input());
    pb::Outcome& outcome = *request.mutable_invocation()->mutable_outcome();
    outcome.set_status(pb::INVOCATION_STATUS_SUCCESS);
    outcome.mutable_tokens()->set_prompt_tokens(liftmark::bench::kPromptTokens);
    outcome.mutable_tokens()->set_completion_tokens(liftmark::bench::kCompletionTokens);
    outcome.set_duration_ms(liftmark::bench::kDurationMs);
    outcome.set_output_data(liftmark::bench::Output());
    bytes_ = request.SerializeAsString();
    place_ = bytes_.find(std::string(36, 'I'));
  }

  grpc::ByteBuffer WithNewId() {
    bytes_.replace(place_, 36, NewId());
    const grpc::Slice slice(bytes_);
    return grpc::ByteBuffer(&slice, 1);
  }

 private:
  std::string bytes_;
  std::size_t place_ = 0;
};

class Caller {
 public:
  Caller(std::shared_ptr<grpc::Channel> channel, Clock::time_point end, std::atomic<int>& running)
      : stub_(std::move(channel)), end_(end), running_(running) {}

  void Send() {
    began_ = Clock::now();
    if (began_ >= end_) {
      --running_;
      return;
    }
    request_bytes_ = request_.WithNewId();
    context_ = std::make_unique<grpc::ClientContext>();
    stub_.UnaryCall(context_.get(), kMethod, {}, &request_bytes_, &reply_, [this](grpc::Status status) {
      if (!status.ok()) {
        std::cerr << "invocation_load: " << status.error_code() << " " << status.error_message() << "\n";
        std::exit(1);
      }
      latencies_.push_back(std::chrono::duration<double, std::milli>(Clock::now() - began_).count());
      Send();
    });
  }

  const std::vector<double>& latencies() const { return latencies_; }

 private:
  grpc::GenericStub stub_;
  const Clock::time_point end_;
  std::atomic<int>& running_;
  Request request_;
  grpc::ByteBuffer request_bytes_;
  grpc::ByteBuffer reply_;
  std::unique_ptr<grpc::ClientContext> context_;
  Clock::time_point began_;
  std::vector<double> latencies_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: invocation_load ADDRESS CALLERS SECONDS\n";
    return 2;
  }
  const int callers = std::atoi(argv[2]);
  const int seconds = std::atoi(argv[3]);
  std::vector<std::shared_ptr<grpc::Channel>> channels;
  for (int i = 0; i < kChannels; ++i) {
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    channels.push_back(grpc::CreateCustomChannel(argv[1], grpc::InsecureChannelCredentials(), arguments));
    channels.back()->WaitForConnected(std::chrono::system_clock::now() + std::chrono::seconds(10));
  }

  std::atomic<int> running = callers;
  const Clock::time_point end = Clock::now() + std::chrono::seconds(seconds);
  std::vector<std::unique_ptr<Caller>> all;
  for (int i = 0; i < callers; ++i)
    all.push_back(std::make_unique<Caller>(channels[static_cast<std::size_t>(i % kChannels)], end, running));
  for (const auto& caller : all) caller->Send();
  for (int left = running; left > 0; left = running)
    std::this_thread::sleep_for(std::chrono::milliseconds(5));

  std::vector<double> latencies;
  for (const auto& caller : all)
    latencies.insert(latencies.end(), caller->latencies().begin(), caller->latencies().end());
  std::sort(latencies.begin(), latencies.end());
  if (latencies.empty()) return 1;
  std::printf("%zu %.2f %.2f\n", latencies.size(), latencies[latencies.size() / 2],
              latencies[latencies.size() * 99 / 100]);
  return 0;
}
