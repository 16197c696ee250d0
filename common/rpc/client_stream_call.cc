#include "common/rpc/client_stream_call.h"

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
// cancelled is answered as soon as gRPC lets go of the message it reads, and its handler learns of it at its
// next Read.
class ClientStreamCall final : public grpc::ServerReadReactor<grpc::ByteBuffer>, public StreamSource {
 public:
  ClientStreamCall(const Method& method, grpc::CallbackServerContext& context, grpc::ByteBuffer& reply)
      : active_(method, context),
        invocation_(method.binding.client_stream()),
        reply_(reply),
        read_(method.host.shard.executor(), async::Deadline::max()) {}

  static ClientStreamCall* Start(std::shared_ptr<ClientStreamCall> self) {
    ClientStreamCall* call = self.get();
    call->owned_by_grpc_ = self;
    absl::StatusOr<Gate::Slot> slot = call->active_.Enter();
    if (!slot.ok()) {
      call->Complete(slot.status());
    } else {
      async::Spawn(call->active_.method().host.shard, Drive(std::move(self), *std::move(slot)));
    }
    return call;
  }

  Task<absl::StatusOr<bool>> Receive(google::protobuf::Message& request) override {
    if (!BeginRead()) co_return Gone();
    read_.expires_at(async::Deadline::max());
    StartRead(&message_);
    asio::error_code woken;
    co_await read_.async_wait(asio::redirect_error(async::kUseTask, woken));
    if (active_.call().cancelled()) co_return Gone();
    if (!received_) co_return false;
    LIFTMARK_CO_RETURN_IF_ERROR(active_.Read(message_, request));
    co_return true;
  }

 private:
  static Task<> Drive(std::shared_ptr<ClientStreamCall> self, Gate::Slot slot) {
    Call& call = self->active_.call();
    absl::Status status = co_await RunHandler(call, [&] { return self->invocation_->Run(call, *self); });
    // Before the caller can know of the answer: its next call finds room.
    slot.Release();
    self->Complete(std::move(status));
  }

  static absl::Status Gone() {
    return Error(absl::StatusCode::kCancelled, "CANCELLED", "the caller has gone away");
  }

  // False where the call is over already.
  bool BeginRead() {
    const std::lock_guard lock(mutex_);
    if (completed_) return false;
    reading_ = true;
    return true;
  }

  // Answers, unless that has been done. gRPC fills message_ while a read is under way.
  void Complete(absl::Status status) {
    std::unique_lock lock(mutex_);
    if (std::exchange(completed_, true)) return;
    if (status.ok()) {
      grpc::ByteBuffer bytes = invocation_->SerializeReply();
      status = active_.CheckReply(bytes);
      reply_.Swap(&bytes);
    }
    const std::size_t reply_bytes = status.ok() ? reply_.Length() : 0;
    grpc::Status end = active_.Conclude(std::move(status), reply_bytes);
    if (reading_) {
      end_after_read_ = std::move(end);
      return;
    }
    lock.unlock();
    Finish(std::move(end));
  }

  void OnReadDone(bool ok) override {
    std::optional<grpc::Status> end;
    {
      const std::lock_guard lock(mutex_);
      reading_ = false;
      end = std::exchange(end_after_read_, std::nullopt);
    }
    asio::post(read_.get_executor(), [self = owned_by_grpc_, ok] {
      self->received_ = ok;
      self->read_.cancel();
    });
    if (end.has_value()) Finish(*std::move(end));
  }

  void OnCancel() override { Complete(active_.Cancel()); }
  void OnDone() override { owned_by_grpc_.reset(); }

  // Reactions neither block nor wait: they need no thread of their own.
  bool InternalInlineable() override { return true; }

  ActiveCall active_;
  const std::unique_ptr<ClientStreamInvocation> invocation_;
  grpc::ByteBuffer& reply_;
  std::shared_ptr<ClientStreamCall> owned_by_grpc_;

  // Of the handler's shard, but for message_, which gRPC fills from StartRead to OnReadDone.
  grpc::ByteBuffer message_;
  bool received_ = false;
  async::Timer read_;  // never expires; cancelled when gRPC is done with message_

  std::mutex mutex_;
  bool reading_ = false;
  bool completed_ = false;
  std::optional<grpc::Status> end_after_read_;
};

}  // namespace

grpc::ServerReadReactor<grpc::ByteBuffer>* StartClientStreamCall(const Method& method,
                                                                 grpc::CallbackServerContext& context,
                                                                 grpc::ByteBuffer& reply) {
  return ClientStreamCall::Start(std::make_shared<ClientStreamCall>(method, context, reply));
}

}  // namespace liftmark::rpc
