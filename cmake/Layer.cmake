# liftmark_layer(NAME SOURCES a.cc... DEPS targets...)
# One static library a folder, named liftmark_NAME. What a folder may use is what it lists in DEPS.
function(liftmark_layer name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPS" ${ARGN})
  add_library(liftmark_${name} STATIC ${ARG_SOURCES})
  target_include_directories(liftmark_${name} PUBLIC ${CMAKE_SOURCE_DIR})
  target_compile_options(liftmark_${name} PRIVATE ${LIFTMARK_WARNINGS})
  target_link_libraries(liftmark_${name} PUBLIC ${ARG_DEPS})
endfunction()

# liftmark_test(NAME SOURCES a_test.cc... DEPS targets... [LABELS ...])
# One Catch2 program; tests/run finds it in build/PRESET/tests/NAME.
function(liftmark_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPS;LABELS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  target_compile_options(${name} PRIVATE ${LIFTMARK_WARNINGS})
  target_link_libraries(${name} PRIVATE ${ARG_DEPS} liftmark_catch_main)
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES LABELS "${ARG_LABELS}")
endfunction()

# liftmark_service(NAME main.cc): the program build/PRESET/bin/liftmark-NAME.
function(liftmark_service name main)
  add_executable(liftmark-${name} ${main})
  set_target_properties(liftmark-${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
  target_compile_options(liftmark-${name} PRIVATE ${LIFTMARK_WARNINGS})
  target_link_libraries(liftmark-${name} PRIVATE liftmark_${name} liftmark_server)
endfunction()
