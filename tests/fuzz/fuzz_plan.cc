// Any bytes give a plan: within bounds, with sections inside the document, and always the same.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "common/views/codec.h"
#include "common/views/plan.h"
#include "common/views/plan_codec.h"
#include "tests/fuzz/fuzz_check.h"

using liftmark::fuzz::Check;

namespace {

std::string ViewOf(const liftmark::views::Plan& plan) {
  liftmark::plans::v1::StructuredPlan message;
  liftmark::views::ToProto(plan, message);
  return liftmark::views::ToJson(message);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view source(reinterpret_cast<const char*>(data), size);
  const liftmark::views::Plan plan = liftmark::views::BuildPlan(source);
  for (const liftmark::views::Microcycle& microcycle : plan.microcycles) {
    Check(microcycle.source.begin <= microcycle.source.end && microcycle.source.end <= size,
          "a section of the document");
    for (int week = 1; week < 20; ++week) liftmark::views::MicrocycleOfWeek(plan, week);
  }
  for (const std::string& name : liftmark::views::ExerciseList(plan))
    Check(!name.empty() && name.size() <= 200, "names that an index takes");
  Check(liftmark::views::ExerciseList(plan).size() <= 500, "as many names as an index takes");
  Check(!plan.microcycles.empty() || !plan.diagnostics.empty(), "a plan or a reason");
  Check(ViewOf(plan) == ViewOf(liftmark::views::BuildPlan(source)), "the same plan of the same bytes");
  return 0;
}
