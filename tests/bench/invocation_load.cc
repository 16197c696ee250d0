// Logs calls through the service: callers that each wait for an acknowledgement before they send the next
// call, driven by one thread. It speaks HTTP/2 itself, as h2load does: what is measured is the service, and
// not a client library of the same cost.
//
//   invocation_load PORT CALLERS SECONDS
//
// Prints how many calls were acknowledged, and the milliseconds that half of them and 99 of 100 took.
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <nghttp2/nghttp2.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "liftmark/invocations/v1/invocation_service.pb.h"
#include "tests/bench/sample_call.h"

namespace {

using Clock = std::chrono::steady_clock;
using liftmark::bench::NewId;

constexpr int kConnections = 4;
constexpr const char* kMethod = "/liftmark.invocations.v1.InvocationService/LogInvocation";

[[noreturn]] void Fail(const std::string& problem) {
  std::cerr << "invocation_load: " << problem << "\n";
  std::exit(1);
}

// The frame of a request whose id is replaced in place.
class Request {
 public:
  Request() {
    namespace pb = liftmark::invocations::v1;
    pb::LogInvocationRequest request;
    pb::InvocationStart& start = *request.mutable_invocation()->mutable_start();
    start.set_id(std::string(kIdSize, 'I'));
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
    const std::string message = request.SerializeAsString();
    frame_ += '\0';
    for (int shift = 24; shift >= 0; shift -= 8) frame_ += static_cast<char>(message.size() >> shift);
    frame_ += message;
    place_ = frame_.find(std::string(kIdSize, 'I'));
  }

  void Renew() {
    frame_.replace(place_, kIdSize, NewId());
    sent_ = 0;
  }

  // The next bytes, at most `size`.
  std::size_t Read(std::uint8_t* buffer, std::size_t size) {
    const std::size_t count = std::min(size, frame_.size() - sent_);
    std::memcpy(buffer, frame_.data() + sent_, count);
    sent_ += count;
    return count;
  }

  bool sent() const { return sent_ == frame_.size(); }

 private:
  static constexpr std::size_t kIdSize = 36;

  std::string frame_;
  std::size_t place_ = 0;
  std::size_t sent_ = 0;
};

struct Caller {
  Request request;
  Clock::time_point began;
  bool acknowledged = false;  // the trailers said OK
};

class Connection {
 public:
  Connection(int port, int callers, Clock::time_point end, std::vector<double>& latencies)
      : callers_(static_cast<std::size_t>(callers)),
        end_(end),
        latencies_(latencies),
        authority_("127.0.0.1:" + std::to_string(port)),
        socket_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    if (connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) Fail("cannot connect");
    const int on = 1;
    setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);

