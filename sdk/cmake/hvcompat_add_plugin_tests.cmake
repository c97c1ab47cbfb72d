# hvcompat_add_plugin_tests(<name> TARGET <uri> EXPECTED <file.ndjson>)
#
# CTest cases for a module of hvcompat_add_plugin(): the program accepts it and its manifest (<name>_info), and what it
# collects from <uri> is the expected inventory but for the time (<name>_collect), and it passes the conformance kit
# (<name>_verify).
set(HVCOMPAT_SDK_CMAKE_DIR ${CMAKE_CURRENT_LIST_DIR})

function(hvcompat_add_plugin_tests name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "TARGET;EXPECTED" "")
  if(NOT HVCOMPAT_PROGRAM)
    message(WARNING "the program hvcompat is not installed: the plugin `${name}` is built, and not tested")
    return()
  endif()
  set(plugin $<TARGET_FILE:hvcompat_plugin_${name}>)
  get_filename_component(expected ${arg_EXPECTED} ABSOLUTE)
  add_test(NAME ${name}_info COMMAND ${HVCOMPAT_PROGRAM} plugin info ${plugin})
  add_test(NAME ${name}_collect COMMAND ${CMAKE_COMMAND} -DPROGRAM=${HVCOMPAT_PROGRAM} -DPLUGIN=${plugin}
    -DURI=${arg_TARGET} -DEXPECTED=${expected} -DCOLLECTED=${CMAKE_CURRENT_BINARY_DIR}/${name}.ndjson
    -P ${HVCOMPAT_SDK_CMAKE_DIR}/hvcompat_compare_collected.cmake)
  add_test(NAME ${name}_verify COMMAND ${HVCOMPAT_PROGRAM} plugin verify ${plugin} --target ${arg_TARGET})
  set_tests_properties(${name}_info ${name}_collect ${name}_verify PROPERTIES
    TIMEOUT 120 ENVIRONMENT_MODIFICATION "HVCOMPAT_PLUGIN_PATH=unset:")
endfunction()
