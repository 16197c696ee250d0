// A profile as its protobuf message.
#pragma once

#include "common/views/dossier.h"
#include "liftmark/dossier/v1/profile.pb.h"

namespace liftmark::views {

void ToProto(const Profile& profile, liftmark::dossier::v1::Profile& message);

}  // namespace liftmark::views
