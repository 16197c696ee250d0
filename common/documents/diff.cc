#include "common/documents/diff.h"

#include <git2.h>

#include <memory>

#include "common/status/status.h"

namespace liftmark::documents {
namespace {

// The library counts its users; it stays ready until the process ends.
struct Library {
  Library() { git_libgit2_init(); }
};

absl::Status Failed() {
  return Error(absl::StatusCode::kInternal, "DIFF_FAILED", "the difference could not be computed");
}

}  // namespace

absl::StatusOr<std::string> UnifiedDiff(std::string_view from, std::string_view to,
                                        std::string_view from_name, std::string_view to_name) {
  static const Library library;
  git_diff_options options;
  git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
  options.flags = GIT_DIFF_FORCE_TEXT;
  options.old_prefix = "";
  options.new_prefix = "";
  git_patch* patch = nullptr;
  const std::string old_name(from_name);
  const std::string new_name(to_name);
  if (git_patch_from_buffers(&patch, from.data(), from.size(), old_name.c_str(), to.data(), to.size(),
                             new_name.c_str(), &options) != 0) {
    return Failed();
  }
  const std::unique_ptr<git_patch, decltype(&git_patch_free)> owned_patch(patch, &git_patch_free);
  git_buf text = GIT_BUF_INIT;
  if (git_patch_to_buf(&text, patch) != 0) return Failed();
  const std::unique_ptr<git_buf, decltype(&git_buf_dispose)> owned_text(&text, &git_buf_dispose);
  const std::string_view unified(text.ptr, text.size);
  // Before "--- " stand lines that only git reads.
  const std::size_t header = unified.find("--- ");
  return std::string(header == unified.npos ? std::string_view() : unified.substr(header));
}

}  // namespace liftmark::documents
