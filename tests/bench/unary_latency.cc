// How long calls take that one client makes one after the other on one connection.
//
//   unary_latency ADDRESS METHOD        reads requests from standard input, a line of hexadecimal digits each
//
// METHOD is package.Service/Name. Prints the microseconds of each call, a line each, in the order of the
// requests.
#include <grpcpp/grpcpp.h>
#include <grpcpp/impl/codegen/client_unary_call.h>

#include <chrono>
#include <iostream>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"

namespace {

std::vector<grpc::ByteBuffer> ReadRequests() {
  std::vector<grpc::ByteBuffer> requests;
  std::string line;
  while (std::getline(std::cin, line)) {
    const grpc::Slice slice(absl::HexStringToBytes(line));
    requests.emplace_back(&slice, 1);
  }
  return requests;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: unary_latency ADDRESS METHOD < REQUESTS\n";
    return 2;
  }
  const auto channel = grpc::CreateChannel(argv[1], grpc::InsecureChannelCredentials());
  const std::string path = "/" + std::string(argv[2]);
  const grpc::internal::RpcMethod method(path.c_str(), grpc::internal::RpcMethod::NORMAL_RPC);
  channel->WaitForConnected(std::chrono::system_clock::now() + std::chrono::seconds(10));

  for (const grpc::ByteBuffer& request : ReadRequests()) {
    grpc::ClientContext context;
    grpc::ByteBuffer reply;
    const auto began = std::chrono::steady_clock::now();
    const grpc::Status status =
        grpc::internal::BlockingUnaryCall(channel.get(), method, &context, request, &reply);
    const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - began;
    if (!status.ok()) {
      std::cerr << "unary_latency: " << status.error_message() << "\n";
      return 1;
    }
    std::cout << took.count() << "\n";
  }
  return 0;
}
