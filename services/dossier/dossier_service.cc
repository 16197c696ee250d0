#include "services/dossier/dossier_service.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "common/formats/json_filter.h"
#include "common/markdown/history.h"
#include "common/rpc/non_empty.h"
#include "common/rpc/paging.h"
#include "common/rpc/wire.h"
#include "common/status/status.h"
#include "common/views/training_days.h"
#include "services/dossier/dossier_wire.h"

namespace liftmark::dossier {
namespace {

// What the rules of the fields cannot say.
absl::Status CheckSearch(const pb::SearchDossiersRequest& request) {
  static const std::vector<std::string> kDays = views::WeekdayNames(views::Weekdays().set());
  Violations violations;
  for (const std::string& day : request.training_days()) {
    if (std::find(kDays.begin(), kDays.end(), day) == kDays.end()) {
      violations.Add("training_days", "are full English names of weekdays: Monday");
    }
  }
  LIFTMARK_RETURN_IF_ERROR(violations.ToStatus());
  if (request.profile_contains().empty()) return absl::OkStatus();
  return formats::CheckJsonFilter(request.profile_contains(), "profile_contains");
}

std::vector<std::string> ToVector(const google::protobuf::RepeatedPtrField<std::string>& values) {
  return {values.begin(), values.end()};
}

DossierFilter FilterOf(const pb::SearchDossiersRequest& request) {
  DossierFilter filter;
  filter.equipment_all = ToVector(request.equipment_all());
  filter.equipment_any = ToVector(request.equipment_any());
  filter.training_days = ToVector(request.training_days());
  filter.profile_contains = rpc::NonEmpty(request.profile_contains());
  filter.text = rpc::NonEmpty(request.text());
  return filter;
}

void ToProto(DossierMatch match, pb::DossierMatch& message) {
  message.set_user_id(std::move(match.user_id));
  if (match.name.has_value()) message.set_name(*std::move(match.name));
  for (std::string& tag : match.equipment_tags) message.add_equipment_tags(std::move(tag));
  for (std::string& day : match.training_days) message.add_training_days(std::move(day));
  if (match.snippet.has_value()) message.set_snippet(*std::move(match.snippet));
}

}  // namespace

DossierService::DossierService(pg::Pool& pool, async::Shard& shard, const rpc::PageTokens& page_tokens)
    : store_(pool, shard),
      search_(pool),
      documents_(pool, shard, page_tokens),
      caches_(pool, store_.cache_counters(), page_tokens),
      page_tokens_(page_tokens) {}

void DossierService::Bind(rpc::MethodTable& methods) {
  using Rpcs = document_rpcs::DocumentRpcs<DossierKind>;
  methods.Bind("CreateDossier", &DossierService::CreateDossier, this);
  methods.Bind("GetDossier", &DossierService::GetDossier, this);
  methods.Bind("BatchGetDossiers", &DossierService::BatchGetDossiers, this);
  methods.Bind("UpdateDossier", &Rpcs::Update<pb::UpdateDossierRequest, pb::UpdateDossierResponse>,
               &documents_);
  methods.Bind("DeleteDossier", &Rpcs::Delete<pb::DeleteDossierRequest, pb::DeleteDossierResponse>,
               &documents_);
  methods.Bind("GetProfile", &DossierService::GetProfile, this);
  methods.Bind("ListSections", &Rpcs::ListSections<pb::ListSectionsRequest, pb::ListSectionsResponse>,
               &documents_);
  methods.Bind("GetSection", &Rpcs::GetSection<pb::GetSectionRequest, pb::GetSectionResponse>, &documents_);
  methods.Bind("EditSection", &Rpcs::EditSection<pb::EditSectionRequest, pb::EditSectionResponse>,
               &documents_);
  methods.Bind("AppendHistory", &DossierService::AppendHistory, this);
  methods.Bind("SearchDossiers", &DossierService::SearchDossiers, this);
  methods.Bind("ValidateDossier", &DossierService::ValidateDossier, this);
  methods.Bind("ListRevisions", &Rpcs::ListRevisions<pb::ListRevisionsRequest, pb::ListRevisionsResponse>,
               &documents_);
  methods.Bind("GetRevision", &Rpcs::GetRevision<pb::GetRevisionRequest, pb::GetRevisionResponse>,
               &documents_);
  methods.Bind("DiffRevisions", &Rpcs::DiffRevisions<pb::DiffRevisionsRequest, pb::DiffRevisionsResponse>,
               &documents_);
  methods.Bind("RestoreRevision",
               &Rpcs::RestoreRevision<pb::RestoreRevisionRequest, pb::RestoreRevisionResponse>, &documents_);

  using CacheRpcs = document_rpcs::CacheRpcs<DossierCaches>;
  methods.Bind("GetCacheStatus",
               &CacheRpcs::GetCacheStatus<pb::GetCacheStatusRequest, pb::GetCacheStatusResponse>, &caches_);
  methods.Bind("ExplainCache", &CacheRpcs::ExplainCache<pb::ExplainCacheRequest, pb::ExplainCacheResponse>,
               &caches_);
  methods.Bind("InvalidateCaches",
               &CacheRpcs::InvalidateCaches<pb::InvalidateCachesRequest, pb::InvalidateCachesResponse>,
               &caches_);
  methods.Bind("RebuildCaches",
               &CacheRpcs::RebuildCaches<pb::RebuildCachesRequest, pb::RebuildCachesResponse>, &caches_);
}

Task<absl::Status> DossierService::CreateDossier(rpc::Call& call, const pb::CreateDossierRequest& request,
                                                 rpc::Reply<pb::CreateDossierResponse>& reply) {
  co_return co_await documents_.Create(call, request, {{request.user_id()}, request.markdown()}, reply);
}

Task<absl::Status> DossierService::AppendHistory(rpc::Call& call, const pb::AppendHistoryRequest& request,
                                                 rpc::Reply<pb::AppendHistoryResponse>& reply) {
  const markdown::HistoryEntry entry{request.date(), request.title(), ToVector(request.items())};
  const auto edit = [&](std::string_view markdown) { return markdown::AppendHistory(markdown, entry); };
  co_return co_await documents_.Rewrite(call, request, documents::Precondition{}, edit, reply);
}

Task<absl::Status> DossierService::GetDossier(rpc::Call& call, const pb::GetDossierRequest& request,
                                              rpc::Reply<pb::GetDossierResponse>& reply) {
  const absl::StatusOr<StoredDossier> dossier =
      co_await store_.Find(request.user_id(), WantedFor(request.view()), call.deadline());
  if (!dossier.ok()) co_return dossier.status();
  reply.AppendBytes(pb::GetDossierResponse::kDossierFieldNumber, DossierBytes(*dossier, request.view()));
  co_return absl::OkStatus();
}

Task<absl::Status> DossierService::BatchGetDossiers(rpc::Call& call,
                                                    const pb::BatchGetDossiersRequest& request,
                                                    rpc::Reply<pb::BatchGetDossiersResponse>& reply) {
  const absl::StatusOr<DossierBatch> batch =
      co_await store_.FindMany(ToVector(request.user_ids()), WantedFor(request.view()), call.deadline());
  if (!batch.ok()) co_return batch.status();

  auto next = batch->dossiers.begin();
  bool full = false;
  rpc::ReplyRoom room;
  for (const std::string& user_id : request.user_ids()) {
    pb::DossierResult result;
    result.set_user_id(user_id);
    std::string dossier;
    full = full || (batch->cut && next == batch->dossiers.end());
    if (!full && next != batch->dossiers.end() && next->user_id == user_id) {
      dossier = DossierBytes(*next++, request.view());
      full = !room.Take(dossier.size());
    }
    const absl::StatusCode code = full              ? absl::StatusCode::kResourceExhausted
                                  : dossier.empty() ? absl::StatusCode::kNotFound
                                                    : absl::StatusCode::kOk;
    result.set_code(static_cast<int>(code));
    std::string result_bytes = result.SerializeAsString();
    if (code == absl::StatusCode::kOk) {
      rpc::AppendLengthDelimited(result_bytes, pb::DossierResult::kDossierFieldNumber, dossier);
    }
    reply.AppendBytes(pb::BatchGetDossiersResponse::kResultsFieldNumber, result_bytes);
  }
  co_return absl::OkStatus();
}

Task<absl::Status> DossierService::GetProfile(rpc::Call& call, const pb::GetProfileRequest& request,
                                              rpc::Reply<pb::GetProfileResponse>& reply) {
  const absl::StatusOr<StoredDossier> dossier =
      co_await store_.Find(request.user_id(), {.view = true}, call.deadline());
  if (!dossier.ok()) co_return dossier.status();
  reply.message().set_revision(dossier->version.revision);
  reply.message().set_from_cache(dossier->from_cache);
  if (dossier->current_plan_id.has_value()) reply.message().set_current_plan_id(*dossier->current_plan_id);
  reply.AppendBytes(pb::GetProfileResponse::kProfileFieldNumber, dossier->view);
  co_return absl::OkStatus();
}

Task<absl::Status> DossierService::SearchDossiers(rpc::Call& call, const pb::SearchDossiersRequest& request,
                                                  rpc::Reply<pb::SearchDossiersResponse>& reply) {
  LIFTMARK_CO_RETURN_IF_ERROR(CheckSearch(request));
  const absl::StatusOr<rpc::Page> page = rpc::Page::Of(page_tokens_, call, request);
  if (!page.ok()) co_return page.status();
  absl::StatusOr<DossierMatches> found =
      co_await search_.Find(FilterOf(request), rpc::NonEmpty(page->cursor()), page->size(), call.deadline());
  if (!found.ok()) co_return found.status();

  bool more = found->more;
  rpc::ReplyRoom room;
  for (DossierMatch& match : found->matches) {
    pb::DossierMatch message;
    ToProto(std::move(match), message);
    if (!room.Take(message.ByteSizeLong())) {
      more = true;
      break;
    }
    *reply.message().add_matches() = std::move(message);
  }
  if (more) {
    reply.message().set_next_page_token(page->TokenOfNext(reply.message().matches().rbegin()->user_id()));
  }
  reply.message().set_stale_documents(found->stale_documents);
  co_return absl::OkStatus();
}

Task<absl::Status> DossierService::ValidateDossier(rpc::Call&, const pb::ValidateDossierRequest& request,
                                                   rpc::Reply<pb::ValidateDossierResponse>& reply) {
  const DossierViews views = DossierKind::Build(request.markdown());
  document_rpcs::AnswerVerdict(views.profile.diagnostics, reply);
  reply.AppendBytes(pb::ValidateDossierResponse::kProfileFieldNumber, views.view);
  co_return absl::OkStatus();
}

}  // namespace liftmark::dossier
