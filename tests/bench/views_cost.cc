// views_cost KIND DIRECTORY: what the views of the documents DIRECTORY/*.md cost. Prints the number of
// documents, the bytes of a document, and the CPU microseconds of one: parsed by md4c alone, and with all
// views of its kind.
#include <md4c.h>
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "common/views/codec.h"
#include "common/views/dossier.h"
#include "common/views/dossier_codec.h"
#include "common/views/plan.h"
#include "common/views/plan_codec.h"
#include "common/views/workout_views.h"

namespace liftmark::views {
namespace {

// Odd, so that there is a median.
constexpr int kRounds = 41;

using Documents = std::vector<std::string>;

// What every build returns is summed up, so that no compiler leaves it out.
std::size_t Views(std::string_view kind, std::string_view markdown) {
  if (kind == "workout") {
    const WorkoutViews views = BuildWorkoutViews(markdown);
    return views.view.size() + views.json.size() + views.sms.text.size();
  }
  if (kind == "plan") {
    const Plan plan = BuildPlan(markdown);
    plans::v1::StructuredPlan message;
    ToProto(plan, message);
    return message.SerializeAsString().size() + ToJson(message).size() + ExerciseList(plan).size() +
           ExerciseKeys(plan).size();
  }
  dossier::v1::Profile message;
  ToProto(BuildDossier(markdown), message);
  return message.SerializeAsString().size() + ToJson(message).size();
}

int Count(void* sum) {
  ++*static_cast<std::size_t*>(sum);
  return 0;
}

std::size_t Parse(std::string_view markdown) {
  std::size_t events = 0;
  MD_PARSER parser{};
  parser.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS;
  parser.enter_block = parser.leave_block = [](MD_BLOCKTYPE, void*, void* sum) { return Count(sum); };
  parser.enter_span = parser.leave_span = [](MD_SPANTYPE, void*, void* sum) { return Count(sum); };
  parser.text = [](MD_TEXTTYPE, const MD_CHAR*, MD_SIZE, void* sum) { return Count(sum); };
  md_parse(markdown.data(), static_cast<MD_SIZE>(markdown.size()), &parser, &events);
  return events;
}

Documents ReadAll(const std::filesystem::path& directory) {
  Documents documents;
  for (const std::filesystem::directory_entry& entry : std::filesystem::directory_iterator(directory)) {
    if (entry.path().extension() != ".md") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    documents.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return documents;
}

double CpuMicroseconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

// Microseconds that `work` takes for a document, on average over all.
template <class Work>
double MicrosecondsOf(const Documents& documents, std::size_t& sum, Work work) {
  const double begin = CpuMicroseconds();
  for (const std::string& document : documents) sum += work(document);
  return (CpuMicroseconds() - begin) / static_cast<double>(documents.size());
}

double Median(std::vector<double>& values) {
  std::nth_element(values.begin(), values.begin() + values.size() / 2, values.end());
  return values[values.size() / 2];
}

int Run(std::string_view kind, const Documents& documents) {
  std::size_t bytes = 0;
  for (const std::string& document : documents) bytes += document.size();
  std::size_t sum = 0;
  std::vector<double> parsed;
  std::vector<double> built;
  for (int round = 0; round < kRounds; ++round) {
    parsed.push_back(MicrosecondsOf(documents, sum, Parse));
    built.push_back(MicrosecondsOf(documents, sum, [&](std::string_view m) { return Views(kind, m); }));
  }
  std::printf("%zu %zu %.2f %.2f\n", documents.size(), bytes / documents.size(), Median(parsed),
              Median(built));
  return sum == 0 ? 1 : 0;
}

}  // namespace
}  // namespace liftmark::views

int main(int argc, char** argv) {
  const std::string_view kind = argc == 3 ? argv[1] : "";
  if (kind != "workout" && kind != "plan" && kind != "dossier") {
    std::fprintf(stderr, "usage: %s workout|plan|dossier DIRECTORY\n", argv[0]);
    return 2;
  }
  const liftmark::views::Documents documents = liftmark::views::ReadAll(argv[2]);
  if (documents.empty()) {
    std::fprintf(stderr, "%s holds no documents\n", argv[2]);
    return 2;
  }
  return liftmark::views::Run(kind, documents);
}
