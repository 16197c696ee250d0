#include "common/documents/request.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <stdexcept>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace liftmark::documents {
namespace {

constexpr std::size_t kDigestBytes = 16;
constexpr std::size_t kUuidBytes = 16;

std::string Hash(const EVP_MD* algorithm, std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  unsigned int size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, algorithm, nullptr) != 1) {
    throw std::runtime_error("the hash function is not available");
  }
  return {reinterpret_cast<const char*>(digest.data()), size};
}

// Stamps version and variant of RFC 4122 on 16 bytes and writes them out.
std::string FormatUuid(std::string bytes, unsigned char version) {
  bytes.resize(kUuidBytes);
  bytes[6] = static_cast<char>((static_cast<unsigned char>(bytes[6]) & 0x0f) | (version << 4));
  bytes[8] = static_cast<char>((static_cast<unsigned char>(bytes[8]) & 0x3f) | 0x80);
  const std::string hex = absl::BytesToHexString(bytes);
  return absl::StrCat(hex.substr(0, 8), "-", hex.substr(8, 4), "-", hex.substr(12, 4), "-", hex.substr(16, 4),
                      "-", hex.substr(20));
}

std::string UuidBytes(std::string_view uuid) {
  std::string hex;
  for (const char c : uuid) {
    if (c != '-') hex += c;
  }
  return absl::HexStringToBytes(hex);
}

std::string SerializeDeterministically(const google::protobuf::Message& message) {
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  google::protobuf::io::CodedOutputStream coded(&stream);
  coded.SetSerializationDeterministic(true);
  message.SerializeToCodedStream(&coded);
  coded.Trim();
  return bytes;
}

std::string IdOfRequest(std::string_view user_id, std::string_view request_id) {
  return FormatUuid(Hash(EVP_sha1(), UuidBytes(user_id) + std::string(request_id)), 5);
}

std::string RandomId() {
  std::string bytes(kUuidBytes, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), kUuidBytes) != 1) {
    throw std::runtime_error("the random generator is not available");
  }
  return FormatUuid(std::move(bytes), 4);
}

}  // namespace

RequestKey MakeRequestKey(std::string_view method, const google::protobuf::Message& request,
                          std::string_view request_id) {
  RequestKey key;
  if (request_id.empty()) return key;
  key.id = std::string(request_id);
  std::string asked(method);
  asked += '\n';
  asked += SerializeDeterministically(request);
  key.digest = Hash(EVP_sha256(), asked).substr(0, kDigestBytes);
  return key;
}

std::string NewId(std::string_view asked, std::string_view user_id, std::string_view request_id) {
  if (!asked.empty()) return std::string(asked);
  if (!request_id.empty()) return IdOfRequest(user_id, request_id);
  return RandomId();
}

}  // namespace liftmark::documents
