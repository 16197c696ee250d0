#include "services/workouts/sms_delivery.h"

#include <string>
#include <utility>

#include "common/status/status.h"
#include "common/views/sms.h"

namespace liftmark::workouts {
namespace {

constexpr int kDefaultBatch = 256;
// Texts of one statement. At most 1,600 characters each: memory holds about a megabyte of a stream.
constexpr int kReadAtOnce = 1024;

absl::Status BadToken() {
  Violations violations;
  violations.Add("resume_token", "is not a token of this stream and date");
  return violations.ToStatus();
}

void AddTo(v1::StreamSmsResponse& response, UserSms sms) {
  v1::WorkoutSms& message = *response.add_workouts();
  const views::SmsSize size = views::MeasureSms(sms.text);
  message.set_encoding(static_cast<v1::SmsEncoding>(size.encoding));
  message.set_segments(size.segments);
  message.set_user_id(std::move(sms.user_id));
  message.set_id(std::move(sms.id));
  message.set_text(std::move(sms.text));
}

}  // namespace

Task<absl::Status> SmsDelivery::StreamSms(rpc::Call& call, const v1::StreamSmsRequest& request,
                                          rpc::Writer<v1::StreamSmsResponse>& writer) {
  std::string after_user;
  if (!request.resume_token().empty()) {
    absl::StatusOr<std::string> cursor =
        tokens_.Open(call.method(), request.workout_date(), request.resume_token());
    if (!cursor.ok()) co_return BadToken();
    after_user = *std::move(cursor);
  }
  const int batch = request.batch_size() == 0 ? kDefaultBatch : request.batch_size();
  while (true) {
    absl::StatusOr<std::vector<UserSms>> texts =
        co_await store_.ListSms(request.workout_date(), after_user, kReadAtOnce, call.deadline());
    if (!texts.ok()) co_return texts.status();

    for (auto next = texts->begin(); next != texts->end();) {
      v1::StreamSmsResponse response;
      for (; next != texts->end() && response.workouts_size() < batch; ++next) {
        after_user = next->user_id;
        AddTo(response, *std::move(next));
      }
      response.set_resume_token(tokens_.Seal(call.method(), request.workout_date(), after_user));
      LIFTMARK_CO_RETURN_IF_ERROR(co_await writer.Write(response));
    }
    if (static_cast<int>(texts->size()) < kReadAtOnce) co_return absl::OkStatus();
  }
}

}  // namespace liftmark::workouts
