#include "common/pg/result.h"

#include <libpq-fe.h>

#include <array>
#include <bit>
#include <charconv>
#include <limits>
#include <type_traits>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "common/pg/wire.h"

namespace liftmark::pg {
namespace {

constexpr absl::CivilDay kEpochDay(2000, 1, 1);

[[noreturn]] void Fail(const Field& field, std::string_view problem) {
  throw ResultError(absl::StrCat("column ", field.column, " of type ", field.type, " ",
                                 absl::string_view(problem.data(), problem.size())));
}

void Expect(const Field& field, bool type_matches, std::string_view wanted) {
  if (!type_matches) Fail(field, wanted);
  if (field.null) Fail(field, "is NULL");
}

// Takes big-endian integers off the front of a value.
class Reader {
 public:
  explicit Reader(const Field& field) : field_(field), rest_(field.bytes) {}

  template <class Integer>
  Integer Take() {
    std::make_unsigned_t<Integer> value = 0;
    for (const char c : TakeBytes(sizeof(Integer))) {
      value = static_cast<std::make_unsigned_t<Integer>>((std::uint64_t{value} << 8) |
                                                         static_cast<unsigned char>(c));
    }
    return static_cast<Integer>(value);
  }

  std::string_view TakeBytes(std::size_t size) {
    if (size > rest_.size()) Fail(field_, "is cut short");
    const std::string_view bytes = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return bytes;
  }

 private:
  const Field& field_;
  std::string_view rest_;
};

bool IsText(std::uint32_t type) {
  return type == kText || type == kVarchar || type == kBpchar || type == kName || type == kJson ||
         type == kJsonb || type == kBytea;
}

std::string FormatUuid(const Field& field) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  constexpr std::array<std::size_t, 16> kPlaces = {0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34};
  const std::string_view bytes = Reader(field).TakeBytes(kPlaces.size());
  std::string text(36, '-');
  for (std::size_t i = 0; i < kPlaces.size(); ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    text[kPlaces[i]] = kDigits[byte >> 4];
    text[kPlaces[i] + 1] = kDigits[byte & 15];
  }
  return text;
}

std::string FormatDate(const Field& field) {
  const auto days = Reader(field).Take<std::int32_t>();
  if (days == std::numeric_limits<std::int32_t>::max()) return "infinity";
  if (days == std::numeric_limits<std::int32_t>::min()) return "-infinity";
  return absl::FormatCivilTime(kEpochDay + days);
}

}  // namespace

void Decode(const Field& field, bool& value) {
  Expect(field, field.type == kBool, "is not boolean");
  value = Reader(field).Take<std::int8_t>() != 0;
}

void Decode(const Field& field, std::int16_t& value) {
  Expect(field, field.type == kInt2, "is not smallint");
  value = Reader(field).Take<std::int16_t>();
}

void Decode(const Field& field, std::int32_t& value) {
  Expect(field, field.type == kInt4 || field.type == kInt2, "is not integer");
  value = field.type == kInt4 ? Reader(field).Take<std::int32_t>() : Reader(field).Take<std::int16_t>();
}

void Decode(const Field& field, std::int64_t& value) {
  if (field.type != kInt8) {
    std::int32_t narrow = 0;
    Decode(field, narrow);
    value = narrow;
    return;
  }
  Expect(field, true, "");
  value = Reader(field).Take<std::int64_t>();
}

void Decode(const Field& field, double& value) {
  Expect(field, field.type == kFloat8 || field.type == kFloat4, "is not double precision");
  value = field.type == kFloat8 ? std::bit_cast<double>(Reader(field).Take<std::int64_t>())
                                : std::bit_cast<float>(Reader(field).Take<std::int32_t>());
}

void Decode(const Field& field, std::string_view& value) {
  Expect(field, IsText(field.type), "is not text");
  value = field.bytes;
  if (field.type == kJsonb) value.remove_prefix(Reader(field).TakeBytes(1).size());  // its format's version
}

void Decode(const Field& field, std::string& value) {
  if (field.type == kUuid || field.type == kDate) {
    Expect(field, true, "");
    value = field.type == kUuid ? FormatUuid(field) : FormatDate(field);
    return;
  }
  std::string_view text;
  Decode(field, text);
  value = text;
}

void Decode(const Field& field, absl::Time& value) {
  Expect(field, field.type == kTimestamptz, "is not timestamptz");
  const auto micros = Reader(field).Take<std::int64_t>();
  if (micros == std::numeric_limits<std::int64_t>::max()) {
    value = absl::InfiniteFuture();
  } else if (micros == std::numeric_limits<std::int64_t>::min()) {
    value = absl::InfinitePast();
  } else {
    value = absl::FromUnixMicros(kEpochUnixMicros) + absl::Microseconds(micros);
  }
}

void Decode(const Field& field, std::vector<std::string>& value) {
  Expect(field, field.type == kTextArray || field.type == kVarcharArray, "is not text[]");
  value.clear();
  Reader reader(field);
  const auto dimensions = reader.Take<std::int32_t>();
  if (dimensions == 0) return;
  if (dimensions != 1) Fail(field, "has several dimensions");
  reader.Take<std::int32_t>();  // whether there are NULLs; each says so itself
  reader.Take<std::int32_t>();  // the elements' type
  const auto count = reader.Take<std::int32_t>();
  reader.Take<std::int32_t>();  // the lower bound
  for (std::int32_t i = 0; i < count; ++i) {
    const auto size = reader.Take<std::int32_t>();
    if (size < 0) Fail(field, "has a NULL element");
    value.emplace_back(reader.TakeBytes(static_cast<std::size_t>(size)));
  }
}

Field Row::field(int column) const {
  if (column < 0 || column >= PQnfields(result_)) {
    throw ResultError(
        absl::StrCat("column ", column, " of a result that has ", PQnfields(result_), " columns"));
  }
  return {.bytes = {PQgetvalue(result_, row_, column),
                    static_cast<std::size_t>(PQgetlength(result_, row_, column))},
          .null = PQgetisnull(result_, row_, column) != 0,
          .type = PQftype(result_, column),
          .column = column};
}

Result::Result(pg_result* result) : result_(result, PQclear) {}

int Result::rows() const { return result_ ? PQntuples(result_.get()) : 0; }

std::int64_t Result::affected() const {
  std::int64_t count = 0;
  if (result_) {
    const std::string_view text = PQcmdTuples(result_.get());
    std::from_chars(text.data(), text.data() + text.size(), count);
  }
  return count;
}

Row Result::operator[](int row) const {
  if (row < 0 || row >= rows()) {
    throw ResultError(absl::StrCat("row ", row, " of a result that has ", rows(), " rows"));
  }
  return {result_.get(), row};
}

}  // namespace liftmark::pg
