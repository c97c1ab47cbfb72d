# find_package(hvcompat CONFIG): the target hvcompat::sdk, the functions hvcompat_add_plugin() and
# hvcompat_add_plugin_tests(), hvcompat_ABI_VERSION, and HVCOMPAT_PROGRAM where the program is installed. From the installed
# package, or from the source tree (CMAKE_PREFIX_PATH=<source>/sdk).

# REALPATH: where /lib is a link to /usr/lib, the package may have been found by either name.
get_filename_component(hvcompat_prefix "${CMAKE_CURRENT_LIST_DIR}/../../.." REALPATH)
if(EXISTS "${CMAKE_CURRENT_LIST_DIR}/../include/hvcompat/plugin.h")
  get_filename_component(hvcompat_prefix "${CMAKE_CURRENT_LIST_DIR}/.." REALPATH)
endif()
if(NOT TARGET hvcompat::sdk)
  add_library(hvcompat::sdk INTERFACE IMPORTED)
  set_target_properties(hvcompat::sdk PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${hvcompat_prefix}/include")
endif()

file(STRINGS "${hvcompat_prefix}/include/hvcompat/plugin.h" hvcompat_abi REGEX "^#define HVC_ABI_(MAJOR|MINOR) ")
string(REGEX REPLACE "[^0-9]+([0-9]+)u;[^0-9]+([0-9]+)u" "\\1.\\2" hvcompat_ABI_VERSION "${hvcompat_abi}")
find_program(HVCOMPAT_PROGRAM hvcompat HINTS "${hvcompat_prefix}/bin" NO_CMAKE_PATH)
unset(hvcompat_abi)
unset(hvcompat_prefix)

include(${CMAKE_CURRENT_LIST_DIR}/hvcompat_add_plugin.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/hvcompat_add_plugin_tests.cmake)
