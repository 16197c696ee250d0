// One call of a server-streaming method: a gRPC reactor that runs the handler on the shard.
#pragma once

#include <grpcpp/support/server_callback.h>

#include "common/rpc/method.h"

namespace liftmark::rpc {

// Answers a request with a stream of messages. Called on a thread of gRPC.
grpc::ServerWriteReactor<grpc::ByteBuffer>* StartStreamCall(const Method& method,
                                                            grpc::CallbackServerContext& context,
                                                            const grpc::ByteBuffer& request);

}  // namespace liftmark::rpc
