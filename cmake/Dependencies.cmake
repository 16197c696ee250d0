# Debian 12's libraries as imported targets. deploy/packages lists the packages that hold them.

find_package(Threads REQUIRED)
find_package(Protobuf REQUIRED)
find_package(absl REQUIRED)
find_package(gRPC REQUIRED)
find_package(spdlog REQUIRED)
find_package(prometheus-cpp REQUIRED)
find_package(Catch2 2 REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(libpq REQUIRED IMPORTED_TARGET libpq)
pkg_check_modules(md4c REQUIRED IMPORTED_TARGET md4c)
pkg_check_modules(libgit2 REQUIRED IMPORTED_TARGET libgit2)
pkg_check_modules(utf8proc REQUIRED IMPORTED_TARGET libutf8proc)

add_library(liftmark_asio INTERFACE)
target_compile_definitions(liftmark_asio INTERFACE
  ASIO_STANDALONE ASIO_NO_DEPRECATED ASIO_HAS_CO_AWAIT=1 ASIO_HAS_STD_COROUTINE=1)
target_link_libraries(liftmark_asio INTERFACE Threads::Threads)

add_library(liftmark_rapidjson INTERFACE)
target_compile_definitions(liftmark_rapidjson INTERFACE RAPIDJSON_HAS_STDSTRING=1)
if(LIFTMARK_SANITIZER)
  target_compile_options(liftmark_rapidjson INTERFACE
    -fsanitize-ignorelist=${CMAKE_SOURCE_DIR}/cmake/rapidjson.ignorelist)
endif()
