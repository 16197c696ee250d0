#include "common/views/quantity_phrase.h"

#include <array>
#include <cstdint>

#include "common/views/phrases.h"
#include "common/views/quantity_words.h"
#include "common/views/text.h"

namespace liftmark::views {
namespace {

// Beyond this a line is prose.
constexpr std::size_t kMaxFactors = 4;
// A bare number above it is no number of sets.
constexpr double kMostSets = 12;
constexpr double kLeastBareEffort = 5;
constexpr double kMostEffort = 10;
constexpr std::string_view kOfTen = "/10";
// A larger number without a unit is something else: a tempo "@ 3010".
constexpr double kMostBareWeight = 1500;

// The longer before its own beginning.
constexpr std::array<std::string_view, 6> kRemarksOfNoWeight = {"warm-up set", "warm-up",     "warmup",
                                                                "warm up",     "working set", "working"};

bool SaysWarmup(std::string_view text) {
  return ContainsAnyWord(text, {"warm-up", "warmup", "warm up", "wu"});
}

// What stands between the last number of a factor and the next.
enum class Join : std::uint8_t { kNone, kPlus, kChoice };

// Whether a number behind "@" may be a load: no tempo, pace, speed or pulse.
bool MayBeLoad(const Token& token) {
  const bool bare = token.measure == Measure::kNone && !token.clock && !token.compound &&
                    token.value.high <= kMostBareWeight;
  return bare || IsWeight(token.measure) || token.measure == Measure::kPlate ||
         token.measure == Measure::kPluralOrSecond;
}

class PhraseReader {
 public:
  explicit PhraseReader(Tokenizer& tokens)
      : tokens_(tokens), text_(tokens.rest()), begin_(tokens.position()), tail_(begin_) {
    phrase_.factors.emplace_back();
  }

  Phrase Read();

 private:
  Factor& factor() { return at_ && phrase_.at ? *phrase_.at : phrase_.factors.back(); }
  void Understood() { tail_ = tokens_.position(); }

  bool StartFactor();
  bool TakeNumber(const Token& token);
  void MoveLoadAside();
  bool StartsAnother(const Token& token);
  bool IsRemark(Word meaning);
  bool TakeWord(const Token& token);
  void TakeRpe();
  void TakeParenthesis(const Token& token);
  void TakeRemark(std::string_view text);
  bool TimesFollow();
  bool RepsFollow();
  bool CountFollows();
  bool AnotherSetFollows(bool with_load);
  Phrase Finish(std::size_t end);

