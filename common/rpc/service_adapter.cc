#include "common/rpc/service_adapter.h"

#include <grpcpp/impl/codegen/server_callback_handlers.h>
#include <grpcpp/support/server_callback.h>

#include <algorithm>
#include <cstdint>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/rpc/client_stream_call.h"
#include "common/rpc/stream_call.h"
#include "common/rpc/unary_call.h"
#include "common/status/status.h"

namespace liftmark::rpc {
namespace {

using grpc::ByteBuffer;
using grpc::internal::RpcMethod;

grpc::internal::MethodHandler* UnaryHandler(const Method& method) {
  return new grpc::internal::CallbackUnaryHandler<ByteBuffer, ByteBuffer>(
      [&method](grpc::CallbackServerContext* context, const ByteBuffer* request, ByteBuffer* reply) {
        return StartUnaryCall(method, *context, *request, *reply);
      });
}

grpc::internal::MethodHandler* StreamHandler(const Method& method) {
  return new grpc::internal::CallbackServerStreamingHandler<ByteBuffer, ByteBuffer>(
      [&method](grpc::CallbackServerContext* context, const ByteBuffer* request) {
        return StartStreamCall(method, *context, *request);
      });
}

grpc::internal::MethodHandler* ClientStreamHandler(const Method& method) {
  return new grpc::internal::CallbackClientStreamingHandler<ByteBuffer, ByteBuffer>(
      [&method](grpc::CallbackServerContext* context, ByteBuffer* reply) {
        return StartClientStreamCall(method, *context, *reply);
      });
}

struct Kind {
  RpcMethod::RpcType type;
  grpc::internal::MethodHandler* (*handler)(const Method&);
};

Kind KindOf(const MethodTable::Binding& binding) {
  if (binding.stream != nullptr) return {RpcMethod::SERVER_STREAMING, StreamHandler};
  if (binding.client_stream != nullptr) return {RpcMethod::CLIENT_STREAMING, ClientStreamHandler};
  return {RpcMethod::NORMAL_RPC, UnaryHandler};
}

}  // namespace

absl::StatusOr<std::unique_ptr<ServiceAdapter>> ServiceAdapter::Create(const MethodTable& methods,
                                                                       Host& host) {
  LIFTMARK_RETURN_IF_ERROR(methods.Check());
  const google::protobuf::ServiceDescriptor& service = *methods.service();
  std::unique_ptr<ServiceAdapter> adapter(new ServiceAdapter(service.full_name()));
  for (int i = 0; i < service.method_count(); ++i) {
    const google::protobuf::MethodDescriptor& method = *service.method(i);
    LIFTMARK_RETURN_IF_ERROR(adapter->AddMethod(method, *methods.Find(method.name()), host));
  }
  return adapter;
}

std::size_t ServiceAdapter::max_request_bytes() const {
  std::size_t most = 0;
  for (const Method& method : methods_) most = std::max(most, method.max_request_bytes);
  return most;
}

absl::Status ServiceAdapter::AddMethod(const google::protobuf::MethodDescriptor& descriptor,
                                       const MethodTable::Binding& binding, Host& host) {
  absl::StatusOr<RequestRules> rules = RequestRules::Compile(*descriptor.input_type());
  if (!rules.ok()) return rules.status();
  const std::uint32_t max_request_bytes =
      descriptor.options().GetExtension(liftmark::options::v1::max_request_bytes);
  const Method& method = methods_.emplace_back(
      Method{.host = host,
             .name = descriptor.full_name(),
             .path = absl::StrCat("/", name_, "/", descriptor.name()),
             .access = descriptor.options().GetExtension(liftmark::options::v1::access),
             .max_request_bytes = max_request_bytes > 0 ? max_request_bytes : host.limits.max_request_bytes,
             .rules = *std::move(rules),
             .binding = binding,
             .metrics = host.metrics->Add(name_, descriptor.name())});
  const Kind kind = KindOf(binding);
  grpc::Service::AddMethod(new grpc::internal::RpcServiceMethod(method.path.c_str(), kind.type, nullptr));
  MarkMethodRawCallback(static_cast<int>(methods_.size()) - 1, kind.handler(method));
  return absl::OkStatus();
}

}  // namespace liftmark::rpc
