#include "common/views/exercise_lexicon.h"

#include <span>

#include "common/views/exercise_names.h"
#include "common/views/phrases.h"

namespace liftmark::views {
namespace {

constexpr Modifier kKeyOrder[] = {Modifier::kManner,  Modifier::kGrip,      Modifier::kSide,
                                  Modifier::kPosture, Modifier::kEquipment, Modifier::kNone};
constexpr Modifier kRemovableModifiers[] = {Modifier::kManner, Modifier::kGrip, Modifier::kSide,
                                            Modifier::kPosture};

// Calls `visit` for each of the parts of a table's text.
template <class Visit>
void ForEachPart(std::string_view text, char separator, Visit visit) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (const std::string_view part = Trim(text.substr(0, end)); !part.empty()) visit(part);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

std::string Join(const Words& words) {
  std::string joined;
  for (const std::string_view word : words) {
    if (!joined.empty()) joined.push_back(' ');
    joined.append(word);
  }
  return joined;
}

// The words in alphabetical order, so that "Incline DB Press" finds "DB Incline Press".
std::string BagOf(Words words) {
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return Join(words);
}

bool IsOfNoWeight(std::string_view word) {
  const std::span<const std::string_view> words = WordsOfNoWeight();
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string_view Singular(std::string_view word) {
  const auto ends = [&](std::string_view ending) {
    return word.size() > ending.size() && word.ends_with(ending);
  };
  if (ends("sses") || ends("ches") || ends("shes") || ends("xes")) return word.substr(0, word.size() - 2);
  if (ends("s") && !ends("ss") && !ends("us") && !ends("is")) return word.substr(0, word.size() - 1);
  return word;
}

// Modifiers first, in the order of their kinds, then the rest as written.
std::string KeyOfUnknown(const Words& words) {
  const Lexicon& lexicon = Lexicon::Get();
  Words ordered;
  for (const Modifier kind : kKeyOrder) {
    for (const std::string_view word : words) {
      if (lexicon.ModifierOf(word) == kind && !Contains(ordered, word)) ordered.push_back(word);
    }
  }
  return Join(ordered);
}

// The key of the exercise that is left without the modifiers up to some kind, with these before it.
std::string KeyOfWords(const Words& words) {
  const Lexicon& lexicon = Lexicon::Get();
  if (const std::string_view key = lexicon.KeyOf(words); !key.empty()) return std::string(key);
  Words taken;
  Words left = words;
  for (const Modifier kind : kRemovableModifiers) {
    const auto is_kind = [&](std::string_view word) { return lexicon.ModifierOf(word) == kind; };
    for (const std::string_view word : left) {
      if (is_kind(word) && !Contains(taken, word)) taken.push_back(word);
    }
    left.erase(std::remove_if(left.begin(), left.end(), is_kind), left.end());
    const std::string_view key = taken.empty() ? std::string_view() : lexicon.KeyOf(left);
    if (!key.empty()) return Join(taken).append(" ").append(key);
  }
  return KeyOfUnknown(words);
}

}  // namespace

Lexicon::Lexicon() {
  for (const WordSpelling& spelling : WordSpellings()) spellings_.emplace(spelling.word, spelling.words);
  for (const ModifierWord& modifier : ModifierWords()) modifiers_.emplace(modifier.word, modifier.modifier);
  for (const PhraseSpelling& phrase : PhraseSpellings()) {
    phrases_[phrase.phrase.substr(0, phrase.phrase.find(' '))].push_back(&phrase);
  }
  for (const ExerciseEntry& exercise : Exercises()) {
    keys_.emplace(BagOf(WordsOf(exercise.key)), exercise.key);
    ForEachPart(exercise.spellings, ',',
                [&](std::string_view spelling) { keys_.emplace(BagOf(WordsOf(spelling)), exercise.key); });
  }
}

void Lexicon::AddWord(std::string_view word, Words& words) const {
  auto spelling = spellings_.find(word);
  if (spelling == spellings_.end()) {
    word = Singular(word);
    spelling = spellings_.find(word);
  }
  if (spelling == spellings_.end()) {
    words.push_back(word);
  } else {
    ForEachPart(spelling->second, ' ', [&](std::string_view part) { words.push_back(part); });
  }
}

// Replaces the phrase that begins at `i`; false where none does.
bool Lexicon::JoinPhraseAt(std::size_t i, Words& words) const {
  const auto candidates = phrases_.find(words[i]);
  if (candidates == phrases_.end()) return false;
  for (const PhraseSpelling* phrase : candidates->second) {
    Words parts;
    ForEachPart(phrase->phrase, ' ', [&](std::string_view part) { parts.push_back(part); });
    if (i + parts.size() > words.size() || !std::equal(parts.begin(), parts.end(), words.begin() + i))
      continue;
    Words replacement;
    if (phrase->joined) {
      replacement.push_back(phrase->words);
    } else {
      ForEachPart(phrase->words, ' ', [&](std::string_view part) { replacement.push_back(part); });
    }
    words.erase(words.begin() + i, words.begin() + i + parts.size());
    words.insert(words.begin() + i, replacement.begin(), replacement.end());
    return true;
  }
  return false;
}

Words Lexicon::WordsOf(std::string_view folded) const {
  Words words;
  const auto is_word = [](char c) {
    return IsLetter(c) || IsDigit(c) || static_cast<unsigned char>(c) >= 0x80;
  };
  for (std::size_t i = 0; i < folded.size() && words.size() < kMaxWords;) {
    if (folded[i] == '&' || folded[i] == '+') {
      words.push_back("and");
      ++i;
      continue;
    }
    if (!is_word(folded[i])) {
      ++i;
      continue;
    }
    const std::size_t begin = i;
    while (i < folded.size() && is_word(folded[i])) ++i;
    // "45°", "30 degrees" and "2\"" set an angle or a height; "farmer's" is one word.
    const std::string_view word = folded.substr(begin, i - begin);
    const std::string_view rest = folded.substr(i);
    const bool measured = IsDigit(word.front()) &&
                          (rest.starts_with('"') || word.ends_with("\u00B0") ||
                           StartsWithWord(Trim(rest), "degree") || StartsWithWord(Trim(rest), "degrees"));
    if (rest.starts_with("'s") && (rest.size() == 2 || !is_word(rest[2]))) i += 2;
    if (!measured && word != "degree" && word != "degrees") AddWord(word, words);
  }
  for (std::size_t i = 0; i < words.size(); ++i) {
    // A replacement may begin another phrase ("ez" is "ez bar").
    for (int round = 0; round < 2 && JoinPhraseAt(i, words);) ++round;
  }
  words.erase(std::remove_if(words.begin(), words.end(), IsOfNoWeight), words.end());
  return words;
}

Modifier Lexicon::ModifierOf(std::string_view word) const {
  const auto found = modifiers_.find(word);
  return found == modifiers_.end() ? Modifier::kNone : found->second;
}

std::string_view Lexicon::KeyOf(const Words& words) const {
  const auto found = keys_.find(BagOf(words));
  return found == keys_.end() ? std::string_view() : found->second;
}

std::string ExerciseKey(std::string_view name) {
  const std::string folded = Fold(CleanExerciseName(name));
  const SpacedDash dash = FindSpacedDash(folded);
  const std::string_view head = std::string_view(folded).substr(0, dash.position);
  std::string plain;
  std::string asides;
  if (dash.found()) asides = folded.substr(dash.position + dash.size);
  for (std::size_t i = 0; i < head.size();) {
    const std::size_t open = std::min(head.find('(', i), head.size());
    plain.append(head.substr(i, open - i)).push_back(' ');
    const std::size_t close = open < head.size() ? FindClosing(head, open) : open;
    asides.append(" ").append(head.substr(open, close - open));
    i = close + 1;
  }
  const Lexicon& lexicon = Lexicon::Get();
  Words words = lexicon.WordsOf(plain);
  for (const std::string_view word : lexicon.WordsOf(asides)) {
    if (words.empty() || (lexicon.ModifierOf(word) != Modifier::kNone && !Contains(words, word)))
      words.push_back(word);
  }
  return std::string(CutTo(KeyOfWords(words), kMaxExerciseNameBytes));
}

}  // namespace liftmark::views
