#include "services/workouts/exercise_progress.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/wire_format_lite.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"

namespace liftmark::workouts {
namespace {

// Beyond this, a set says more about endurance than about one repetition.
constexpr int kMaxE1rmReps = 12;
constexpr int kDaysPerWeek = 7;

// Epley.
std::optional<double> E1rm(const v1::WorkoutSet& set) {
  if (!set.has_weight_lbs() || set.weight_lbs() <= 0 || !set.has_reps() || set.reps() < 1 ||
      set.reps() > kMaxE1rmReps) {
    return std::nullopt;
  }
  return set.reps() == 1 ? set.weight_lbs() : set.weight_lbs() * (1 + set.reps() / 30.0);
}

// By e1RM, then by repetitions, then by time.
bool IsBetter(const v1::WorkoutSet& a, const v1::WorkoutSet& b) {
  const auto rank = [](const v1::WorkoutSet& set) {
    return std::tuple(E1rm(set).value_or(0), set.reps(), set.seconds());
  };
  return rank(a) > rank(b);
}

void Add(const v1::WorkoutSet& set, v1::ExerciseSession& session) {
  session.set_sets(session.sets() + 1);
  session.set_volume_lbs(session.volume_lbs() + set.reps() * set.weight_lbs());
  if (!session.has_best_set() || IsBetter(set, session.best_set())) *session.mutable_best_set() = set;
}

absl::CivilDay Civil(const std::string& date) {
  absl::CivilDay day;
  absl::ParseCivilTime(date, &day);
  return day;
}

std::string Iso(absl::CivilDay day) {
  return absl::StrFormat("%04d-%02d-%02d", day.year(), day.month(), day.day());
}

using Measure = std::function<std::optional<double>(const v1::ExerciseSession&)>;

std::optional<double> E1rmOf(const v1::ExerciseSession& session) {
  return session.has_e1rm_lbs() ? std::optional(session.e1rm_lbs()) : std::nullopt;
}
std::optional<double> RepsOf(const v1::ExerciseSession& session) {
  return session.best_set().has_reps() ? std::optional<double>(session.best_set().reps()) : std::nullopt;
}
std::optional<double> SecondsOf(const v1::ExerciseSession& session) {
  return session.best_set().has_seconds() ? std::optional<double>(session.best_set().seconds())
                                          : std::nullopt;
}

using Response = v1::GetExerciseProgressResponse;

// The first of equals stays: a record is set once. Where nothing has what it takes, there is none.
void Keep(const v1::ExerciseSession& session, double value, Response& response,
          const v1::PersonalRecord& (Response::*record)() const,
          v1::PersonalRecord* (Response::*mutable_record)()) {
  if (value <= (response.*record)().value()) return;
  (response.*mutable_record)()->set_workout_date(session.workout_date());
  (response.*mutable_record)()->set_value(value);
}

// Calls `take` with the serialized exercises of a serialized StructuredWorkout.
template <class Take>
void ForEachExercise(std::string_view view, const Take& take) {
  using google::protobuf::internal::WireFormatLite;
  constexpr std::uint32_t kExercise = WireFormatLite::MakeTag(v1::StructuredWorkout::kExercisesFieldNumber,
                                                              WireFormatLite::WIRETYPE_LENGTH_DELIMITED);
  google::protobuf::io::CodedInputStream input(reinterpret_cast<const std::uint8_t*>(view.data()),
                                               static_cast<int>(view.size()));
  while (const std::uint32_t tag = input.ReadTag()) {
    if (tag != kExercise) {
      if (!WireFormatLite::SkipField(&input, tag)) return;
      continue;
    }
    int size = 0;
    if (!input.ReadVarintSizeAsInt(&size)) return;
    const auto begin = static_cast<std::size_t>(input.CurrentPosition());
    if (!input.Skip(size)) return;
    take(view.substr(begin, static_cast<std::size_t>(size)));
  }
}

}  // namespace

void ProgressReport::Add(std::string_view workout_id, std::string_view workout_date, std::string_view view) {
  v1::ExerciseSession session;
  session.set_workout_id(std::string(workout_id));
  session.set_workout_date(std::string(workout_date));
  ForEachExercise(view, [&](std::string_view exercise) {
    // Five years of all exercises would be parsed for one of them.
    if (exercise.find(response_.key()) == std::string_view::npos) return;
    exercise_.ParseFromArray(exercise.data(), static_cast<int>(exercise.size()));
    if (exercise_.key() == response_.key()) AddExercise(exercise_, session);
  });
  if (session.name().empty()) return;
  if (session.has_best_set()) {
    if (const std::optional<double> e1rm = E1rm(session.best_set())) session.set_e1rm_lbs(*e1rm);
  }
  KeepVolume(session);
  *response_.add_sessions() = std::move(session);
}

void ProgressReport::AddExercise(const v1::WorkoutExercise& exercise, v1::ExerciseSession& session) {
  if (session.name().empty()) session.set_name(exercise.name());
  for (const v1::WorkoutSet& set : exercise.sets()) {
    if (set.warmup()) continue;
    workouts::Add(set, session);
    KeepRecords(session, set);
  }
}

void ProgressReport::KeepRecords(const v1::ExerciseSession& session, const v1::WorkoutSet& set) {
  Keep(session, set.weight_lbs(), response_, &Response::heaviest, &Response::mutable_heaviest);
  Keep(session, E1rm(set).value_or(0), response_, &Response::best_e1rm, &Response::mutable_best_e1rm);
  Keep(session, set.reps(), response_, &Response::most_reps, &Response::mutable_most_reps);
  Keep(session, set.seconds(), response_, &Response::longest, &Response::mutable_longest);
}

void ProgressReport::KeepVolume(const v1::ExerciseSession& session) {
  Keep(session, session.volume_lbs(), response_, &Response::most_volume, &Response::mutable_most_volume);
}

v1::GetExerciseProgressResponse ProgressReport::Finish() {
  FindTrend();
  AverageWeeks();
  return std::move(response_);
}

// Least squares over days, of the first measure that at least two sessions on different days have.
void ProgressReport::FindTrend() {
  const std::pair<const char*, Measure> measures[] = {
      {"E1RM", E1rmOf}, {"REPS", RepsOf}, {"SECONDS", SecondsOf}};
  for (const auto& [name, measure] : measures) {
    double count = 0, sum_x = 0, sum_y = 0, sum_xx = 0, sum_xy = 0;
    for (const v1::ExerciseSession& session : response_.sessions()) {
      const std::optional<double> y = measure(session);
      if (!y.has_value()) continue;
      const double x =
          static_cast<double>(Civil(session.workout_date()) - Civil(response_.sessions(0).workout_date()));
      count += 1;
      sum_x += x;
      sum_y += *y;
      sum_xx += x * x;
      sum_xy += x * *y;
    }
    const double spread = count * sum_xx - sum_x * sum_x;
    if (spread <= 0) continue;
    response_.set_trend_per_week(kDaysPerWeek * (count * sum_xy - sum_x * sum_y) / spread);
    response_.set_trend_of(name);
    return;
  }
}

void ProgressReport::AverageWeeks() {
  double e1rm_sum = 0;
  int e1rm_count = 0;
  const auto close = [&] {
    if (response_.weeks().empty()) return;
    v1::WeeklyAverage& week = *response_.mutable_weeks()->rbegin();
    week.set_sets(week.sets() / week.sessions());
    week.set_volume_lbs(week.volume_lbs() / week.sessions());
    if (e1rm_count > 0) week.set_e1rm_lbs(e1rm_sum / e1rm_count);
    e1rm_sum = 0;
    e1rm_count = 0;
  };
  for (const v1::ExerciseSession& session : response_.sessions()) {
    const absl::CivilDay day = Civil(session.workout_date());
    const std::string monday = Iso(absl::PrevWeekday(day + 1, absl::Weekday::monday));
    if (response_.weeks().empty() || response_.weeks().rbegin()->week_start() != monday) {
      close();
      response_.add_weeks()->set_week_start(monday);
    }
    v1::WeeklyAverage& week = *response_.mutable_weeks()->rbegin();
    week.set_sessions(week.sessions() + 1);
    week.set_sets(week.sets() + session.sets());
    week.set_volume_lbs(week.volume_lbs() + session.volume_lbs());
    if (session.has_e1rm_lbs()) {
      e1rm_sum += session.e1rm_lbs();
      ++e1rm_count;
    }
  }
  close();
}

}  // namespace liftmark::workouts
