// What several views share, as protobuf messages.
#pragma once

#include <google/protobuf/repeated_ptr_field.h>

#include <string>
#include <vector>

#include "common/views/diagnostic.h"
#include "common/views/quantities.h"
#include "liftmark/document/v1/document.pb.h"
#include "liftmark/workouts/v1/structured_workout.pb.h"

namespace liftmark::views {

void ToProto(const Diagnostics& diagnostics,
             google::protobuf::RepeatedPtrField<liftmark::document::v1::Diagnostic>& messages);
void ToProto(const Target& target, liftmark::workouts::v1::Target& message);
void ToProto(const std::vector<std::string>& texts,
             google::protobuf::RepeatedPtrField<std::string>& messages);

}  // namespace liftmark::views
