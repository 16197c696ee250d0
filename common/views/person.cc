#include "common/views/person.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "common/views/dates.h"
#include "common/views/phrases.h"
#include "common/views/text.h"

namespace liftmark::views {
namespace {

constexpr int kMinAge = 5;
constexpr int kMaxAge = 120;

struct LevelMention {
  Experience level;
  std::size_t begin = 0;
  std::size_t end = 0;
};

std::vector<LevelMention> LevelsIn(std::string_view text) {
  struct Word {
    std::string_view word;
    Experience level;
  };
  static constexpr Word kWords[] = {{"beginner", Experience::kBeginner},
                                    {"novice", Experience::kBeginner},
                                    {"intermediate", Experience::kIntermediate},
                                    {"advanced", Experience::kAdvanced}};
  std::vector<LevelMention> levels;
  for (const Word& word : kWords) {
    for (std::size_t at = FindWord(text, word.word); at != std::string_view::npos;
         at = FindWord(text, word.word, at + word.word.size()))
      levels.push_back({word.level, at, at + word.word.size()});
  }
  std::sort(levels.begin(), levels.end(), [](const auto& a, const auto& b) { return a.begin < b.begin; });
  return levels;
}

bool IsAreaAndPlace(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos || slash + 1 == text.size()) return false;
  const auto in_name = [](char c) {
    return IsLetter(c) || IsDigit(c) || c == '_' || c == '-' || c == '+' || c == '/';
  };
  return std::all_of(text.begin(), text.end(), in_name) &&
         IsOneOf(text.substr(0, slash),
                 {"africa", "america", "antarctica", "arctic", "asia", "atlantic", "australia", "brazil",
                  "canada", "chile", "etc", "europe", "indian", "mexico", "pacific", "us"});
}

// "+05:30", "-0800", "UTC+2", "GMT -5" as "+05:30", "-08:00", "+02:00", "-05:00".
std::optional<std::string> OffsetIn(std::string_view text) {
  if (StartsWithIgnoringCase(text, "utc") || StartsWithIgnoringCase(text, "gmt")) text = Trim(text.substr(3));
  const Rune sign = RuneAt(text, 0);
  if (sign.code != '+' && !IsDash(sign.code)) return std::nullopt;
  std::string digits;
  for (const char c : text.substr(sign.size)) {
    if (IsDigit(c)) {
      digits.push_back(c);
    } else if (c != ':') {
      return std::nullopt;
    }
  }
  if (digits.empty() || digits.size() > 4) return std::nullopt;
  if (digits.size() % 2 == 1) digits.insert(0, 1, '0');
  if (digits.size() == 2) digits.append("00");
  if (digits > "1400" || digits[2] > '5') return std::nullopt;
  return std::string(sign.code == '+' ? "+" : "-") + digits.substr(0, 2) + ":" + digits.substr(2);
}

}  // namespace

