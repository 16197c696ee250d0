// Reads StreamSms to its end, resumed wherever it is cut.
//
//   stream_sms ADDRESS DATE        prints the texts that arrived, and how many a second
#include <grpcpp/grpcpp.h>
#include <grpcpp/impl/codegen/proto_utils.h>
#include <grpcpp/impl/codegen/sync_stream.h>

#include <chrono>
#include <cstdio>
#include <iostream>
#include <memory>

#include "liftmark/workouts/v1/workout_service.pb.h"

namespace pb = liftmark::workouts::v1;

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: stream_sms ADDRESS DATE\n";
    return 2;
  }
  const auto channel = grpc::CreateChannel(argv[1], grpc::InsecureChannelCredentials());
  const grpc::internal::RpcMethod method("/liftmark.workouts.v1.WorkoutService/StreamSms",
                                         grpc::internal::RpcMethod::SERVER_STREAMING);
  channel->WaitForConnected(std::chrono::system_clock::now() + std::chrono::seconds(10));

  pb::StreamSmsRequest request;
  request.set_workout_date(argv[2]);
  long texts = 0;
  const auto began = std::chrono::steady_clock::now();
  for (bool ended = false; !ended;) {
    grpc::ClientContext context;
    const std::unique_ptr<grpc::ClientReader<pb::StreamSmsResponse>> reader(
        grpc::internal::ClientReaderFactory<pb::StreamSmsResponse>::Create(channel.get(), method, &context,
                                                                           request));
    pb::StreamSmsResponse message;
    while (reader->Read(&message)) {
      texts += message.workouts_size();
      request.set_resume_token(message.resume_token());
    }
    const grpc::Status status = reader->Finish();
    ended = status.ok();
    if (!ended && status.error_code() != grpc::StatusCode::DEADLINE_EXCEEDED) {
      std::cerr << "stream_sms: " << status.error_message() << "\n";
      return 1;
    }
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  std::printf("%ld %.0f\n", texts, static_cast<double>(texts) / took.count());
  return 0;
}
