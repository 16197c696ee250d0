// Rows that came back, read in PostgreSQL's binary format.
//
// A column that is not what the caller takes it for (its index, its type, a NULL where none is expected) is
// an error of the program: ResultError is thrown, and names the column and its type, never a value.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"

struct pg_result;  // libpq's PGresult

namespace liftmark::pg {

class ResultError : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

// One value as the server sent it.
struct Field {
  std::string_view bytes;
  bool null = false;
  std::uint32_t type = 0;  // its OID
  int column = 0;
};

// What a column may be read as. A std::string_view refers to the Result.
void Decode(const Field& field, bool& value);              // boolean
void Decode(const Field& field, std::int16_t& value);      // smallint
void Decode(const Field& field, std::int32_t& value);      // smallint, integer
void Decode(const Field& field, std::int64_t& value);      // smallint, integer, bigint
void Decode(const Field& field, double& value);            // real, double precision
void Decode(const Field& field, std::string_view& value);  // text, varchar, char, name, json, jsonb, bytea
void Decode(const Field& field, std::string& value);       // those; uuid, lower case; date, ISO
void Decode(const Field& field, absl::Time& value);        // timestamptz
void Decode(const Field& field, std::vector<std::string>& value);  // text[], varchar[], without NULL elements

template <class T>
void Decode(const Field& field, std::optional<T>& value) {
  if (field.null) {
    value.reset();
  } else {
    Decode(field, value.emplace());
  }
}

// Refers to its Result.
class Row {
 public:
  template <class T>
  T Get(int column) const {
    T value{};
    Decode(field(column), value);
    return value;
  }

  Field field(int column) const;

 private:
  friend class Result;
  Row(const pg_result* result, int row) : result_(result), row_(row) {}

  const pg_result* result_;
  int row_;
};

// The rows of one statement. Copies share them.
class Result {
 public:
  // No rows.
  Result() = default;

  // Takes ownership.
  explicit Result(pg_result* result);

  int rows() const;

  // Rows that an INSERT, UPDATE or DELETE touched, or a SELECT answered.
  std::int64_t affected() const;

  Row operator[](int row) const;

 private:
  std::shared_ptr<pg_result> result_;
};

}  // namespace liftmark::pg
