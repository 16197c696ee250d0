// Golden documents: NAME.md beside NAME.json, which holds what must be read from it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace liftmark::test {

struct GoldenDocument {
  std::string name;
  std::string markdown;
  std::string expected;  // JSON
};

// Every document of a directory, by name. Throws where one lacks its expectation.
std::vector<GoldenDocument> ReadGoldenDocuments(const std::filesystem::path& directory);

// Where the JSON `actual` is not what `expected` says, one line each. Only the members that `expected` names
// are compared; null and [] say that there is nothing: no member, or an empty one. Arrays are compared whole.
std::vector<std::string> Differences(std::string_view expected, std::string_view actual);

// Adds the member `name` with an array of strings to a JSON object.
std::string WithMember(std::string_view object, std::string_view name,
                       const std::vector<std::string>& values);

// A number that changes with every byte that is added.
class Digest {
 public:
  void Add(std::string_view bytes);
  std::string Hex() const;

 private:
  std::uint64_t state_ = 14695981039346656037u;
};

// The digest that a file of lines "VERSION DIGEST" has for `version`; empty where it has none.
std::string DigestOf(const std::filesystem::path& file, int version);

}  // namespace liftmark::test
