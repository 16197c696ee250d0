// Inputs and outputs of agent calls (D28): no payload keeps its call from being logged.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "liftmark/invocations/v1/invocation.pb.h"

namespace liftmark::invocations {

inline constexpr std::size_t kMaxPayloadBytes = 256 * 1024;
inline constexpr int kMaxPayloadDepth = 100;
// Digits of a number, those that its exponent stands for among them; nor is it beyond what a double can hold.
// All numbers of a payload together have no more of them than it may have bytes.
inline constexpr std::size_t kMaxNumberDigits = 1000;
// Of a payload that cannot be kept as it came.
inline constexpr std::size_t kKeptBytes = 16 * 1024;

// Refers to what was sent.
struct Payload {
  std::string_view sent;  // empty: none

  // Where it cannot be kept as it came; else empty.
  std::string_view error;  // see PayloadInfo in the proto
  std::string sha256;      // of what was sent, 32 bytes
  std::string beginning;   // of what was sent, as a JSON string

  // A JSON text that jsonb takes and gives back without loss: what was sent, or its beginning. Empty for
  // none.
  std::string_view json() const { return error.empty() ? sent : std::string_view(beginning); }
};

// `bytes` is what a caller sent, whatever it is; it outlives the payload.
Payload ReadPayload(std::string_view bytes);

// `payload` has an error.
liftmark::invocations::v1::PayloadInfo InfoOf(const Payload& payload);

}  // namespace liftmark::invocations
