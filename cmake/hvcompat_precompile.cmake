# Headers of libraries that most files include, read once for all of them: a third of the compilers' time. Files still
# include what they use, which ci/lint holds: it reads them without.

# hvcompat_targets_below(<folder> <variable>): all targets of the folder and of those in it.
function(hvcompat_targets_below folder variable)
  get_property(all DIRECTORY ${folder} PROPERTY BUILDSYSTEM_TARGETS)
  get_property(inner_folders DIRECTORY ${folder} PROPERTY SUBDIRECTORIES)
  foreach(inner IN LISTS inner_folders)
    hvcompat_targets_below(${inner} targets)
    list(APPEND all ${targets})
  endforeach()
  set(${variable} ${all} PARENT_SCOPE)
endfunction()

# hvcompat_precompile_headers(<name> TYPES … LINKS … HEADERS …): for the targets of these types in this folder and below,
# unless they have precompiled headers of their own. They get LINKS too: precompiled headers are bound to the flags and
# definitions they were made with, and a compiler that cannot use them says so.
function(hvcompat_precompile_headers name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "TYPES;LINKS;HEADERS")
  hvcompat_targets_below(${CMAKE_CURRENT_SOURCE_DIR} targets)
  file(CONFIGURE OUTPUT ${name}.cpp CONTENT "")
  add_library(${name} OBJECT ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp)
  target_link_libraries(${name} PRIVATE ${arg_LINKS} hvcompat_warnings hvcompat_sanitizers)
  target_precompile_headers(${name} PRIVATE ${arg_HEADERS})
  foreach(target IN LISTS targets)
    get_target_property(type ${target} TYPE)
    get_target_property(own ${target} PRECOMPILE_HEADERS)
    if(type IN_LIST arg_TYPES AND NOT own)
      target_precompile_headers(${target} REUSE_FROM ${name})
      target_link_libraries(${target} PRIVATE ${arg_LINKS})
    endif()
  endforeach()
endfunction()

# What ccache needs to recognise them: https://ccache.dev/manual/4.8.html#_precompiled_headers
if(CMAKE_CXX_COMPILER_LAUNCHER MATCHES ccache)
  add_compile_options("$<$<COMPILE_LANG_AND_ID:CXX,GNU>:-fpch-preprocess>"
    "$<$<COMPILE_LANG_AND_ID:CXX,Clang>:SHELL:-Xclang -fno-pch-timestamp>")
endif()
