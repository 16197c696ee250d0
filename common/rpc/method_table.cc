#include "common/rpc/method_table.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "liftmark/options/v1/options.pb.h"

namespace liftmark::rpc {
namespace {

namespace options = liftmark::options::v1;

// What stops `method` from being served by `binding`, empty where nothing does.
std::string FaultOf(const google::protobuf::MethodDescriptor& method, const MethodTable::Binding* binding) {
  const options::Access access = method.options().GetExtension(options::access);
  if (access == options::ACCESS_UNSPECIFIED) return "has no access level";
  if (method.client_streaming() && method.server_streaming()) return "streams both ways, which is not served";
  if (binding == nullptr) return "has no handler";
  if (method.server_streaming() != (binding->stream != nullptr) ||
      method.client_streaming() != (binding->client_stream != nullptr))
    return "is bound to a handler of another kind, unary or streaming";
  if (method.input_type() != binding->request || method.output_type() != binding->response) {
    return absl::StrCat("is bound to a handler of ", binding->request->full_name(), " and ",
                        binding->response->full_name());
  }
  return "";
}

}  // namespace

MethodTable::MethodTable(std::string_view service)
    : name_(service),
      service_(google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(name_)) {}

void MethodTable::Add(std::string_view method, Binding binding) {
  const auto [place, fresh] = bindings_.try_emplace(std::string(method), std::move(binding));
  if (!fresh) errors_.push_back(absl::StrCat(place->first, " is bound twice"));
}

const MethodTable::Binding* MethodTable::Find(std::string_view method) const {
  const auto binding = bindings_.find(method);
  return binding == bindings_.end() ? nullptr : &binding->second;
}

absl::Status MethodTable::Check() const {
  if (service_ == nullptr)
    return absl::FailedPreconditionError(absl::StrCat("no service ", name_, " is linked into this program"));
  std::vector<std::string> errors = errors_;
  for (const auto& [method, binding] : bindings_) {
    if (service_->FindMethodByName(method) == nullptr)
      errors.push_back(absl::StrCat(method, " is no method of the service"));
  }
  for (int i = 0; i < service_->method_count(); ++i) {
    const google::protobuf::MethodDescriptor& method = *service_->method(i);
    if (const std::string fault = FaultOf(method, Find(method.name())); !fault.empty())
      errors.push_back(absl::StrCat(method.name(), " ", fault));
  }
  if (errors.empty()) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrCat(name_, ": ", absl::StrJoin(errors, "; ")));
}

}  // namespace liftmark::rpc
