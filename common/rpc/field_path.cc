#include "common/rpc/field_path.h"

#include "absl/strings/str_cat.h"

namespace liftmark::rpc {

std::string FieldPath::ToString() const {
  std::string text = parent == nullptr ? field->name() : absl::StrCat(parent->ToString(), ".", field->name());
  if (field->is_repeated()) absl::StrAppend(&text, "[", index, "]");
  return text;
}

}  // namespace liftmark::rpc
