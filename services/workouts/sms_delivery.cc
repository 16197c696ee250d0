#include "services/workouts/sms_delivery.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <tuple>
#include <utility>

#include "common/async/started.h"
#include "common/status/status.h"
#include "common/views/sms.h"

namespace liftmark::workouts {
namespace {

constexpr int kDefaultBatch = 256;
// Texts of one statement. At most 1,600 characters each: memory holds about two megabytes of a stream, of the
// page that is sent and of the one that is read meanwhile.
constexpr int kReadAtOnce = 1024;

absl::Status BadToken() {
  Violations violations;
  violations.Add("resume_token", "is not a token of this stream and date");
  return violations.ToStatus();
}

void AddTo(v1::StreamSmsResponse& response, const UserSms& sms) {
  v1::WorkoutSms& message = *response.add_workouts();
  const views::SmsSize size = views::MeasureSms(sms.text);
  message.set_encoding(static_cast<v1::SmsEncoding>(size.encoding));
  message.set_segments(size.segments);
  message.set_user_id(sms.user_id);
  message.set_id(sms.id);
  message.set_text(sms.text.data(), sms.text.size());
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
  const auto read = [&](const std::string& after) {
    return async::Started(shard_,
                          store_.ListSms(request.workout_date(), after, kReadAtOnce, call.deadline()));
  };
  // Its texts keep their memory from message to message.
  v1::StreamSmsResponse response;
  for (auto next = read(after_user);;) {
    const absl::StatusOr<SmsPage> page = co_await next.Take();
    if (!page.ok()) co_return page.status();
    const bool last = static_cast<int>(page->texts.size()) < kReadAtOnce;
    if (!last) next = read(page->texts.back().user_id);
    absl::Status sent = co_await Send(call, request, *page, response, writer);
    if (last) co_return sent;
    if (!sent.ok()) {
      std::ignore =
          co_await next.Take();  // what it uses belongs to the service, which may end with this call
      co_return sent;
    }
  }
}

Task<absl::Status> SmsDelivery::Send(const rpc::Call& call, const v1::StreamSmsRequest& request,
                                     const SmsPage& page, v1::StreamSmsResponse& response,
                                     rpc::Writer<v1::StreamSmsResponse>& writer) {
  const int batch = request.batch_size() == 0 ? kDefaultBatch : request.batch_size();
  for (auto text = page.texts.begin(); text != page.texts.end();) {
    response.clear_workouts();
    const auto end = text + std::min<std::ptrdiff_t>(batch, page.texts.end() - text);
    for (; text != end; ++text) AddTo(response, *text);
    response.set_resume_token(tokens_.Seal(call.method(), request.workout_date(), std::prev(end)->user_id));
    LIFTMARK_CO_RETURN_IF_ERROR(co_await writer.Write(response));
  }
  co_return absl::OkStatus();
}

}  // namespace liftmark::workouts
