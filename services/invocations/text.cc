#include "services/invocations/text.h"

#include <utf8proc.h>

namespace liftmark::invocations {
namespace {

constexpr std::string_view kReplacement = "\uFFFD";

// The character that `bytes` begin with; empty where they begin with none.
std::string_view FirstCharacter(std::string_view bytes) {
  utf8proc_int32_t code = 0;
  const utf8proc_ssize_t size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(bytes.data()),
                                                 static_cast<utf8proc_ssize_t>(bytes.size()), &code);
  return size > 0 && code != 0 ? bytes.substr(0, static_cast<std::size_t>(size)) : std::string_view();
}

}  // namespace

std::string ToText(std::string_view bytes, std::size_t max_bytes) {
  std::string text;
  while (!bytes.empty()) {
    const std::string_view character = FirstCharacter(bytes);
    const std::string_view kept = character.empty() ? kReplacement : character;
    if (text.size() + kept.size() > max_bytes) break;
    text += kept;
    bytes.remove_prefix(character.empty() ? 1 : character.size());
  }
  return text;
}

}  // namespace liftmark::invocations
