// HTML entities in text: numeric ones, and the named ones that people and programs write in training logs.
#pragma once

#include <string_view>

namespace liftmark::markdown {

inline constexpr int kMaxEntityBytes = 4;

// Writes the character that `entity` ("&times;", "&#215;", "&#xD7;") stands for at `out`, which has room for
// kMaxEntityBytes; returns the bytes written, never more than entity.size(), or 0 for a name that is not
// known. Control characters become spaces.
int DecodeEntity(std::string_view entity, char* out);

}  // namespace liftmark::markdown
