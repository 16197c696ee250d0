// The handlers of one service, bound by name to the methods of its descriptor.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "common/async/task.h"
#include "common/rpc/call.h"
#include "common/rpc/reader.h"
#include "common/rpc/reply.h"
#include "common/rpc/writer.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace liftmark::rpc {

// One call of one handler, with the request it reads and the reply it fills.
class UnaryInvocation {
 public:
  virtual ~UnaryInvocation() = default;
  virtual google::protobuf::Message& request() = 0;
  virtual Task<absl::Status> Run(Call& call) = 0;
  virtual grpc::ByteBuffer SerializeReply() const = 0;
};

class StreamInvocation {
 public:
  virtual ~StreamInvocation() = default;
  virtual google::protobuf::Message& request() = 0;
  virtual Task<absl::Status> Run(Call& call, StreamSink& sink) = 0;
};

class ClientStreamInvocation {
 public:
  virtual ~ClientStreamInvocation() = default;
  virtual Task<absl::Status> Run(Call& call, StreamSource& source) = 0;
  virtual grpc::ByteBuffer SerializeReply() const = 0;
};

class MethodTable {
 public:
  template <class Service, class Request, class Response>
  using UnaryHandler = Task<absl::Status> (Service::*)(Call&, const Request&, Reply<Response>&);
  template <class Service, class Request, class Response>
  using StreamHandler = Task<absl::Status> (Service::*)(Call&, const Request&, Writer<Response>&);

  template <class Service, class Request, class Response>
  using ClientStreamHandler = Task<absl::Status> (Service::*)(Call&, Reader<Request>&, Reply<Response>&);

  // What is bound to a method. One of the factories is set.
  struct Binding {
    const google::protobuf::Descriptor* request;
    const google::protobuf::Descriptor* response;
    std::function<std::unique_ptr<UnaryInvocation>()> unary;
    std::function<std::unique_ptr<StreamInvocation>()> stream;
    std::function<std::unique_ptr<ClientStreamInvocation>()> client_stream;
  };

  // `service` is the full name: "liftmark.workouts.v1.WorkoutService".
  explicit MethodTable(std::string_view service);

  // Binds a member function to a method. `service` outlives the server. What is wrong is told by Check.
  template <class Service, class Request, class Response>
  void Bind(std::string_view method, UnaryHandler<Service, Request, Response> handler, Service* service) {
    Add(method,
        {.request = Request::descriptor(),
         .response = Response::descriptor(),
         .unary = [handler,
                   service] { return std::make_unique<Unary<Service, Request, Response>>(handler, service); },
         .stream = nullptr,
         .client_stream = nullptr});
  }
  template <class Service, class Request, class Response>
  void Bind(std::string_view method, StreamHandler<Service, Request, Response> handler, Service* service) {
    Add(method, {.request = Request::descriptor(),
                 .response = Response::descriptor(),
                 .unary = nullptr,
                 .stream =
                     [handler, service] {
                       return std::make_unique<Stream<Service, Request, Response>>(handler, service);
                     },
                 .client_stream = nullptr});
  }
  template <class Service, class Request, class Response>
  void Bind(std::string_view method, ClientStreamHandler<Service, Request, Response> handler,
            Service* service) {
    Add(method, {.request = Request::descriptor(),
                 .response = Response::descriptor(),
                 .unary = nullptr,
                 .stream = nullptr,
                 .client_stream = [handler, service] {
                   return std::make_unique<ClientStream<Service, Request, Response>>(handler, service);
                 }});
  }

  // OK where every method of the service has an access level and exactly one handler of its own shape; else
  // FAILED_PRECONDITION, with everything that is wrong in its message.
  absl::Status Check() const;

  // Null where no service of that name is linked in.
  const google::protobuf::ServiceDescriptor* service() const { return service_; }

  // Null where nothing is bound to the method.
  const Binding* Find(std::string_view method) const;

 private:
  template <class Service, class Request, class Response>
  class Unary final : public UnaryInvocation {
   public:
    Unary(UnaryHandler<Service, Request, Response> handler, Service* service)
        : handler_(handler), service_(service) {}
    google::protobuf::Message& request() override { return request_; }
    Task<absl::Status> Run(Call& call) override { return (service_->*handler_)(call, request_, reply_); }
    grpc::ByteBuffer SerializeReply() const override { return reply_.Serialize(); }

   private:
    UnaryHandler<Service, Request, Response> handler_;
    Service* service_;
    Request request_;
    Reply<Response> reply_;
  };

  template <class Service, class Request, class Response>
  class Stream final : public StreamInvocation {
   public:
    Stream(StreamHandler<Service, Request, Response> handler, Service* service)
        : handler_(handler), service_(service) {}
    google::protobuf::Message& request() override { return request_; }
    Task<absl::Status> Run(Call& call, StreamSink& sink) override {
      writer_.emplace(sink);
      return (service_->*handler_)(call, request_, *writer_);
    }

   private:
    StreamHandler<Service, Request, Response> handler_;
    Service* service_;
    Request request_;
    std::optional<Writer<Response>> writer_;
  };

  template <class Service, class Request, class Response>
  class ClientStream final : public ClientStreamInvocation {
   public:
    ClientStream(ClientStreamHandler<Service, Request, Response> handler, Service* service)
        : handler_(handler), service_(service) {}
    Task<absl::Status> Run(Call& call, StreamSource& source) override {
      reader_.emplace(source);
      return (service_->*handler_)(call, *reader_, reply_);
    }
    grpc::ByteBuffer SerializeReply() const override { return reply_.Serialize(); }

   private:
    ClientStreamHandler<Service, Request, Response> handler_;
    Service* service_;
    std::optional<Reader<Request>> reader_;
    Reply<Response> reply_;
  };

  void Add(std::string_view method, Binding binding);

  std::string name_;
  const google::protobuf::ServiceDescriptor* service_;
  std::map<std::string, Binding, std::less<>> bindings_;
  std::vector<std::string> errors_;  // of Add
};

}  // namespace liftmark::rpc
