#include "common/rpc/page_token.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <array>
#include <stdexcept>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/status/status.h"

namespace liftmark::rpc {
namespace {

constexpr std::size_t kKeyBytes = 32;
constexpr std::size_t kSignatureBytes = 16;

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

std::string RandomKey() {
  std::string key(kKeyBytes, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(key.data()), static_cast<int>(key.size())) != 1)
    throw std::runtime_error("no random bytes for the key of page tokens");
  return key;
}

}  // namespace

PageTokens::PageTokens(std::string key) : key_(key.empty() ? RandomKey() : std::move(key)) {}

std::string PageTokens::Sign(std::string_view method, std::string_view filter,
                             std::string_view cursor) const {
  // Sizes in front, so that no byte can move from one part to the next.
  const std::string signed_text =
      absl::StrCat(method.size(), " ", filter.size(), " ", View(method), View(filter), View(cursor));
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac;
  HMAC(EVP_sha256(), key_.data(), static_cast<int>(key_.size()),
       reinterpret_cast<const unsigned char*>(signed_text.data()), signed_text.size(), mac.data(), nullptr);
  return std::string(mac.begin(), mac.begin() + kSignatureBytes);
}

std::string PageTokens::Seal(std::string_view method, std::string_view filter,
                             std::string_view cursor) const {
  return absl::WebSafeBase64Escape(absl::StrCat(Sign(method, filter, cursor), View(cursor)));
}

absl::StatusOr<std::string> PageTokens::Open(std::string_view method, std::string_view filter,
                                             std::string_view token) const {
  std::string bytes;
  if (absl::WebSafeBase64Unescape(View(token), &bytes) && bytes.size() >= kSignatureBytes) {
    std::string cursor = bytes.substr(kSignatureBytes);
    if (CRYPTO_memcmp(Sign(method, filter, cursor).data(), bytes.data(), kSignatureBytes) == 0) return cursor;
  }
  Violations violations;
  violations.Add("page_token", "must be the next_page_token of a reply to the same list");
  return violations.ToStatus();
}

}  // namespace liftmark::rpc
