// The call that the service and its floor log: about 1 KB of payload.
#pragma once

#include <cstdio>
#include <random>
#include <string>

namespace liftmark::bench {

inline constexpr const char* kAgent = "fitness_plan";
inline constexpr const char* kProvider = "anthropic";
inline constexpr const char* kModel = "claude-sonnet-4-5";
inline constexpr int kPromptTokens = 1000;
inline constexpr int kCompletionTokens = 100;
inline constexpr int kDurationMs = 2000;

inline std::string NewId() {
  thread_local std::mt19937_64 random(std::random_device{}());
  const unsigned long high = random();
  const unsigned long low = random();
  char id[37];
  std::snprintf(id, sizeof id, "%08lx-%04lx-4%03lx-8%03lx-%012lx", high >> 32, high >> 16 & 0xffff,
                high & 0xfff, low >> 52, low & 0xffffffffffff);
  return id;
}

inline std::string Input() {
  std::string tools;
  for (int i = 0; i < 8; ++i)
    tools += std::string(i == 0 ? "" : ", ") + R"({"tool": "get_section", "path": ["Schedule", "Monday"]})";
  return R"({"tools": [)" + tools + R"(], "context": "Week 3, upper strength"})";
}

inline std::string Output() {
  std::string lines;
  for (int i = 1; i <= 12; ++i) lines += "- **Set " + std::to_string(i) + ":** 135 lb × 8 (RPE 7)\\n";
  return R"({"markdown": "# Workout\n\n## Main Workout\n)" + lines + "\"}";
}

}  // namespace liftmark::bench
