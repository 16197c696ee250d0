// A dossier's markdown as data. The shape is liftmark.dossier.v1.Profile; the comments there hold here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/views/diagnostic.h"
#include "common/views/person.h"

namespace liftmark::views {

// Raise it with every change of what the builder makes of some document: every cache is then stale at once.
inline constexpr int kDossierBuilderVersion = 7;

enum class ConstraintStatus : std::uint8_t { kActive = 1, kResolved = 2 };

struct Goals {
  std::optional<std::string> primary;
  std::vector<std::string> secondary;
};

struct MinuteRange {
  int min = 0;
  int max = 0;
};

struct Constraint {
  std::string text;
  ConstraintStatus status = ConstraintStatus::kActive;
  std::optional<std::string> since;
};

struct DossierEvent {
  std::string date;
  std::optional<std::string> title;
  std::vector<std::string> items;
};

struct Profile {
  std::optional<std::string> name;
  std::optional<int> age;
  std::optional<std::string> gender;
  std::optional<Experience> experience;
  std::optional<std::string> experience_text;
  Goals goals;
  std::optional<std::string> timezone;
  std::optional<std::string> preferred_message_time;
  std::optional<MinuteRange> typical_duration_min;
  std::vector<Constraint> constraints;
  std::vector<std::string> likes;
  std::vector<std::string> dislikes;
  std::optional<std::string> program;
  std::optional<std::string> phase;
  std::vector<DossierEvent> history;
  // At most 500 of at most 200 bytes each, so that the database's GIN index takes them.
  std::vector<std::string> equipment_tags;
  std::vector<std::string> training_days;
  Diagnostics diagnostics;
};

// Pure: the same bytes give the same profile. A document that cannot be understood gives a profile with
// diagnostics; one that cannot be parsed at all gives only an error diagnostic.
Profile BuildDossier(std::string_view markdown);

}  // namespace liftmark::views
