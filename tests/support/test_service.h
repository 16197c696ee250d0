// A service in the test's own process, wired as its main does it.
#pragma once

#include <spdlog/spdlog.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <string>
#include <string_view>
#include <utility>

#include "common/async/runtime.h"
#include "common/pg/pool.h"
#include "common/rpc/method_table.h"
#include "common/rpc/page_token.h"
#include "common/server/server.h"
#include "tests/support/test_client.h"
#include "tests/support/test_database.h"

namespace liftmark {

template <class Service>
class TestService {
 public:
  // `name` is the full name, `role` the service's own in the database; `rest` follows what every service's
  // constructor takes. The database outlives the service.
  template <class... Rest>
  TestService(const TestDatabase& database, std::string_view role, std::string_view name, Rest&&... rest)
      : pool_(runtime_.shard(0), {.conninfo = database.Conninfo(role)}),
        service_(pool_, runtime_.shard(0), page_tokens_, std::forward<Rest>(rest)...),
        server_(Config(), runtime_.shard(0)),
        client_(Start(name), name) {}

  ~TestService() {
    CHECK(server_.Drain().ok());
    async::Run(runtime_.shard(0), pool_.Close(async::Deadline::max())).get();
  }

  int port() const { return server_.port(); }

  template <class Response, class Request>
  Outcome<Response> Call(std::string_view method, const Request& request) const {
    return client_.Call<Response>(method, request);
  }

  template <class Response, class Request>
  TestStream<Response> Stream(std::string_view method, const Request& request) const {
    return client_.Stream<Response>(method, request);
  }

 private:
  static server::Config Config() {
    server::Config config;
    config.listen = "127.0.0.1:0";
    config.max_in_flight = 1000;
    config.max_deadline = std::chrono::seconds(30);
    config.drain = std::chrono::seconds(5);
    config.log_level = "warn";
    return config;
  }

  int Start(std::string_view name) {
    spdlog::set_level(spdlog::level::warn);
    rpc::MethodTable methods(name);
    service_.Bind(methods);
    server_.Add(std::move(methods));
    const absl::Status started = server_.Start();
    INFO(started.ToString());
    REQUIRE(started.ok());
    return server_.port();
  }

  async::Runtime runtime_{1};
  pg::Pool pool_;
  rpc::PageTokens page_tokens_{"the tests' key"};
  Service service_;
  server::Server server_;
  TestClient client_;
};

}  // namespace liftmark
