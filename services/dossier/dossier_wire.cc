#include "services/dossier/dossier_wire.h"

#include "common/rpc/timestamp.h"
#include "common/rpc/wire.h"
#include "common/views/codec.h"

namespace liftmark::dossier {

Wanted WantedFor(v1::DossierView view) {
  switch (view) {
    case v1::DOSSIER_VIEW_STRUCTURED:
    case v1::DOSSIER_VIEW_JSON:
      return {.view = true};
    case v1::DOSSIER_VIEW_FULL:
      return {.markdown = true, .view = true};
    default:
      return {.markdown = true};
  }
}

std::string DossierBytes(const StoredDossier& dossier, v1::DossierView view) {
  v1::Dossier message;
  message.set_user_id(dossier.user_id);
  if (dossier.current_plan_id.has_value()) message.set_current_plan_id(*dossier.current_plan_id);
  message.set_revision(dossier.version.revision);
  message.set_etag(documents::MakeEtag(dossier.version));
  *message.mutable_created_at() = rpc::ToTimestamp(dossier.version.created_at);
  *message.mutable_updated_at() = rpc::ToTimestamp(dossier.updated_at);

  const bool full = view == v1::DOSSIER_VIEW_FULL;
  std::string bytes = message.SerializeAsString();
  if (WantedFor(view).markdown) {
    rpc::AppendLengthDelimited(bytes, v1::Dossier::kMarkdownFieldNumber, dossier.markdown);
  }
  if (full || view == v1::DOSSIER_VIEW_STRUCTURED) {
    rpc::AppendLengthDelimited(bytes, v1::Dossier::kProfileFieldNumber, dossier.view);
  }
  if (full || view == v1::DOSSIER_VIEW_JSON) {
    rpc::AppendLengthDelimited(bytes, v1::Dossier::kJsonFieldNumber,
                               views::ToJson(*v1::Profile::descriptor(), dossier.view));
  }
  return bytes;
}

}  // namespace liftmark::dossier
