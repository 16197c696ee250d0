// What a service is told on its command line. Every flag is strict: an unknown one, or a value out of bounds,
// ends the program with a message.
#pragma once

#include <chrono>
#include <string>

#include "absl/status/statusor.h"

namespace liftmark::server {

struct Config {
  std::string listen;                        // --listen=ADDRESS:PORT; port 0 takes a free one
  std::string metrics;                       // --metrics=ADDRESS:PORT for Prometheus; empty: none
  std::string database;                      // --database, as libpq reads it
  int max_in_flight = 0;                     // --max_in_flight: calls at once; the next ones are refused
  std::chrono::milliseconds max_deadline{};  // --max_deadline_ms: of a call, whatever its caller asks for
  std::chrono::milliseconds drain{};         // --drain_ms: how long a stop waits for calls in flight
  std::string log_level;                     // --log_level: trace, debug, info, warn, error
  std::string page_token_key;                // the bytes of the file --page_token_key_file; empty: none given
};

// The flags of the process, checked. Errors: INVALID_ARGUMENT that names the flag.
absl::StatusOr<Config> ConfigFromFlags();

// The first thing in a main: parses the command line and starts the log. Ends the process where a flag is
// wrong.
Config ParseCommandLine(int argc, char** argv);

}  // namespace liftmark::server
