// Pages of the clerk's window made by hand, in both languages: with more, and with longer words, than a morning at a small office has.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "desk/page.hpp"

namespace luot::testing {

class DeskPages {
  public:
    explicit DeskPages(bool vietnamese) : vi_(vietnamese) {}

    desk::Page serving() const;   // as the design has it
    desk::Page calling() const;   // with a note, a refusal and everything that makes it long
    desk::Page stale() const;     // three banners
    desk::Page crowded() const;   // more fields, holds and counters than there is room for
    desk::Page choosing() const;  // a dialog with more items than keys
    desk::Page asking() const;
    desk::Page sign_in_many() const;

    // All of them by name, in the large window.
    std::vector<std::pair<std::string, desk::Page>> all() const;
    static desk::Page in(desk::Mode mode, desk::Page page) {
        page.mode = mode;
        return page;
    }

  private:
    std::string say(const char* vi, const char* en) const { return vi_ ? vi : en; }
    desk::Button button(const char* target, const char* vi, const char* en, const char* key) const;
    std::vector<desk::Button> footer() const;
    bool vi_;
};

}  // namespace luot::testing
