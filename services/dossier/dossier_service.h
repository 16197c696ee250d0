// The RPCs of liftmark.dossier.v1.DossierService.
#pragma once

#include "absl/status/status.h"
#include "common/async/runtime.h"
#include "common/async/task.h"
#include "common/document_rpcs/cache_rpcs.h"
#include "common/document_rpcs/document_rpcs.h"
#include "common/pg/pool.h"
#include "common/rpc/call.h"
#include "common/rpc/method_table.h"
#include "common/rpc/page_token.h"
#include "common/rpc/reply.h"
#include "liftmark/dossier/v1/dossier_service.pb.h"
#include "services/dossier/dossier_caches.h"
#include "services/dossier/dossier_kind.h"
#include "services/dossier/dossier_search.h"
#include "services/dossier/dossier_store.h"

namespace liftmark::dossier {

namespace pb = liftmark::dossier::v1;

// Every handler runs on the shard of `pool`. The service outlives its calls.
class DossierService {
 public:
  DossierService(pg::Pool& pool, async::Shard& shard, const rpc::PageTokens& page_tokens);

  void Bind(rpc::MethodTable& methods);

  // Writes.
  Task<absl::Status> CreateDossier(rpc::Call& call, const pb::CreateDossierRequest& request,
                                   rpc::Reply<pb::CreateDossierResponse>& reply);
  Task<absl::Status> AppendHistory(rpc::Call& call, const pb::AppendHistoryRequest& request,
                                   rpc::Reply<pb::AppendHistoryResponse>& reply);

  // Reads.
  Task<absl::Status> GetDossier(rpc::Call& call, const pb::GetDossierRequest& request,
                                rpc::Reply<pb::GetDossierResponse>& reply);
  Task<absl::Status> BatchGetDossiers(rpc::Call& call, const pb::BatchGetDossiersRequest& request,
                                      rpc::Reply<pb::BatchGetDossiersResponse>& reply);
  Task<absl::Status> GetProfile(rpc::Call& call, const pb::GetProfileRequest& request,
                                rpc::Reply<pb::GetProfileResponse>& reply);
  Task<absl::Status> SearchDossiers(rpc::Call& call, const pb::SearchDossiersRequest& request,
                                    rpc::Reply<pb::SearchDossiersResponse>& reply);

  // Dry run.
  Task<absl::Status> ValidateDossier(rpc::Call& call, const pb::ValidateDossierRequest& request,
                                     rpc::Reply<pb::ValidateDossierResponse>& reply);

 private:
  DossierStore store_;
  DossierSearch search_;
  document_rpcs::DocumentRpcs<DossierKind> documents_;
  document_rpcs::CacheRpcs<DossierCaches> caches_;
  const rpc::PageTokens& page_tokens_;
};

}  // namespace liftmark::dossier
