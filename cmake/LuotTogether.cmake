# luot_together(TARGET [APART file …]): under the sanitizers the target's files are compiled as one, but those APART. There a file takes
# several times as long as otherwise, most of it for what its headers bring. What two of the files hide in unnamed namespaces may not have
# the same name; one that does, or that hides a type of a class of its header, stands apart.
function(luot_together TARGET)
  if(NOT LUOT_SANITIZE OR NOT CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    return()
  endif()
  cmake_parse_arguments(ARG "" "" "APART" ${ARGN})
  set_target_properties(${TARGET} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 0)
  list(TRANSFORM ARG_APART PREPEND ${CMAKE_SOURCE_DIR}/)
  set_source_files_properties(${ARG_APART} TARGET_DIRECTORY ${TARGET} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()
