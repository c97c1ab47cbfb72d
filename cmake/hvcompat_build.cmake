# Warnings, sanitizers and the shape of a core library: everything that all targets of the project share.

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS json)
find_package(fmt REQUIRED)

add_library(hvcompat_warnings INTERFACE)
target_compile_options(hvcompat_warnings INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Werror)
# libstdc++ 12 uses a function in std::stable_sort that it deprecates itself, and Clang tells it at every caller.
target_compile_options(hvcompat_warnings INTERFACE $<$<CXX_COMPILER_ID:Clang>:-Wno-deprecated-declarations>)
# GCC 12 sees copies that overlap, are of endless length or leave their object in what it inlines of std::string when it
# optimizes: https://gcc.gnu.org/PR105651, PR105329 and PR105762, mended in 13. Clang's own checks of that kind stay.
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(hvcompat_warnings INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wno-restrict -Wno-stringop-overflow -Wno-array-bounds>)
endif()

set(HVCOMPAT_SANITIZE "" CACHE STRING "sanitizers to build with: address,undefined or thread")
add_library(hvcompat_sanitizers INTERFACE)
if(HVCOMPAT_SANITIZE)
  target_compile_options(hvcompat_sanitizers INTERFACE
    -fsanitize=${HVCOMPAT_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(hvcompat_sanitizers INTERFACE -fsanitize=${HVCOMPAT_SANITIZE})
endif()

# What libFuzzer steers by; the rest of it is linked into the fuzz targets alone (tests/fuzz).
set(HVCOMPAT_FUZZ OFF CACHE BOOL "build the fuzz targets (Clang)")
if(HVCOMPAT_FUZZ)
  target_compile_options(hvcompat_sanitizers INTERFACE -fsanitize=fuzzer-no-link)
endif()

# hvcompat_group_files(<target>): its files are compiled some at a time. Each alone, the compiler works most of the time on
# what they all include. The lint reads each by itself. What is in an unnamed namespace needs a name of its own in its room.
option(HVCOMPAT_GROUP_FILES "compile the files of a library some at a time" ON)
function(hvcompat_group_files target)
  set_target_properties(${target} PROPERTIES UNITY_BUILD ${HVCOMPAT_GROUP_FILES} UNITY_BUILD_BATCH_SIZE 8)
endfunction()

# hvcompat_core_library(<room> SOURCES … LINKS …): the static library hvcompat_<room> of core/<room>.
function(hvcompat_core_library room)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINKS")
  add_library(hvcompat_${room} STATIC ${arg_SOURCES})
  target_include_directories(hvcompat_${room} PUBLIC ${CMAKE_SOURCE_DIR}/core)
  target_link_libraries(hvcompat_${room} PUBLIC ${arg_LINKS} PRIVATE hvcompat_warnings hvcompat_sanitizers)
  hvcompat_group_files(hvcompat_${room})
endfunction()
