// Any bytes give a profile: within bounds, and always the same.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "common/views/codec.h"
#include "common/views/dossier.h"
#include "common/views/dossier_codec.h"
#include "tests/fuzz/fuzz_check.h"

using liftmark::fuzz::Check;

namespace {

std::string ViewOf(const liftmark::views::Profile& profile) {
  liftmark::dossier::v1::Profile message;
  liftmark::views::ToProto(profile, message);
  return liftmark::views::ToJson(message);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view source(reinterpret_cast<const char*>(data), size);
  const liftmark::views::Profile profile = liftmark::views::BuildDossier(source);
  Check(profile.equipment_tags.size() <= 500, "as many tags as an index takes");
  for (const std::string& tag : profile.equipment_tags)
    Check(!tag.empty() && tag.size() <= 200, "tags that an index takes");
  Check(profile.training_days.size() <= 7, "days of one week");
  Check(!profile.age || (*profile.age >= 5 && *profile.age <= 120), "an age");
  Check(ViewOf(profile) == ViewOf(liftmark::views::BuildDossier(source)),
        "the same profile of the same bytes");
  return 0;
}
