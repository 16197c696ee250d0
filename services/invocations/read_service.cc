#include "services/invocations/read_service.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/rpc/non_empty.h"
#include "common/rpc/paging.h"
#include "common/rpc/timestamp.h"
#include "common/status/status.h"
#include "services/invocations/status_names.h"

namespace liftmark::invocations {
namespace {

constexpr int kDefaultSessionCalls = 1000;

// "1772464000123456 0c7b1f3e-...": microseconds and id of the last call of a page.
std::string CursorOf(const pb::Invocation& call) {
  return absl::StrCat(absl::ToUnixMicros(rpc::FromTimestamp(call.created_at())), " ", call.id());
}

CallPlace PlaceOf(const std::string& cursor) {
  if (cursor.empty()) return {};
  const std::size_t space = cursor.find(' ');
  std::int64_t micros = 0;
  const bool number = absl::SimpleAtoi(cursor.substr(0, space), &micros);
  return number ? CallPlace{absl::FromUnixMicros(micros), cursor.substr(space + 1)} : CallPlace{};
}

}  // namespace

void ReadService::Bind(rpc::MethodTable& methods) {
  methods.Bind("GetInvocation", &ReadService::GetInvocation, this);
  methods.Bind("ListInvocations", &ReadService::ListInvocations, this);
  methods.Bind("GetSession", &ReadService::GetSession, this);
}

Task<absl::Status> ReadService::GetInvocation(rpc::Call& call, const pb::GetInvocationRequest& request,
                                              rpc::Reply<pb::GetInvocationResponse>& reply) {
  absl::StatusOr<pb::Invocation> found =
      co_await store_.Find(request.id(), request.include_payloads(), call.deadline());
  if (!found.ok()) co_return found.status();
  *reply.message().mutable_invocation() = *std::move(found);
  co_return absl::OkStatus();
}

Task<absl::Status> ReadService::ListInvocations(rpc::Call& call, const pb::ListInvocationsRequest& request,
                                                rpc::Reply<pb::ListInvocationsResponse>& reply) {
  const absl::StatusOr<TimeRange> logged = RangeOf(request);
  if (!logged.ok()) co_return logged.status();
  const absl::StatusOr<rpc::Page> page = rpc::Page::Of(page_tokens_, call, request);
  if (!page.ok()) co_return page.status();
  const CallFilter filter = {.agent_id = rpc::NonEmpty(request.agent_id()),
                             .user_id = rpc::NonEmpty(request.user_id()),
                             .session_id = rpc::NonEmpty(request.session_id()),
                             .status = rpc::NonEmpty(std::string(NameOf(request.status()))),
                             .logged = *logged};
  absl::StatusOr<std::vector<pb::Invocation>> calls =
      co_await store_.List(filter, PlaceOf(page->cursor()), page->size() + 1, call.deadline());
  if (!calls.ok()) co_return calls.status();

  rpc::ReplyRoom room;
  for (pb::Invocation& found : *calls) {
    const int listed = reply.message().invocations_size();
    if (listed == page->size() || !room.Take(found.ByteSizeLong())) {
      reply.message().set_next_page_token(
          page->TokenOfNext(CursorOf(reply.message().invocations(listed - 1))));
      break;
    }
    *reply.message().add_invocations() = std::move(found);
  }
  co_return absl::OkStatus();
}

Task<absl::Status> ReadService::GetSession(rpc::Call& call, const pb::GetSessionRequest& request,
                                           rpc::Reply<pb::GetSessionResponse>& reply) {
  const absl::StatusOr<SessionCalls> session =
      co_await store_.ReadSession(request.session_id(), call.deadline());
  if (!session.ok()) co_return session.status();
  if (session->nodes.empty())
    co_return Error(absl::StatusCode::kNotFound, "SESSION_NOT_FOUND", "no call of this session is logged");

  Totals totals = session->others;
  for (const SessionNode& node : session->nodes) totals += node.own;
  std::vector<TreeCall> tree = BuildTree(session->nodes);
  const int most = request.max_calls() == 0 ? kDefaultSessionCalls : request.max_calls();
  tree.resize(std::min(tree.size(), static_cast<std::size_t>(most)));
  std::vector<std::string> ids;
  for (const TreeCall& listed : tree) ids.push_back(session->nodes[listed.node].id);
  absl::StatusOr<std::vector<pb::Invocation>> calls =
      co_await store_.FindAll(std::move(ids), call.deadline());
  if (!calls.ok()) co_return calls.status();
  absl::flat_hash_map<std::string, pb::Invocation*> by_id;
  for (pb::Invocation& found : *calls) by_id.emplace(found.id(), &found);

  pb::GetSessionResponse& response = reply.message();
  rpc::ReplyRoom room;
  for (const TreeCall& listed : tree) {
    const auto found = by_id.find(session->nodes[listed.node].id);
    if (found == by_id.end()) continue;  // deleted since
    pb::SessionCall item;
    *item.mutable_invocation() = std::move(*found->second);
    item.set_depth(listed.depth);
    item.set_parent_missing(listed.parent_missing);
    ToProto(listed.subtree, *item.mutable_subtree());
    item.set_elapsed_ms(absl::ToInt64Milliseconds(listed.elapsed));
    if (!room.Take(item.ByteSizeLong())) break;
    *response.add_calls() = std::move(item);
  }
  ToProto(totals, *response.mutable_totals());
  response.set_omitted_calls(totals.calls - response.calls_size());
  response.set_uncounted_calls(session->others.calls);
  co_return absl::OkStatus();
}

}  // namespace liftmark::invocations
