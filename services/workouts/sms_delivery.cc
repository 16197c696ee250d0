#include "services/workouts/sms_delivery.h"

#include <string>
#include <utility>

#include "common/status/status.h"
#include "common/views/sms.h"

namespace liftmark::workouts {
namespace {

constexpr int kDefaultBatch = 256;

absl::Status BadToken() {
  Violations violations;
  violations.Add("resume_token", "is not a token of this stream and date");
  return violations.ToStatus();
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
        co_await store_.ListSms(request.workout_date(), after_user, batch, call.deadline());
    if (!texts.ok()) co_return texts.status();
    if (texts->empty()) co_return absl::OkStatus();
    const bool last = static_cast<int>(texts->size()) < batch;
    after_user = texts->back().user_id;

    v1::StreamSmsResponse response;
    for (UserSms& sms : *texts) {
      v1::WorkoutSms& message = *response.add_workouts();
      const views::SmsSize size = views::MeasureSms(sms.text);
      message.set_encoding(static_cast<v1::SmsEncoding>(size.encoding));
      message.set_segments(size.segments);
      message.set_user_id(std::move(sms.user_id));
      message.set_id(std::move(sms.id));
      message.set_text(std::move(sms.text));
    }
    response.set_resume_token(tokens_.Seal(call.method(), request.workout_date(), after_user));
    LIFTMARK_CO_RETURN_IF_ERROR(co_await writer.Write(response));
    if (last) co_return absl::OkStatus();
  }
}

}  // namespace liftmark::workouts
