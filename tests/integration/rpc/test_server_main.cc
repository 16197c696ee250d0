// The test service as a program, with the main that every service has.
#include "common/async/runtime.h"
#include "common/server/config.h"
#include "common/server/server.h"
#include "tests/integration/rpc/test_service.h"

int main(int argc, char** argv) {
  const liftmark::server::Config config = liftmark::server::ParseCommandLine(argc, argv);
  liftmark::async::Runtime runtime(1);
  liftmark::testing::TestService service;
  liftmark::server::Server server(config, runtime.shard(0));
  server.Add(service.Methods());
  return server.Run();
}
