#include "web/gzip.hpp"

#include <new>
#include <stdexcept>

#include <zlib.h>

namespace luot::web {

namespace {

constexpr int with_gzip_head = 16 + MAX_WBITS;
constexpr int memory_level = 9;

}  // namespace

std::string gzip(std::string_view bytes) {
    z_stream stream{};
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, with_gzip_head, memory_level, Z_DEFAULT_STRATEGY) != Z_OK) {
        throw std::bad_alloc();
    }
    std::string compressed(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
    std::string input(bytes);  // zlib wants what it reads to be writable
    stream.next_in = reinterpret_cast<Bytef*>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    stream.next_out = reinterpret_cast<Bytef*>(compressed.data());
    stream.avail_out = static_cast<uInt>(compressed.size());
    const int ended = deflate(&stream, Z_FINISH);
    compressed.resize(stream.total_out);
    deflateEnd(&stream);
    if (ended != Z_STREAM_END) throw std::runtime_error("zlib did not finish in the room that it asked for");
    return compressed;
}

}  // namespace luot::web
