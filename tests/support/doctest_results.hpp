// Lets doctest print the core's results: the refusal's name, or how many events.
#pragma once

#include <doctest/doctest.h>

#include "support/office_driver.hpp"

template <>
struct doctest::StringMaker<luot::core::Result<std::vector<luot::core::Event>>> {
    static String convert(const luot::core::Result<std::vector<luot::core::Event>>& result) {
        if (result) return toString(result->size()) + " events";
        return ("refused: " + luot::test::refused(result)).c_str();
    }
};
