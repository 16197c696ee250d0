// Many values in one parameter.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/time/time.h"

namespace liftmark::pg {

// One column of rows that a statement takes apart with unnest: an array in PostgreSQL's binary format,
// without the escaping and parsing that the same rows cost as JSON. A value of another type than the
// column's, or a text that is no UUID, is an error of the program: std::logic_error.
class Column {
 public:
  enum class Type { kBytes, kBigint, kInteger, kText, kTimestamp, kUuid, kJsonb };

  explicit Column(Type type);

  void Add(std::nullopt_t);
  void Add(std::string_view value);  // kText, kJsonb, kBytes; kUuid, as 36 characters
  void Add(const char* value) { Add(std::string_view(value)); }
  void Add(const std::string& value) { Add(std::string_view(value)); }
  void Add(std::int64_t number);  // kBigint; kInteger, in its range
  void Add(std::int32_t number) { Add(std::int64_t{number}); }
  void Add(absl::Time time);  // kTimestamp, in whole microseconds

  template <class T>
  void Add(const std::optional<T>& value) {
    value.has_value() ? Add(*value) : Add(std::nullopt);
  }

  // Whether there is a value that is not NULL. A column without one is a NULL parameter, which unnest beside
  // other columns fills up.
  bool has_values() const { return has_values_; }
  bool text_has_nul() const { return text_has_nul_; }

  // The array.
  void AppendTo(std::string& bytes) const;

 private:
  void Expect(bool type_matches) const;
  void BeginValue(std::size_t size);

  Type type_;
  std::string elements_;
  std::int32_t count_ = 0;
  bool has_nulls_ = false;
  bool has_values_ = false;
  bool text_has_nul_ = false;
};

}  // namespace liftmark::pg
