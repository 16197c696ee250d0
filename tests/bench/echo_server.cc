// The floor of any gRPC service: a raw callback method that answers the same bytes to every request.
//
//   echo_server ADDRESS REPLY_FILE      serves every method of EchoService until SIGTERM
#include <grpcpp/grpcpp.h>
#include <grpcpp/impl/codegen/server_callback_handlers.h>
#include <grpcpp/impl/service_type.h>
#include <grpcpp/support/server_callback.h>

#include <csignal>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

namespace {

using grpc::ByteBuffer;

class EchoService : public grpc::Service {
 public:
  explicit EchoService(std::string reply) : slice_(reply) {
    AddMethod(new grpc::internal::RpcServiceMethod("/liftmark.bench.Echo/Echo",
                                                   grpc::internal::RpcMethod::NORMAL_RPC, nullptr));
    MarkMethodRawCallback(
        0, new grpc::internal::CallbackUnaryHandler<ByteBuffer, ByteBuffer>(
               [this](grpc::CallbackServerContext* context, const ByteBuffer*, ByteBuffer* reply) {
                 *reply = ByteBuffer(&slice_, 1);
                 grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
                 reactor->Finish(grpc::Status::OK);
                 return reactor;
               }));
  }

 private:
  grpc::Slice slice_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: echo_server ADDRESS REPLY_FILE\n";
    return 2;
  }
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);

  std::ifstream file(argv[2], std::ios::binary);
  EchoService service(std::string(std::istreambuf_iterator<char>(file), {}));
  grpc::ServerBuilder builder;
  builder.AddListeningPort(argv[1], grpc::InsecureServerCredentials());
  builder.RegisterService(&service);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr) return 1;
  std::cout << "ready" << std::endl;
  int signal = 0;
  sigwait(&signals, &signal);
  server->Shutdown();
  return 0;
}
