// liftmark-extract DOCS_DIR OUT_DIR: builds every document DOCS_DIR/KIND/NAME.md and writes its views and
// columns as one JSON object to OUT_DIR/KIND/NAME.json.
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

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

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

void Write(const std::string& value, Writer& writer) { writer.String(value); }

void Write(const std::vector<std::string>& values, Writer& writer) {
  writer.StartArray();
  for (const std::string& value : values) writer.String(value);
  writer.EndArray();
}

// Adds a member to the JSON object `object`.
template <class Value>
void AddColumn(std::string_view name, const Value& value, std::string& object) {
  rapidjson::StringBuffer buffer;
  Writer writer(buffer);
  Write(value, writer);
  object.pop_back();
  object.append(",\"").append(name).append("\":").append(buffer.GetString(), buffer.GetSize()).append("}");
}

std::string ExtractWorkout(std::string_view markdown) {
  const WorkoutViews views = BuildWorkoutViews(markdown);
  std::string object = views.json;
  AddColumn("exercise_list", views.exercise_list, object);
  AddColumn("exercise_keys", views.exercise_keys, object);
  AddColumn("sms_message", views.sms.text, object);
  return object;
}

std::string ExtractPlan(std::string_view markdown) {
  const Plan plan = BuildPlan(markdown);
  liftmark::plans::v1::StructuredPlan message;
  ToProto(plan, message);
  std::string object = ToJson(message);
  AddColumn("exercise_list", ExerciseList(plan), object);
  AddColumn("exercise_keys", ExerciseKeys(plan), object);
  return object;
}

std::string ExtractDossier(std::string_view markdown) {
  liftmark::dossier::v1::Profile message;
  ToProto(BuildDossier(markdown), message);
  return ToJson(message);
}

struct Kind {
  const char* directory;
  std::string (*extract)(std::string_view markdown);
};
constexpr Kind kKinds[] = {{"workout", ExtractWorkout}, {"plan", ExtractPlan}, {"dossier", ExtractDossier}};

std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// The number of documents written; -1 where a file cannot be written.
int Extract(const Kind& kind, const std::filesystem::path& documents, const std::filesystem::path& out) {
  int count = 0;
  std::filesystem::create_directories(out);
  for (const std::filesystem::directory_entry& entry : std::filesystem::directory_iterator(documents)) {
    if (entry.path().extension() != ".md") continue;
    std::filesystem::path target = out / entry.path().stem();
    target += ".json";
    std::ofstream file(target, std::ios::binary);
    file << kind.extract(ReadFile(entry.path())) << '\n';
    if (!file.flush()) {
      std::fprintf(stderr, "cannot write %s\n", target.c_str());
      return -1;
    }
    ++count;
  }
  return count;
}

}  // namespace
}  // namespace liftmark::views

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: %s DOCS_DIR OUT_DIR\n", argv[0]);
    return 2;
  }
  const std::filesystem::path documents = argv[1];
  for (const liftmark::views::Kind& kind : liftmark::views::kKinds) {
    if (!std::filesystem::is_directory(documents / kind.directory)) continue;
    const int count =
        Extract(kind, documents / kind.directory, std::filesystem::path(argv[2]) / kind.directory);
    if (count < 0) return 1;
    std::printf("%s: %d documents\n", kind.directory, count);
  }
  return 0;
}
