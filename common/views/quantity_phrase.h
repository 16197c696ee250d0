// A phrase of the grammar in quantities.h: factors joined by "×", what follows "@", and remarks.
#pragma once

#include <optional>
#include <string_view>

#include "absl/container/inlined_vector.h"
#include "common/views/quantity_tokens.h"

namespace liftmark::views {

// What stands between two signs of multiplication.
struct Factor {
  bool has_number = false;
  bool has_words = false;  // of any kind; a factor with neither is blank
  Token number;            // where has_number
  bool added = false;      // "+25"
  bool mixed = false;      // several numbers: a sum, a choice
  bool bodyweight = false;
  bool band = false;
  bool implement = false;  // dumbbells, kettlebell, ball, vest
  bool bar = false;        // the bar alone
  bool maximal = false;    // AMRAP, max, to failure
  bool assisted = false;
  bool vague = false;  // "light", "level 5": a load, but no weight

  bool blank() const { return !has_number && !has_words; }
  bool loaded() const { return bodyweight || band || implement || bar || added || assisted || vague; }
};

struct Phrase {
  absl::InlinedVector<Factor, 4> factors;  // never empty
  std::optional<Factor> at;                // the load after "@"
  std::optional<Range> percent;
  std::optional<Range> rpe;
  bool rpe_is_open = false;  // "RPE 9-"
  bool warmup = false;
  std::optional<Token> aside;  // a weight in parentheses
  std::string_view note;

  bool blank() const { return factors.size() == 1 && factors.front().blank() && !at && !percent && !rpe; }
};

// "8.5" in "160 kg × 1 @ 8.5": an effort, where the load is known.
bool MayBeEffort(const Factor& at);

// Reads up to a comma, "then", an arrow, the next pair of factors or the end, and leaves the tokenizer behind
// it.
Phrase ReadPhrase(Tokenizer& tokens);

}  // namespace liftmark::views
