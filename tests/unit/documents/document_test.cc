#include "common/documents/document.h"

#include <catch2/catch.hpp>

#include "common/status/status.h"

namespace liftmark::documents {
namespace {

using views::Severity;

TEST_CASE("a document with warnings is stored unless the write is strict") {
  const views::Diagnostics warnings = {{"WORKOUT_MISSING_MAIN", Severity::kWarning, 3, "no main part"}};

  CHECK(CheckAccepted({}, true).ok());
  CHECK(CheckAccepted(warnings, false).ok());
  CHECK(ReasonOf(CheckAccepted(warnings, true)) == "DOCUMENT_REFUSED");
}

TEST_CASE("a refusal names every rule that stands in the way, with its line") {
  const views::Diagnostics diagnostics = {{"A_WARNING", Severity::kWarning, 1, "small"},
                                          {"AN_ERROR", Severity::kError, 7, "large"}};
  google::rpc::BadRequest bad_request;

  REQUIRE(BadRequestOf(CheckAccepted(diagnostics, false), bad_request));
  REQUIRE(bad_request.field_violations_size() == 1);
  CHECK(bad_request.field_violations(0).field() == "markdown");
  CHECK(bad_request.field_violations(0).description() == "AN_ERROR, line 7: large");

  REQUIRE(BadRequestOf(CheckAccepted(diagnostics, true), bad_request));
  CHECK(bad_request.field_violations_size() == 2);
}

TEST_CASE("an update needs the etag it read, or says that it does not care") {
  const Version current{3, absl::FromUnixMicros(5)};

  CHECK_FALSE(Precondition::Of("", false).ok());
  CHECK(Precondition::Of("", true)->Check(current).ok());
  CHECK(Precondition::Of(MakeEtag(current), false)->Check(current).ok());

  const absl::Status stale = Precondition::Of(MakeEtag({2, current.created_at}), false)->Check(current);
  CHECK(absl::IsAborted(stale));
  google::rpc::ErrorInfo info;
  REQUIRE(ErrorInfoOf(stale, info));
  CHECK(info.reason() == "ETAG_MISMATCH");
  CHECK(info.metadata().at("etag") == MakeEtag(current));
}

}  // namespace
}  // namespace liftmark::documents
