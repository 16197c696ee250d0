#include "common/pg/column.h"

#include <limits>
#include <stdexcept>

#include "absl/strings/escaping.h"
#include "common/pg/wire.h"

namespace liftmark::pg {
namespace {

// What the array's head says, until the first value comes and in the end.
constexpr std::size_t kHasNullsOffset = sizeof(std::int32_t);
constexpr std::size_t kSizeOffset = 3 * sizeof(std::int32_t);
constexpr std::int32_t kDimensions = 1;
constexpr std::int32_t kFirstIndex = 1;

constexpr std::int32_t kNullLength = -1;
constexpr char kJsonbVersion = 1;

Oid OidOf(Column::Type type) {
  switch (type) {
    case Column::Type::kBytes:
      return kBytea;
    case Column::Type::kBigint:
      return kInt8;
    case Column::Type::kInteger:
      return kInt4;
    case Column::Type::kText:
      return kText;
    case Column::Type::kTimestamp:
      return kTimestamptz;
    case Column::Type::kUuid:
      return kUuid;
    case Column::Type::kJsonb:
      return kJsonb;
  }
  throw std::logic_error("no such type of column");
}

void Overwrite(std::string& bytes, std::size_t offset, std::uint32_t value) {
  std::string number;
  AppendInteger(value, number);
  bytes.replace(offset, number.size(), number);
}

// 16 bytes.
std::string ReadUuid(std::string_view text) {
  constexpr std::size_t kTextSize = 36;
  constexpr std::size_t kBytes = 16;
  std::string digits;
  for (const char c : text) {
    if (c != '-') digits += c;
  }
  std::string bytes = absl::HexStringToBytes(digits);
  if (text.size() != kTextSize || digits.size() != 2 * kBytes || absl::BytesToHexString(bytes) != digits)
    throw std::logic_error("a text in a column of UUIDs is none");
  return bytes;
}

std::int64_t MicrosOf(absl::Time time) {
  if (time == absl::InfiniteFuture()) return std::numeric_limits<std::int64_t>::max();
  if (time == absl::InfinitePast()) return std::numeric_limits<std::int64_t>::min();
  return absl::ToUnixMicros(time) - kEpochUnixMicros;
}

}  // namespace

Column::Column(Type type) : type_(type) {
  AppendInteger(kDimensions, bytes_);
  AppendInteger(std::int32_t{0}, bytes_);
  AppendInteger(static_cast<std::uint32_t>(OidOf(type)), bytes_);
  AppendInteger(std::uint32_t{0}, bytes_);
  AppendInteger(kFirstIndex, bytes_);
}

void Column::Add(std::nullopt_t) {
  AppendInteger(kNullLength, bytes_);
  Overwrite(bytes_, kHasNullsOffset, 1);
  EndElement();
}

void Column::Add(std::string_view value) {
  switch (type_) {
    case Type::kText:
      text_has_nul_ = text_has_nul_ || value.find('\0') != value.npos;
      return Append(value);
    case Type::kBytes:
      return Append(value);
    case Type::kUuid:
      return Append(ReadUuid(value));
    default:
      break;
  }
  Expect(type_ == Type::kJsonb);
  AppendInteger(static_cast<std::int32_t>(value.size() + 1), bytes_);
  bytes_ += kJsonbVersion;
  bytes_ += value;
  has_values_ = true;
  EndElement();
}

void Column::Add(std::int64_t number) {
  std::string bytes;
  if (type_ == Type::kInteger) {
    Expect(number >= std::numeric_limits<std::int32_t>::min() &&
           number <= std::numeric_limits<std::int32_t>::max());
    AppendInteger(static_cast<std::int32_t>(number), bytes);
  } else {
    Expect(type_ == Type::kBigint);
    AppendInteger(number, bytes);
  }
  Append(bytes);
}

void Column::Add(absl::Time time) {
  Expect(type_ == Type::kTimestamp);
  std::string bytes;
  AppendInteger(MicrosOf(time), bytes);
  Append(bytes);
}

void Column::Expect(bool type_matches) const {
  if (!type_matches) throw std::logic_error("a value of another type than its column's");
}

void Column::Append(std::string_view value) {
  AppendInteger(static_cast<std::int32_t>(value.size()), bytes_);
  bytes_ += value;
  has_values_ = true;
  EndElement();
}

void Column::EndElement() { Overwrite(bytes_, kSizeOffset, ++elements_); }

}  // namespace liftmark::pg
