#include "common/views/workout_table.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/views/text.h"
#include "common/views/workout_words.h"

namespace liftmark::views {
namespace {

absl::string_view Absl(std::string_view text) { return {text.data(), text.size()}; }

// "Weight: [135]" as "135".
std::string_view Bare(std::string_view cell) {
  if (const std::optional<Labeled> labeled = SplitLabel(cell)) cell = labeled->value;
  return Trim(cell);
}

// A set of a weight and its reps or time, either of which may be empty.
std::optional<LoggedSet> Compose(std::string_view weight, std::string_view reps, WeightUnit unit) {
  if (SaysSkipped(weight) && SaysSkipped(reps)) return std::nullopt;
  if (SaysSkipped(weight)) return ParseLoggedSet(reps, unit);
  const std::string text = absl::StrCat(Absl(weight), " × ", Absl(SaysSkipped(reps) ? "" : reps));
  std::optional<LoggedSet> set = ParseLoggedSet(text, unit);
  if (set) set->note = {};  // it would point into `text`
  return set;
}

}  // namespace

WorkoutTable::Column WorkoutTable::ColumnOf(std::string_view title) {
  struct Known {
    std::string_view letters;
    Column column;
  };
  static constexpr Known kKnown[] = {
      {"exercise", Column::kName},   {"exercises", Column::kName},
      {"movement", Column::kName},   {"lift", Column::kName},
      {"name", Column::kName},       {"setsxreps", Column::kTarget},
      {"setsreps", Column::kTarget}, {"sets", Column::kSets},
      {"reps", Column::kReps},       {"actualreps", Column::kReps},
      {"weight", Column::kWeight},   {"load", Column::kWeight},
      {"lbs", Column::kWeight},      {"lb", Column::kWeight},
      {"kg", Column::kWeight},       {"time", Column::kTime},
      {"duration", Column::kTime},   {"seconds", Column::kTime},
      {"rpe", Column::kRpe},         {"rest", Column::kRest},
      {"notes", Column::kNotes},     {"comments", Column::kNotes},
      {"note", Column::kNotes},      {"target", Column::kTarget},
      {"scheme", Column::kTarget},   {"prescription", Column::kTarget},
      {"planned", Column::kTarget},  {"setnumber", Column::kSetNumber},
      {"plan", Column::kTarget},     {"actual", Column::kDone},
      {"did", Column::kDone},        {"done", Column::kDone},
      {"performed", Column::kDone},  {"achieved", Column::kDone},
      {"setno", Column::kSetNumber},
  };
  title = Trim(title);
  if (title.empty()) return Column::kBlank;
  if (title == "#" || EqualsIgnoringCase(title, "set") || EqualsIgnoringCase(title, "set #"))
    return Column::kSetNumber;
  if (const std::optional<SetLabel> set = ReadSetLabel(title); set && set->numbered()) return Column::kSet;
  for (const Known& known : kKnown) {
    if (TitleStarts(title, known.letters)) return known.column;
  }
  return Column::kUnknown;
}

WorkoutTable::WorkoutTable(const Cells& header, WeightUnit unit) : unit_(unit) {
  for (const std::string_view title : header) {
    const Column column = ColumnOf(title);
    columns_.push_back(column);
    const std::optional<SetLabel> set = column == Column::kSet ? ReadSetLabel(title) : std::nullopt;
    set_numbers_.push_back(set ? set->first : 0);
    if (column == Column::kWeight && ContainsWord(title, "kg")) unit_ = WeightUnit::kKilogram;
    if (column == Column::kWeight && (ContainsWord(title, "lb") || ContainsWord(title, "lbs")))
      unit_ = WeightUnit::kPound;
    readable_ = readable_ || column == Column::kName || column == Column::kSet ||
                column == Column::kSetNumber || column == Column::kDone;
  }
}

std::string_view WorkoutTable::Cell(const Cells& cells, Column column) const {
  for (std::size_t i = 0; i < columns_.size() && i < cells.size(); ++i) {
    if (columns_[i] == column) return Trim(cells[i]);
  }
  return {};
}

// "| Set 1 | | Set 2 | |" over "| Weight: 135 | Reps: 8 | 145x7 | |"
void WorkoutTable::ReadSetCells(const Cells& cells, Row& row) const {
  const std::string_view weight = Cell(cells, Column::kWeight);
  for (std::size_t i = 0; i < columns_.size() && i < cells.size(); ++i) {
    if (columns_[i] != Column::kSet) continue;
    const bool pair = i + 1 < columns_.size() && i + 1 < cells.size() && columns_[i + 1] == Column::kBlank &&
                      !Trim(cells[i + 1]).empty();
    std::string_view first = cells[i];
    std::string_view second = pair ? cells[i + 1] : std::string_view();
    const std::optional<Labeled> labeled = SplitLabel(first);
    if (labeled && LabelKindOf(labeled->label) == LabelKind::kReps) std::swap(first, second);
    std::optional<LoggedSet> set = pair || labeled      ? Compose(Bare(first), Bare(second), unit_)
                                   : SaysSkipped(first) ? std::nullopt
                                                        : ParseLoggedSet(first, unit_);
    // "| Weight | Set 1 | Set 2 |" over "| 155 | 8 | 7 |"
    if (set && !set->weight && !set->bodyweight && !weight.empty()) set = Compose(weight, first, unit_);
    if (set) row.sets.push_back({set_numbers_[i], *set});
  }
}

// "| 4×5 @ 100 kg | 100×5, 100×5, 100×4 |": what was done is sets, where it says more than how often.
bool WorkoutTable::ReadDone(std::string_view done, Row& row) const {
  if (done.empty()) return false;
  if (SaysSkipped(done)) return true;
  const std::vector<Scheme> schemes = ParseSchemes(done, unit_);
  const bool whole = !schemes.empty() &&
                     std::all_of(schemes.begin(), schemes.end(), [](const Scheme& s) { return s.complete; });
  if (!whole) return false;
  for (const Scheme& scheme : schemes)
    row.sets.insert(row.sets.end(), static_cast<std::size_t>(scheme.sets), Set{0, scheme.set});
  return true;
}

// A row of measures: a set, or a prescription, where it has a number of sets or a target without reps of its
// own.
void WorkoutTable::ReadMeasures(const Cells& cells, Row& row) const {
  const std::string_view sets = Cell(cells, Column::kSets);
  const std::string_view weight = Cell(cells, Column::kWeight);
  const std::string_view rpe = Cell(cells, Column::kRpe);
  std::string_view reps = Cell(cells, Column::kReps);
  if (reps.empty()) reps = Cell(cells, Column::kTime);
  const std::string_view done = Cell(cells, Column::kDone);
  if (ReadDone(done, row)) return;
  if (reps.empty()) reps = done;
  const bool numbered = std::find(columns_.begin(), columns_.end(), Column::kSetNumber) != columns_.end();
  if (!sets.empty() || (!row.target.empty() && reps.empty() && !numbered)) {
    if (row.target.empty()) row.target = absl::StrCat(Absl(sets), " × ", Absl(reps));
    if (!SaysSkipped(weight)) absl::StrAppend(&row.target, " @ ", Absl(weight));
    if (!SaysSkipped(rpe)) absl::StrAppend(&row.target, " (RPE ", Absl(rpe), ")");
    return;
  }
  std::optional<LoggedSet> set = Compose(weight, reps, unit_);
  if (!set) return;
  if (const std::optional<Range> effort = ParseRange(rpe); effort && effort->single()) set->rpe = effort->low;
  for (const Column column : {Column::kSetNumber, Column::kRpe, Column::kNotes})
    set->warmup = set->warmup || SectionOf(Cell(cells, column)) == SectionKind::kWarmUp;
  row.sets.push_back({FirstNumber(Cell(cells, Column::kSetNumber)).value_or(0), *set});
}

WorkoutTable::Row WorkoutTable::Read(const Cells& cells) const {
  Row row;
  row.name = Cell(cells, Column::kName);
  row.rest = Cell(cells, Column::kRest);
  row.notes = Cell(cells, Column::kNotes);
  row.target = std::string(Cell(cells, Column::kTarget));
  if (std::find(columns_.begin(), columns_.end(), Column::kSet) != columns_.end()) {
    ReadSetCells(cells, row);
  } else {
    ReadMeasures(cells, row);
  }
  return row;
}

WorkoutTable::Cells SplitCells(std::string_view line) {
  constexpr std::ptrdiff_t kFewestTabs = 2;
  if (std::count(line.begin(), line.end(), '\t') < kFewestTabs) return SplitPipes(line);
  WorkoutTable::Cells cells;
  for (std::size_t begin = 0; begin <= line.size();) {
    const std::size_t tab = std::min(line.find('\t', begin), line.size());
    cells.push_back(Trim(line.substr(begin, tab - begin)));
    begin = tab + 1;
  }
  return cells;
}

WorkoutTable::Cells SplitPipes(std::string_view line) {
  line = Trim(line);
  WorkoutTable::Cells cells;
  if (line.size() < 2 || line.front() != '|') return cells;
  line.remove_prefix(1);
  if (line.back() == '|') line.remove_suffix(1);
  while (true) {
    const std::size_t pipe = std::min(line.find('|'), line.size());
    cells.push_back(Trim(line.substr(0, pipe)));
    if (pipe == line.size()) return cells;
    line.remove_prefix(pipe + 1);
  }
}

bool IsDelimiterRow(const WorkoutTable::Cells& cells) {
  return !cells.empty() && std::all_of(cells.begin(), cells.end(), [](std::string_view cell) {
    return !cell.empty() && cell.find_first_not_of("-: ") == std::string_view::npos;
  });
}

}  // namespace liftmark::views
