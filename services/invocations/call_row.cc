#include "services/invocations/call_row.h"

#include <openssl/sha.h>

#include "services/invocations/text.h"

namespace liftmark::invocations {
namespace {

namespace pb = liftmark::invocations::v1;

constexpr std::size_t kMaxErrorMessageBytes = 16 * 1024;
constexpr std::size_t kDigestBytes = 16;
// Of a row beside what was sent and what is kept of it: digests, and ids once more.
constexpr std::size_t kBytesOfItsOwn = 200;

// Tells a call that comes again from another one with the same id.
std::string DigestOf(const google::protobuf::Message& message) {
  const std::string bytes = message.SerializeAsString();
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest);
  return {reinterpret_cast<const char*>(digest), kDigestBytes};
}

std::optional<pb::PayloadInfo> InfoIfFaulty(const Payload& payload) {
  if (payload.error.empty()) return std::nullopt;
  return InfoOf(payload);
}

void SetOutcome(const pb::Outcome& outcome, OutcomeRow& row, PayloadInfos& infos) {
  row.outcome = &outcome;
  row.output = ReadPayload(outcome.output_data());
  row.error_message = ToText(outcome.error_message(), kMaxErrorMessageBytes);
  row.outcome_digest = DigestOf(outcome);
  row.bytes += outcome.ByteSizeLong() + row.output.beginning.size() + row.error_message.size();
  infos.output = InfoIfFaulty(row.output);
}

}  // namespace

CallRow RowOf(const pb::InvocationStart& start, PayloadInfos& infos) {
  CallRow row;
  row.id = start.id();
  row.start = &start;
  row.input = ReadPayload(start.input_data());
  row.start_digest = DigestOf(start);
  row.bytes = kBytesOfItsOwn + start.ByteSizeLong() + row.input.beginning.size();
  infos.input = InfoIfFaulty(row.input);
  return row;
}

CallRow RowOf(const pb::LoggedInvocation& call, PayloadInfos& infos) {
  CallRow row = RowOf(call.start(), infos);
  SetOutcome(call.outcome(), row, infos);
  return row;
}

OutcomeRow RowOf(std::string_view id, const pb::Outcome& outcome, PayloadInfos& infos) {
  OutcomeRow row;
  row.id = std::string(id);
  row.bytes = kBytesOfItsOwn;
  SetOutcome(outcome, row, infos);
  return row;
}

}  // namespace liftmark::invocations
