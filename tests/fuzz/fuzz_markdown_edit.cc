// Edits of any document with any text: no byte outside the section changes, and a body that is replaced and
// put back is as it was.
#include <fuzzer/FuzzedDataProvider.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/markdown/history.h"
#include "common/markdown/sections.h"
#include "tests/fuzz/fuzz_check.h"

namespace {

using liftmark::fuzz::Check;
using liftmark::markdown::EditKind;
using liftmark::markdown::Section;

// Whether `grown` is `source` with bytes added in one place.
bool IsGrown(std::string_view source, std::string_view grown) {
  std::size_t same = 0;
  while (same < source.size() && same < grown.size() && source[same] == grown[same]) ++same;
  return grown.ends_with(source.substr(same)) && grown.size() >= source.size();
}

std::vector<std::string> PathOf(const std::vector<Section>& sections, int index) {
  std::vector<std::string> path;
  for (; index >= 0; index = sections[static_cast<std::size_t>(index)].parent) {
    path.insert(path.begin(), sections[static_cast<std::size_t>(index)].title);
  }
  return path;
}

void CheckEdit(std::string_view source, const std::vector<Section>& sections, int index, EditKind kind,
               std::string_view text) {
  const std::vector<std::string> path = PathOf(sections, index);
  const auto found = liftmark::markdown::FindSection(source, path);
  // A path may name another section better: "#`" is a title, and the marks of an empty one.
  if (!found.ok() || found->heading.begin != sections[static_cast<std::size_t>(index)].heading.begin) return;
  const auto edited = EditSection(source, path, kind, text);
  if (!edited.ok()) return;
  const std::string_view before =
      source.substr(0, kind == EditKind::kDelete ? found->heading.begin : found->body.begin);
  Check(edited->starts_with(before), "bytes before the section stay");
  const std::string_view below = source.substr(found->body.end);
  Check(edited->ends_with(below), "bytes behind the section stay");
  const std::string_view body = source.substr(found->body.begin, found->body.end - found->body.begin);
  if (kind != EditKind::kReplace || body.find_first_not_of(" \t\r\n-*_") == std::string_view::npos) return;
  if (text.find_first_not_of(" \t\r\n-*_") == std::string_view::npos) return;
  // Line ends of several kinds become those of the text that is left.
  if (source.find('\r') != std::string_view::npos) return;
  // A heading that is underlined may need a blank line above it that it did not need before.
  if (!below.empty() && below[below.find_first_not_of(" \t")] != '#') return;
  // A text with headings of the section's level ends the section early.
  const auto again = liftmark::markdown::FindSection(*edited, path);
  if (!again.ok() || edited->size() - again->body.end != source.size() - found->body.end) return;
  if (again->heading.begin != found->heading.begin || again->body.end == again->body.begin) return;
  const auto undone = EditSection(*edited, path, EditKind::kReplace, body);
  if (undone.ok()) Check(*undone == source, "a body that is put back is as it was");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  FuzzedDataProvider input(data, size);
  const auto kind =
      input.PickValueInArray({EditKind::kReplace, EditKind::kAppend, EditKind::kPrepend, EditKind::kDelete});
  const int pick = input.ConsumeIntegralInRange(0, 15);
  const std::string text = input.ConsumeRandomLengthString(200);
  const std::string source = input.ConsumeRemainingBytesAsString();

  const auto sections = liftmark::markdown::ListSections(source);
  if (!sections.ok()) return 0;
  if (!sections->empty()) CheckEdit(source, *sections, pick % static_cast<int>(sections->size()), kind, text);
  const auto history =
      liftmark::markdown::AppendHistory(source, {.date = "2026-03-02", .title = text, .items = {text, "b"}});
  if (history.ok()) Check(IsGrown(source, *history), "a history only grows");
  const auto modified = liftmark::markdown::AppendModification(source, "2026-03-02", text);
  if (modified.ok()) Check(IsGrown(source, *modified), "a list of modifications only grows");
  return 0;
}
