// One call of a unary method: a gRPC reactor that runs the handler on the shard.
#pragma once

#include <grpcpp/support/server_callback.h>

#include "common/rpc/method.h"

namespace liftmark::rpc {

// Answers a request with bytes in `reply`, which lives until the call is done. Called on a thread of gRPC.
grpc::ServerUnaryReactor* StartUnaryCall(const Method& method, grpc::CallbackServerContext& context,
                                         const grpc::ByteBuffer& request, grpc::ByteBuffer& reply);

}  // namespace liftmark::rpc
