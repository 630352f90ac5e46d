// A walk at random: keys, clicks, words, answers, pushes, cuts and time. What has to be so after every step is checked after every step.
#include <cstdlib>
#include <random>

#include "desk/limits.hpp"
#include "window.hpp"

namespace luot::desk {
namespace {

using fake::Window;
using std::chrono::milliseconds;

std::uint32_t seed_of_run() {
    const char* given = std::getenv("LUOT_SEED");
    return given == nullptr ? 1U : static_cast<std::uint32_t>(std::strtoul(given, nullptr, 10));
}

const v1::AtCounter* at_of(const v1::Command& command) {
    const auto* verb = command.GetReflection()->GetOneofFieldDescriptor(command, command.GetDescriptor()->oneof_decl(0));
    const auto& message = command.GetReflection()->GetMessage(command, verb);
    const auto* field = message.GetDescriptor()->FindFieldByName("at");
    if (field == nullptr) return nullptr;
    return dynamic_cast<const v1::AtCounter*>(&message.GetReflection()->GetMessage(message, field));
}

// A line with room for commands, answers and pushes, which may be cut.
struct Walk {
    explicit Walk(std::uint32_t seed) : random(seed), window(options(seed)) {
        window.answers = false;
        window.office.file.mutable_desk()->set_pin(seed % 2 == 0);
    }

    static DeskOptions options(std::uint32_t seed) {
        DeskOptions options = fake::options_at(3, "an");
        if (seed % 2 == 0) options.pin = "4321";
        return options;
    }

    // What a press is about, as the page shows it, and since when without a press of the clerk's own.
    struct Meant {
        Screen screen = Screen::connecting;
        Mode mode = Mode::window;
        std::string number;
        std::vector<std::pair<std::string, std::string>> holds;  // key and target
        bool asked = false;
        bool typing = false;
    };
    static Meant meant(const Page& page) {
        Meant now{page.screen, page.mode, page.citizen.number, {}, page.dialog.has_value()};
        now.typing = page.dialog && (page.dialog->kind == Dialog::Kind::text || page.dialog->kind == Dialog::Kind::number);
        for (const auto& hold : page.holds) now.holds.emplace_back(hold.key, hold.target);
        std::sort(now.holds.begin(), now.holds.end());
        return now;
    }
    Meant seen;
    Instant citizen_since{0};
    Instant holds_since{0};
    bool unread = false;  // that what was being typed in is gone
    // After everything. `by_hand`: what changed was to be expected.
    void look_again(bool by_hand) {
        const Meant now = meant(window.page());
        const bool other = now.screen != seen.screen || now.number != seen.number || (seen.asked && !now.asked);
        if (other && !by_hand) citizen_since = window.now;
        if (now.mode == seen.mode && now.holds != seen.holds) holds_since = window.now;
        if (!by_hand && seen.typing && !now.typing) unread = true;
        if (now.screen != Screen::desk) unread = false;
        seen = now;
    }
    bool awaits_change() const {
        if (pending.empty()) return false;
        const auto& command = pending.front().command;
        return !(command.has_start() || command.has_recall() || command.has_ask_for_help() || command.has_set_auto_call() ||
                 command.has_issue() || command.has_reinstate() || command.has_return_hold() || command.has_pause_counter() ||
                 command.has_resume_counter());
    }

    std::mt19937 random;
    Window window;
    bool live = false;
    std::vector<SendCommand> pending;
    std::size_t looked_at = 0;
    std::size_t presses_with_commands = 0;
    std::size_t sign_ins_answered = 0;

    std::size_t below(std::size_t end) { return std::uniform_int_distribution<std::size_t>(0, end - 1)(random); }
    template <class T>
    const T& one_of(const std::vector<T>& all) {
        return all[below(all.size())];
    }