std::optional<int> AgeIn(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    if (!IsDigit(text[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < text.size() && IsDigit(text[end])) ++end;
    // Neither "30s" nor a year.
    const bool whole =
        end == text.size() || !IsLetter(text[end]) || StartsWithIgnoringCase(text.substr(end), "y");
    if (const std::optional<int> age = FirstNumber(text.substr(i, end - i));
        whole && age && *age >= kMinAge && *age <= kMaxAge)
      return age;
    i = end;
  }
  return std::nullopt;
}

std::optional<int> AgeInProse(std::string_view text) {
  for (const std::string_view phrase : {"years old", "year old", "year-old", "years-old", "yo", "y/o"}) {
    if (const std::size_t at = FindWord(text, phrase); at != std::string_view::npos) {
      const std::string_view before = TrimEnding(text.substr(0, at));
      std::size_t begin = before.size();
      while (begin > 0 && IsDigit(before[begin - 1])) --begin;
      if (begin < before.size()) return AgeIn(before.substr(begin));
    }
  }
  if (const std::size_t at = FindWord(text, "aged"); at != std::string_view::npos)
    return AgeIn(text.substr(at));
  // "I am 28 and", "I'm 28." and not "I am 28 weeks pregnant".
  for (const std::string_view lead : {"i am", "i'm", "i\u2019m"}) {
    const std::size_t at = FindWord(text, lead);
    if (at == std::string_view::npos) continue;
    const std::string_view rest = Trim(text.substr(at + lead.size()));
    const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
    const std::string_view behind = Trim(rest.substr(digits));
    const bool alone = behind.empty() || !IsLetter(behind.front()) || StartsWithWord(behind, "and");
    if (digits == 2 && alone && !behind.starts_with('%')) return AgeIn(rest.substr(0, digits));
  }
  return std::nullopt;
}

std::optional<Experience> ExperienceIn(std::string_view text) {
  const std::vector<LevelMention> levels = LevelsIn(text);
  if (levels.empty()) return std::nullopt;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const std::size_t next = i + 1 < levels.size() ? levels[i + 1].begin : text.size();
    const std::string_view after = text.substr(levels[i].end, next - levels[i].end);
    const std::string_view clause = after.substr(0, after.find_first_of(",;.("));
    if (ContainsAnyWord(clause, {"lifter", "lifting", "strength", "weights", "in the gym"}))
      return levels[i].level;
  }
  return levels.front().level;
}

std::optional<std::string> TimezoneIn(std::string_view text) {
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find_first_of(" ,;()", begin), text.size());
    if (IsAreaAndPlace(text.substr(begin, end - begin))) return std::string(text.substr(begin, end - begin));
    begin = end + 1;
  }
  std::string bare = WithoutParentheses(text);
  if (IsOneOf(bare, {"utc", "gmt", "z", "est", "mst", "hst", "cet", "eet", "met", "wet"})) return bare;
  return OffsetIn(bare);
}

std::string_view NameInProse(std::string_view text) {
  struct Lead {
    std::string_view words;
    bool alone;  // says by itself that a name follows
  };
  static constexpr Lead kLeads[] = {
      {"my name is", true}, {"i'm", false}, {"i\u2019m", false}, {"i am", false}, {"this is", false}};
  for (const Lead& lead : kLeads) {
    const std::size_t at = FindWord(text, lead.words);
    if (at == std::string_view::npos) continue;
    const std::string_view rest = Trim(text.substr(at + lead.words.size()));
    std::size_t end = 0;
    for (std::size_t i = 0; i < rest.size() && rest[i] >= 'A' && rest[i] <= 'Z'; ++i) {
      while (i < rest.size() && !IsSpace(rest[i]) && std::string_view(",.;(!").find(rest[i]) == rest.npos)
        ++i;
      end = i;
      if (i == rest.size() || !IsSpace(rest[i])) break;
    }
    // "I'm Canadian and ..." is none.
    if (end > 0 && (lead.alone || rest.substr(end).starts_with(','))) return rest.substr(0, end);
  }
  return {};
}

std::string_view GoalInProse(std::string_view sentence) {
  for (const std::string_view lead :
       {"my goal is", "my main goal is", "my primary goal is", "main goal is", "primary goal is", "i want to",
        "i'd like to", "i\u2019d like to", "i would like to"}) {
    const std::size_t at = FindWord(sentence, lead);
    if (at == std::string_view::npos) continue;
    std::string_view goal = Trim(sentence.substr(at + lead.size()));
    if (StartsWithWord(goal, "to")) goal = Trim(goal.substr(2));
    return TrimEnding(goal);
  }
  return {};
}

std::string_view NameInTitle(std::string_view title) {
  const SpacedDash dash = FindSpacedDash(title);
  const std::size_t colon = title.find(':');
  const std::size_t end = std::min(dash.position, colon);
  if (end == std::string_view::npos ||
      !ContainsAnyWord(title.substr(0, end), {"dossier", "profile", "client", "athlete"}))
    return {};
  const std::string_view name = Trim(title.substr(end + (end == colon ? 1 : dash.size)));
  return FindDate(name) || name.find('[') != std::string_view::npos ? std::string_view() : name;
}

}  // namespace liftmark::views
