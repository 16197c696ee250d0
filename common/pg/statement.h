// A statement with a name and its parameters.
#pragma once

#include <string_view>
#include <utility>

#include "common/pg/params.h"

namespace liftmark::pg {

// A constant beside the row it reads or fills:
//
//   constexpr Statement kFindWorkout{"find_workout", R"sql(SELECT ... WHERE user_id = $1 AND id = $2)sql"};
//
// Each connection prepares it when it first runs it. The name is unique within a program, shorter than 64
// bytes, and stands in errors and logs.
struct Statement {
  std::string_view name;
  std::string_view sql;
};

// One run of a statement: {kFindWorkout, Params(user_id, id)}.
class Query {
 public:
  Query(const Statement& statement, Params params) : statement_(&statement), params_(std::move(params)) {}
  Query(Statement&& statement, Params params) = delete;  // a query refers to its statement

  const Statement& statement() const { return *statement_; }
  const Params& params() const { return params_; }

 private:
  const Statement* statement_;
  Params params_;
};

}  // namespace liftmark::pg