  Tokenizer& tokens_;
  std::string_view text_;
  std::size_t begin_;
  std::size_t tail_;  // where the last thing understood ends
  Phrase phrase_;
  bool at_ = false;
  Join join_ = Join::kNone;
  bool remarked_ = false;  // a word of no meaning stands behind the last number
};

// False where there are too many, or a load stands after "@".
bool PhraseReader::StartFactor() {
  join_ = Join::kNone;
  remarked_ = false;
  if (at_ || phrase_.factors.size() == kMaxFactors) return false;
  phrase_.factors.emplace_back();
  return true;
}

// The load stands before the scheme without a sign: "60 lb 3x8", "Bodyweight 3x10".
void PhraseReader::MoveLoadAside() {
  phrase_.at = phrase_.factors.back();
  phrase_.factors.back() = Factor();
}

// Whether a number right behind another one goes on with the phrase: "3 sets 8 reps", "60 lb 3x8", "80 3x8",
// "3x8 60 lb".
bool PhraseReader::StartsAnother(const Token& token) {
  const Factor& current = factor();
  const Measure measure = current.number.measure;
  if (at_) return false;
  const bool plain = token.measure == Measure::kNone && !token.per_side;
  const bool bare_load = measure == Measure::kNone && current.number.value.low > kMostSets &&
                         !current.has_words && !current.mixed && TimesFollow();
  if ((IsWeight(measure) || bare_load) && phrase_.factors.size() == 1 && plain) {
    MoveLoadAside();
    return true;
  }
  const bool counts_sets = (measure == Measure::kSet && (plain || token.measure == Measure::kRep)) ||
                           (measure == Measure::kRep && token.measure == Measure::kSet);
  if (counts_sets) return StartFactor();
  const bool sets_by_reps =
      phrase_.factors.size() == 2 && phrase_.factors.front().number.value.high <= kMostSets;
  if (!IsWeight(measure) &&
      (IsWeight(token.measure) || (plain && sets_by_reps && token.value.low > kMostSets)) && !TimesFollow()) {
    phrase_.at.emplace();
    at_ = true;
    return true;
  }
  return false;
}

// False where the number belongs to something else.
bool PhraseReader::TakeNumber(const Token& token) {
  if (token.measure == Measure::kPercent) {
    if (!phrase_.percent) phrase_.percent = token.value;
    if (!at_) factor().vague = factor().has_words = true;
    return true;
  }
  if (at_ && (token.measure == Measure::kRep || token.measure == Measure::kSet)) {
    at_ = false;  // "225 lb @ 5 reps"
    return StartFactor() && TakeNumber(token);
  }
  if (at_ && !MayBeLoad(token)) return true;
  if (at_ && !phrase_.at) phrase_.at.emplace();
  if (factor().has_number) {
    if (join_ != Join::kNone) {
      factor().mixed = true;
      join_ = Join::kNone;
      return true;
    }
    if (!StartsAnother(token)) return false;
  } else if ((factor().bodyweight || factor().band) && join_ == Join::kNone && !at_ &&
             token.measure == Measure::kNone && token.value.high <= kMostSets) {
    MoveLoadAside();
  }
  Factor& current = factor();
  current.has_number = true;
  current.number = token;
  current.added = join_ == Join::kPlus;
  current.mixed = current.mixed || (join_ == Join::kChoice && current.loaded());
  join_ = Join::kNone;
  return true;
}

// "felt heavy" behind "275 x 5", "to failure" behind "50 x 15": nothing about the load or the reps.
bool PhraseReader::IsRemark(Word meaning) {
  const Factor& current = factor();
  const bool behind_reps = phrase_.factors.size() > 1 && !at_ && current.has_number &&
                           !IsWeight(current.number.measure) && join_ == Join::kNone;
  if (!behind_reps) return false;
  switch (meaning) {
    case Word::kPlain:
      remarked_ = true;
      return false;
    case Word::kVague:
      return remarked_ || phrase_.factors.front().number.value.low > kMostSets;
    case Word::kMaximal:
    case Word::kBar:
    case Word::kImplement:
      return remarked_;
    default:
      return false;
  }
}

// False where the word ends the phrase.
bool PhraseReader::TakeWord(const Token& token) {
  const Word meaning = MeaningOf(token.text);
  if (IsRemark(meaning)) return true;
  const auto mark = [&](bool Factor::* flag) {
    // "3x10 BW": it does not qualify the number before it.
    const bool of_body = meaning == Word::kBodyweight || meaning == Word::kBand;
    if (of_body && join_ == Join::kNone && factor().has_number && !IsWeight(factor().number.measure))
      at_ = true;
    if (at_ && !phrase_.at) phrase_.at.emplace();
    Factor& current = factor();
    if (join_ == Join::kChoice && (current.has_number || current.loaded())) current.mixed = true;
    current.*flag = current.has_words = true;
    Understood();
  };
  switch (meaning) {
    case Word::kBodyweight:
      mark(&Factor::bodyweight);
      break;
    case Word::kBand:
      mark(&Factor::band);
      break;
    case Word::kImplement:
      mark(&Factor::implement);
      break;
    case Word::kBar:
      mark(&Factor::bar);
      break;
    case Word::kMaximal:
      mark(&Factor::maximal);
      break;
    case Word::kAssisted:
      mark(&Factor::assisted);
      break;
    case Word::kVague:
      mark(&Factor::vague);
      break;
    case Word::kRpe:
      TakeRpe();
      break;
    case Word::kWarmup:
      phrase_.warmup = true;
      break;
    case Word::kOr:
      join_ = Join::kChoice;
      break;
    case Word::kAt:
      at_ = true;
      break;
    case Word::kOf:
      if (!at_ && factor().has_number && factor().number.measure == Measure::kSet) return StartFactor();
      break;
    case Word::kFor:
      if (RepsFollow() || CountFollows()) return StartFactor();
      break;
    case Word::kThen:
      return false;
    case Word::kPlain:
      if (!at_) factor().has_words = true;
      break;
  }
  return true;
}

void PhraseReader::TakeRpe() {
  const std::size_t before = tokens_.position();
  Token token = tokens_.Next();
  while (token.kind == TokenKind::kOther) token = tokens_.Next();
  if (token.kind == TokenKind::kDash) return Understood();  // "@ RPE -": none
  if (token.kind != TokenKind::kNumber) {
    tokens_.Rewind(before);
    if (!phrase_.at || !MayBeEffort(*phrase_.at)) return;
    phrase_.rpe = phrase_.at->number.value;  // "@ 8 rpe"
    phrase_.at.reset();
    at_ = false;
    return Understood();
  }
  if (!phrase_.rpe) {
    phrase_.rpe = tokens_.WithHalf(token.value);
    phrase_.rpe_is_open = token.open;
  }
  // "RPE 8/10"
  if (tokens_.rest().starts_with(kOfTen)) tokens_.Rewind(tokens_.position() + kOfTen.size());
  Understood();
}

// "(warm-up, RPE 6)", "(each hand)", "(53 lb)", "[target_reps=3]"
void PhraseReader::TakeParenthesis(const Token& token) {
  Factor& current = factor();
  if (current.blank() && phrase_.factors.size() > 1) {
    current.mixed = current.has_words = true;  // "60 kg × (2+2)"
  }
  Understood();
  if (SaysWarmup(token.text)) phrase_.warmup = true;
  if (!phrase_.rpe) {
    phrase_.rpe = FindRpe(token.text);
    phrase_.rpe_is_open = phrase_.rpe && IsDash(RuneAt(token.text, token.text.size() - 1).code);
  }
  if (token.bracket) return TakeRemark(token.text);
  Tokenizer inside(token.text);
  const Token first = inside.Next();
  if (first.kind == TokenKind::kNumber && IsWeight(first.measure) && !phrase_.aside) phrase_.aside = first;
  if (first.kind == TokenKind::kNumber && first.measure == Measure::kPercent && !phrase_.percent) {
    phrase_.percent = first.value;
  }
  // Beside a load it says how that is meant ("(each hand)", "(30 total)"); beside reps it is a remark.
  const bool counted = current.has_number && !IsWeight(current.number.measure) &&
                       (current.number.measure != Measure::kNone || current.number.per_side);
  if (phrase_.factors.size() > 1 || at_ || counted) TakeRemark(token.text);
}

// Keeps the first remark that says more than effort and warm-up.
void PhraseReader::TakeRemark(std::string_view text) {
  if (!phrase_.note.empty()) return;
  std::size_t before = 0;
  do {
    text = TrimLeadingMarks(text);
    before = text.size();
    for (const std::string_view word : kRemarksOfNoWeight) {
      if (StartsWithWord(text, word)) text.remove_prefix(word.size());
    }
    if (StartsWithWord(text, "rpe")) {
      std::size_t size = 0;
      const std::string_view value = TrimLeadingMarks(text.substr(3));
      if (ParseRange(value, &size)) text = value.substr(size);
      if (text.starts_with(kOfTen)) text.remove_prefix(kOfTen.size());
    }
  } while (text.size() != before);
  phrase_.note = Trim(text);
}

bool PhraseReader::TimesFollow() {
  const std::size_t before = tokens_.position();
  const bool times = tokens_.Next().kind == TokenKind::kTimes;
  tokens_.Rewind(before);
  return times;
}

// Whether what follows counts reps, so that a dash or comma before it joins load and reps ("95 lb - 8 reps").
bool PhraseReader::RepsFollow() {
  const Factor& current = factor();
  if (at_ || phrase_.factors.size() > 1 || current.blank()) return false;
  const std::size_t before = tokens_.position();
  const Token next = tokens_.Next();
  const bool multiplied = tokens_.Next().kind == TokenKind::kTimes;  // "BW, 3x12": sets
  tokens_.Rewind(before);
  if (next.kind != TokenKind::kNumber) return false;
  if (next.measure == Measure::kRep) return !current.has_number || current.number.measure != Measure::kRep;
  return !current.has_number && current.loaded() && !IsWeight(next.measure) && !multiplied;
}

// "225 for 5", "25 lb for 12/side", "40 lb for 30 sec", "60s for 3 sets of 10"
bool PhraseReader::CountFollows() {
  const Factor& current = factor();
  const Measure measure = current.number.measure;
  const bool load = current.has_number &&
                    (IsWeight(measure) || measure == Measure::kNone || measure == Measure::kPluralOrSecond);
  if (at_ || phrase_.factors.size() > 1 || !load || current.number.per_side) return false;
  const std::size_t before = tokens_.position();
  const Token next = tokens_.Next();
  tokens_.Rewind(before);
  return next.kind == TokenKind::kNumber &&
         (next.measure == Measure::kNone || next.measure == Measure::kSet ||
          (next.measure == Measure::kSecond && measure != Measure::kPluralOrSecond));
}

// Behind the count of a set: "160 lb × 12 / BW × 20" (of the other exercise of a pair), "25 × 12 + 15 × 8" (a
// drop).
bool PhraseReader::AnotherSetFollows(bool with_load) {
  if (phrase_.factors.size() < 2 || !factor().has_number) return false;
  const std::size_t before = tokens_.position();
  const Token load = tokens_.Next();
  const bool loaded = (load.kind == TokenKind::kNumber && (IsWeight(load.measure) || !with_load)) ||
                      (load.kind == TokenKind::kWord && MeaningOf(load.text) == Word::kBodyweight);
  const bool set = loaded && TimesFollow();
  tokens_.Rewind(before);
  return set;
}

// The phrase ends at `end`; what was not understood since the last number is a remark.
Phrase PhraseReader::Finish(std::size_t end) {
  if (end > tail_) {
    const std::string_view tail = text_.substr(tail_ - begin_, end - tail_);
    const std::string_view remark = TrimLeadingMarks(tail);
    if (!phrase_.rpe && StartsWithWord(remark, "rpe")) phrase_.rpe = FindRpe(tail);
    if (StartsWithWord(remark, "warm-up") || StartsWithWord(remark, "warmup")) phrase_.warmup = true;
    if (!phrase_.blank()) TakeRemark(tail);
  }
  return std::move(phrase_);
}

Phrase PhraseReader::Read() {
  const std::size_t text_end = begin_ + text_.size();
  while (true) {
    const std::size_t before = tokens_.position();
    const Token token = tokens_.Next();
    switch (token.kind) {
      case TokenKind::kEnd:
        return Finish(before);
      case TokenKind::kNumber:
        if (!TakeNumber(token)) {
          if (phrase_.factors.size() > 1 && TimesFollow()) {
            tokens_.Rewind(before);  // "100x5 110x5"
            return Finish(before);
          }
          tokens_.Rewind(text_end);
          return Finish(text_end);
        }
        Understood();
        break;
      case TokenKind::kWord:
        if (!TakeWord(token)) return Finish(before);
        break;
      case TokenKind::kTimes:
        if (!StartFactor()) return Finish(before);
        Understood();
        break;
      case TokenKind::kAt:
        at_ = true;
        Understood();
        break;
      case TokenKind::kPlus:
        if (AnotherSetFollows(/*with_load=*/false)) return Finish(before);
        join_ = Join::kPlus;
        break;
      case TokenKind::kSlash:
        if (AnotherSetFollows(/*with_load=*/true)) {
          tokens_.Rewind(text_end);
          return Finish(text_end);
        }
        join_ = Join::kChoice;
        break;
      case TokenKind::kParenthesis:
        TakeParenthesis(token);
        break;
      case TokenKind::kComma:
        if (!RepsFollow() || !StartFactor()) return Finish(before);
        Understood();
        break;
      case TokenKind::kDash:
        if (RepsFollow() && StartFactor()) {
          Understood();
        } else if (!phrase_.blank()) {
          tokens_.Rewind(text_end);
          return Finish(text_end);
        }
        break;
      case TokenKind::kArrow:
        if (!phrase_.blank()) return Finish(before);
        break;
      case TokenKind::kOther:
        break;
    }
  }
}

}  // namespace

bool MayBeEffort(const Factor& at) {
  const Token& number = at.number;
  return at.has_number && !at.loaded() && number.measure == Measure::kNone && number.value.single() &&
         !number.open && number.value.low >= kLeastBareEffort && number.value.low <= kMostEffort;
}

Phrase ReadPhrase(Tokenizer& tokens) { return PhraseReader(tokens).Read(); }

}  // namespace liftmark::views
