// Reads the blocks of a workout into a draft: which lines are header, warm-up, exercises, cool-down, notes.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "common/markdown/document.h"
#include "common/views/exercise_reader.h"
#include "common/views/text.h"
#include "common/views/workout_draft.h"
#include "common/views/workout_header.h"
#include "common/views/workout_words.h"

namespace liftmark::views {

class WorkoutReader {
 public:
  // `source` is the text that the blocks were read from; both outlive the reader.
  WorkoutReader(std::string_view source, WorkoutDraft& draft)
      : draft_(draft), header_(draft), exercises_(source, draft) {}

  void Read(std::span<const markdown::Block> blocks);

 private:
  void ReadHeading(markdown::Line line, int level);
  bool IsHeaderTitle(std::string_view text, int level) const;
  void StartSection(SectionKind kind, std::string_view title, int level);
  bool IsPlainSectionTitle(std::string_view text) const;
  bool ReadSessionTime(const markdown::Line& line, const markdown::Block& block);
  bool EndsLabelledWarmUp(const markdown::Line& line) const;
  bool EndsLabelledNotes(const markdown::Line& line, const std::optional<Labeled>& labeled) const;
  bool ReadSectionLabel(const markdown::Line& line, const std::optional<Labeled>& labeled);

  void ReadLine(markdown::Line line, const markdown::Block& block);
  void ReadItem(const markdown::Line& line, const markdown::Block& block);
  void ReadRow(const markdown::Block& block);
  // Where the section holds no exercises; false elsewhere.
  bool ReadOutsideExercises(std::string_view text);
  void ReadHeaderLine(const markdown::Line& line, const std::optional<Labeled>& labeled);
  bool ReadHeaderItem(const markdown::Line& line, const std::optional<Labeled>& labeled);
  void ReadRoutine(std::string_view text);
  void ReadNote(std::string_view text);

  bool InHeader() const { return section_ == SectionKind::kNone && draft_.exercises.empty(); }

  WorkoutDraft& draft_;
  WorkoutHeader header_;
  ExerciseReader exercises_;
  bool title_seen_ = false;
  SectionKind section_ = SectionKind::kNone;
  int section_level_ = 0;
  std::string_view section_title_;
  std::string_view below_;  // the text below the line that is read; empty where something else follows
  int group_level_ =
      0;  // of a title among exercises that some of them may stand below; 0 where there is none
};

}  // namespace liftmark::views
