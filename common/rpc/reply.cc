#include "common/rpc/reply.h"

#include <grpcpp/support/slice.h>

#include <algorithm>
#include <cstdint>

namespace liftmark::rpc {

grpc::ByteBuffer Serialize(const google::protobuf::Message& message, std::string_view appended) {
  const std::size_t message_bytes = message.ByteSizeLong();
  grpc_slice bytes = grpc_slice_malloc(message_bytes + appended.size());
  std::uint8_t* end = message.SerializeWithCachedSizesToArray(GRPC_SLICE_START_PTR(bytes));
  std::ranges::copy(appended, end);
  const grpc::Slice slice(bytes, grpc::Slice::STEAL_REF);
  return grpc::ByteBuffer(&slice, 1);
}

}  // namespace liftmark::rpc
