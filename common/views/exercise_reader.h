// Reads the part of a workout that holds exercises: titles, set lines, targets, compact notations, tables.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/markdown/document.h"
#include "common/views/text.h"
#include "common/views/workout_draft.h"
#include "common/views/workout_table.h"
#include "common/views/workout_words.h"

namespace liftmark::views {

// Levels of titles that are no headings, below all of these.
inline constexpr int kLabelLevel = 7;
inline constexpr int kBoldLevel = 8;
inline constexpr int kItemLevel = 9;  // and the item's depth

class ExerciseReader {
 public:
  // `source` is the text that the lines were read from; both outlive the reader.
  ExerciseReader(std::string_view source, WorkoutDraft& draft) : source_(source), draft_(draft) {}

  // Exercises that follow stand in this section; none is open. The title may be empty.
  void StartSection(std::string_view title);
  // What follows a group's title is a superset or circuit by this name; empty where it ends.
  void StartGroup(std::string_view title) { group_ = title; }
  void Start(std::string_view title, std::uint32_t line, int level);
  // "Squat" / "135 x 5": whether a line of text names the exercise whose sets begin `below` it.
  bool IsPlainTitle(const markdown::Line& line, const std::optional<Labeled>& labeled,
                    std::string_view below) const;
  // Nothing takes what follows until the next title.
  void Close() {
    open_ = false;
    expected_.reset();
  }
  // A title that is an exercise's only if something follows that exercises have.
  void Expect(const markdown::Line& line, int level);
  // Below a title or label of the open exercise. `depth` is of the item; kWholePart where it is none.
  void StartPart(ExercisePart part, int depth);
  static constexpr int kWholePart = -1;

  // Whether a title waits for what exercises have.
  bool expecting() const { return expected_.has_value(); }

  // Whether an exercise takes what follows, and the level of its title.
  bool open() const { return open_; }
  int level() const { return level_; }

  // False where the line is none of an exercise.
  bool ReadLine(const markdown::Line& line, const std::optional<Labeled>& labeled,
                const markdown::Block& block);
  bool ReadItem(const markdown::Line& line, const std::optional<Labeled>& labeled,
                const markdown::Block& block);
  void ReadCells(const WorkoutTable::Cells& cells, std::uint32_t line);
  void EndTable() { table_.reset(); }

 private:
  enum class Mode : std::uint8_t { kSets, kWarmUp, kWorkingSets, kNotes, kIgnore };
  struct Expected {
    markdown::Line line;
    int level = 0;
  };

  bool IsInWarmUp(std::string_view text);
  bool ReadSetLine(std::string_view text, int depth);
  bool ReadBareSet(std::string_view text);
  bool ReadRest(std::string_view text);
  bool ReadAttribute(const Labeled& labeled, int depth);
  void AddLabelled(const SetLabel& label);
  void AddTarget(std::string_view text, WeightUnit unit);
  void AddToTarget(LabelKind kind, std::string_view value);
  void AddPerSet(std::string& values, const Labeled& labeled);
  void SetRest(std::string_view text);
  void AppendNotes(std::string_view text);
  void Rename(std::string_view name);

  bool StartBold(const markdown::Line& line);
  bool ReadCompact(const markdown::Line& line, const std::optional<Labeled>& labeled,
                   const markdown::Block& block);
  bool ReadCounted(const markdown::Line& line, int level);
  bool ReadPiped(const markdown::Line& line, int level);
  bool ReadInline(const markdown::Line& line, const markdown::Block& block);
  void ReadInlinePart(std::string_view name, std::string_view value, std::uint32_t line);
  std::string_view SourceLine(std::uint32_t number, const markdown::Block& block) const;
  void StartCompact(std::string_view name, std::string_view text, std::vector<Scheme> schemes,
                    std::uint32_t line, int level);
  void AddSchemes(std::string_view text, std::vector<Scheme> schemes);
  void ReadRow(const WorkoutTable::Row& row, std::uint32_t line);

  // Makes an exercise of what is expected; false where there is none to work on.
  bool Confirm();
  ExerciseDraft& current() { return draft_.exercises.back(); }

  std::string_view source_;
  WorkoutDraft& draft_;
  std::string_view section_;
  std::string group_;
  std::string title_;  // of the last exercise, as written
  std::optional<Expected> expected_;
  bool open_ = false;
  int level_ = 0;
  Mode mode_ = Mode::kSets;
  int mode_depth_ = 0;      // the mode is that of items deeper than this
  bool warmed_up_ = false;  // a line without a number stands in the part of the warm-up
  std::optional<WorkoutTable> table_;
};

}  // namespace liftmark::views
