// A phrase with every factor in its place: which is the load, which counts sets, which counts reps.
#pragma once

#include "common/views/quantity_phrase.h"

namespace liftmark::views {

enum class Role { kBlank, kBare, kLoad, kReps, kTime, kCount, kSets };

// Points into the phrase.
struct Reading {
  const Factor* load = nullptr;
  const Factor* sets = nullptr;
  const Factor* reps = nullptr;  // or time, or what else is counted
  Role counted = Role::kBlank;   // what `reps` counts

  bool empty() const { return load == nullptr && sets == nullptr && reps == nullptr; }
};

// What a bare "10 × 5" is: ten pounds and five reps, or ten sets of five.
enum class Expect { kOneSet, kSets };

// By unit, by what stands before or behind "@", by order, and by magnitude.
Reading Sort(const Phrase& phrase, Expect expect);

}  // namespace liftmark::views
