# Targets of the house, and the link rule.
#
# A library LAYER in FOLDER is included as "LAYER/file.hpp". Its include directory is made in the build tree and holds one
# link, LAYER -> FOLDER, so a header is found only through a target that links the library: a forbidden include fails to compile.

option(LUOT_WERROR "Warnings are errors" ON)
set(LUOT_SANITIZE "" CACHE STRING "Sanitizers to build with, e.g. address,undefined or thread")
option(LUOT_FUZZ "Everything tells libFuzzer which way it went; clang only" OFF)

find_program(LUOT_CCACHE ccache)
if(LUOT_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${LUOT_CCACHE})
endif()

add_library(luot_options INTERFACE)
target_compile_options(luot_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor
                                              -Wold-style-cast -Woverloaded-virtual)
if(LUOT_WERROR)
  target_compile_options(luot_options INTERFACE -Werror)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # -fpch-preprocess lets ccache see through precompiled headers.
  target_compile_options(luot_options INTERFACE -fpch-preprocess)
endif()
target_compile_definitions(luot_options INTERFACE BOOST_ASIO_SEPARATE_COMPILATION BOOST_ASIO_NO_DEPRECATED
                                                  BOOST_BEAST_SEPARATE_COMPILATION)
if(LUOT_SANITIZE)
  add_compile_options(-fsanitize=${LUOT_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${LUOT_SANITIZE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # Sanitizer instrumentation makes g++ 12 see uninitialised values that are not there.
    target_compile_options(luot_options INTERFACE -Wno-maybe-uninitialized -Wno-tsan)
  else()
    add_compile_options(-fno-sanitize=function)
  endif()
  if(LUOT_SANITIZE MATCHES "address")
    target_compile_definitions(luot_options INTERFACE BOOST_ASIO_DISABLE_AWAITABLE_FRAME_RECYCLING)
  endif()
endif()

if(LUOT_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

# One precompiled header of the standard library for everything; it gives no layer anything that the link rule forbids.
file(WRITE ${CMAKE_BINARY_DIR}/pch/empty.cpp "")
add_library(luot_pch OBJECT ${CMAKE_BINARY_DIR}/pch/empty.cpp)
target_link_libraries(luot_pch PRIVATE luot_options)
target_precompile_headers(luot_pch PRIVATE <algorithm> <array> <chrono> <cstdint> <functional> <map> <memory> <optional> <set>
                          <span> <string> <string_view> <utility> <variant> <vector>)

# luot_library(TARGET LAYER layer [FOLDER dir] SOURCES … [LINKS public deps] [PRIVATE_LINKS deps])
function(luot_library TARGET)
  cmake_parse_arguments(ARG "" "LAYER;FOLDER" "SOURCES;LINKS;PRIVATE_LINKS" ${ARGN})
  if(NOT ARG_FOLDER)
    set(ARG_FOLDER ${CMAKE_CURRENT_SOURCE_DIR})
  endif()
  add_library(${TARGET} STATIC ${ARG_SOURCES})
  get_filename_component(LAYER_PARENT ${ARG_LAYER} DIRECTORY)
  file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/include/${TARGET}/${LAYER_PARENT})
  file(CREATE_LINK ${ARG_FOLDER} ${CMAKE_BINARY_DIR}/include/${TARGET}/${ARG_LAYER} SYMBOLIC)
  target_include_directories(${TARGET} PUBLIC ${CMAKE_BINARY_DIR}/include/${TARGET})
  target_link_libraries(${TARGET} PUBLIC ${ARG_LINKS} PRIVATE luot_options ${ARG_PRIVATE_LINKS})
  target_precompile_headers(${TARGET} REUSE_FROM luot_pch)
endfunction()

# luot_program(NAME SOURCES … LINKS …): an executable in bin/, under the name that scripts rely on.
function(luot_program NAME)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${NAME} ${ARG_SOURCES})
  target_link_libraries(${NAME} PRIVATE luot_options ${ARG_LINKS})
  target_compile_definitions(${NAME} PRIVATE LUOT_VERSION="${PROJECT_VERSION}")
  target_precompile_headers(${NAME} REUSE_FROM luot_pch)
  # Flags are read once, by a library that takes long to be optimised, twenty seconds under the sanitizers. (Precompiled headers are
  # optimised.)
  if(CMAKE_BUILD_TYPE STREQUAL "Debug")
    foreach(SOURCE ${ARG_SOURCES})
      if(SOURCE MATCHES "(^|/)(main|flags)[.]cpp$")
        set_source_files_properties(${SOURCE} PROPERTIES COMPILE_OPTIONS -O0 SKIP_PRECOMPILE_HEADERS ON)
      endif()
    endforeach()
  endif()
endfunction()

# luot_test(NAME SOURCES … LINKS … [TIMEOUT seconds]): one doctest program, one CTest entry per test case.
include(doctest)
# The framework itself, compiled once for all of them.
add_library(luot_test_main OBJECT ${CMAKE_SOURCE_DIR}/tests/unit/main.cpp)
target_link_libraries(luot_test_main PRIVATE luot_options doctest::doctest)
target_precompile_headers(luot_test_main REUSE_FROM luot_pch)
function(luot_test NAME)
  cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LINKS" ${ARGN})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  math(EXPR ARG_TIMEOUT "4 * ${ARG_TIMEOUT}")  # others keep the machine busy
  if(LUOT_SANITIZE)
    math(EXPR ARG_TIMEOUT "4 * ${ARG_TIMEOUT}")  # sanitized programs take several times as long
  endif()
  add_executable(${NAME} ${ARG_SOURCES} $<TARGET_OBJECTS:luot_test_main>)
  target_link_libraries(${NAME} PRIVATE luot_options doctest::doctest ${ARG_LINKS})
  # Asserts that compile faster: what they compare may not throw, or the test case ends there.
  target_compile_definitions(${NAME} PRIVATE LUOT_SOURCE_DIR="${CMAKE_SOURCE_DIR}" LUOT_BIN_DIR="${CMAKE_BINARY_DIR}/bin"
                                             DOCTEST_CONFIG_SUPER_FAST_ASSERTS)
  target_precompile_headers(${NAME} REUSE_FROM luot_pch)
  # A filter that matches nothing passes in doctest; here it fails.
  doctest_discover_tests(${NAME} TEST_PREFIX "${NAME}/"
    PROPERTIES TIMEOUT ${ARG_TIMEOUT} FAIL_REGULAR_EXPRESSION "test cases: +0 ")
endfunction()
