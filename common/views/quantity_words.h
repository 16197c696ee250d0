// The words of the grammar in quantities.h.
#pragma once

#include <cstdint>
#include <string_view>

namespace liftmark::views {

enum class Word : std::uint8_t {
  kPlain,
  kBodyweight,
  kBand,
  kImplement,
  kBar,
  kMaximal,
  kAssisted,
  kVague,
  kRpe,
  kWarmup,
  kOr,
  kAt,
  kOf,
  kFor,
  kThen,
};

Word MeaningOf(std::string_view word);

// Whether a word is none of the grammar's ("easy", unlike "BW" or "light").
bool IsPlainWord(std::string_view word);

// Whether a word says what is lifted, or how heavy it is ("BW", "DBs", "light").
bool IsLoadWord(std::string_view word);

}  // namespace liftmark::views
