#include "common/documents/etag.h"

#include <charconv>

#include "absl/strings/str_cat.h"
#include "common/status/status.h"

namespace liftmark::documents {
namespace {

bool ParseHex(std::string_view text, std::int64_t& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  return error == std::errc() && end == text.data() + text.size() && value > 0;
}

}  // namespace

std::string MakeEtag(const Version& version) {
  return absl::StrCat(absl::Hex(version.revision), "-", absl::Hex(absl::ToUnixMicros(version.created_at)));
}

absl::StatusOr<Version> ParseEtag(std::string_view etag) {
  const std::size_t dash = etag.find('-');
  Version version;
  std::int64_t micros = 0;
  if (dash == etag.npos || !ParseHex(etag.substr(0, dash), version.revision) ||
      !ParseHex(etag.substr(dash + 1), micros)) {
    Violations violations;
    violations.Add("etag", "is not an etag that a reply gave");
    return violations.ToStatus();
  }
  version.created_at = absl::FromUnixMicros(micros);
  return version;
}

}  // namespace liftmark::documents
