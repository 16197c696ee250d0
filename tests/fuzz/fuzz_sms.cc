// Any workout gives a text message of GSM-7 characters, in parts that each fit one; any text has a size.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "common/views/sms.h"
#include "tests/fuzz/fuzz_check.h"

using liftmark::fuzz::Check;
using liftmark::views::kSmsMaxCharacters;
using liftmark::views::MeasureSms;
using liftmark::views::Sms;
using liftmark::views::SmsEncoding;
using liftmark::views::SmsSize;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view source(reinterpret_cast<const char*>(data), size);
  const SmsSize raw = MeasureSms(source);
  Check(raw.segments >= (raw.characters > 0 ? 1 : 0), "a segment for every text");

  const Sms sms = liftmark::views::BuildSms(liftmark::views::BuildWorkout(source));
  Check(sms.size.encoding == SmsEncoding::kGsm7, "GSM-7");
  Check(sms.size.characters == MeasureSms(sms.text).characters, "the size of the text");
  Check(sms.size.characters <= kSmsMaxCharacters || !sms.parts.empty(),
        "parts where one message is too long");
  for (const std::string& part : sms.parts) {
    Check(MeasureSms(part).characters <= kSmsMaxCharacters, "parts that fit");
  }
  return 0;
}