    // At most one command came of this, and it says what was to be seen before.
    template <class Do>
    void input(Do what) {
        const Page before = window.page();
        const std::size_t sent = window.sent.size();
        const Instant unchanged = window.now - citizen_since;
        what();
        window.run();
        look_again(true);
        const std::size_t came = window.sent.size() - sent;
        CHECK(came <= 1);
        if (came == 0) return;
        ++presses_with_commands;
        CHECK(live);
        CHECK_FALSE(before.busy);
        CHECK(pending.empty());
        const SendCommand& command = window.sent.back();
        pending.push_back(command);
        CHECK(command.not_after_us > window.office.now_us);
        const v1::AtCounter* at = at_of(command.command);
        if (at == nullptr || before.screen != Screen::desk) return;
        REQUIRE(at->has_ticket());
        std::string number;
        const auto ticket = window.office.tickets.find(at->ticket());
        if (at->ticket() != 0 && ticket != window.office.tickets.end()) number = ticket->second.number();
        if (at->ticket() == 0 || ticket != window.office.tickets.end()) CHECK(number == before.citizen.number);
        // Whoever pressed had time to see whom it is about.
        CAPTURE(command.command.ShortDebugString());
        CAPTURE(before.dialog ? before.dialog->title : std::string("no dialog"));
        const bool about_nobody = command.command.has_ask_for_help() || command.command.has_set_auto_call();
        if (at->ticket() != 0 && !about_nobody) CHECK(unchanged >= limits::same_press);
    }

    std::vector<std::string> targets(const Page& page) {
        std::vector<std::string> all = {"step", "more", "dialog:cancel", "sign_in:go", "sign_in:pin", "nonsense", ""};
        const auto add = [&](const auto& list) {
            for (const auto& each : list) all.push_back(each.target);
        };
        add(page.actions);
        add(page.holds);
        add(page.footer);
        if (page.screen == Screen::sign_in) all.insert(all.end(), {"counter:3", "clerk:an"});
        if (page.dialog) {
            add(page.dialog->items);
            add(page.dialog->rows);
            add(page.dialog->buttons);
        }
        for (const auto& banner : page.banners) {
            if (banner.button) all.push_back(banner.button->target);
        }
        return all;
    }

    void press_key() {
        static const std::vector<std::string> keys = {"Enter", "Enter", "Enter", "Enter", "Enter",     "Enter", "Enter", "Escape", "R",
                                                      "V",     "G",     "C",     "F",     "S",         "P",     "H",     "M",      "1",
                                                      "2",     "3",     "4",     "9",     "0",         "+",     "-",     "*",      "/",
                                                      ".",     "Up",    "Down",  "Tab",   "Backspace", "F6",    "F9"};
        KeyPress press{one_of(keys)};
        press.pad = below(3) == 0;
        press.repeat = below(8) == 0;
        press_one(press);
    }

    void press_one(const KeyPress& press) {
        const bool letter = press.key.size() == 1;
        const Instant holds_unchanged = window.now - holds_since;
        const bool holds_key =
            window.page().mode == Mode::window && !window.page().dialog && letter && press.key[0] >= '1' && press.key[0] <= '9';
        const std::size_t sent = window.sent.size();
        input([&] {
            window.desk->key(press, window.now);
            if (letter) window.desk->typed(press.key, window.now);
        });
        CHECK_FALSE((unread && window.sent.size() > sent));
        if (press.key == "Enter" || press.key == "Escape" || press.key == ".") unread = false;
        if (holds_key && window.sent.size() > sent && window.last().has_resume_hold()) CHECK(holds_unchanged >= limits::same_press);
        // The same press once more does nothing.
        if (below(4) == 0 && press.key == "Enter") input([&] { window.desk->key(press, window.now + milliseconds(below(300))); });
    }

