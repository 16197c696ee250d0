// Protobuf's wire form, where bytes that are serialized already go into a message without being parsed.
#pragma once

#include <string>
#include <string_view>

namespace liftmark::rpc {

// Appends a length-delimited field: a message, a string or bytes.
void AppendLengthDelimited(std::string& out, int field_number, std::string_view bytes);

}  // namespace liftmark::rpc
