# liftmark_proto_library(TARGET [GRPC] [ROOT dir] PROTOS a.proto... DEPS targets...)
# A static library of generated messages, and with GRPC of the client stubs. Paths are relative to ROOT, which is
# proto/ where nothing else is said.

set(LIFTMARK_PROTO_ROOT ${CMAKE_SOURCE_DIR}/proto)
set(LIFTMARK_PROTO_OUT ${CMAKE_BINARY_DIR}/proto)
file(MAKE_DIRECTORY ${LIFTMARK_PROTO_OUT})

function(liftmark_proto_library target)
  cmake_parse_arguments(ARG "GRPC" "ROOT" "PROTOS;DEPS" ${ARGN})
  if(NOT ARG_ROOT)
    set(ARG_ROOT ${LIFTMARK_PROTO_ROOT})
  endif()
  set(sources)
  foreach(proto IN LISTS ARG_PROTOS)
    string(REGEX REPLACE "\\.proto$" "" stem ${proto})
    set(outputs ${LIFTMARK_PROTO_OUT}/${stem}.pb.cc ${LIFTMARK_PROTO_OUT}/${stem}.pb.h)
    set(plugin)
    if(ARG_GRPC)
      list(APPEND outputs ${LIFTMARK_PROTO_OUT}/${stem}.grpc.pb.cc ${LIFTMARK_PROTO_OUT}/${stem}.grpc.pb.h)
      set(plugin --grpc_out=${LIFTMARK_PROTO_OUT} --plugin=protoc-gen-grpc=$<TARGET_FILE:gRPC::grpc_cpp_plugin>)
    endif()
    add_custom_command(
      OUTPUT ${outputs}
      COMMAND protobuf::protoc -I ${ARG_ROOT} -I ${LIFTMARK_PROTO_ROOT} --cpp_out=${LIFTMARK_PROTO_OUT} ${plugin} ${proto}
      DEPENDS ${ARG_ROOT}/${proto}
      WORKING_DIRECTORY ${ARG_ROOT}
      VERBATIM)
    list(APPEND sources ${outputs})
  endforeach()
  add_library(${target} STATIC ${sources})
  target_include_directories(${target} SYSTEM PUBLIC ${LIFTMARK_PROTO_OUT})
  target_compile_options(${target} PRIVATE -w)
  target_link_libraries(${target} PUBLIC protobuf::libprotobuf ${ARG_DEPS})
  if(ARG_GRPC)
    target_link_libraries(${target} PUBLIC gRPC::grpc++)
  endif()
endfunction()
