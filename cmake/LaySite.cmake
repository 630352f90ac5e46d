# SOURCES and what they need of MODULES, laid into SITE; then STAMP is touched. Nothing of an earlier laying stays.
file(REMOVE_RECURSE ${SITE})
file(MAKE_DIRECTORY ${SITE}/modules)
foreach(FOLDER app phone public style words)
  if(EXISTS ${SOURCES}/${FOLDER})
    file(COPY ${SOURCES}/${FOLDER} DESTINATION ${SITE} FILES_MATCHING PATTERN *.js PATTERN *.css PATTERN *.html PATTERN *.json PATTERN *.svg)
  endif()
endforeach()

# lay(FROM TO): a module, with its imports of others as relative paths.
function(lay FROM TO)
  file(READ ${MODULES}/${FROM} TEXT)
  string(REPLACE "from\"preact\"" "from\"./preact.js\"" TEXT "${TEXT}")
  string(REGEX REPLACE "\n?//# sourceMappingURL=[^\n]*\n?" "\n" TEXT "${TEXT}")
  file(WRITE ${SITE}/modules/${TO} "${TEXT}")
endfunction()

lay(preact/dist/preact.module.js preact.js)
lay(preact/hooks/dist/hooks.module.js hooks.js)
lay(htm/dist/htm.module.js htm.js)

# uPlot is small only as a classic script; an export at its end makes it a module.
file(READ ${MODULES}/uplot/dist/uPlot.iife.min.js TEXT)
file(WRITE ${SITE}/modules/uplot.js "${TEXT}\nexport default uPlot;\n")
file(COPY_FILE ${MODULES}/uplot/dist/uPlot.min.css ${SITE}/modules/uplot.css)

# Inter: these two hold every Vietnamese letter.
foreach(SUBSET latin vietnamese)
  file(COPY_FILE ${MODULES}/@fontsource-variable/inter/files/inter-${SUBSET}-wght-normal.woff2 ${SITE}/modules/inter-${SUBSET}.woff2)
endforeach()

# Their licences travel with them.
foreach(MODULE preact htm uplot @fontsource-variable/inter)
  get_filename_component(NAME ${MODULE} NAME)
  file(COPY_FILE ${MODULES}/${MODULE}/LICENSE ${SITE}/modules/LICENSE-${NAME}.txt)
endforeach()
file(TOUCH ${STAMP})
