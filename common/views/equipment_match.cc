#include "common/views/equipment_match.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "common/markdown/fold.h"

namespace liftmark::views {
namespace {

// A name, and the usual one; folded, singular, with single spaces.
constexpr std::pair<std::string_view, std::string_view> kOneThing[] = {
    {"power rack", "squat rack"},
    {"power cage", "squat rack"},
    {"half rack", "squat rack"},
    {"squat stand", "squat rack"},
    {"rower", "rowing machine"},
    {"rowing erg", "rowing machine"},
    {"cable station", "cable machine"},
    {"cable tower", "cable machine"},
    {"cable", "cable machine"},
    {"functional trainer", "cable machine"},
    {"chin up bar", "pull up bar"},
    {"pullup bar", "pull up bar"},
    {"ez curl bar", "ez bar"},
    {"kb", "kettlebell"},
    {"db", "dumbbell"},
    {"bb", "barbell"},
};

std::string Singular(std::string_view word) {
  if (word.ends_with("ches") || word.ends_with("xes")) return std::string(word.substr(0, word.size() - 2));
  if (word.size() > 2 && word.ends_with('s') && !word.ends_with("ss"))
    return std::string(word.substr(0, word.size() - 1));
  return std::string(word);
}

using Words = std::vector<std::string>;

Words WordsOf(std::string_view text) {
  const std::string folded =
      absl::StrReplaceAll(markdown::Fold(text), {{"-", " "}, {"/", " "}, {",", " "}, {"(", " "}, {")", " "}});
  Words words;
  for (const absl::string_view word : absl::StrSplit(folded, ' ', absl::SkipEmpty())) {
    words.push_back(Singular({word.data(), word.size()}));
  }
  return words;
}

bool HoldsAll(const Words& words, const Words& needed) {
  return std::all_of(needed.begin(), needed.end(), [&](const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
  });
}

// Whether the words of `name` stand in `words` one behind the other.
bool Names(const Words& words, const Words& name) {
  return std::search(words.begin(), words.end(), name.begin(), name.end()) != words.end();
}

bool TagHas(const Words& tag, const Words& needed) {
  if (HoldsAll(tag, needed)) return true;
  std::string thing = absl::StrJoin(needed, " ");
  for (const auto& [name, usual] : kOneThing) {
    if (name == thing) thing = usual;
  }
  return Names(tag, WordsOf(thing)) ||
         std::any_of(std::begin(kOneThing), std::end(kOneThing), [&](const auto& pair) {
           return pair.second == thing && Names(tag, WordsOf(pair.first));
         });
}

}  // namespace

bool HasEquipment(const std::vector<std::string>& tags, std::string_view needed) {
  const Words words = WordsOf(needed);
  return words.empty() || std::any_of(tags.begin(), tags.end(),
                                      [&](const std::string& tag) { return TagHas(WordsOf(tag), words); });
}

}  // namespace liftmark::views
