#include "common/server/logging.h"

#include <google/protobuf/stubs/logging.h>
#include <grpc/support/log.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <memory>
#include <mutex>
#include <string_view>

namespace liftmark::server {
namespace {

constexpr std::size_t kBundleBytes = 32 * 1024;
constexpr std::chrono::seconds kFlushInterval{1};

// A call costs microseconds; a system call for its log line would be a good part of them.
class BundledStderr final : public spdlog::sinks::base_sink<std::mutex> {
 private:
  void sink_it_(const spdlog::details::log_msg& message) override {
    formatter_->format(message, bundle_);
    if (bundle_.size() >= kBundleBytes) flush_();
  }

  void flush_() override {
    std::string_view rest(bundle_.data(), bundle_.size());
    while (!rest.empty()) {
      const ssize_t written = write(STDERR_FILENO, rest.data(), rest.size());
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) break;  // nobody reads the log: there is no place left to say so
      rest.remove_prefix(static_cast<std::size_t>(written));
    }
    bundle_.clear();
  }

  spdlog::memory_buf_t bundle_;
};

void LogOfGrpc(gpr_log_func_args* args) {
  spdlog::log(args->severity == GPR_LOG_SEVERITY_ERROR ? spdlog::level::warn : spdlog::level::debug,
              "grpc: {}", args->message);
}

// Protobuf complains of every request that is not UTF-8. The caller learns it; the log need not.
void LogOfProtobuf(google::protobuf::LogLevel, const char*, int, const std::string& message) {
  spdlog::debug("protobuf: {}", message);
}

}  // namespace

void StartLogging(const std::string& level) {
  auto logger = std::make_shared<spdlog::logger>("liftmark", std::make_shared<BundledStderr>());
  logger->set_pattern("%Y-%m-%dT%H:%M:%S.%fZ %l %v", spdlog::pattern_time_type::utc);
  logger->set_level(spdlog::level::from_str(level));
  logger->flush_on(spdlog::level::warn);
  spdlog::set_default_logger(std::move(logger));
  spdlog::flush_every(kFlushInterval);
  gpr_set_log_function(&LogOfGrpc);
  google::protobuf::SetLogHandler(&LogOfProtobuf);
}

void FlushLog() { spdlog::default_logger_raw()->flush(); }

void StopLogging() {
  FlushLog();
  spdlog::shutdown();
}

}  // namespace liftmark::server
