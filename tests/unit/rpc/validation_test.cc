#include "common/rpc/validation.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "common/status/status.h"
#include "liftmark/testing/v1/testing.pb.h"

namespace liftmark::rpc {
namespace {

namespace pb = liftmark::testing::v1;
using Strings = std::vector<std::string>;

constexpr const char* kUuid = "0c7b1f3e-8a52-4c57-9d0e-3f5f2a6b7c8d";

pb::CheckRequest Good() {
  pb::CheckRequest request;
  request.set_user_id(kUuid);
  request.add_ids(kUuid);
  request.mutable_options()->set_author("agent:planner");
  request.set_id(kUuid);
  return request;
}

absl::Status Check(const pb::CheckRequest& request) {
  static const RequestRules rules = *RequestRules::Compile(*pb::CheckRequest::descriptor());
  return rules.Check(request);
}

Strings Faults(const pb::CheckRequest& request) {
  const absl::Status status = Check(request);
  google::rpc::BadRequest bad_request;
  if (!status.ok()) {
    CHECK(status.code() == absl::StatusCode::kInvalidArgument);
    CHECK(ReasonOf(status) == "INVALID_REQUEST");
    REQUIRE(BadRequestOf(status, bad_request));
  }
  Strings faults;
  for (const auto& violation : bad_request.field_violations()) faults.push_back(violation.field());
  return faults;
}

// The fields that are wrong when a good request is changed.
Strings FaultsAfter(const std::function<void(pb::CheckRequest&)>& change) {
  pb::CheckRequest request = Good();
  change(request);
  return Faults(request);
}

TEST_CASE("a good request passes, with and without what it may leave out") {
  CHECK(Check(Good()).ok());
  pb::CheckRequest request = Good();
  request.set_date("2026-03-02");
  request.set_time_zone("Europe/Paris");
  request.set_etag("3-5fe1c0");
  request.set_markdown("# Monday");
  request.set_color(pb::COLOR_RED);
  request.add_colors(pb::COLOR_RED);
  request.set_page_size(1000);
  request.set_days(1);
  request.set_name("12345678");
  request.set_blob("1234");
  request.set_share(1);
  CHECK(Check(request).ok());
}

TEST_CASE("characters are counted, not bytes") {
  CHECK(FaultsAfter([](auto& request) { request.set_title("ünïçö"); }).empty());
  CHECK(FaultsAfter([](auto& request) { request.set_title("sixsix"); }) == Strings{"title"});
}

TEST_CASE("items that the handler checks alone are counted, and not looked into") {
  CHECK(FaultsAfter([](auto& request) { request.add_alone()->set_author("nobody"); }).empty());
  CHECK(FaultsAfter([](auto& request) {
          for (int i = 0; i < 3; ++i) request.add_alone();
        }) == Strings{"alone"});
}

TEST_CASE("what is required and missing is named") {
  pb::CheckRequest request;
  CHECK(Faults(request) == Strings{"user_id", "ids", "options", "key"});
  request = Good();
  request.mutable_options()->clear_author();
  CHECK(Faults(request) == Strings{"options.author"});
}

TEST_CASE("formats are checked, also in lists, nested messages and oneofs") {
  CHECK(FaultsAfter([](auto& r) { r.set_user_id("0C7B1F3E-8A52-4C57-9D0E-3F5F2A6B7C8D"); }) ==
        Strings{"user_id"});
  CHECK(FaultsAfter([](auto& r) { r.set_date("2026-02-30"); }) == Strings{"date"});
  CHECK(FaultsAfter([](auto& r) { r.set_time_zone("Mars/Olympus"); }) == Strings{"time_zone"});
  CHECK(FaultsAfter([](auto& r) { r.set_etag("\"3\""); }) == Strings{"etag"});
  CHECK(FaultsAfter([](auto& r) { r.add_ids("7"); }) == Strings{"ids[1]"});
  CHECK(FaultsAfter([](auto& r) { r.mutable_options()->set_author("me"); }) == Strings{"options.author"});
  CHECK(FaultsAfter([](auto& r) { r.mutable_options()->mutable_next()->mutable_next(); }) ==
        Strings{"options.next.author", "options.next.next.author"});
}

TEST_CASE("a field that is given and empty is not left out where the difference shows") {
  CHECK(FaultsAfter([](auto& r) { r.set_id(""); }) == Strings{"id"});
  CHECK(FaultsAfter([](auto& r) { r.set_date(""); }).empty());
}

TEST_CASE("markdown is neither blank nor too large") {
  CHECK(FaultsAfter([](auto& r) { r.set_markdown(" \t\r\n "); }) == Strings{"markdown"});
  CHECK(FaultsAfter([](auto& r) { r.set_markdown(std::string(256 * 1024, 'x')); }).empty());
  CHECK(FaultsAfter([](auto& r) { r.set_markdown(std::string(256 * 1024 + 1, 'x')); }) ==
        Strings{"markdown"});
}

TEST_CASE("no string holds a NUL") {
  CHECK(FaultsAfter([](auto& r) { r.set_markdown(std::string("a\0b", 3)); }) == Strings{"markdown"});
  CHECK(FaultsAfter([](auto& r) { r.set_name(std::string("a\0b", 3)); }) == Strings{"name"});
  CHECK(FaultsAfter([](auto& r) { r.set_blob(std::string("a\0b", 3)); }).empty());
}

TEST_CASE("an enum value without a name is refused") {
  CHECK(FaultsAfter([](auto& r) { r.set_color(static_cast<pb::Color>(7)); }) == Strings{"color"});
  CHECK(FaultsAfter([](auto& r) {
          r.add_colors(pb::COLOR_RED);
          r.add_colors(static_cast<pb::Color>(-1));
        }) == Strings{"colors[1]"});
}

TEST_CASE("sizes and bounds hold") {
  CHECK(FaultsAfter([](auto& r) { r.set_name("123456789"); }) == Strings{"name"});
  CHECK(FaultsAfter([](auto& r) { r.set_blob("12345"); }) == Strings{"blob"});
  CHECK(FaultsAfter([](auto& r) { r.set_page_size(-1); }) == Strings{"page_size"});
  CHECK(FaultsAfter([](auto& r) { r.set_page_size(1001); }) == Strings{"page_size"});
  CHECK(FaultsAfter([](auto& r) { r.set_days(0); }) == Strings{"days"});
  CHECK(FaultsAfter([](auto& r) { r.set_share(1.5); }) == Strings{"share"});
  CHECK(FaultsAfter([](auto& r) { r.set_share(std::nan("")); }) == Strings{"share"});
  CHECK(FaultsAfter([](auto& r) {
          for (int i = 0; i < 3; ++i) r.add_ids(kUuid);
        }) == Strings{"ids"});
}

TEST_CASE("everything that is wrong is told at once, up to a bound") {
  pb::CheckRequest request;
  request.set_user_id("x");
  request.set_date("x");
  request.set_color(static_cast<pb::Color>(9));
  request.mutable_options();
  CHECK(Faults(request) == Strings{"user_id", "date", "color", "ids", "options.author", "key"});

  request = Good();
  for (int i = 0; i < 100'000; ++i) request.add_colors(static_cast<pb::Color>(9));
  CHECK(Faults(request).size() == 100);
}

TEST_CASE("rules that do not fit their field are refused before any call") {
  const absl::StatusOr<RequestRules> rules = RequestRules::Compile(*pb::OddRequest::descriptor());
  REQUIRE(rules.status().code() == absl::StatusCode::kFailedPrecondition);
  const std::string message(rules.status().message());
  CHECK(message.find("liftmark.testing.v1.OddRequest.number: format is for strings") != std::string::npos);
  CHECK(message.find("make it optional") != std::string::npos);
}

}  // namespace
}  // namespace liftmark::rpc
