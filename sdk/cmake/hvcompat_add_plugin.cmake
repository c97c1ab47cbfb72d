# placeholder
function(hvcompat_add_plugin)
endfunction()
