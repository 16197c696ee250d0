#include "services/invocations/call_row.h"

#include <openssl/sha.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cstdint>
#include <string_view>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "common/rpc/timestamp.h"
#include "services/invocations/payload.h"
#include "services/invocations/status_names.h"
#include "services/invocations/text.h"

namespace liftmark::invocations {
namespace {

namespace pb = liftmark::invocations::v1;

constexpr std::size_t kMaxErrorMessageBytes = 16 * 1024;
constexpr std::size_t kDigestBytes = 16;

// Tells a call that comes again from another one with the same id.
std::string DigestOf(const google::protobuf::Message& message) {
  const std::string bytes = message.SerializeAsString();
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest);
  return {reinterpret_cast<const char*>(digest), kDigestBytes};
}

// A JSON object, field by field. What is empty or not set is left out: NULL.
class ObjectWriter {
 public:
  ObjectWriter() { writer_.StartObject(); }

  void Text(std::string_view name, std::string_view value) {
    if (value.empty()) return;
    Name(name);
    String(value);
  }

  void Number(std::string_view name, std::int64_t value) {
    Name(name);
    writer_.Int64(value);
  }

  void Texts(std::string_view name, const google::protobuf::RepeatedPtrField<std::string>& values) {
    if (values.empty()) return;
    Name(name);
    writer_.StartArray();
    for (const std::string& value : values) String(value);
    writer_.EndArray();
  }

  void Json(std::string_view name, std::string_view value) {
    Name(name);
    writer_.RawValue(value.data(), value.size(), rapidjson::kObjectType);
  }

  // As bytea reads it.
  void Bytes(std::string_view name, std::string_view value) {
    if (!value.empty()) Text(name, "\\x" + absl::BytesToHexString({value.data(), value.size()}));
  }

  std::string Finish() {
    writer_.EndObject();
    return {buffer_.GetString(), buffer_.GetSize()};
  }

 private:
  void Name(std::string_view name) {
    writer_.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
  }
  void String(std::string_view value) {
    writer_.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
  }

  rapidjson::StringBuffer buffer_;
  rapidjson::Writer<rapidjson::StringBuffer> writer_{buffer_};
};

// `side` is input or output, and names the columns.
std::optional<pb::PayloadInfo> WritePayload(std::string_view side, std::string_view bytes,
                                            ObjectWriter& row) {
  if (bytes.empty()) return std::nullopt;
  const auto column = [side](std::string_view suffix) {
    return absl::StrCat(absl::string_view(side.data(), side.size()),
                        absl::string_view(suffix.data(), suffix.size()));
  };
  const Payload payload = ReadPayload(bytes);
  row.Json(column("_data"), payload.json);
  if (payload.error.empty()) return std::nullopt;
  row.Text(column("_error"), payload.error);
  row.Number(column("_bytes"), payload.bytes);
  row.Bytes(column("_sha256"), payload.sha256);
  return InfoOf(payload);
}

void WriteStart(const pb::InvocationStart& start, std::string_view digest, ObjectWriter& row,
                PayloadInfos& infos) {
  row.Text("id", start.id());
  row.Text("agent_id", start.agent_id());
  row.Text("session_id", start.session_id());
  row.Text("parent_id", start.parent_invocation_id());
  row.Text("request_id", start.request_id());
  if (start.has_attempt()) row.Number("attempt", start.attempt());
  row.Text("user_id", start.user_id());
  row.Text("provider", start.provider());
  row.Text("model", start.model());
  if (start.has_started_at()) {
    row.Text("started_at", absl::FormatTime("%Y-%m-%d %H:%M:%E6S+00", rpc::FromTimestamp(start.started_at()),
                                            absl::UTCTimeZone()));
  }
  row.Bytes("start_digest", digest);
  infos.input = WritePayload("input", start.input_data(), row);
}

void WriteTokens(const pb::TokenCounts& tokens, ObjectWriter& row) {
  if (tokens.has_prompt_tokens()) row.Number("prompt_tokens", tokens.prompt_tokens());
  if (tokens.has_completion_tokens()) row.Number("completion_tokens", tokens.completion_tokens());
  if (tokens.has_cache_read_tokens()) row.Number("cache_read_tokens", tokens.cache_read_tokens());
  if (tokens.has_cache_write_tokens()) row.Number("cache_write_tokens", tokens.cache_write_tokens());
  if (tokens.has_reasoning_tokens()) row.Number("reasoning_tokens", tokens.reasoning_tokens());
}

void WriteOutcome(const pb::Outcome& outcome, std::string_view digest, ObjectWriter& row,
                  PayloadInfos& infos) {
  row.Text("status", NameOf(outcome.status()));
  WriteTokens(outcome.tokens(), row);
  if (outcome.has_duration_ms()) row.Number("duration_ms", outcome.duration_ms());
  row.Text("error_message", ToText(outcome.error_message(), kMaxErrorMessageBytes));
  row.Texts("failed_rules", outcome.failed_rules());
  row.Text("output_format", outcome.output_format());
  row.Bytes("outcome_digest", digest);
  infos.output = WritePayload("output", outcome.output_data(), row);
}

CallRow RowOf(const pb::InvocationStart& start, const pb::Outcome* outcome, PayloadInfos& infos) {
  CallRow call;
  call.id = start.id();
  call.session_id = start.session_id();
  call.parent_id = start.parent_invocation_id();
  call.outcome = outcome;
  call.start_digest = DigestOf(start);
  ObjectWriter row;
  WriteStart(start, call.start_digest, row, infos);
  if (outcome == nullptr) {
    row.Text("status", NameOf(pb::INVOCATION_STATUS_RUNNING));
  } else {
    call.outcome_digest = DigestOf(*outcome);
    WriteOutcome(*outcome, call.outcome_digest, row, infos);
  }
  call.json = row.Finish();
  return call;
}

}  // namespace

CallRow RowOf(const pb::InvocationStart& start, PayloadInfos& infos) { return RowOf(start, nullptr, infos); }

CallRow RowOf(const pb::LoggedInvocation& call, PayloadInfos& infos) {
  return RowOf(call.start(), &call.outcome(), infos);
}

OutcomeRow RowOf(std::string_view id, const pb::Outcome& outcome, PayloadInfos& infos) {
  OutcomeRow ended;
  ended.id = std::string(id);
  ended.outcome_digest = DigestOf(outcome);
  ObjectWriter row;
  row.Text("id", id);
  WriteOutcome(outcome, ended.outcome_digest, row, infos);
  ended.json = row.Finish();
  return ended;
}

}  // namespace liftmark::invocations
