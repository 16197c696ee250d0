// Whether the process can do its work, asked again and again.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "common/async/deadline.h"
#include "common/async/runtime.h"
#include "common/async/task.h"

namespace liftmark::server {

// Whether one thing that the service needs works now. Called on the shard; it answers before the deadline.
using ReadinessProbe = std::function<Task<absl::Status>(async::Deadline)>;

class Readiness {
 public:
  using OnChange = std::function<void(bool ready)>;

  // Ready while all probes succeed; not ready before they first do. `on_change` is called on the shard, whose
  // runtime outlives this.
  Readiness(async::Shard& shard, std::vector<ReadinessProbe> probes, OnChange on_change);

  // Stops.
  ~Readiness();

  // Waits until no probe runs and none will. Not to be called from the shard.
  void Stop();

 private:
  struct State;
  static Task<> Watch(std::shared_ptr<State> state);

  std::shared_ptr<State> state_;
};

}  // namespace liftmark::server
