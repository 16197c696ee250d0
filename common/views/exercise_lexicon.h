// The words of exercise names, spelt one way.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/inlined_vector.h"
#include "common/views/exercise_table.h"
#include "common/views/text.h"

namespace liftmark::views {

// More words than this are prose.
inline constexpr std::size_t kMaxWords = 24;

using Words = absl::InlinedVector<std::string_view, kMaxWords>;

inline bool Contains(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// The table of exercises, indexed. Made at its first use; any thread may read it.
class Lexicon {
 public:
  static const Lexicon& Get() {
    static const Lexicon* const lexicon = new Lexicon();
    return *lexicon;
  }

  // The words of folded text: spelt one way, singular, phrases joined. Views into the text and the table.
  Words WordsOf(std::string_view folded) const;
  Modifier ModifierOf(std::string_view word) const;
  // The key of exactly these words; empty where there is none.
  std::string_view KeyOf(const Words& words) const;

 private:
  Lexicon();
  void AddWord(std::string_view word, Words& words) const;
  bool JoinPhraseAt(std::size_t i, Words& words) const;

  absl::flat_hash_map<std::string_view, std::string_view> spellings_;
  absl::flat_hash_map<std::string_view, Modifier> modifiers_;
  absl::flat_hash_map<std::string_view, std::vector<const PhraseSpelling*>> phrases_;  // by first word
  absl::flat_hash_map<std::string, std::string_view> keys_;                            // by bag
};

}  // namespace liftmark::views