    void answer() {
        if (pending.empty() || !live) return;
        const SendCommand command = pending.front();
        const bool expected = awaits_change();
        pending.clear();
        const bool lost = below(12) == 0;
        const auto decided =
            lost ? fake::Answer{fake::refusal("unavailable"), {}} : window.office.decide(command.command, command.not_after_us);
        const bool reply_first = below(2) == 0;
        if (reply_first) window.desk->answered(command.request, decided.reply, window.now);
        if (decided.event) window.desk->event(*decided.event, window.now);
        if (!reply_first) window.desk->answered(command.request, decided.reply, window.now);
        window.run();
        look_again(expected);
    }

    // The server has looked at a PIN.
    void sign_in_answered() {
        if (!live || sign_ins_answered >= window.sign_ins.size()) return;
        const SignIn asked = window.sign_ins[sign_ins_answered++];
        if (!asked.sign_in) return;
        v1::SignedIn answer;
        answer.set_clerk(asked.sign_in->clerk());
        answer.set_outcome(below(6) == 0 ? v1::SIGN_IN_OUTCOME_WRONG : v1::SIGN_IN_OUTCOME_DONE);
        window.desk->signed_in(answer, window.now);
        window.run();
        look_again(false);
    }

    void hold_first(v1::CounterStatus& mine, std::vector<std::uint64_t>& changed) {
        for (auto& [id, ticket] : window.office.tickets) {
            if (ticket.state() != v1::TICKET_STATE_WAITING || ticket.counter() != 0) continue;
            ticket.set_state(v1::TICKET_STATE_HELD);
            ticket.set_counter(3);
            ticket.set_held_since_us(window.office.now_us);
            mine.add_holds(id);
            changed.push_back(id);
            return;
        }
    }

    void call_first(v1::CounterStatus& mine, std::vector<std::uint64_t>& changed) {
        for (auto& [id, ticket] : window.office.tickets) {
            if (ticket.state() != v1::TICKET_STATE_WAITING || ticket.counter() != 0) continue;
            ticket.set_state(v1::TICKET_STATE_CALLED);
            ticket.set_counter(3);
            mine.set_ticket(id);
            changed.push_back(id);
            return;
        }
    }

    // Somebody comes back to the counter, and does not wait for the page.
    void sign_in_by_hand() {
        for (const char* target : {"counter:3", "clerk:an"}) {
            input([&] { window.desk->click(target, window.now); });
            window.pass(std::chrono::seconds(1));
        }
        input([&] { window.desk->typed("4321", window.now); });
        input([&] { window.desk->key({"Enter"}, window.now); });
        window.pass(std::chrono::seconds(1));
        sign_in_answered();
        hasty("Enter");
    }
    void hasty(const std::string& key) {
        window.pass(milliseconds(below(400)));
        look_again(false);
        press_one({key});
    }

    // Others at work: arrivals, a second window of the same clerk, a colleague who takes over, a supervisor.
    void others() {
        auto& office = window.office;
        std::vector<std::uint64_t> changed;
        auto& mine = office.counter(3);
        switch (below(6)) {
            case 0:
            case 1:
                changed.push_back(office.issue(below(2) == 0 ? "civil-status" : "land", 0, below(4) == 0 ? "elderly" : "ordinary"));
                break;
            case 2:
                if (mine.ticket() != 0 && below(3) == 0) {
                    changed.push_back(mine.ticket());
                    office.tickets.at(mine.ticket()).set_state(v1::TICKET_STATE_NO_SHOW);
                    mine.set_ticket(0);
                    if (below(2) == 0) call_first(mine, changed);
                }
                break;
            case 3:
                // A colleague takes the counter over, and gives it back.
                if (mine.state() != v1::COUNTER_STATE_CLOSED && (mine.clerk() == "binh" || below(12) == 0))
                    mine.set_clerk(mine.clerk() == "an" ? "binh" : "an");
                break;
            case 4:
                if (mine.clerk() == "an" && mine.holds_size() < 3) hold_first(mine, changed);
                for (const auto held : mine.holds()) {
                    office.tickets.at(held).set_hold_returned(below(2) == 0);
                    changed.push_back(held);
                }
                break;
            default:
                mine.set_help(mine.help() == v1::HELP_STATE_ASKED ? v1::HELP_STATE_ANSWERED : v1::HELP_STATE_NONE);
        }
        const v1::Event event = office.changed(changed);
        if (live) window.desk->event(event, window.now);
        window.run();
        look_again(awaits_change());
        if (mine.holds_size() > 0 && mine.ticket() == 0) hasty(std::to_string(1 + below(3)));
    }

