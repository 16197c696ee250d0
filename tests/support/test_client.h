// A gRPC caller for tests: any method, typed messages or raw bytes, and the details of errors.
#pragma once

#include <google/rpc/error_details.pb.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/impl/codegen/client_unary_call.h>
#include <grpcpp/impl/codegen/proto_utils.h>
#include <grpcpp/impl/codegen/sync_stream.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "google/rpc/status.pb.h"

namespace liftmark {

// What came back of a call.
template <class Response>
struct Outcome {
  grpc::Status status;
  Response response;

  bool ok() const { return status.ok(); }
  grpc::StatusCode code() const { return status.error_code(); }

  // The google.rpc details, empty where there are none.
  std::string reason() const { return Detail<google::rpc::ErrorInfo>().reason(); }
  std::string metadata(const std::string& key) const {
    const google::rpc::ErrorInfo info = Detail<google::rpc::ErrorInfo>();
    const auto found = info.metadata().find(key);
    return found == info.metadata().end() ? std::string() : found->second;
  }
  // Descriptions by field.
  std::multimap<std::string, std::string> violations() const {
    std::multimap<std::string, std::string> violations;
    const google::rpc::BadRequest bad_request = Detail<google::rpc::BadRequest>();
    for (const auto& violation : bad_request.field_violations()) {
      violations.emplace(violation.field(), violation.description());
    }
    return violations;
  }

 private:
  template <class Message>
  Message Detail() const {
    google::rpc::Status details;
    Message message;
    if (details.ParseFromString(status.error_details())) {
      for (const auto& detail : details.details()) {
        if (detail.Is<Message>()) detail.UnpackTo(&message);
      }
    }
    return message;
  }
};

// A server stream that is being read.
template <class Response>
class TestStream {
 public:
  template <class Request>
  TestStream(grpc::Channel& channel, std::string path, const Request& request) : path_(std::move(path)) {
    const grpc::internal::RpcMethod rpc(path_.c_str(), grpc::internal::RpcMethod::SERVER_STREAMING);
    reader_.reset(grpc::internal::ClientReaderFactory<Response>::Create(&channel, rpc, &context_, request));
  }

  // False at the end.
  bool Read(Response& message) { return reader_->Read(&message); }

  // Once, behind the last message or a Cancel.
  Outcome<Response> Finish() {
    Outcome<Response> outcome;
    while (reader_->Read(&outcome.response)) {
    }
    outcome.status = reader_->Finish();
    return outcome;
  }

  // Messages that are under way may still arrive.
  void Cancel() { context_.TryCancel(); }

 private:
  std::string path_;
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReader<Response>> reader_;
};

class TestClient {
 public:
  // `service` is the full name: "liftmark.workouts.v1.WorkoutService".
  TestClient(int port, std::string_view service)
      : channel_(
            grpc::CreateChannel("127.0.0.1:" + std::to_string(port), grpc::InsecureChannelCredentials())),
        service_(service) {}

  // `Request` and `Response` are messages, or grpc::ByteBuffer for raw bytes.
  template <class Response, class Request>
  Outcome<Response> Call(std::string_view method, const Request& request) const {
    const std::string path = "/" + service_ + "/" + std::string(method);
    const grpc::internal::RpcMethod rpc(path.c_str(), grpc::internal::RpcMethod::NORMAL_RPC);
    grpc::ClientContext context;
    Outcome<Response> outcome;
    outcome.status =
        grpc::internal::BlockingUnaryCall(channel_.get(), rpc, &context, request, &outcome.response);
    return outcome;
  }

  template <class Response, class Request>
  TestStream<Response> Stream(std::string_view method, const Request& request) const {
    return TestStream<Response>(*channel_, "/" + service_ + "/" + std::string(method), request);
  }

  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }

 private:
  std::shared_ptr<grpc::Channel> channel_;
  std::string service_;
};

}  // namespace liftmark