    nghttp2_session_callbacks* callbacks = nullptr;
    nghttp2_session_callbacks_new(&callbacks);
    nghttp2_session_callbacks_set_on_header_callback(callbacks, &Connection::OnHeader);
    nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, &Connection::OnClose);
    nghttp2_session_client_new(&session_, callbacks, this);
    nghttp2_session_callbacks_del(callbacks);
    nghttp2_submit_settings(session_, NGHTTP2_FLAG_NONE, nullptr, 0);
  }

  ~Connection() {
    nghttp2_session_del(session_);
    close(socket_);
  }

  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  int socket_number() const { return socket_; }
  int running() const { return running_; }

  void Start() {
    for (Caller& caller : callers_) Submit(caller);
    Flush();
  }

  void Receive() {
    std::array<std::uint8_t, 64 * 1024> buffer;
    const ssize_t received = recv(socket_, buffer.data(), buffer.size(), 0);
    if (received <= 0) Fail("the connection ended");
    if (nghttp2_session_mem_recv(session_, buffer.data(), static_cast<std::size_t>(received)) != received)
      Fail("the service does not speak HTTP/2");
    Flush();
  }

 private:
  static nghttp2_nv Header(const char* name, std::string_view value) {
    return {reinterpret_cast<std::uint8_t*>(const_cast<char*>(name)),
            reinterpret_cast<std::uint8_t*>(const_cast<char*>(value.data())), std::strlen(name), value.size(),
            NGHTTP2_NV_FLAG_NONE};
  }

  void Submit(Caller& caller) {
    caller.began = Clock::now();
    if (caller.began >= end_) return;
    caller.request.Renew();
    caller.acknowledged = false;
    const std::array<nghttp2_nv, 6> headers = {
        Header(":method", "POST"), Header(":scheme", "http"),
        Header(":path", kMethod),  Header(":authority", authority_),
        Header("te", "trailers"),  Header("content-type", "application/grpc")};
    nghttp2_data_provider body = {.source = {.ptr = &caller.request}, .read_callback = &Connection::OnBody};
    if (nghttp2_submit_request(session_, nullptr, headers.data(), headers.size(), &body, &caller) < 0)
      Fail("cannot send a request");
    ++running_;
  }

  void Flush() {
    std::string output;
    for (;;) {
      const std::uint8_t* data = nullptr;
      const ssize_t size = nghttp2_session_mem_send(session_, &data);
      if (size < 0) Fail("cannot send");
      if (size == 0) break;
      output.append(reinterpret_cast<const char*>(data), static_cast<std::size_t>(size));
    }
    std::size_t sent = 0;
    while (sent < output.size()) {
      const ssize_t written = send(socket_, output.data() + sent, output.size() - sent, MSG_NOSIGNAL);
      if (written <= 0) Fail("the connection ended");
      sent += static_cast<std::size_t>(written);
    }
  }

  static ssize_t OnBody(nghttp2_session*, std::int32_t, std::uint8_t* buffer, std::size_t size,
                        std::uint32_t* flags, nghttp2_data_source* source, void*) {
    Request& request = *static_cast<Request*>(source->ptr);
    const std::size_t count = request.Read(buffer, size);
    if (request.sent()) *flags |= NGHTTP2_DATA_FLAG_EOF;
    return static_cast<ssize_t>(count);
  }

  static int OnHeader(nghttp2_session* session, const nghttp2_frame* frame, const std::uint8_t* name,
                      std::size_t name_size, const std::uint8_t* value, std::size_t value_size, std::uint8_t,
                      void*) {
    const std::string_view field(reinterpret_cast<const char*>(name), name_size);
    if (field != "grpc-status") return 0;
    const std::string_view status(reinterpret_cast<const char*>(value), value_size);
    if (status != "0") Fail("a call was answered with code " + std::string(status));
    void* caller = nghttp2_session_get_stream_user_data(session, frame->hd.stream_id);
    static_cast<Caller*>(caller)->acknowledged = true;
    return 0;
  }

  static int OnClose(nghttp2_session* session, std::int32_t stream, std::uint32_t, void* connection) {
    Connection& self = *static_cast<Connection*>(connection);
    Caller& caller = *static_cast<Caller*>(nghttp2_session_get_stream_user_data(session, stream));
    if (!caller.acknowledged) Fail("a call was not answered");
    self.latencies_.push_back(std::chrono::duration<double, std::milli>(Clock::now() - caller.began).count());
    --self.running_;
    self.Submit(caller);
    return 0;
  }

  std::vector<Caller> callers_;
  const Clock::time_point end_;
  std::vector<double>& latencies_;
  const std::string authority_;
  const int socket_;
  nghttp2_session* session_ = nullptr;
  int running_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: invocation_load PORT CALLERS SECONDS\n";
    return 2;
  }
  const int callers = std::atoi(argv[2]);
  const Clock::time_point end = Clock::now() + std::chrono::seconds(std::atoi(argv[3]));
  std::vector<double> latencies;
  std::vector<std::unique_ptr<Connection>> connections;
  std::vector<pollfd> sockets;
  for (int i = 0; i < kConnections; ++i) {
    const int share = callers / kConnections + (i < callers % kConnections ? 1 : 0);
    connections.push_back(std::make_unique<Connection>(std::atoi(argv[1]), share, end, latencies));
    sockets.push_back({connections.back()->socket_number(), POLLIN, 0});
  }
  for (const auto& connection : connections) connection->Start();

  const auto running = [](const auto& connection) { return connection->running() > 0; };
  while (std::any_of(connections.begin(), connections.end(), running)) {
    poll(sockets.data(), sockets.size(), 1000);
    for (std::size_t i = 0; i < sockets.size(); ++i) {
      if (sockets[i].revents != 0) connections[i]->Receive();
    }
  }

  std::sort(latencies.begin(), latencies.end());
  if (latencies.empty()) return 1;
  std::printf("%zu %.2f %.2f\n", latencies.size(), latencies[latencies.size() / 2],
              latencies[latencies.size() * 99 / 100]);
  return 0;
}
