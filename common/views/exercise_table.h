// The exercises we know by name, and how words are spelt. Data for exercise_names.cc.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace liftmark::views {

// One word, in lower case and the singular, as one or more others.
struct WordSpelling {
  std::string_view word;
  std::string_view words;
};

// Words in a row that are one word of a name ("single arm", "close grip"), or another ("military press").
struct PhraseSpelling {
  std::string_view phrase;
  std::string_view words;
  bool joined = false;  // `words` count as one
};

// In the order in which they lead a key. A key's exercise is looked up with all of its words, then without
// those of each kind in turn; kEquipment always belongs to the exercise.
enum class Modifier : std::uint8_t { kNone, kManner, kGrip, kSide, kPosture, kEquipment };

struct ModifierWord {
  std::string_view word;
  Modifier modifier;
};

// `spellings` are separated by commas; order of words, plurals, hyphens and abbreviations need no spelling of
// their own.
struct ExerciseEntry {
  std::string_view key;
  std::string_view spellings;
};

std::span<const WordSpelling> WordSpellings();
std::span<const std::string_view> WordsOfNoWeight();
std::span<const PhraseSpelling> PhraseSpellings();
std::span<const ModifierWord> ModifierWords();
std::span<const ExerciseEntry> Exercises();

}  // namespace liftmark::views
