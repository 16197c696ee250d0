#include "common/rpc/page_token.h"

#include <catch2/catch.hpp>
#include <string>

#include "common/status/status.h"

namespace liftmark::rpc {
namespace {

const std::string kKey(32, 'k');

TEST_CASE("a token opens to the cursor that was sealed, in every process with the key") {
  const std::string cursor("2026-03-02\0binary\xFF", 18);
  const std::string token = PageTokens(kKey).Seal("List", "filter", cursor);
  CHECK(PageTokens(kKey).Open("List", "filter", token).value() == cursor);
  CHECK(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
        token.npos);
}

TEST_CASE("a token opens nothing but its own list") {
  const PageTokens tokens(kKey);
  const std::string token = tokens.Seal("List", "filter", "cursor");
  for (const absl::Status& status :
       {tokens.Open("Lis", "tfilter", token).status(), tokens.Open("List", "filterc", token).status(),
        tokens.Open("Search", "filter", token).status(), tokens.Open("List", "", token).status(),
        tokens.Open("List", "filter", "").status(), tokens.Open("List", "filter", "not base64!").status(),
        tokens.Open("List", "filter", token + "AAAA").status(),
        tokens.Open("List", "filter", token.substr(4)).status(),
        PageTokens(std::string(32, 'x')).Open("List", "filter", token).status()}) {
    CHECK(status.code() == absl::StatusCode::kInvalidArgument);
    google::rpc::BadRequest bad_request;
    REQUIRE(BadRequestOf(status, bad_request));
    CHECK(bad_request.field_violations(0).field() == "page_token");
  }
}

TEST_CASE("no single changed character of a token goes unseen") {
  const PageTokens tokens(kKey);
  const std::string token = tokens.Seal("List", "filter", "cursor!!");
  for (std::size_t i = 0; i < token.size(); ++i) {
    std::string changed = token;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    CHECK_FALSE(tokens.Open("List", "filter", changed).ok());
  }
}

TEST_CASE("without a key, tokens end with their process") {
  const PageTokens one("");
  const PageTokens other("");
  const std::string token = one.Seal("List", "filter", "cursor");
  CHECK(one.Open("List", "filter", token).ok());
  CHECK_FALSE(other.Open("List", "filter", token).ok());
}

}  // namespace
}  // namespace liftmark::rpc
