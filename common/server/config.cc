#include "common/server/config.h"

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/server/logging.h"

ABSL_FLAG(std::string, listen, "", "ADDRESS:PORT for gRPC; port 0 takes a free one");
ABSL_FLAG(std::string, metrics, "", "ADDRESS:PORT for Prometheus at /metrics; empty: none");
ABSL_FLAG(
    std::string, database, "",
    "PostgreSQL as libpq reads it, \"host=... dbname=...\" or a URL; a password belongs in the file that "
    "passfile= names");
ABSL_FLAG(int, max_in_flight, 256, "calls at once; the next ones are refused");
ABSL_FLAG(int, max_deadline_ms, 30'000, "longest deadline of a call, whatever its caller asks for");
ABSL_FLAG(int, drain_ms, 10'000, "how long a stop waits for calls in flight");
ABSL_FLAG(std::string, log_level, "info", "trace, debug, info, warn or error");
ABSL_FLAG(
    std::string, page_token_key_file, "",
    "a file with 32 to 1024 bytes that sign page tokens, the same for all processes of a service; empty: "
    "tokens end with the process");

namespace liftmark::server {
namespace {

constexpr std::size_t kMinKeyBytes = 32;
constexpr std::size_t kMaxKeyBytes = 1024;

absl::Status Refuse(const absl::CommandLineFlag& flag, absl::string_view must) {
  return absl::InvalidArgumentError(absl::StrCat("--", flag.Name(), " ", must));
}

absl::Status CheckAddress(const absl::Flag<std::string>& flag) {
  const std::string address = absl::GetFlag(flag);
  const std::size_t colon = address.rfind(':');
  std::uint32_t port = 0;
  if (colon == address.npos || colon == 0 || !absl::SimpleAtoi(address.substr(colon + 1), &port) ||
      port > 65535)
    return Refuse(absl::GetFlagReflectionHandle(flag), "must be ADDRESS:PORT");
  return absl::OkStatus();
}

absl::Status CheckBounds(const absl::Flag<int>& flag, int least, int most) {
  const int value = absl::GetFlag(flag);
  if (value >= least && value <= most) return absl::OkStatus();
  return Refuse(absl::GetFlagReflectionHandle(flag), absl::StrCat("must be from ", least, " to ", most));
}

absl::Status CheckLogLevel() {
  const std::string level = absl::GetFlag(FLAGS_log_level);
  for (const char* known : {"trace", "debug", "info", "warn", "error"}) {
    if (level == known) return absl::OkStatus();
  }
  return Refuse(absl::GetFlagReflectionHandle(FLAGS_log_level), "must be trace, debug, info, warn or error");
}

absl::StatusOr<std::string> ReadKey() {
  const std::string path = absl::GetFlag(FLAGS_page_token_key_file);
  if (path.empty()) return std::string();
  std::ifstream file(path, std::ios::binary);
  std::string key((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file || key.size() < kMinKeyBytes || key.size() > kMaxKeyBytes) {
    return Refuse(
        absl::GetFlagReflectionHandle(FLAGS_page_token_key_file),
        absl::StrCat("must name a readable file of ", kMinKeyBytes, " to ", kMaxKeyBytes, " bytes"));
  }
  return key;
}

}  // namespace

absl::StatusOr<Config> ConfigFromFlags() {
  std::vector<absl::Status> checks = {CheckAddress(FLAGS_listen),
                                      CheckBounds(FLAGS_max_in_flight, 1, 100'000),
                                      CheckBounds(FLAGS_max_deadline_ms, 1, 3'600'000),
                                      CheckBounds(FLAGS_drain_ms, 0, 600'000), CheckLogLevel()};
  if (!absl::GetFlag(FLAGS_metrics).empty()) checks.push_back(CheckAddress(FLAGS_metrics));
  if (absl::GetFlag(FLAGS_database).empty())
    checks.push_back(Refuse(absl::GetFlagReflectionHandle(FLAGS_database), "must be given"));
  for (absl::Status& check : checks) {
    if (!check.ok()) return std::move(check);
  }
  absl::StatusOr<std::string> key = ReadKey();
  if (!key.ok()) return key.status();

  return Config{.listen = absl::GetFlag(FLAGS_listen),
                .metrics = absl::GetFlag(FLAGS_metrics),
                .database = absl::GetFlag(FLAGS_database),
                .max_in_flight = absl::GetFlag(FLAGS_max_in_flight),
                .max_deadline = std::chrono::milliseconds(absl::GetFlag(FLAGS_max_deadline_ms)),
                .drain = std::chrono::milliseconds(absl::GetFlag(FLAGS_drain_ms)),
                .log_level = absl::GetFlag(FLAGS_log_level),
                .page_token_key = *std::move(key)};
}

Config ParseCommandLine(int argc, char** argv) {
  const std::vector<char*> rest = absl::ParseCommandLine(argc, argv);
  absl::StatusOr<Config> config = ConfigFromFlags();
  if (rest.size() > 1) config = absl::InvalidArgumentError(absl::StrCat("unknown argument: ", rest[1]));
  if (!config.ok()) {
    std::cerr << argv[0] << ": " << config.status().message() << "\n";
    std::exit(EXIT_FAILURE);
  }
  StartLogging(config->log_level);
  return *std::move(config);
}

}  // namespace liftmark::server
