// How a builder reads a document, block by block.
#pragma once

#include <string_view>

#include "google/protobuf/repeated_ptr_field.h"
#include "liftmark/document/v1/cache.pb.h"

namespace liftmark::documents {

// The blocks of `markdown`; none where it is too complex to be read, which its diagnostics say.
void ParseToProto(std::string_view markdown,
                  google::protobuf::RepeatedPtrField<liftmark::document::v1::ParsedBlock>& blocks);

}  // namespace liftmark::documents
