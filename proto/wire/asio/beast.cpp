// Beast, compiled once for every program.
#include <boost/beast/src.hpp>
