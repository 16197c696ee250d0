// One call of a client-streaming method: a gRPC reactor that runs the handler on the shard.
#pragma once

#include <grpcpp/support/server_callback.h>

#include "common/rpc/method.h"

namespace liftmark::rpc {

// Answers a stream of messages with bytes in `reply`, which lives until the call is done. Called on a thread
// of gRPC.
grpc::ServerReadReactor<grpc::ByteBuffer>* StartClientStreamCall(const Method& method,
                                                                 grpc::CallbackServerContext& context,
                                                                 grpc::ByteBuffer& reply);

}  // namespace liftmark::rpc
