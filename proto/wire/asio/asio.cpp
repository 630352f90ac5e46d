// Asio, compiled once for every program.
#include <boost/asio/impl/src.hpp>
