// Waiting for what nobody announces.
#pragma once

#include <chrono>
#include <stdexcept>
#include <thread>

namespace liftmark {

// Longer than anything takes that is going to end.
inline constexpr std::chrono::seconds kPatience{60};

// Throws std::runtime_error where the condition is not met in that time.
template <class Condition>
void Eventually(Condition condition) {
  for (const auto deadline = std::chrono::steady_clock::now() + kPatience; !condition();) {
    if (std::chrono::steady_clock::now() > deadline)
      throw std::runtime_error("a condition was not met in time");
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

}  // namespace liftmark
