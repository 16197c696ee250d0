#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include <optional>

#include "absl/flags/flag.h"
#include "common/pg/pool.h"
#include "common/rpc/method_table.h"
#include "common/rpc/page_token.h"
#include "common/server/server.h"
#include "services/workouts/workout_service.h"

ABSL_FLAG(
    std::string, dossier, "",
    "ADDRESS:PORT of the dossier service, which knows the users' time zones and equipment; empty: UTC is "
    "everybody's, and nobody has any");

int main(int argc, char** argv) {
  using namespace liftmark;
  const server::Config config = server::ParseCommandLine(argc, argv);
  async::Runtime runtime(1);
  async::Shard& shard = runtime.shard(0);
  pg::Pool pool(shard, {.conninfo = config.database, .application_name = "liftmark-workouts"});
  const rpc::PageTokens page_tokens(config.page_token_key);

  std::optional<workouts::TimeZones> time_zones;
  std::optional<workouts::DossierProfiles> dossiers;
  if (const std::string dossier = absl::GetFlag(FLAGS_dossier); !dossier.empty()) {
    const auto channel = grpc::CreateChannel(dossier, grpc::InsecureChannelCredentials());
    time_zones.emplace(channel);
    dossiers.emplace(channel);
  }

  workouts::WorkoutService service(pool, shard, page_tokens, &absl::Now, time_zones ? &*time_zones : nullptr,
                                   dossiers ? &*dossiers : nullptr);
  rpc::MethodTable methods("liftmark.workouts.v1.WorkoutService");
  service.Bind(methods);

  server::Server server(config, shard);
  server.Add(std::move(methods));
  server.DependOn(pool);
  return server.Run();
}
