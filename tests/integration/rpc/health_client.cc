#include "tests/integration/rpc/health_client.h"

#include <grpcpp/impl/client_unary_call.h>
#include <grpcpp/impl/codegen/proto_utils.h>

#include <utility>

namespace liftmark::testing {
namespace {

using grpc::health::v1::HealthCheckRequest;
using grpc::health::v1::HealthCheckResponse;
using grpc::internal::RpcMethod;

HealthCheckRequest RequestFor(const std::string& service) {
  HealthCheckRequest request;
  request.set_service(service);
  return request;
}

Health FromResponse(const HealthCheckResponse& response) {
  switch (response.status()) {
    case HealthCheckResponse::SERVING:
      return Health::kServing;
    case HealthCheckResponse::NOT_SERVING:
      return Health::kNotServing;
    default:
      return Health::kUnknown;
  }
}

}  // namespace

Health CheckHealth(const std::shared_ptr<grpc::Channel>& channel, const std::string& service) {
  const RpcMethod method("/grpc.health.v1.Health/Check", RpcMethod::NORMAL_RPC, channel);
  grpc::ClientContext context;
  HealthCheckResponse response;
  const grpc::Status status =
      grpc::internal::BlockingUnaryCall(channel.get(), method, &context, RequestFor(service), &response);
  return status.ok() ? FromResponse(response) : Health::kUnknown;
}

HealthWatch::HealthWatch(std::shared_ptr<grpc::Channel> channel, const std::string& service)
    : channel_(std::move(channel)) {
  const RpcMethod method("/grpc.health.v1.Health/Watch", RpcMethod::SERVER_STREAMING, channel_);
  reader_.reset(grpc::internal::ClientReaderFactory<HealthCheckResponse>::Create(
      channel_.get(), method, &context_, RequestFor(service)));
}

HealthWatch::~HealthWatch() {
  context_.TryCancel();
  HealthCheckResponse response;
  while (reader_->Read(&response)) {
  }
  reader_->Finish();
}

Health HealthWatch::Next() {
  HealthCheckResponse response;
  return reader_->Read(&response) ? FromResponse(response) : Health::kUnknown;
}

}  // namespace liftmark::testing
