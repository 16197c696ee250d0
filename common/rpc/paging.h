// One page of a list: what `page_size` and `page_token` of a request ask for, and the token of the next page.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "common/rpc/page_token.h"

namespace liftmark::rpc {

// How many items of a list fit into one reply.
class ReplyRoom {
 public:
  // Well below the 4 MiB that clients take.
  static constexpr std::size_t kBytes = 3 << 20;

  // Whether an item of `bytes` still fits; then it is counted. The first one always fits.
  bool Take(std::size_t bytes) {
    if (taken_ > 0 && taken_ + bytes > kBytes) return false;
    taken_ += bytes;
    return true;
  }

 private:
  std::size_t taken_ = 0;
};

class Page {
 public:
  static constexpr int kDefaultSize = 50;

  // Whatever else the request holds is the filter that its tokens are bound to. `tokens` outlives the page.
  // Errors: those of PageTokens::Open.
  template <class Request>
  static absl::StatusOr<Page> Of(const PageTokens& tokens, const Call& call, Request request) {
    Page page(tokens, call.method());
    if (request.page_size() > 0) page.size_ = request.page_size();
    const std::string token = std::move(*request.mutable_page_token());
    request.clear_page_token();
    request.clear_page_size();
    page.filter_ = request.SerializeAsString();
    if (!token.empty()) {
      absl::StatusOr<std::string> cursor = tokens.Open(page.method_, page.filter_, token);
      if (!cursor.ok()) return cursor.status();
      page.cursor_ = *std::move(cursor);
    }
    return page;
  }

  int size() const { return size_; }

  // What TokenOfNext was given for this page; empty for the first one.
  const std::string& cursor() const { return cursor_; }

  // `cursor` says where the next page begins.
  std::string TokenOfNext(std::string_view cursor) const { return tokens_->Seal(method_, filter_, cursor); }

 private:
  Page(const PageTokens& tokens, std::string_view method) : tokens_(&tokens), method_(method) {}

  const PageTokens* tokens_;
  std::string method_;
  std::string filter_;
  std::string cursor_;
  int size_ = kDefaultSize;
};

}  // namespace liftmark::rpc
