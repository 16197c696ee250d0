#include "common/pg/pool.h"
#include "common/rpc/method_table.h"
#include "common/rpc/page_token.h"
#include "common/server/server.h"
#include "services/invocations/invocation_service.h"

int main(int argc, char** argv) {
  using namespace liftmark;
  const server::Config config = server::ParseCommandLine(argc, argv);
  async::Runtime runtime(1);
  async::Shard& shard = runtime.shard(0);
  pg::Pool pool(shard, {.conninfo = config.database, .application_name = "liftmark-invocations"});
  const rpc::PageTokens page_tokens(config.page_token_key);

  invocations::InvocationService service(pool, shard, page_tokens);
  rpc::MethodTable methods("liftmark.invocations.v1.InvocationService");
  service.Bind(methods);

  server::Server server(config, shard);
  server.Add(std::move(methods));
  server.DependOn(pool);
  return server.Run();
}
