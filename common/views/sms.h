// A workout as the text message of the morning: GSM-7 where it can be, at most 1,600 characters a message.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/views/workout.h"

namespace liftmark::views {

inline constexpr int kSmsMaxCharacters = 1600;

enum class SmsEncoding { kGsm7 = 1, kUcs2 = 2 };

struct SmsSize {
  SmsEncoding encoding = SmsEncoding::kGsm7;
  int characters = 0;  // GSM-7 septets (extension characters count twice), or UTF-16 units
  int segments = 0;    // 160/153 or 70/67; no escape or surrogate pair is split
};

// As a network counts a text.
SmsSize MeasureSms(std::string_view text);

// The parts "1/2 ..." of a text of BuildSms, cut between exercises; none where one message holds it.
std::vector<std::string> SplitSms(std::string_view text);

struct Sms {
  std::string text;
  SmsSize size;
  std::vector<std::string> omitted;  // what went so that it fits: COOL_DOWN, WARM_UP_ITEMS, NOTES, REST, ...
  std::vector<std::string> parts;    // "1/2 ..." where one message cannot hold every main exercise
};

Sms BuildSms(const Workout& workout);

}  // namespace liftmark::views
