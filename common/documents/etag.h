// Etags of documents (D2): made of revision and created_at, so that a document deleted and created again is
// another one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace liftmark::documents {

// One content of one document.
struct Version {
  std::int64_t revision = 0;
  absl::Time created_at;  // of the document, not of the revision

  friend bool operator==(const Version&, const Version&) = default;
};

// "REVISION-MICROSECONDS", both in hexadecimal. Opaque to callers.
std::string MakeEtag(const Version& version);

// Errors: INVALID_ARGUMENT with a violation of the field `etag`.
absl::StatusOr<Version> ParseEtag(std::string_view etag);

}  // namespace liftmark::documents
