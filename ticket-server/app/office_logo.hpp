// The office's logo, as the office file names it: a PNG small enough to be sent to every kiosk and board.
#pragma once

#include <string>

#include <boost/system/result.hpp>

#include "app/office_file.hpp"

namespace luot::app {

struct NoLogo {
    std::string what;  // what is wrong with it, and what would be right
};

// The file's bytes; empty where the office has none. `office_path`: of the office file, beside which the logo is looked for. Looks at its
// head alone: whether it can be decoded is for whoever draws it.
boost::system::result<std::string, NoLogo> load_logo(const std::string& office_path, const OfficeFile& office);
[[noreturn]] void throw_exception_from_error(const NoLogo& none, const boost::source_location& location);

}  // namespace luot::app
