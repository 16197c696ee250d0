// The handlers of liftmark.testing.v1.TestService, and ways to see inside them.
#pragma once

#include <atomic>
#include <future>

#include "common/async/runtime.h"
#include "common/rpc/call.h"
#include "common/rpc/method_table.h"
#include "common/rpc/reader.h"
#include "common/rpc/reply.h"
#include "common/rpc/writer.h"
#include "liftmark/testing/v1/testing.pb.h"

namespace liftmark::testing {

namespace pb = liftmark::testing::v1;

class TestService {
 public:
  static constexpr const char* kName = "liftmark.testing.v1.TestService";

  rpc::MethodTable Methods();

  Task<absl::Status> Echo(rpc::Call&, const pb::EchoRequest& request, rpc::Reply<pb::EchoResponse>& reply);
  Task<absl::Status> Check(rpc::Call&, const pb::CheckRequest& request, rpc::Reply<pb::CheckResponse>& reply);
  Task<absl::Status> Fail(rpc::Call&, const pb::FailRequest& request, rpc::Reply<pb::FailResponse>& reply);
  Task<absl::Status> Describe(rpc::Call& call, const pb::DescribeRequest&,
                              rpc::Reply<pb::DescribeResponse>& reply);
  Task<absl::Status> Hold(rpc::Call& call, const pb::HoldRequest&, rpc::Reply<pb::HoldResponse>&);
  Task<absl::Status> Count(rpc::Call&, const pb::CountRequest& request,
                           rpc::Writer<pb::CountResponse>& writer);
  Task<absl::Status> Add(rpc::Call&, rpc::Reader<pb::AddRequest>& reader, rpc::Reply<pb::AddResponse>& reply);

  // Lets every Hold return.
  std::atomic<bool> released{false};

  // What has been seen so far.
  std::atomic<int> checked{0};          // requests that reached Check
  std::atomic<int> holding{0};          // handlers in Hold
  std::atomic<int> saw_cancel{0};       // handlers in Hold whose caller went away
  std::atomic<int> written{0};          // messages of Count that were taken
  std::promise<absl::Status> counted;   // how Count's last Write ended; for one call
  std::atomic<int> added{0};            // requests of Add that were read
  std::promise<absl::Status> added_up;  // how Add's last Read ended; for one call
};

}  // namespace liftmark::testing
