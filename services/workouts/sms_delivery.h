// The text messages of a morning, streamed.
#pragma once

#include "absl/status/status.h"
#include "common/async/runtime.h"
#include "common/async/task.h"
#include "common/rpc/call.h"
#include "common/rpc/method_table.h"
#include "common/rpc/page_token.h"
#include "common/rpc/writer.h"
#include "liftmark/workouts/v1/workout_service.pb.h"
#include "services/workouts/workout_store.h"

namespace liftmark::workouts {

// Belongs to one shard; outlives its calls.
class SmsDelivery {
 public:
  SmsDelivery(WorkoutStore& store, async::Shard& shard, const rpc::PageTokens& tokens)
      : store_(store), shard_(shard), tokens_(tokens) {}

  void Bind(rpc::MethodTable& methods) { methods.Bind("StreamSms", &SmsDelivery::StreamSms, this); }

  // By user. While a page is sent the next one is read, and no more: a slow caller slows the reading down,
  // and memory holds two pages.
  Task<absl::Status> StreamSms(rpc::Call& call, const v1::StreamSmsRequest& request,
                               rpc::Writer<v1::StreamSmsResponse>& writer);

 private:
  // The texts of a page, in messages that are each made in `response`.
  Task<absl::Status> Send(const rpc::Call& call, const v1::StreamSmsRequest& request, const SmsPage& page,
                          v1::StreamSmsResponse& response, rpc::Writer<v1::StreamSmsResponse>& writer);

  WorkoutStore& store_;
  async::Shard& shard_;
  const rpc::PageTokens& tokens_;
};

}  // namespace liftmark::workouts
