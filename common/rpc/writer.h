// The replies of a server-streaming handler, one after the other.
#pragma once

#include <grpcpp/support/byte_buffer.h>

#include "absl/status/status.h"
#include "common/async/task.h"
#include "common/rpc/reply.h"

namespace liftmark::rpc {

// Where serialized replies go. What Writer::Write says holds for Send.
class StreamSink {
 public:
  virtual Task<absl::Status> Send(grpc::ByteBuffer bytes) = 0;

 protected:
  ~StreamSink() = default;
};

template <class Response>
class Writer {
 public:
  explicit Writer(StreamSink& sink) : sink_(sink) {}

  // Resumes when the transport has taken the message, so that a handler is never ahead of a slow caller by
  // more than one message. The message may be changed as soon as Write has returned its task. One Write at a
  // time. Errors: CANCELLED where nobody listens any more, RESOURCE_EXHAUSTED where the message is too large;
  // the handler returns either.
  Task<absl::Status> Write(const Response& message) { return sink_.Send(Serialize(message, {})); }
  Task<absl::Status> Write(const Reply<Response>& reply) { return sink_.Send(reply.Serialize()); }

 private:
  StreamSink& sink_;
};

}  // namespace liftmark::rpc
