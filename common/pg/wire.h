// PostgreSQL's binary format, as values go in and come back. Internal to common/pg.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>

namespace liftmark::pg {

// OIDs of built-in types; PostgreSQL never changes them.
enum Oid : std::uint32_t {
  kBool = 16,
  kBytea = 17,
  kName = 19,
  kInt8 = 20,
  kInt2 = 21,
  kInt4 = 23,
  kText = 25,
  kJson = 114,
  kFloat4 = 700,
  kFloat8 = 701,
  kTextArray = 1009,
  kVarcharArray = 1015,
  kBpchar = 1042,
  kVarchar = 1043,
  kDate = 1082,
  kTimestamptz = 1184,
  kUuid = 2950,
  kJsonb = 3802,
};

// Times count from 2000-01-01.
inline constexpr std::int64_t kEpochUnixMicros = 946'684'800'000'000;

// Big-endian.
template <class Integer>
void AppendInteger(Integer value, std::string& bytes) {
  const auto bits = static_cast<std::make_unsigned_t<Integer>>(value);
  char big_endian[sizeof bits];
  for (std::size_t i = 0; i < sizeof bits; ++i)
    big_endian[i] = static_cast<char>(static_cast<unsigned char>(bits >> (8 * (sizeof bits - 1 - i))));
  bytes.append(big_endian, sizeof bits);
}

}  // namespace liftmark::pg
