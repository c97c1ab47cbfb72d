# find_package(hvcompat): the target hvcompat::sdk and the function hvcompat_add_plugin(). Installed, or from the source tree
# (CMAKE_PREFIX_PATH=<source>/sdk).
if(NOT TARGET hvcompat::sdk)
  add_library(hvcompat::sdk INTERFACE IMPORTED)
  get_filename_component(hvcompat_prefix "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)
  if(EXISTS "${CMAKE_CURRENT_LIST_DIR}/../include/hvcompat/plugin.h")
    get_filename_component(hvcompat_prefix "${CMAKE_CURRENT_LIST_DIR}/.." ABSOLUTE)
  endif()
  set_target_properties(hvcompat::sdk PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${hvcompat_prefix}/include")
endif()
include(${CMAKE_CURRENT_LIST_DIR}/hvcompat_add_plugin.cmake)
