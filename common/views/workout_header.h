// What stands above the exercises: title, date, program, focus.
#pragma once

#include <cstdint>
#include <string_view>

#include "common/views/workout_draft.h"
#include "common/views/workout_words.h"

namespace liftmark::views {

class WorkoutHeader {
 public:
  explicit WorkoutHeader(WorkoutDraft& draft) : draft_(draft) {}

  void ReadTitle(std::string_view text);
  void ReadLabel(LabelKind kind, std::string_view value);
  // A line without a label. The first short one is the focus of a message that has none ("Squat +
  // Accessories").
  void ReadText(std::string_view text);
  // "=== MONDAY - March 2, 2026: Workout ===" and "=== END MONDAY ==="
  void ReadFence(std::string_view text);

  // "2026.03.02 Upper ..." before exercises.
  void ReadLeadingDate(std::string_view text);

  // The document turned out to be a message.
  void TakeFocusOfMessage();

 private:
  void ReadDate(std::string_view text);

  WorkoutDraft& draft_;
  std::string_view first_text_;
};

}  // namespace liftmark::views
