// Each of the three services of documents, filled and asked in the same way.
#pragma once

#include <grpcpp/impl/codegen/sync_stream.h>

#include <catch2/catch.hpp>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "services/dossier/dossier_service.h"
#include "services/plans/plan_service.h"
#include "services/workouts/workout_service.h"
#include "tests/support/test_service.h"

namespace liftmark {

// A document as the tests name it; a dossier has no id.
struct DocumentName {
  std::string user;
  std::string id;
};

template <class Request>
Request Naming(const DocumentName& document) {
  Request request;
  request.set_user_id(document.user);
  if constexpr (requires { request.set_id(""); }) request.set_id(document.id);
  return request;
}

struct Dossiers {
  using Service = dossier::DossierService;
  using Kind = dossier::DossierKind;
  using GetCacheStatusRequest = dossier::pb::GetCacheStatusRequest;
  using GetCacheStatusResponse = dossier::pb::GetCacheStatusResponse;
  using ExplainCacheRequest = dossier::pb::ExplainCacheRequest;
  using ExplainCacheResponse = dossier::pb::ExplainCacheResponse;
  using InvalidateCachesRequest = dossier::pb::InvalidateCachesRequest;
  using InvalidateCachesResponse = dossier::pb::InvalidateCachesResponse;
  using RebuildCachesRequest = dossier::pb::RebuildCachesRequest;
  using RebuildCachesResponse = dossier::pb::RebuildCachesResponse;
  using ReadRequest = dossier::pb::GetProfileRequest;
  using ReadResponse = dossier::pb::GetProfileResponse;

  static constexpr const char* kService = "liftmark.dossier.v1.DossierService";
  static constexpr const char* kRole = "liftmark_dossier";
  static constexpr const char* kTable = "user_dossiers";
  static constexpr const char* kId = "user_id";
  static constexpr const char* kRead = "GetProfile";
  static constexpr const char* kColumns = "user_id, markdown";
  static constexpr const char* kValues = "user_id, $1";
  static constexpr const char* kHasViews =
      "num_nonnulls(view, profile_json, equipment_tags, training_days, cached_revision) > 0";
  static constexpr bool kManyForUser = false;
  static constexpr const char* kMissing = "DOSSIER_MISSING_SECTION";

  static std::string Markdown(int number) {
    return "# Training Dossier - Ana\n\n## Profile\n- **Name:** Ana " + std::to_string(number) + "\n";
  }
  static std::string ViewOf(const ReadResponse& response) { return response.profile().SerializeAsString(); }
};

struct Plans {
  using Service = plans::PlanService;
  using Kind = plans::PlanKind;
  using GetCacheStatusRequest = plans::pb::GetCacheStatusRequest;
  using GetCacheStatusResponse = plans::pb::GetCacheStatusResponse;
  using ExplainCacheRequest = plans::pb::ExplainCacheRequest;
  using ExplainCacheResponse = plans::pb::ExplainCacheResponse;
  using InvalidateCachesRequest = plans::pb::InvalidateCachesRequest;
  using InvalidateCachesResponse = plans::pb::InvalidateCachesResponse;
  using RebuildCachesRequest = plans::pb::RebuildCachesRequest;
  using RebuildCachesResponse = plans::pb::RebuildCachesResponse;
  using ReadRequest = plans::pb::GetStructuredPlanRequest;
  using ReadResponse = plans::pb::GetStructuredPlanResponse;

  static constexpr const char* kService = "liftmark.plans.v1.PlanService";
  static constexpr const char* kRole = "liftmark_plans";
  static constexpr const char* kTable = "training_plans";
  static constexpr const char* kId = "id";
  static constexpr const char* kRead = "GetStructuredPlan";
  static constexpr const char* kColumns = "user_id, markdown, start_date, is_active";
  static constexpr const char* kValues = "user_id, $1, date '2026-03-02', false";
  static constexpr const char* kHasViews =
      "num_nonnulls(view, structured_plan, exercise_list, exercise_keys, plan_type, cached_revision) > 0";
  static constexpr bool kManyForUser = true;
  static constexpr const char* kMissing = "PLAN_MISSING_PHILOSOPHY";

  static std::string Markdown(int number) {
    return "# Plan " + std::to_string(number) +
           "\n\n**Duration:** 4 weeks\n\n## Microcycle 1-4: Base (Weeks 1-4)\n\n#### Monday - Lower\n"
           "- Back Squat: 4 × 6\n";
  }
  static std::string ViewOf(const ReadResponse& response) {
    return response.structured().SerializeAsString();
  }
};

struct Workouts {
  using Service = workouts::WorkoutService;
  using Kind = workouts::WorkoutKind;
  using GetCacheStatusRequest = workouts::pb::GetCacheStatusRequest;
  using GetCacheStatusResponse = workouts::pb::GetCacheStatusResponse;
  using ExplainCacheRequest = workouts::pb::ExplainCacheRequest;
  using ExplainCacheResponse = workouts::pb::ExplainCacheResponse;
  using InvalidateCachesRequest = workouts::pb::InvalidateCachesRequest;
  using InvalidateCachesResponse = workouts::pb::InvalidateCachesResponse;
  using RebuildCachesRequest = workouts::pb::RebuildCachesRequest;
  using RebuildCachesResponse = workouts::pb::RebuildCachesResponse;
  using ReadRequest = workouts::pb::GetStructuredWorkoutRequest;
  using ReadResponse = workouts::pb::GetStructuredWorkoutResponse;

