// The parameters of a statement, typed and owned.
#pragma once

#include <concepts>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/pg/column.h"

namespace liftmark::pg {

// A value of type bytea.
struct Bytes {
  explicit Bytes(std::string_view bytes) : value(bytes) {}
  std::string_view value;
};

// As PostgreSQL reads a text[].
std::string FormatArray(std::span<const std::string> texts);

// Values are copied when they are added. What PostgreSQL makes of a text is up to the statement: uuid, date
// and json values are passed as text.
//
//   std::string, std::string_view, const char*   text, varchar, uuid, date, json, jsonb, numeric
//   integers, double, bool                       the types of that name
//   absl::Time                                   timestamptz, in whole microseconds
//   Bytes                                        bytea
//   std::vector<std::string>                     text[]
//   Column                                       an array of its type; without values, NULL
//   std::optional<T>, std::nullopt               T or NULL
class Params {
 public:
  // What all values of one statement may hold together.
  static constexpr std::size_t kMaxBytes = 4 * 1024 * 1024;

  Params() = default;

  template <class... Values>
    requires(sizeof...(Values) > 0 && !(std::same_as<Values, Params> || ...))
  explicit Params(const Values&... values) {
    values_.reserve(sizeof...(Values));
    (Add(values), ...);
  }

  void Add(std::nullopt_t);
  void Add(std::string_view text);
  void Add(const char* text) { Add(std::string_view(text)); }
  void Add(const std::string& text) { Add(std::string_view(text)); }
  void Add(Bytes bytes);
  void Add(absl::Time time);
  void Add(std::span<const std::string> texts);
  void Add(const std::vector<std::string>& texts) { Add(std::span(texts)); }
  void Add(const Column& column);
  void Add(std::same_as<bool> auto value) { AddBool(value); }
  void Add(std::signed_integral auto number) { AddInteger(number); }
  void Add(std::floating_point auto number) { AddDouble(number); }

  template <class T>
  void Add(const std::optional<T>& value) {
    value.has_value() ? Add(*value) : Add(std::nullopt);
  }

  std::size_t size() const { return values_.size(); }
  std::size_t bytes() const { return buffer_.size(); }

  // INVALID_ARGUMENT with reason TEXT_HAS_NUL (PostgreSQL has no such text) or PARAMETERS_TOO_LARGE, else OK.
  absl::Status Check() const;

  // The arrays that libpq takes.
  struct Arrays {
    std::vector<const char*> values;
    std::vector<int> lengths;
    std::vector<int> formats;
  };

  // Fills `arrays` with pointers into these Params.
  void ToArrays(Arrays& arrays) const;

 private:
  enum class Format : int { kText = 0, kBinary = 1 };
  struct Value {
    bool null = true;
    Format format = Format::kText;
    std::size_t begin = 0;
    std::size_t size = 0;
  };

  void AddBool(bool value);
  void AddInteger(long long number);
  void AddDouble(double number);
  void Append(Format format, std::string_view value);

  std::vector<Value> values_;
  std::string buffer_;  // every value, followed by a NUL
  bool text_has_nul_ = false;
};

}  // namespace liftmark::pg
