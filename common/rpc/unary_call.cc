#include "common/rpc/unary_call.h"

#include <atomic>
#include <memory>
#include <utility>

#include "common/async/runtime.h"
#include "common/rpc/active_call.h"

namespace liftmark::rpc {
namespace {

// Owned by gRPC until OnDone and by the task until the handler returns, whichever comes later: a call that is
// cancelled is answered at once, and its handler runs out on its own.
class UnaryCall final : public grpc::ServerUnaryReactor {
 public:
  UnaryCall(const Method& method, grpc::CallbackServerContext& context, grpc::ByteBuffer& reply)
      : active_(method, context), invocation_(method.binding.unary()), reply_(reply) {}

  static grpc::ServerUnaryReactor* Start(std::shared_ptr<UnaryCall> self, const grpc::ByteBuffer& request) {
    UnaryCall* call = self.get();
    call->owned_by_grpc_ = self;
    absl::StatusOr<Gate::Slot> slot = call->active_.Receive(request, call->invocation_->request());
    if (!slot.ok()) {
      call->Complete(slot.status());
    } else {
      async::Spawn(call->active_.method().host.shard, Drive(std::move(self), *std::move(slot)));
    }
    return call;
  }

 private:
  static Task<> Drive(std::shared_ptr<UnaryCall> self, Gate::Slot slot) {
    Call& call = self->active_.call();
    absl::Status status = co_await RunHandler(call, [&] { return self->invocation_->Run(call); });
    // Before the caller can know of the answer: its next call finds room.
    slot.Release();
    self->Complete(std::move(status));
  }

  // Answers, unless that has been done.
  void Complete(absl::Status status) {
    if (completed_.exchange(true)) return;
    if (status.ok()) {
      grpc::ByteBuffer bytes = invocation_->SerializeReply();
      status = active_.CheckReply(bytes);
      reply_.Swap(&bytes);
    }
    const std::size_t reply_bytes = status.ok() ? reply_.Length() : 0;
    Finish(active_.Conclude(std::move(status), reply_bytes));
  }

  void OnCancel() override { Complete(active_.Cancel()); }
  void OnDone() override { owned_by_grpc_.reset(); }

  // Neither reaction blocks or waits: they need no thread of their own.
  bool InternalInlineable() override { return true; }

  ActiveCall active_;
  const std::unique_ptr<UnaryInvocation> invocation_;
  grpc::ByteBuffer& reply_;
  std::atomic<bool> completed_{false};
  std::shared_ptr<UnaryCall> owned_by_grpc_;
};

}  // namespace

grpc::ServerUnaryReactor* StartUnaryCall(const Method& method, grpc::CallbackServerContext& context,
                                         const grpc::ByteBuffer& request, grpc::ByteBuffer& reply) {
  return UnaryCall::Start(std::make_shared<UnaryCall>(method, context, reply), request);
}

}  // namespace liftmark::rpc
