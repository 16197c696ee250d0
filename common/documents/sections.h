// Sections of documents as messages.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "common/markdown/sections.h"
#include "liftmark/document/v1/document.pb.h"

namespace liftmark::documents {

using SectionMessages = google::protobuf::RepeatedPtrField<liftmark::document::v1::Section>;
using SectionPath = google::protobuf::RepeatedPtrField<std::string>;

// Errors: those of markdown::ListSections.
absl::Status ListSections(std::string_view source, SectionMessages& messages);

// One section, and its bytes in `markdown`. Errors: those of markdown::FindSection.
struct FoundSection {
  liftmark::document::v1::Section message;
  std::string_view markdown;
};
absl::StatusOr<FoundSection> FindSection(std::string_view source, const SectionPath& path);

// The document after an edit. Errors: those of markdown::EditSection; INVALID_ARGUMENT where a text is
// missing.
absl::StatusOr<std::string> ApplyEdit(std::string_view source,
                                      const liftmark::document::v1::SectionEdit& edit);

}  // namespace liftmark::documents
