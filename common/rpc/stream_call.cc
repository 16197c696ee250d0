#include "common/rpc/stream_call.h"

#include <asio/post.hpp>
#include <asio/redirect_error.hpp>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "common/async/runtime.h"
#include "common/async/timer.h"
#include "common/rpc/active_call.h"
#include "common/status/status.h"

namespace liftmark::rpc {
namespace {

// Owned by gRPC until OnDone and by the task until the handler returns, whichever comes later: a call that is
// cancelled is answered at once, and its handler learns of it at its next Write.
class StreamCall final : public grpc::ServerWriteReactor<grpc::ByteBuffer>, public StreamSink {
 public:
  StreamCall(const Method& method, grpc::CallbackServerContext& context)
      : active_(method, context),
        invocation_(method.binding.stream()),
        written_(method.host.shard.executor(), async::Deadline::max()) {}

  static StreamCall* Start(std::shared_ptr<StreamCall> self, const grpc::ByteBuffer& request) {
    StreamCall* call = self.get();
    call->owned_by_grpc_ = self;
    absl::StatusOr<Gate::Slot> slot = call->active_.Receive(request, call->invocation_->request());
    if (!slot.ok()) {
      call->Complete(slot.status());
    } else {
      async::Spawn(call->active_.method().host.shard, Drive(std::move(self), *std::move(slot)));
    }
    return call;
  }

  Task<absl::Status> Send(grpc::ByteBuffer bytes) override {
    LIFTMARK_CO_RETURN_IF_ERROR(active_.CheckReply(bytes));
    message_.Swap(&bytes);
    if (!BeginWrite()) co_return Gone();
    written_.expires_at(async::Deadline::max());
    StartWrite(&message_);
    asio::error_code woken;
    co_await written_.async_wait(asio::redirect_error(async::kUseTask, woken));
    co_return taken_ ? absl::OkStatus() : Gone();
  }

 private:
  static Task<> Drive(std::shared_ptr<StreamCall> self, Gate::Slot slot) {
    Call& call = self->active_.call();
    absl::Status status = co_await RunHandler(call, [&] { return self->invocation_->Run(call, *self); });
    // Before the caller can know of the end: its next call finds room.
    slot.Release();
    self->Complete(std::move(status));
  }

  static absl::Status Gone() {
    return Error(absl::StatusCode::kCancelled, "CANCELLED", "the caller has gone away");
  }

  // False where the call is over already.
  bool BeginWrite() {
    const std::lock_guard lock(mutex_);
    if (completed_) return false;
    writing_ = true;
    reply_bytes_ += message_.Length();
    return true;
  }

  // Ends the call, unless that has been done. gRPC takes no end while a message is under way.
  void Complete(absl::Status status) {
    std::unique_lock lock(mutex_);
    if (std::exchange(completed_, true)) return;
    grpc::Status end = active_.Conclude(std::move(status), reply_bytes_);
    if (writing_) {
      end_after_write_ = std::move(end);
      return;
    }
    lock.unlock();
    Finish(std::move(end));
  }

  void OnWriteDone(bool ok) override {
    std::optional<grpc::Status> end;
    {
      const std::lock_guard lock(mutex_);
      writing_ = false;
      end = std::exchange(end_after_write_, std::nullopt);
    }
    asio::post(written_.get_executor(), [self = owned_by_grpc_, ok] {
      self->taken_ = ok;
      self->written_.cancel();
    });
    if (end.has_value()) Finish(*std::move(end));
  }

  void OnCancel() override { Complete(active_.Cancel()); }
  void OnDone() override { owned_by_grpc_.reset(); }

  // Reactions neither block nor wait: they need no thread of their own.
  bool InternalInlineable() override { return true; }

  ActiveCall active_;
  const std::unique_ptr<StreamInvocation> invocation_;
  std::shared_ptr<StreamCall> owned_by_grpc_;

  // Of the handler's shard, but for message_, which gRPC reads from StartWrite to OnWriteDone.
  grpc::ByteBuffer message_;
  bool taken_ = false;
  async::Timer written_;  // never expires; cancelled when gRPC is done with message_

  std::mutex mutex_;
  bool writing_ = false;
  bool completed_ = false;
  std::size_t reply_bytes_ = 0;
  std::optional<grpc::Status> end_after_write_;
};

}  // namespace

grpc::ServerWriteReactor<grpc::ByteBuffer>* StartStreamCall(const Method& method,
                                                            grpc::CallbackServerContext& context,
                                                            const grpc::ByteBuffer& request) {
  return StreamCall::Start(std::make_shared<StreamCall>(method, context), request);
}

}  // namespace liftmark::rpc
