// What a handler knows of the call it answers, beside the request.
#pragma once

#include <atomic>
#include <string>
#include <string_view>
#include <utility>

#include "common/async/deadline.h"
#include "liftmark/options/v1/options.pb.h"

namespace liftmark::rpc {

class Call {
 public:
  // `method` outlives the call.
  Call(std::string_view method, liftmark::options::v1::Access access, async::Deadline deadline,
       std::string peer, std::string request_id)
      : method_(method),
        access_(access),
        deadline_(deadline),
        peer_(std::move(peer)),
        request_id_(std::move(request_id)) {}

  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  // The full name: "liftmark.workouts.v1.WorkoutService.GetWorkout".
  std::string_view method() const { return method_; }

  // What the method's option in the proto asks of a caller.
  liftmark::options::v1::Access access() const { return access_; }

  // The caller's deadline, or the server's longest where that comes sooner. Never infinite.
  async::Deadline deadline() const { return deadline_; }

  // The address of the caller, as gRPC writes it: "ipv4:127.0.0.1:40312". Nobody has vouched for it.
  std::string_view peer() const { return peer_; }

  // From the caller's `x-request-id` where that is 1 to 64 of [A-Za-z0-9._-], else made here. It goes back in
  // the trailer under the same name, and stands in the log.
  std::string_view request_id() const { return request_id_; }

  // Whether the caller has gone away, or its deadline has passed: nobody waits for the answer any more. Any
  // thread may ask.
  bool cancelled() const { return cancelled_.load(std::memory_order_relaxed); }
  void Cancel() { cancelled_.store(true, std::memory_order_relaxed); }

 private:
  std::string_view method_;
  liftmark::options::v1::Access access_;
  async::Deadline deadline_;
  std::string peer_;
  std::string request_id_;
  std::atomic<bool> cancelled_{false};
};

}  // namespace liftmark::rpc
