#include "common/rpc/metrics.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <sstream>

#include "prometheus/text_serializer.h"

namespace liftmark::rpc {
namespace {

using namespace std::chrono_literals;

TEST_CASE("calls are counted by code, timed in buckets and weighed") {
  RpcMetrics metrics;
  MethodMetrics& get = metrics.Add("shop.v1.Shop", "Get");
  metrics.Add("shop.v1.Shop", "Put");
  get.Record(absl::StatusCode::kOk, 500us, 10, 100);
  get.Record(absl::StatusCode::kOk, 3ms, 10, 200);
  get.Record(absl::StatusCode::kNotFound, 60s, 5, 0);
  ++get.in_flight();

  std::ostringstream text;
  prometheus::TextSerializer().Serialize(text, metrics.Collect());
  for (const char* line : {
           R"(# TYPE liftmark_rpc_calls_total counter)",
           R"(liftmark_rpc_calls_total{service="shop.v1.Shop",method="Get",code="OK"} 2)",
           R"(liftmark_rpc_calls_total{service="shop.v1.Shop",method="Get",code="NOT_FOUND"} 1)",
           R"(liftmark_rpc_calls_total{service="shop.v1.Shop",method="Put",code="OK"} 0)",
           R"(liftmark_rpc_duration_seconds_bucket{service="shop.v1.Shop",method="Get",le="0.0005"} 1)",
           R"(liftmark_rpc_duration_seconds_bucket{service="shop.v1.Shop",method="Get",le="0.0025"} 1)",
           R"(liftmark_rpc_duration_seconds_bucket{service="shop.v1.Shop",method="Get",le="0.005"} 2)",
           R"(liftmark_rpc_duration_seconds_bucket{service="shop.v1.Shop",method="Get",le="30"} 2)",
           R"(liftmark_rpc_duration_seconds_bucket{service="shop.v1.Shop",method="Get",le="+Inf"} 3)",
           R"(liftmark_rpc_duration_seconds_count{service="shop.v1.Shop",method="Get"} 3)",
           R"(liftmark_rpc_in_flight{service="shop.v1.Shop",method="Get"} 1)",
           R"(liftmark_rpc_request_bytes_total{service="shop.v1.Shop",method="Get"} 25)",
           R"(liftmark_rpc_reply_bytes_total{service="shop.v1.Shop",method="Get"} 300)",
       }) {
    CAPTURE(text.str());
    CHECK(text.str().find(std::string(line) + "\n") != std::string::npos);
  }
}

}  // namespace
}  // namespace liftmark::rpc
