#include "transport/printer.hpp"

#include <filesystem>

#include "transport/outcome.hpp"

namespace luot::transport {

const char* to_string(Result result) {
    switch (result) {
        case Result::printed:
            return "printed";
        case Result::failed:
            return "failed";
        case Result::unknown:
            return "unknown";
    }
    return "unknown";
}

const char* to_string(Trouble trouble) {
    switch (trouble) {
        case Trouble::none:
            return "none";
        case Trouble::unreachable:
            return "unreachable";
        case Trouble::paper_end:
            return "paper_end";
        case Trouble::cover_open:
            return "cover_open";
        case Trouble::printer_error:
            return "printer_error";
        case Trouble::broken_off:
            return "broken_off";
        case Trouble::silent:
            return "silent";
        case Trouble::storage:
            return "storage";
        case Trouble::stopped:
            return "stopped";
    }
    return "none";
}

Outcome failed(Trouble trouble, std::string detail) {
    return {Result::failed, trouble, std::move(detail), false};
}
Outcome unknown(Trouble trouble, std::string detail) {
    return {Result::unknown, trouble, std::move(detail), false};
}

Trouble trouble_of(Condition condition) {
    switch (condition) {
        case Condition::paper_end:
            return Trouble::paper_end;
        case Condition::cover_open:
            return Trouble::cover_open;
        case Condition::unreachable:
            return Trouble::unreachable;
        case Condition::silent:
            return Trouble::silent;
        case Condition::fault:
        case Condition::ready:
        case Condition::paper_low:
            break;
    }
    return Trouble::printer_error;
}

std::unique_ptr<Printer> create_printer(boost::asio::any_io_executor executor, const Address& address, const Options& options) {
    std::error_code ignored;  // what cannot be looked at is written to as a file, which then says why not
    switch (address.kind) {
        case Address::Kind::tcp:
        case Address::Kind::serial:
            return create_stream_printer(std::move(executor), address, options);
        case Address::Kind::cups:
            return create_cups_printer(std::move(executor), address, options);
        case Address::Kind::png:
            return create_png_printer(executor, address, options);
        case Address::Kind::file:
            // A printer that is not plugged in has no special file yet, and /dev has no others.
            if (std::filesystem::is_character_file(address.path, ignored) || address.path.starts_with("/dev/")) {
                return create_stream_printer(std::move(executor), address, options);
            }
            break;
    }
    return create_file_printer(executor, address, options);
}

}  // namespace luot::transport
