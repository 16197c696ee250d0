// What every service's main does the same way: listen, answer health checks and reflection, count and log,
// and stop when it is told to.
//
//   int main(int argc, char** argv) {
//     const server::Config config = server::ParseCommandLine(argc, argv);
//     async::Runtime runtime(1);
//     pg::Pool pool(runtime.shard(0), {.conninfo = config.database});
//     WorkoutService service(pool, ...);
//     rpc::MethodTable methods("liftmark.workouts.v1.WorkoutService");
//     service.Bind(methods);
//     server::Server server(config, runtime.shard(0));
//     server.Add(std::move(methods));
//     server.DependOn(pool);
//     return server.Run();
//   }
#pragma once

#include <memory>

#include "absl/status/status.h"
#include "common/async/runtime.h"
#include "common/pg/pool.h"
#include "common/rpc/method_table.h"
#include "common/server/config.h"
#include "common/server/readiness.h"
#include "prometheus/collectable.h"

namespace liftmark::server {

class Server {
 public:
  // Handlers run on `shard`, whose runtime outlives the server.
  Server(Config config, async::Shard& shard);

  // Stops as Drain does, without waiting for calls in flight. Handlers that are still running keep it
  // waiting.
  ~Server();

  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Before Start: what the server answers, counts and needs.
  void Add(rpc::MethodTable methods);
  void Expose(std::shared_ptr<prometheus::Collectable> metrics);
  void ReadyWhen(ReadinessProbe probe);

  // Ready while `pool` answers; exposes the pool's metrics. The pool outlives the server.
  void DependOn(pg::Pool& pool);

  // Listens. Errors: FAILED_PRECONDITION where a method is not bound as it must be, or an address is taken.
  absl::Status Start();

  // The ports that Start took.
  int port() const;
  int metrics_port() const;

  // Whether health checks say SERVING. They do while every probe succeeds; without probes, from Start on.
  bool ready() const;

  // Health checks say NOT_SERVING; new calls are refused; those in flight may end within the configured time
  // and are cancelled after it; nothing listens any more. Errors: DEADLINE_EXCEEDED where handlers are still
  // running a little later.
  absl::Status Drain();

  // The rest of a main: Start, wait for SIGTERM or SIGINT, Drain. Returns the exit code of the program; ends
  // the process itself where handlers outlast Drain, since they use what main is about to destroy.
  int Run();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace liftmark::server
