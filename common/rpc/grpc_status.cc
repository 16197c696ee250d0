#include "common/rpc/grpc_status.h"

#include <map>
#include <string>
#include <string_view>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "common/status/status.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace liftmark::rpc {
namespace {

constexpr std::string_view kBadRequestUrl = "type.googleapis.com/google.rpc.BadRequest";
constexpr std::size_t kMaxDescriptionBytes = 300;
// Tag and length of a violation, and the one that counts what was left out.
constexpr std::size_t kViolationOverhead = 8;
constexpr std::size_t kRestBytes = 64;

// At most `most` bytes of UTF-8, with no character cut.
std::string Cut(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) --most;
  return std::string(text.substr(0, most));
}

// The violations that fit in `room` bytes.
google::rpc::BadRequest Fit(const google::rpc::BadRequest& all, std::size_t room) {
  google::rpc::BadRequest some;
  std::size_t used = kRestBytes;
  for (google::rpc::BadRequest::FieldViolation violation : all.field_violations()) {
    violation.set_description(Cut(violation.description(), kMaxDescriptionBytes));
    used += violation.ByteSizeLong() + kViolationOverhead;
    if (used > room) break;
    *some.add_field_violations() = std::move(violation);
  }
  if (const int rest = all.field_violations_size() - some.field_violations_size(); rest > 0)
    some.add_field_violations()->set_description(absl::StrCat("and ", rest, " more violations"));
  return some;
}

}  // namespace

grpc::Status ToGrpcStatus(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  const std::string message = Cut({status.message().data(), status.message().size()}, kMaxMessageBytes);
  google::rpc::Status wire;
  wire.set_code(static_cast<int>(status.code()));
  wire.set_message(message);

  std::map<std::string, std::string> details;  // absl keeps no order
  status.ForEachPayload([&](absl::string_view url, const absl::Cord& payload) {
    if (std::string_view(url.data(), url.size()) != kBadRequestUrl)
      details.emplace(std::string(url), std::string(payload));
  });
  for (auto& [url, payload] : details) {
    wire.add_details()->set_type_url(url);
    wire.mutable_details()->rbegin()->set_value(std::move(payload));
  }
  if (google::rpc::BadRequest bad_request; BadRequestOf(status, bad_request)) {
    const std::size_t used = wire.ByteSizeLong();
    const std::size_t room = used < kMaxDetailsBytes ? kMaxDetailsBytes - used : 0;
    wire.add_details()->set_type_url(std::string(kBadRequestUrl));
    wire.mutable_details()->rbegin()->set_value(Fit(bad_request, room).SerializeAsString());
  }
  return grpc::Status(static_cast<grpc::StatusCode>(status.code()), message, wire.SerializeAsString());
}

}  // namespace liftmark::rpc
