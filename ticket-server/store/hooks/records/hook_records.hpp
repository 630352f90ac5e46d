// What is kept of webhooks: values that web and store have in common.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace luot::hooks {

enum class Kind : std::uint8_t { called = 1, served = 2, rated = 3, alert = 4 };

// A program elsewhere that wants to hear of what happens.
struct Hook {
    std::string id;
    std::string url;
    std::string secret;       // its deliveries are signed with it
    std::vector<Kind> kinds;  // each once
    bool with_link = false;   // a call's delivery says where the citizen's page is: for whoever tells the citizen
    std::int64_t created_us = 0;
    std::uint64_t since_seq = 0;  // of events after this one it hears
    // Since it was made.
    std::uint64_t delivered = 0, given_up = 0, dropped = 0;
    bool operator==(const Hook&) const = default;
};

// Something that one hook has to hear. What `name` says is the same in every try, and no two deliveries of a hook have the same.
struct Delivery {
    std::int64_t id = 0;  // in the outbox, rising; 0: not in it yet
    std::string hook;
    std::string name;  // "1-57": epoch and seq
    std::string body;
    std::int64_t made_s = 0;  // the machine's clock, as all times of deliveries
    std::uint32_t tries = 0;
    std::int64_t due_s = 0;
    bool operator==(const Delivery&) const = default;
};

// Up to which event everything is in the outbox.
struct Progress {
    std::uint64_t epoch = 0;
    std::uint64_t seq = 0;
    bool operator==(const Progress&) const = default;
};

struct Kept {
    std::vector<Hook> hooks;           // in the order in which they were made
    std::vector<Delivery> deliveries;  // by id
    std::optional<Progress> progress;  // nothing: never yet
};

// What came of a delivery.
struct Settled {
    enum class How : std::uint8_t { arrived, given_up, dropped, later };
    std::int64_t id = 0;
    std::string hook;
    How how = How::later;
    std::uint32_t tries = 0;  // of later
    std::int64_t due_s = 0;   // of later
    bool operator==(const Settled&) const = default;
};

}  // namespace luot::hooks
