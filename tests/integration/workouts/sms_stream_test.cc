// The delivery of a morning: a stream of text messages that may be cut anywhere, through real gRPC calls.
#include <map>
#include <random>
#include <string>

#include "tests/integration/workouts/workout_calls.h"

namespace liftmark::workouts {
namespace {

constexpr const char* kDate = "2026-03-02";

struct Delivery : Workouts {
  // New users with a workout each on the date; texts of fresh views have `bytes` characters.
  void Add(int users, int bytes = 20) {
    database.Execute(
        "WITH new AS (INSERT INTO users SELECT gen_random_uuid() FROM generate_series(1, " +
        std::to_string(users) +
        ") RETURNING user_id) INSERT INTO workouts (user_id, workout_date, markdown, view, sms_message, "
        "cached_revision, cache_version) SELECT user_id, '" +
        std::string(kDate) + "', '# W', '', rpad('old', " + std::to_string(bytes) + ", '.'), 1, " +
        std::to_string(views::kWorkoutBuilderVersion) + " FROM new");
  }

  pb::StreamSmsRequest Request(int batch_size = 0) const {
    pb::StreamSmsRequest request;
    request.set_workout_date(kDate);
    request.set_batch_size(batch_size);
    return request;
  }

  TestStream<pb::StreamSmsResponse> Stream(const pb::StreamSmsRequest& request) const {
    return service.Stream<pb::StreamSmsResponse>("StreamSms", request);
  }
};

// Streams all of the date, cut `cuts` times behind a message at random.
void DeliverWithCuts(int users, int cuts) {
  Delivery test;
  test.Add(users);
  std::mt19937 random(20260302);
  std::map<std::string, int> delivered;
  std::string previous;
  bool in_order = true;
  pb::StreamSmsRequest request = test.Request(64);
  const int messages = users / 64;
  int streams = 0;
  for (bool ended = false; !ended;) {
    auto stream = test.Stream(request);
    const unsigned cut_behind =
        ++streams <= cuts ? 1 + random() % static_cast<unsigned>(messages / (cuts + 1)) : ~0U;
    pb::StreamSmsResponse message;
    unsigned read = 0;
    while (read < cut_behind && stream.Read(message)) {
      ++read;
      for (const pb::WorkoutSms& sms : message.workouts()) {
        ++delivered[sms.user_id()];
        in_order = in_order && sms.user_id() > previous;
        previous = sms.user_id();
      }
      request.set_resume_token(message.resume_token());
    }
    ended = read < cut_behind;
    if (!ended) stream.Cancel();
    const auto outcome = stream.Finish();
    if (ended) CHECK(outcome.ok());
  }
  CHECK(streams == cuts + 1);
  CHECK(delivered.size() == static_cast<std::size_t>(users));
  CHECK(in_order);
  for (const auto& [user, times] : delivered) {
    if (times != 1) FAIL(user << " was delivered " << times << " times");
  }
}

TEST_CASE("a stream that is cut ten times at random and resumed delivers each text once") {
  DeliverWithCuts(20'000, 10);
}

TEST_CASE("the same of two hundred thousand", "[.by-hand]") { DeliverWithCuts(200'000, 10); }

TEST_CASE("stale texts are built on the way, and stored") {
  Delivery test;
  const std::string id = test.Create(kDate);
  test.Add(3);
  const std::string text = test.Get(id, pb::WORKOUT_VIEW_SMS).sms().text();
  test.database.Execute("UPDATE workouts SET cached_revision = NULL, sms_message = 'wrong' WHERE id = '" +
                        id + "'");

  auto stream = test.Stream(test.Request());
  pb::StreamSmsResponse message;
  REQUIRE(stream.Read(message));
  CHECK(stream.Finish().ok());

  REQUIRE(message.workouts_size() == 4);
  int built = 0;
  for (const pb::WorkoutSms& sms : message.workouts()) {
    CHECK(sms.encoding() == pb::SMS_ENCODING_GSM7);
    CHECK(sms.segments() == 1);
    if (sms.user_id() != test.user) continue;
    ++built;
    CHECK(sms.id() == id);
    CHECK(sms.text() == text);
  }
  CHECK(built == 1);
  while (test.database.Scalar("SELECT count(*) FROM workouts WHERE cached_revision IS NULL") != "0") {
  }
  CHECK(test.database.Scalar("SELECT sms_message FROM workouts WHERE id = '" + id + "'") == text);
}

TEST_CASE("a reader that is slow holds the reading back") {
  constexpr int kUsers = 8000;
  Delivery test;
  test.Add(kUsers, 700);
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_HTTP2_BDP_PROBE, 0);  // its window holds 64 KiB and does not grow
  const auto channel = grpc::CreateCustomChannel("127.0.0.1:" + std::to_string(test.service.port()),
                                                 grpc::InsecureChannelCredentials(), arguments);
  TestStream<pb::StreamSmsResponse> stream(*channel, "/liftmark.workouts.v1.WorkoutService/StreamSms",
                                           test.Request());
  pb::StreamSmsResponse message;
  REQUIRE(stream.Read(message));
  int old = message.workouts_size();

  // What is read behind this has the new text.
  test.database.Execute("UPDATE workouts SET sms_message = 'new'");
  int all = old;
  while (stream.Read(message)) {
    all += message.workouts_size();
    for (const pb::WorkoutSms& sms : message.workouts()) old += sms.text() != "new";
  }
  CHECK(stream.Finish().ok());
  CHECK(all == kUsers);
  // Pages of 1,024: what is in the window, the transport and the message that waits for it ends in the second
  // at most, and one more is read meanwhile.
  CHECK(old <= 3 * 1024);
}

TEST_CASE("a token belongs to its date, and a day without workouts ends at once") {
  Delivery test;
  test.Add(2);
  auto stream = test.Stream(test.Request());
  pb::StreamSmsResponse message;
  REQUIRE(stream.Read(message));
  CHECK(stream.Finish().ok());

  pb::StreamSmsRequest request = test.Request();
  request.set_resume_token(message.resume_token());
  auto behind = test.Stream(request);
  CHECK_FALSE(behind.Read(message));
  CHECK(behind.Finish().ok());
  request.set_workout_date("2026-03-03");
  CHECK(test.Stream(request).Finish().violations().contains("resume_token"));
  request.clear_resume_token();
  auto empty = test.Stream(request);
  CHECK_FALSE(empty.Read(message));
  CHECK(empty.Finish().ok());
}

}  // namespace
}  // namespace liftmark::workouts
