// The log of a process: one line an event, to stderr, time in UTC.
#pragma once

#include <string>

namespace liftmark::server {

// What comes next goes to the log, of gRPC and protobuf as well. Lines below `warn` are written in bundles,
// at the latest a second later. `level` is a name of spdlog's.
void StartLogging(const std::string& level);

// Writes what has been logged so far.
void FlushLog();

// Writes what is left, and ends what StartLogging started.
void StopLogging();

}  // namespace liftmark::server
