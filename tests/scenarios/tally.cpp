#include "scenarios/tally.hpp"

#include <cstdlib>
#include <memory>
#include <typeinfo>
#include <variant>

#include <cxxabi.h>

#include "scenarios/timeline.hpp"

namespace luot::scenarios {
namespace {

// "Issue" of luot::core::Issue.
template <class T>
std::string name_of(const T&) {
    int status = 0;
    const std::unique_ptr<char, void (*)(void*)> whole(abi::__cxa_demangle(typeid(T).name(), nullptr, nullptr, &status), std::free);
    const std::string name = status == 0 ? whole.get() : typeid(T).name();
    const std::size_t colon = name.rfind(':');
    return colon == std::string::npos ? name : name.substr(colon + 1);
}

}  // namespace

void Tally::asked(const core::Command& command) {
    lines_.insert("command " + std::visit([](const auto& verb) { return name_of(verb); }, command));
}

void Tally::refused(const core::Refusal& refusal) {
    lines_.insert(std::string("refusal ") + core::to_string(refusal.code));
}

void Tally::happened(const core::Event& event) {
    lines_.insert("event " + std::visit([](const auto& body) { return name_of(body); }, event.body));
    if (const auto* called = std::get_if<core::TicketCalled>(&event.body)) lines_.insert(std::string("reason ") + word_of(called->reason));
}

}  // namespace luot::scenarios