  static constexpr const char* kService = "liftmark.workouts.v1.WorkoutService";
  static constexpr const char* kRole = "liftmark_workouts";
  static constexpr const char* kTable = "workouts";
  static constexpr const char* kId = "id";
  static constexpr const char* kRead = "GetStructuredWorkout";
  static constexpr const char* kColumns = "user_id, markdown, workout_date";
  static constexpr const char* kValues =
      "user_id, $1, date '2026-03-02' + (SELECT count(*)::int FROM workouts w WHERE w.user_id = u.user_id)";
  static constexpr const char* kHasViews =
      "num_nonnulls(view, structured_workout, sms_message, exercise_list, exercise_keys, total_volume_lbs, "
      "total_sets, estimated_duration_min, cached_revision) > 0";
  static constexpr bool kManyForUser = true;
  static constexpr const char* kMissing = "WORKOUT_MISSING_WARM_UP";

  static std::string Markdown(int number) {
    return "# Workout\n\n## Main Workout\n\n### 1. Bench Press\n- **Set 1:** " +
           std::to_string(100 + number) + " lb × 5\n";
  }
  static std::string ViewOf(const ReadResponse& response) {
    return response.structured().SerializeAsString();
  }
};

template <class T>
struct CachedDocuments {
  TestDatabase database;
  TestService<typename T::Service> service{database, T::kRole, T::kService};
  std::string user = database.CreateUser();

  // Cold documents, as SQL leaves them: of one user where a user may have several.
  std::vector<DocumentName> Add(int count) {
    std::vector<DocumentName> added;
    for (int i = 0; i < count; ++i) {
      if (!T::kManyForUser) user = database.CreateUser();
      std::string values = T::kValues;
      values.replace(values.find("$1"), 2, "'" + T::Markdown(i) + "'");
      added.push_back({user, database.Scalar(std::string("INSERT INTO ") + T::kTable + " (" + T::kColumns +
                                             ") SELECT " + values + " FROM users u WHERE user_id = '" + user +
                                             "' RETURNING " + T::kId)});
    }
    return added;
  }

  std::string Where(const DocumentName& document) const {
    return std::string(" WHERE ") + T::kId + " = '" + document.id + "'";
  }
  void Set(const std::string& assignments, const DocumentName& document) {
    database.Execute(std::string("UPDATE ") + T::kTable + " SET " + assignments + Where(document));
  }
  // As a builder of another version leaves all of them.
  void ChangeBuilders() {
    database.Execute(std::string("UPDATE ") + T::kTable +
                     " SET cache_version = cache_version + 1, view = '\\x00'");
  }
  std::string Count(const std::string& condition) {
    return database.Scalar(std::string("SELECT count(*) FROM ") + T::kTable + " WHERE " + condition);
  }
  DocumentName First() {
    const auto row =
        database.Rows(std::string("SELECT user_id, ") + T::kId + " FROM " + T::kTable + " LIMIT 1")[0];
    return {*row[0], *row[1]};
  }

  Outcome<typename T::ReadResponse> Read(const DocumentName& document) const {
    return service.template Call<typename T::ReadResponse>(T::kRead,
                                                           Naming<typename T::ReadRequest>(document));
  }
  // Reads until it is answered from the cache: a fill comes behind an answer.
  void ReadUntilCached(const DocumentName& document) const {
    while (!Read(document).response.from_cache()) {
    }
  }
  document::v1::CacheStatus Status() const {
    const auto status = service.template Call<typename T::GetCacheStatusResponse>(
        "GetCacheStatus", typename T::GetCacheStatusRequest());
    REQUIRE(status.ok());
    return status.response.status();
  }
  Outcome<typename T::ExplainCacheResponse> Explain(const DocumentName& document) const {
    return service.template Call<typename T::ExplainCacheResponse>(
        "ExplainCache", Naming<typename T::ExplainCacheRequest>(document));
  }
  Outcome<typename T::InvalidateCachesResponse> Invalidate(
      const typename T::InvalidateCachesRequest& request) const {
    return service.template Call<typename T::InvalidateCachesResponse>("InvalidateCaches", request);
  }

  struct Rebuilt {
    grpc::Status status;
    std::vector<document::v1::RebuildProgress> progress;
    const document::v1::RebuildProgress& last() const { return progress.back(); }
  };
  // `hear` is told of each message, and may cancel the call.
  Rebuilt Rebuild(
      const typename T::RebuildCachesRequest& request,
      std::chrono::milliseconds within = std::chrono::seconds(25),
      const std::function<void(grpc::ClientContext&)>& hear = [](grpc::ClientContext&) {}) const {
    const auto channel = grpc::CreateChannel("127.0.0.1:" + std::to_string(service.port()),
                                             grpc::InsecureChannelCredentials());
    const std::string path = std::string("/") + T::kService + "/RebuildCaches";
    const grpc::internal::RpcMethod method(path.c_str(), grpc::internal::RpcMethod::SERVER_STREAMING);
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + within);
    const std::unique_ptr<grpc::ClientReader<typename T::RebuildCachesResponse>> reader(
        grpc::internal::ClientReaderFactory<typename T::RebuildCachesResponse>::Create(channel.get(), method,
                                                                                       &context, request));
    Rebuilt rebuilt;
    typename T::RebuildCachesResponse response;
    while (reader->Read(&response)) {
      rebuilt.progress.push_back(response.progress());
      hear(context);
    }
    rebuilt.status = reader->Finish();
    return rebuilt;
  }
};

}  // namespace liftmark
