// TLS of Asio, compiled once: webhooks alone use it. The lines of devices and browsers have a machine of their own (proto/wire/tls).
#include <boost/asio/ssl/impl/src.hpp>
