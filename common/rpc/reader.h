// The requests of a client-streaming handler, one after the other.
#pragma once

#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "google/protobuf/message.h"

namespace liftmark::rpc {

// Where requests come from. What Reader::Read says holds for Receive.
class StreamSource {
 public:
  virtual Task<absl::StatusOr<bool>> Receive(google::protobuf::Message& request) = 0;

 protected:
  ~StreamSource() = default;
};

template <class Request>
class Reader {
 public:
  explicit Reader(StreamSource& source) : source_(source) {}

  // Resumes when the caller has sent another message, and fills `request`; false after the last one. A caller
  // that goes away may look like one that is done: then nobody reads the answer. The next message is asked
  // for here, so that a caller is never ahead of the handler by more than the transport's window. One Read at
  // a time. Errors: those that a unary call has before its handler runs, and CANCELLED; the handler returns
  // them.
  Task<absl::StatusOr<bool>> Read(Request& request) { return source_.Receive(request); }

 private:
  StreamSource& source_;
};

}  // namespace liftmark::rpc
