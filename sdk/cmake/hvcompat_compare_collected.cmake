# Collects from URI by PLUGIN into COLLECTED and compares with EXPECTED. When it was collected, and how long that
# took, may differ: both get one time.
execute_process(COMMAND ${PROGRAM} collect -q ${URI} --plugin-path ${PLUGIN} -o ${COLLECTED} RESULT_VARIABLE code)
if(NOT code EQUAL 0)
  message(FATAL_ERROR "`hvcompat collect ${URI} --plugin-path ${PLUGIN}` ended with ${code}")
endif()

function(with_one_time from to)
  file(READ ${from} text)
  string(REGEX REPLACE "(\"collected_at\":)\"[^\"]*\"" "\\1\"2000-01-01T00:00:00Z\"" text "${text}")
  string(REGEX REPLACE ",\"sha256\":\"[0-9a-f]*\"}}" "}}" text "${text}")
  string(REGEX REPLACE "\"seconds\":[0-9.e-]+," "" text "${text}")
  file(WRITE ${to} "${text}")
endfunction()
with_one_time(${COLLECTED} ${COLLECTED})
with_one_time(${EXPECTED} ${COLLECTED}.expected)

execute_process(COMMAND diff -u ${COLLECTED}.expected ${COLLECTED} RESULT_VARIABLE differs)
if(differs)
  message(FATAL_ERROR "the plugin collects something else than expected; if it is right:\n  cp ${COLLECTED} ${EXPECTED}")
endif()
