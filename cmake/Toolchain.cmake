# Compiler flags, build types, sanitizers and the tools that shorten a build.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

# Debian's libraries come from g++ 12; from clang 18 on, constrained templates (absl::Cord(std::string)) have other
# mangled names.
add_compile_options(-fclang-abi-compat=17)

# Dev keeps assertions and line tables, and optimizes enough that tests run in seconds.
set(CMAKE_C_FLAGS_DEV "-O1 -gline-tables-only")
set(CMAKE_CXX_FLAGS_DEV "-O1 -gline-tables-only")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG -gline-tables-only")

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Dev CACHE STRING "" FORCE)
endif()

set(LIFTMARK_SANITIZER "" CACHE STRING "value of -fsanitize=, or empty")
if(LIFTMARK_SANITIZER)
  add_compile_options(-fsanitize=${LIFTMARK_SANITIZER} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${LIFTMARK_SANITIZER})
endif()

find_program(LIFTMARK_CCACHE ccache)
if(LIFTMARK_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${LIFTMARK_CCACHE})
endif()
find_program(LIFTMARK_MOLD mold)
if(LIFTMARK_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

# Own code is held to these; generated code is not (see Proto.cmake).
set(LIFTMARK_WARNINGS -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Werror)
