// Any bytes parse or are refused, and what is parsed keeps the invariants of a document.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "common/markdown/document.h"
#include "common/markdown/sections.h"
#include "tests/fuzz/fuzz_check.h"
#include "tests/support/markdown_checks.h"

using liftmark::fuzz::Check;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view source(reinterpret_cast<const char*>(data), size);
  const auto document = liftmark::markdown::Parse(source);
  if (document.ok()) {
    const std::string fault = liftmark::test::FindFault(source, *document);
    Check(fault.empty(), fault);
  }
  const auto sections = liftmark::markdown::ListSections(source);
  if (sections.ok()) {
    const std::string fault = liftmark::test::FindFault(source, *sections);
    Check(fault.empty(), fault);
  }
  return 0;
}
