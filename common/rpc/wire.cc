#include "common/rpc/wire.h"

#include <array>
#include <cstdint>

#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/wire_format_lite.h"

namespace liftmark::rpc {

void AppendLengthDelimited(std::string& out, int field_number, std::string_view bytes) {
  using google::protobuf::internal::WireFormatLite;
  using google::protobuf::io::CodedOutputStream;

  std::array<std::uint8_t, 10> head;  // two varints of 32 bits
  std::uint8_t* end = CodedOutputStream::WriteVarint32ToArray(
      WireFormatLite::MakeTag(field_number, WireFormatLite::WIRETYPE_LENGTH_DELIMITED), head.data());
  end = CodedOutputStream::WriteVarint32ToArray(static_cast<std::uint32_t>(bytes.size()), end);
  out.append(head.data(), end);
  out.append(bytes);
}

}  // namespace liftmark::rpc
