// Fills core structs so that every member has a value of its own, unlike its default: what a mapping forgets or swaps, shows.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <type_traits>
#include <vector>

#include "map/enums.hpp"
#include "members.hpp"

namespace luot::test {

class Filler {
  public:
    explicit Filler(std::uint64_t first = 1) : next_(first) {}

    template <class T>
    T make() {
        T out{};
        fill(out);
        return out;
    }

    void fill(bool& value) { value = true; }
    void fill(std::uint8_t& value) { value = static_cast<std::uint8_t>(1 + take() % 100); }
    void fill(std::int32_t& value) { value = -static_cast<std::int32_t>(take()); }
    void fill(std::uint32_t& value) { value = static_cast<std::uint32_t>(take()); }
    void fill(std::int64_t& value) { value = static_cast<std::int64_t>(1'000'000'007ULL * take()); }
    void fill(std::uint64_t& value) { value = 5'000'000'000ULL + take(); }
    void fill(std::string& value) { value = "chữ-" + std::to_string(take()); }
    void fill(core::BusinessDay& value) { value.days = static_cast<std::int32_t>(20'000 + take()); }
    void fill(core::SlipState& value) { value = static_cast<core::SlipState>(1 + take() % 5); }

    // Made by derive().
    void fill(core::Queues&) {}
    void fill(std::set<core::Place>&) {}

    template <class Tag>
    void fill(core::Code<Tag>& code) {
        code.value = "code-" + std::to_string(take());
    }
    template <class Tag>
    void fill(core::Number<Tag>& number) {
        number.value = take();
    }
    template <class T>
    void fill(std::optional<T>& value) {
        fill(value.emplace());
    }
    template <class T>
    void fill(std::vector<T>& list) {
        list.resize(2);
        for (auto& value : list) fill(value);
    }
    template <class T>
    void fill(std::deque<T>& list) {
        list.resize(2);
        for (auto& value : list) fill(value);
    }
    template <class T>
    void fill(std::set<T>& set) {
        set = {make<T>(), make<T>()};
    }
    template <class Key, class Value>
    void fill(std::map<Key, Value>& map) {
        map.clear();
        for (int i = 0; i < 2; ++i) {
            const Key key = make<Key>();
            fill(map[key]);
        }
    }

    template <class T>
    void fill(T& value) {
        if constexpr (std::is_enum_v<T>) {
            int last = 0;
            while (map::Paired<T>::valid(last + 1)) ++last;
            value = static_cast<T>(1 + static_cast<int>(take()) % last);
        } else {
            std::apply([this](auto&... member) { (this->fill(member), ...); }, members(value));
        }
    }

  private:
    std::uint64_t take() { return next_++; }

    std::uint64_t next_;
};

// A value for each alternative of a variant.
template <class Variant, std::size_t Index = 0, class Visit>
void for_each_alternative(const Visit& visit) {
    if constexpr (Index < std::variant_size_v<Variant>) {
        visit(std::type_identity<std::variant_alternative_t<Index, Variant>>{});
        for_each_alternative<Variant, Index + 1>(visit);
    }
}

}  // namespace luot::test
