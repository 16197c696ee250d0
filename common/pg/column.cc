#include "common/pg/column.h"

#include <limits>
#include <stdexcept>

#include "common/pg/wire.h"

namespace liftmark::pg {
namespace {

constexpr std::size_t kUuidBytes = 16;
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

// Of a hexadecimal digit, in lower case; -1 of anything else.
int DigitOf(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

void AppendUuid(std::string_view text, std::string& bytes) {
  constexpr std::size_t kTextSize = 36;
  bool valid = text.size() == kTextSize;
  for (std::size_t i = 0; valid && i < text.size(); i += 2) {
    if (i == 8 || i == 13 || i == 18 || i == 23) valid = text[i++] == '-';
    const int high = DigitOf(text[i]);
    const int low = DigitOf(text[i + 1]);
    valid = valid && high >= 0 && low >= 0;
    bytes += static_cast<char>(static_cast<unsigned char>(high << 4 | low));
  }
  if (!valid) throw std::logic_error("a text in a column of UUIDs is none");
}

std::int64_t MicrosOf(absl::Time time) {
  if (time == absl::InfiniteFuture()) return std::numeric_limits<std::int64_t>::max();
  if (time == absl::InfinitePast()) return std::numeric_limits<std::int64_t>::min();
  return absl::ToUnixMicros(time) - kEpochUnixMicros;
}

}  // namespace

Column::Column(Type type) : type_(type) {}

void Column::Add(std::nullopt_t) {
  constexpr std::int32_t kNull = -1;
  AppendInteger(kNull, elements_);
  ++count_;
  has_nulls_ = true;
}

void Column::Add(std::string_view value) {
  if (type_ == Type::kUuid) {
    BeginValue(kUuidBytes);
    return AppendUuid(value, elements_);
  }
  if (type_ == Type::kJsonb) {
    BeginValue(value.size() + 1);
    elements_ += kJsonbVersion;
  } else {
    Expect(type_ == Type::kText || type_ == Type::kBytes);
    BeginValue(value.size());
    text_has_nul_ = text_has_nul_ || (type_ == Type::kText && value.find('\0') != value.npos);
  }
  elements_ += value;
}

void Column::Add(std::int64_t number) {
  if (type_ == Type::kBigint) {
    BeginValue(sizeof number);
    return AppendInteger(number, elements_);
  }
  using Limits = std::numeric_limits<std::int32_t>;
  Expect(type_ == Type::kInteger && number >= Limits::min() && number <= Limits::max());
  BeginValue(sizeof(std::int32_t));
  AppendInteger(static_cast<std::int32_t>(number), elements_);
}

void Column::Add(absl::Time time) {
  Expect(type_ == Type::kTimestamp);
  BeginValue(sizeof(std::int64_t));
  AppendInteger(MicrosOf(time), elements_);
}

void Column::AppendTo(std::string& bytes) const {
  constexpr std::int32_t kDimensions = 1;
  constexpr std::int32_t kFirstIndex = 1;
  AppendInteger(kDimensions, bytes);
  AppendInteger(std::int32_t{has_nulls_}, bytes);
  AppendInteger(static_cast<std::uint32_t>(OidOf(type_)), bytes);
  AppendInteger(count_, bytes);
  AppendInteger(kFirstIndex, bytes);
  bytes += elements_;
}

void Column::Expect(bool type_matches) const {
  if (!type_matches) throw std::logic_error("a value of another type than its column's");
}

void Column::BeginValue(std::size_t size) {
  AppendInteger(static_cast<std::int32_t>(size), elements_);
  ++count_;
  has_values_ = true;
}

}  // namespace liftmark::pg
