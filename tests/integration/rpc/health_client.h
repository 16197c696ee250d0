// A client of grpc.health.v1.Health.
#pragma once

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/support/sync_stream.h>

#include <memory>
#include <string>

#include "grpc/health/v1/health.pb.h"

namespace liftmark::testing {

enum class Health { kServing, kNotServing, kUnknown };

Health CheckHealth(const std::shared_ptr<grpc::Channel>& channel, const std::string& service);

// Every change of a service's health, the present state first.
class HealthWatch {
 public:
  HealthWatch(std::shared_ptr<grpc::Channel> channel, const std::string& service);
  ~HealthWatch();

  // Waits for the next one.
  Health Next();

 private:
  std::shared_ptr<grpc::Channel> channel_;
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReader<grpc::health::v1::HealthCheckResponse>> reader_;
};

}  // namespace liftmark::testing
