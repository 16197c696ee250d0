#include "common/views/quantity_words.h"

#include <array>

#include "common/views/text.h"

namespace liftmark::views {
namespace {

struct Meaning {
  std::string_view word;
  Word meaning;
};

constexpr std::array kMeanings = {
    Meaning{"amrap", Word::kMaximal},
    Meaning{"assist", Word::kAssisted},
    Meaning{"assistance", Word::kAssisted},
    Meaning{"assisted", Word::kAssisted},
    Meaning{"at", Word::kAt},
    Meaning{"ball", Word::kImplement},
    Meaning{"band", Word::kBand},
    Meaning{"banded", Word::kBand},
    Meaning{"bands", Word::kBand},
    Meaning{"bar", Word::kBar},
    Meaning{"barbell", Word::kBar},
    Meaning{"body", Word::kBodyweight},
    Meaning{"bodyweight", Word::kBodyweight},
    Meaning{"body-weight", Word::kBodyweight},
    Meaning{"bw", Word::kBodyweight},
    Meaning{"db", Word::kImplement},
    Meaning{"dbs", Word::kImplement},
    Meaning{"dumbbell", Word::kImplement},
    Meaning{"dumbbells", Word::kImplement},
    Meaning{"failure", Word::kMaximal},
    Meaning{"feel", Word::kMaximal},
    Meaning{"for", Word::kFor},
    Meaning{"heavy", Word::kVague},
    Meaning{"kb", Word::kImplement},
    Meaning{"kbs", Word::kImplement},
    Meaning{"kettlebell", Word::kImplement},
    Meaning{"kettlebells", Word::kImplement},
    Meaning{"level", Word::kVague},
    Meaning{"light", Word::kVague},
    Meaning{"max", Word::kMaximal},
    Meaning{"medium", Word::kVague},
    Meaning{"miniband", Word::kBand},
    Meaning{"mini-band", Word::kBand},
    Meaning{"moderate", Word::kVague},
    Meaning{"of", Word::kOf},
    Meaning{"or", Word::kOr},
    Meaning{"pin", Word::kVague},
    Meaning{"plate", Word::kImplement},
    Meaning{"rpe", Word::kRpe},
    Meaning{"then", Word::kThen},
    Meaning{"tube", Word::kBand},
    Meaning{"unassisted", Word::kBodyweight},
    Meaning{"vest", Word::kImplement},
    Meaning{"warm-up", Word::kWarmup},
    Meaning{"warmup", Word::kWarmup},
    Meaning{"with", Word::kAt},
    Meaning{"wu", Word::kWarmup},
    Meaning{"à", Word::kOf},
};

}  // namespace

Word MeaningOf(std::string_view word) {
  const char first = ToLower(word.front());
  for (const Meaning& entry : kMeanings) {
    if (entry.word.front() == first && EqualsIgnoringCase(word, entry.word)) return entry.meaning;
  }
  return Word::kPlain;
}

bool IsPlainWord(std::string_view word) { return MeaningOf(word) == Word::kPlain; }

bool IsLoadWord(std::string_view word) {
  switch (MeaningOf(word)) {
    case Word::kBodyweight:
    case Word::kBand:
    case Word::kImplement:
    case Word::kBar:
    case Word::kVague:
      return true;
    default:
      return false;
  }
}

}  // namespace liftmark::views
