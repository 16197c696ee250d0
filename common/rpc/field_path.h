// Where in a request something is wrong: "options.author", "ids[3]".
#pragma once

#include <string>

#include "google/protobuf/descriptor.h"

namespace liftmark::rpc {

// A field inside the message that `parent` names, or at the top where that is null.
struct FieldPath {
  const FieldPath* parent;
  const google::protobuf::FieldDescriptor* field;
  int index;  // of a repeated field

  std::string ToString() const;
};

}  // namespace liftmark::rpc
