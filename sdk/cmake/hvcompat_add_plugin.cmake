# hvcompat_add_plugin(<name> SOURCES … [MANIFEST file.json] [LINKS …] [EXAMPLE])
#
# The loadable module <name>.so (target hvcompat_plugin_<name>) that exports the symbol hvcompat_plugin and nothing else.
# MANIFEST is embedded: the sources include "hvcompat_manifest.h" and use HVC_MANIFEST.
# Inside the project of hvcompat plugins are put where the program finds them, EXAMPLEs beside; elsewhere the module is
# built in the current binary directory: load it with `--plugin-path`, or `cmake --install` it beside the program's own.
set(HVCOMPAT_SDK_CMAKE_DIR ${CMAKE_CURRENT_LIST_DIR})

# Writes `header` with the JSON file as one C string literal per line.
function(hvcompat_embed_manifest json_file header)
  file(READ ${json_file} text)
  string(JSON name ERROR_VARIABLE wrong GET "${text}" name)
  if(wrong)
    message(FATAL_ERROR "${json_file}: not a plugin manifest: ${wrong}")
  endif()
  string(REPLACE "\\" "\\\\" text "${text}")
  string(REPLACE "\"" "\\\"" text "${text}")
  string(REGEX REPLACE "\n *" "\"\n  \"" text "${text}")
  string(REPLACE "\n" " \\\n" text "\"${text}\"")
  file(WRITE ${header}.new "/* Generated from the plugin's manifest. */\n#define HVC_MANIFEST \\\n  ${text}\n")
  file(COPY_FILE ${header}.new ${header} ONLY_IF_DIFFERENT)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${json_file})
endfunction()

function(hvcompat_add_plugin name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "EXAMPLE" "MANIFEST" "SOURCES;LINKS")
  set(target hvcompat_plugin_${name})
  add_library(${target} MODULE ${arg_SOURCES})
  target_link_libraries(${target} PRIVATE hvcompat::sdk ${arg_LINKS})

  if(arg_MANIFEST)
    set(generated ${CMAKE_CURRENT_BINARY_DIR}/${target})
    get_filename_component(manifest ${arg_MANIFEST} ABSOLUTE)
    hvcompat_embed_manifest(${manifest} ${generated}/hvcompat_manifest.h)
    target_include_directories(${target} PRIVATE ${generated})
  endif()

  set_target_properties(${target} PROPERTIES
    PREFIX "" OUTPUT_NAME ${name} POSITION_INDEPENDENT_CODE ON
    C_VISIBILITY_PRESET hidden CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON
    LINK_DEPENDS ${HVCOMPAT_SDK_CMAKE_DIR}/hvcompat_plugin.map)
  target_link_options(${target} PRIVATE "LINKER:--version-script=${HVCOMPAT_SDK_CMAKE_DIR}/hvcompat_plugin.map")
  if(NOT HVCOMPAT_SANITIZE AND NOT "${CMAKE_C_FLAGS} ${CMAKE_CXX_FLAGS}" MATCHES "-fsanitize")
    target_link_options(${target} PRIVATE "LINKER:-z,defs")
  endif()

  if(TARGET hvcompat_warnings)  # this is the project of hvcompat itself
    target_link_libraries(${target} PRIVATE hvcompat_warnings hvcompat_sanitizers)
    set(place plugins)
    if(arg_EXAMPLE)
      set(place examples)
    endif()
    set_target_properties(${target} PROPERTIES LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib/hvcompat/${place})
  endif()
  if(NOT arg_EXAMPLE)
    install(TARGETS ${target} LIBRARY DESTINATION lib/hvcompat/plugins PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
    # Whatever the umask: a plugin in a folder that others may write to is refused.
    set(CMAKE_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
      OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE PARENT_SCOPE)
  endif()
endfunction()
