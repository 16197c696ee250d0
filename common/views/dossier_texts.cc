#include "common/views/dossier_texts.h"

#include <algorithm>

#include "common/views/dates.h"
#include "common/views/phrases.h"
#include "common/views/text.h"

namespace liftmark::views {
namespace {

// A longer sentence tells a story.
constexpr std::size_t kMaxTasteBytes = 500;

struct TasteLead {
  std::string_view words;
  bool likes;
};
constexpr TasteLead kTasteLeads[] = {{"likes", true},
                                     {"loves", true},
                                     {"enjoys", true},
                                     {"love", true},
                                     {"i like", true},
                                     {"i love", true},
                                     {"i enjoy", true},
                                     {"hates", false},
                                     {"hate", false},
                                     {"dislikes", false},
                                     {"dislike", false},
                                     {"i hate", false},
                                     {"i dislike", false},
                                     {"does not like", false},
                                     {"doesn't like", false},
                                     {"doesn\u2019t like", false},
                                     {"i do not like", false},
                                     {"i don't like", false},
                                     {"i don\u2019t like", false}};

// Where "and hate split squats" begins; the size where nothing of the kind follows.
std::size_t FindSecondTaste(std::string_view sentence) {
  for (const std::string_view joint :
       {"and hate", "but hate", "and hates", "but hates", "and dislike", "but dislike", "and dislikes",
        "but dislikes", "and love", "and loves"}) {
    if (const std::size_t at = FindWord(sentence, joint); at != std::string_view::npos) return at;
  }
  return sentence.size();
}

// "[RESOLVED] Elbow", "Back strain (2024), resolved", "Status: resolved"; not "until resolved".
bool SaysResolved(std::string_view text) {
  if (text.starts_with('[') && ContainsWord(text.substr(0, text.find(']')), "past")) return true;
  for (const std::string_view word : {"resolved", "inactive", "healed", "fully healed"}) {
    for (std::size_t at = FindWord(text, word); at != std::string_view::npos;
         at = FindWord(text, word, at + word.size())) {
      const std::string_view before = Trim(text.substr(0, at));
      if (!before.empty() && std::string_view("[(:,;").find(before.back()) != std::string_view::npos)
        return true;
      const std::size_t space = before.find_last_of(' ');
      if (IsDash(RuneAt(before, space == std::string_view::npos ? 0 : space + 1).code)) return true;
    }
  }
  return false;
}

}  // namespace

std::optional<Constraint> ReadConstraint(std::string_view text) {
  Constraint constraint;
  text = Trim(text);
  if (SaysResolved(text)) constraint.status = ConstraintStatus::kResolved;
  if (text.starts_with('[')) {
    const std::size_t close = std::min(text.find(']'), text.size() - 1);
    text = TrimLeadingMarks(text.substr(close + 1));
  }
  if (IsUnsaid(text) || StartsWithWord(text, "no") || StartsWithWord(text, "nothing")) return std::nullopt;
  constraint.text = text;
  for (const std::string_view word : {"since", "added", "started", "onset"}) {
    const std::size_t at = FindWord(text, word);
    if (at == std::string_view::npos) continue;
    const std::string_view after = text.substr(at + word.size());
    if (const std::optional<DateMatch> match = FindDate(after); match && match->date && match->begin <= 2) {
      constraint.since = ToIso(*match->date);
      break;
    }
  }
  return constraint;
}

void ReadTastes(std::string_view text, std::vector<std::string>& likes, std::vector<std::string>& dislikes) {
  for (std::string_view sentence : SplitSentences(text)) {
    if (sentence.size() > kMaxTasteBytes) continue;
    while (!sentence.empty()) {
      const std::size_t end = FindSecondTaste(sentence);
      const std::string_view clause = sentence.substr(0, end);
      for (const TasteLead& lead : kTasteLeads) {
        if (!StartsWithWord(clause, lead.words)) continue;
        std::vector<std::string>& tastes = lead.likes ? likes : dislikes;
        for (const std::string_view item : SplitList(clause.substr(lead.words.size())))
          tastes.emplace_back(TrimEnding(item));
        break;
      }
      sentence = TrimLeadingMarks(sentence.substr(end));
      for (const std::string_view joint : {"and", "but"}) {
        if (StartsWithWord(sentence, joint)) sentence = Trim(sentence.substr(joint.size()));
      }
    }
  }
}

}  // namespace liftmark::views
