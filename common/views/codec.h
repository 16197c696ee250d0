// Views as protobuf messages and as JSON.
#pragma once

#include <string>
#include <string_view>

#include "common/views/sms.h"
#include "common/views/workout.h"
#include "liftmark/workouts/v1/structured_workout.pb.h"

namespace liftmark::views {

// The stored view: the workout, and what its text message leaves out.
void ToProto(const Workout& workout, const Sms& sms, liftmark::workouts::v1::StructuredWorkout& message);
void ToProto(const Sms& sms, liftmark::workouts::v1::Sms& message);

// Any view's message as JSON: field names as in the proto, numbers as numbers, unset fields absent, enums by
// name without their prefix. Deterministic. `message` holds each field once and in the order of the numbers,
// as protobuf serializes it.
std::string ToJson(const google::protobuf::Descriptor& type, std::string_view message);
std::string ToJson(const google::protobuf::Message& message);

}  // namespace liftmark::views
