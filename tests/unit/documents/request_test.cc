#include "common/documents/request.h"

#include <catch2/catch.hpp>

#include "liftmark/document/v1/document.pb.h"

namespace liftmark::documents {
namespace {

constexpr std::string_view kUser = "0190a6f2-7a4e-7c1d-9f63-5b1e8c2d4a01";
constexpr std::string_view kRequest = "0190a6f2-7a4e-7c1d-9f63-5b1e8c2d4a02";

TEST_CASE("the digest of a request tells apart what was asked") {
  liftmark::document::v1::SectionEdit edit;
  edit.set_text("one");
  const RequestKey key = MakeRequestKey("/a/B", edit, kRequest);

  CHECK(key.id == kRequest);
  CHECK(key.digest.size() == 16);
  CHECK(MakeRequestKey("/a/B", edit, kRequest).digest == key.digest);
  CHECK(MakeRequestKey("/a/C", edit, kRequest).digest != key.digest);
  edit.set_text("two");
  CHECK(MakeRequestKey("/a/B", edit, kRequest).digest != key.digest);
}

TEST_CASE("without a request id nothing is remembered") {
  const RequestKey key = MakeRequestKey("/a/B", liftmark::document::v1::SectionEdit(), "");

  CHECK_FALSE(key.id.has_value());
  CHECK(key.digest.empty());
}

TEST_CASE("a retry of a create makes the same id, another request or user another one") {
  const std::string id = NewId("", kUser, kRequest);

  CHECK(NewId("", kUser, kRequest) == id);
  CHECK(NewId("", kUser, kUser) != id);
  CHECK(NewId("", kRequest, kRequest) != id);
  CHECK(id.size() == 36);
  CHECK(id[14] == '5');
}

TEST_CASE("UUIDv5 is computed as RFC 4122 says") {
  // uuid.uuid5(uuid.NAMESPACE_DNS, "python.org") of Python's standard library.
  CHECK(NewId("", "6ba7b810-9dad-11d1-80b4-00c04fd430c8", "python.org") ==
        "886313e1-3b8a-5372-9b90-0c9aee199e5d");
}

TEST_CASE("the caller's own id wins, and without any the id is random") {
  CHECK(NewId(kRequest, kUser, kUser) == kRequest);
  const std::string id = NewId("", kUser, "");
  CHECK(id[14] == '4');
  CHECK(NewId("", kUser, "") != id);
}

}  // namespace
}  // namespace liftmark::documents
