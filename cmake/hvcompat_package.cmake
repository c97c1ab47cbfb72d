# Debian packages: `cpack -G DEB` in a build folder. hvcompat is the program with its plugins and data, hvcompat-dev is
# all that a plugin's author needs.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME hvcompat)
set(CPACK_PACKAGE_CONTACT "hvcompat authors <hvcompat@example.invalid>" CACHE STRING "maintainer of the packages")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "")  # else it stands above the summary of each package
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS ${CMAKE_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS})
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL hvcompat hvcompat-dev)
set(CPACK_DEB_COMPONENT_INSTALL ON)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)

set(CPACK_DEBIAN_HVCOMPAT_PACKAGE_NAME hvcompat)
set(CPACK_DEBIAN_HVCOMPAT_PACKAGE_SECTION admin)
set(CPACK_DEBIAN_HVCOMPAT_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_HVCOMPAT_PACKAGE_SUGGESTS hvcompat-dev)
if(TARGET hvcompat_plugin_hyperv)
  # Signing in by NTLM: loaded by the Kerberos library, linked by nobody.
  set(CPACK_DEBIAN_HVCOMPAT_PACKAGE_RECOMMENDS gss-ntlmssp)
endif()
set(CPACK_DEBIAN_HVCOMPAT_DESCRIPTION
"tells who supports a virtual machine
Reads hypervisors, and names for every guest who supports it, under which
clause of Microsoft's policy, on which evidence, and what is not known.")

set(CPACK_DEBIAN_HVCOMPAT-DEV_PACKAGE_NAME hvcompat-dev)
set(CPACK_DEBIAN_HVCOMPAT-DEV_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_HVCOMPAT-DEV_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_HVCOMPAT-DEV_PACKAGE_RECOMMENDS "hvcompat (>= ${PROJECT_VERSION}), cmake (>= 3.25)")
set(CPACK_DEBIAN_HVCOMPAT-DEV_DESCRIPTION
"files to write plugins for hvcompat
The plugin ABI's headers, the vocabulary of facts, templates, an example, and
what CMake and pkg-config need to find them.")

foreach(component hvcompat hvcompat-dev)
  install(FILES LICENSE DESTINATION share/doc/${component} RENAME copyright COMPONENT ${component})
endforeach()
install(FILES README.md CHANGELOG.md DESTINATION share/doc/hvcompat COMPONENT hvcompat)

include(CPack)
