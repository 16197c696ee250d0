#include "common/documents/sections.h"

#include <algorithm>
#include <vector>

#include "common/status/status.h"

namespace liftmark::documents {

namespace pb = liftmark::document::v1;

namespace {

void ToProto(const std::vector<markdown::Section>& sections, int index, pb::Section& message) {
  const markdown::Section& section = sections[static_cast<std::size_t>(index)];
  for (int at = index; at >= 0; at = sections[static_cast<std::size_t>(at)].parent) {
    message.add_path(sections[static_cast<std::size_t>(at)].title);
  }
  std::reverse(message.mutable_path()->begin(), message.mutable_path()->end());
  message.set_level(section.level);
  message.set_line(section.line);
  message.set_bytes(section.body.end - section.heading.begin);
}

std::vector<std::string> ToVector(const SectionPath& path) { return {path.begin(), path.end()}; }

}  // namespace

absl::Status ListSections(std::string_view source, SectionMessages& messages) {
  const absl::StatusOr<std::vector<markdown::Section>> sections = markdown::ListSections(source);
  if (!sections.ok()) return sections.status();
  for (int i = 0; i < static_cast<int>(sections->size()); ++i) ToProto(*sections, i, *messages.Add());
  return absl::OkStatus();
}

absl::StatusOr<FoundSection> FindSection(std::string_view source, const SectionPath& path) {
  const absl::StatusOr<std::vector<markdown::Section>> sections = markdown::ListSections(source);
  if (!sections.ok()) return sections.status();
  const absl::StatusOr<markdown::Section> wanted = markdown::FindSection(source, ToVector(path));
  if (!wanted.ok()) return wanted.status();
  const auto place = std::find_if(sections->begin(), sections->end(), [&](const markdown::Section& section) {
    return section.line == wanted->line;
  });
  FoundSection found;
  ToProto(*sections, static_cast<int>(place - sections->begin()), found.message);
  found.markdown = source.substr(wanted->heading.begin, wanted->body.end - wanted->heading.begin);
  return found;
}

absl::StatusOr<std::string> ApplyEdit(std::string_view source, const pb::SectionEdit& edit) {
  const auto kind = [&] {
    switch (edit.kind()) {
      case pb::SECTION_EDIT_KIND_APPEND:
        return markdown::EditKind::kAppend;
      case pb::SECTION_EDIT_KIND_PREPEND:
        return markdown::EditKind::kPrepend;
      case pb::SECTION_EDIT_KIND_DELETE:
        return markdown::EditKind::kDelete;
      default:
        return markdown::EditKind::kReplace;
    }
  }();
  const bool adds = kind == markdown::EditKind::kAppend || kind == markdown::EditKind::kPrepend;
  if (adds && edit.text().empty()) {
    Violations violations;
    violations.Add("edit.text", "must not be empty");
    return violations.ToStatus();
  }
  return markdown::EditSection(source, ToVector(edit.path()), kind, edit.text());
}

}  // namespace liftmark::documents
