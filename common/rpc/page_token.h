// Page tokens: where a list goes on, sealed so that a caller can only hand it back.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace liftmark::rpc {

// Any thread may use it.
class PageTokens {
 public:
  // All processes that answer for one service share the key. An empty key is replaced by a random one: tokens
  // then end with the process.
  explicit PageTokens(std::string key);

  // A token of URL-safe characters. `filter` is all of the request that decides what the list holds; a token
  // opens only with the filter and the method it was sealed with. The cursor is signed, not hidden.
  std::string Seal(std::string_view method, std::string_view filter, std::string_view cursor) const;

  // The cursor. Errors: INVALID_ARGUMENT with a violation of `page_token`.
  absl::StatusOr<std::string> Open(std::string_view method, std::string_view filter,
                                   std::string_view token) const;

 private:
  std::string Sign(std::string_view method, std::string_view filter, std::string_view cursor) const;

  std::string key_;
};

}  // namespace liftmark::rpc
