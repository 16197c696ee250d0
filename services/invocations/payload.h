// Inputs and outputs of agent calls (D28): no payload keeps its call from being logged.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "liftmark/invocations/v1/invocation.pb.h"

namespace liftmark::invocations {

inline constexpr std::size_t kMaxPayloadBytes = 256 * 1024;
inline constexpr int kMaxPayloadDepth = 100;
// Digits of a number, those that its exponent stands for among them; nor is it beyond what a double can hold.
inline constexpr std::size_t kMaxNumberDigits = 1000;
// Of a payload that cannot be kept as it came.
inline constexpr std::size_t kKeptBytes = 16 * 1024;

struct Payload {
  // A JSON text that jsonb takes and gives back without loss: the payload, or a string with its beginning.
  std::string json;

  // Where it is not the payload itself; else empty.
  std::string_view error;  // see PayloadInfo in the proto
  std::int64_t bytes = 0;  // of the whole payload
  std::string sha256;      // of the whole payload, 32 bytes
};

// `bytes` is what a caller sent, whatever it is.
Payload ReadPayload(std::string_view bytes);

// `payload` has an error.
liftmark::invocations::v1::PayloadInfo InfoOf(const Payload& payload);

}  // namespace liftmark::invocations