    void line() {
        if (live) {
            window.desk->link_changed(wire::LinkState::lost, "cut", window.now);
            live = false;
        } else {
            window.desk->welcome(window.office.welcome(), window.now);
            live = true;
            window.desk->link_changed(wire::LinkState::live, "", window.now);
            window.desk->snapshot(window.office.snapshot(), window.now);
            window.desk->present(window.now);
        }
        window.run();
        look_again(awaits_change());
    }

    void check() {
        look_again(false);
        const Page page = window.page();
        CHECK(page.banners.size() <= limits::banners_shown);
        CHECK(page.stale == (!live && page.screen != Screen::connecting));
        for (const auto& banner : page.banners) CHECK_FALSE(banner.text.empty());
        if (page.dialog) CHECK_FALSE(page.dialog->title.empty());
        if (page.screen != Screen::desk) return;
        // Exactly one next step, which may be taken or says why not.
        CHECK(page.step.main);
        CHECK_FALSE(page.step.label.empty());
        if (!page.step.enabled) CHECK_FALSE(page.step.detail.empty());
        for (const auto& tile : page.actions) CHECK_FALSE(tile.main);
        // Who is here is who is here, as far as it is known.
        const auto& counter = window.office.counter(static_cast<std::uint64_t>(page.badge.back() - '0'));
        if (live && !page.busy && counter.clerk() == "an") CHECK(page.citizen.number == counter.number());
    }

    void step() {
        switch (below(12)) {
            case 0:
                if (!live || below(8) == 0) line();
                break;
            case 1:
            case 2:
                others();
                break;
            case 3: {
                const auto all = targets(window.page());
                const bool lost = window.page().screen == Screen::sign_in && below(2) == 0;
                const std::string target = lost ? "sign_in:go" : one_of(all);
                input([&] { window.desk->click(target, window.now); });
                unread = false;
                break;
            }
            case 4:
            case 5:
            case 6:
                pending.empty() ? press_key() : answer();
                break;
            case 7: {
                const Page page = window.page();
                const bool pin = page.screen == Screen::sign_in && page.sign_in.focus == SignInPage::Focus::pin;
                input([&] { window.desk->typed(pin ? "4321" : below(2) == 0 ? "12" : "ch", window.now); });
                break;
            }
            case 8:
                if (below(10) == 0) input([&] { window.desk->wants_to_close(window.now); });
                break;
            default:
                press_key();
        }
        if (below(2) == 0) sign_in_answered();
        if (live && below(4) == 0 && window.page().screen == Screen::sign_in && !window.page().dialog) sign_in_by_hand();
        window.pass(milliseconds(below(2) == 0 ? below(200) : below(5'000)));
        if (below(60) == 0) window.pass(std::chrono::minutes(below(40)));
        check();
    }
};

}  // namespace

TEST_CASE("whatever is pressed whenever the window never does two things nor anything while the server is away") {
    const std::uint32_t first = seed_of_run();
    std::size_t commands = 0;
    for (std::uint32_t seed = first; seed < first + 8; ++seed) {
        MESSAGE("LUOT_SEED=" << seed);
        Walk walk(seed);
        walk.window.office.fields["civil-status"].set_service_p95_us(12 * fake::minute_us);
        walk.line();
        for (int i = 0; i < 3'000; ++i) walk.step();
        commands += walk.presses_with_commands;
    }
    CHECK(commands > 150);  // or it has walked nowhere
}

}  // namespace luot::desk
