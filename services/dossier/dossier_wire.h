// Dossiers as they go over the wire: stored view bytes are copied into a reply, never parsed on the way.
#pragma once

#include <string>

#include "liftmark/dossier/v1/dossier_service.pb.h"
#include "services/dossier/dossier_store.h"

namespace liftmark::dossier {

// What a view needs from the database.
Wanted WantedFor(v1::DossierView view);

// The serialized liftmark.dossier.v1.Dossier with the view's fields.
std::string DossierBytes(const StoredDossier& dossier, v1::DossierView view);

}  // namespace liftmark::dossier
