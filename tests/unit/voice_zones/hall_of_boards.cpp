#include "hall_of_boards.hpp"

#include <algorithm>

namespace luot::test {

namespace {

constexpr std::int64_t step_ms = 20, ping_ms = 5'000, dead_ms = 12'000, clock_step_ms = 240, longest_pause_ms = 8'000;
constexpr std::int64_t lives_by_ms = 60'000;

net::VoiceReport read(const v1::VoiceReport& report) {
    return {report.zone(), report.able(), report.speaking(), report.ends_within_ms(), report.said_through(), report.said_notice()};
}

v1::VoiceTurn write(const net::VoiceTurn& turn) {
    v1::VoiceTurn out;
    out.set_zone(turn.zone);
    out.set_yours(turn.yours);
    out.set_said_through(turn.said_through);
    out.set_said_notice(turn.said_notice);
    return out;
}

}  // namespace

HallOfBoards::HallOfBoards(std::uint64_t seed, std::size_t boards, Listed listed, bool busy, bool twins)
    : random_(seed), busy_(busy), boards_(boards) {
    for (std::size_t i = 0; i < boards; ++i) {
        boards_[i].name = "board-" + std::to_string(twins && i == 1 ? 1 : i + 1);
        if (listed == Listed::all || (listed == Listed::some && i % 2 == 0))
            office_.boards.push_back({boards_[i].name, "", "", "hall", "", {}, {}});
        begin_process(i);
    }
    server_ = std::make_unique<Server>(limits_);
    next_call_ms_ = now_ms_ + 3'000;
    nobody_since_ms_ = now_ms_;
}

std::int64_t HallOfBoards::draw(std::int64_t from, std::int64_t to) {
    return std::uniform_int_distribution<std::int64_t>(from, to)(random_);
}

void HallOfBoards::begin_process(std::size_t index) {
    Board& board = boards_[index];
    board.turn = {};
    board.queue = board::Announcements();
    board.seq = 0;
    board.turn.set_able(board.sound);
    board.line.reset();
    board.live = false;
    board.saying.reset();
    board.unheard.clear();
    board.told_turn.reset();
    board.pause_ms = 250;
    board.connect_at_ms = now_ms_ + draw(100, 2'000);
}

// In order, with a delay that is short, and now and then a stall.
void HallOfBoards::send(Way& way, Message message) {
    if (way.dead) return;
    const std::int64_t delay_ms = draw(0, 200) == 0 ? draw(1'000, 4'000) : draw(1, 60);
    const std::int64_t behind_ms = way.under_way.empty() ? 0 : way.under_way.back().first;
    way.under_way.emplace_back(std::max(now_ms_ + delay_ms, behind_ms), std::move(message));
}

void HallOfBoards::run_until(std::int64_t ms) {
    while (now_ms_ < ms) step();
}

void HallOfBoards::step() {
    now_ms_ += step_ms;
    if (!server_ && now_ms_ >= server_up_at_ms_) {
        server_ = std::make_unique<Server>(limits_);
        const bool lately = !journal_.empty() && now_ms_ - journal_.back().at_us / 1'000 < limits_.heard_of_us / 1'000;
        if (lately) server_->zones.others_may_speak_until(now_ms_ + limits_.back.count());
    }
    if (server_ && now_ms_ >= next_call_ms_) make_call();
    if (server_) step_server();
    for (std::size_t i = 0; i < boards_.size(); ++i) step_board(i);
    watch();
}

void HallOfBoards::make_call() {
    const bool at_once = draw(0, 9) == 0;
    next_call_ms_ = now_ms_ + (at_once ? draw(200, 800) : busy_ ? draw(1'500, 7'000) : draw(8'000, 20'000));
    seq_ += static_cast<std::uint64_t>(draw(1, 4));
    board::Call call;
    call.seq = seq_;
    call.at_us = now_ms_ * 1'000;
    call.ticket = ++ticket_;
    call.number = "H" + std::to_string(call.ticket);
    call.counter = static_cast<std::uint64_t>(draw(1, 9));
    journal_.push_back(call);
    calls.insert(call.ticket);
    for (const auto& guest : server_->guests) {
        if (guest->welcomed) send(guest->line->down, Calls{{call}, true, boards_[guest->line->board].zone, seq_});
    }
}

// The office file is another one.
void HallOfBoards::tell_zone(std::size_t index) {
    ++seq_;
    if (!server_) return;
    for (const auto& guest : server_->guests) {
        if (guest->welcomed && guest->line->board == index) send(guest->line->down, Calls{{}, true, boards_[index].zone, seq_});
    }
}

// --- The server

void HallOfBoards::drop_guest(std::size_t at, net::VoiceZones::Ending ending) {
    Guest& guest = *server_->guests[at];
    server_->zones.left(guest, ending, guest.heard_ms, now_ms_);
    guest.line->server_has = false;
    send(guest.line->down, End{true});
    server_->guests.erase(server_->guests.begin() + static_cast<std::ptrdiff_t>(at));
}

void HallOfBoards::hear(Guest& guest, Message& message) {
    guest.heard_ms = now_ms_;
    if (std::holds_alternative<Hello>(message)) {
        server_->zones.joined(guest, core::DeviceCode(boards_[guest.line->board].name));
        guest.welcomed = true;
        guest.pinged_ms = now_ms_;
        send(guest.line->down, Welcome{seq_});
        Calls recent{{}, false, boards_[guest.line->board].zone, seq_};
        for (const board::Call& call : journal_) {
            if (now_ms_ - call.at_us / 1'000 < lives_by_ms) recent.calls.push_back(call);
        }
        send(guest.line->down, recent);
    } else if (const auto* ping = std::get_if<Ping>(&message)) {
        send(guest.line->down, Pong{ping->stamp});
    } else if (const auto* pong = std::get_if<Pong>(&message)) {
        server_->zones.ponged(guest, pong->stamp, now_ms_);
    } else if (const auto* report = std::get_if<v1::VoiceReport>(&message)) {
        server_->zones.reported(guest, read(*report), office_, seq_, now_ms_);
        auto& unheard = boards_[guest.line->board].unheard;
        std::erase_if(unheard, [&](const auto& call) { return call.second <= report->said_through(); });
    }
}

void HallOfBoards::step_server() {
    for (Board& board : boards_) {  // newcomers
        if (board.line == nullptr || board.line->server_has || board.line->up.under_way.empty()) continue;
        auto& [at_ms, message] = board.line->up.under_way.front();
        if (at_ms > now_ms_ || !std::holds_alternative<Hello>(message)) continue;
        board.line->server_has = true;
        server_->guests.push_back(std::make_unique<Guest>());
        server_->guests.back()->line = board.line;
        server_->guests.back()->heard_ms = now_ms_;
    }
    for (std::size_t i = 0; i < server_->guests.size();) {
        Guest& guest = *server_->guests[i];
        auto& up = guest.line->up.under_way;
        std::optional<net::VoiceZones::Ending> ended;
        while (!ended && !up.empty() && up.front().first <= now_ms_) {
            Message message = std::move(up.front().second);
            up.pop_front();
            if (const auto* end = std::get_if<End>(&message))
                ended = end->by_itself ? net::VoiceZones::Ending::closed_by_itself : net::VoiceZones::Ending::lost;
            if (!ended) hear(guest, message);
        }
        const bool looks = now_ms_ % clock_step_ms == 0;
        if (!ended && looks && now_ms_ - guest.heard_ms >= dead_ms) ended = net::VoiceZones::Ending::lost;
        if (ended) {
            drop_guest(i, *ended);
            continue;
        }
        if (guest.welcomed && now_ms_ - guest.pinged_ms >= ping_ms) {
            guest.pinged_ms = now_ms_;
            send(guest.line->down, Ping{static_cast<std::uint64_t>(now_ms_)});
        }
        ++i;
    }
    if (now_ms_ % clock_step_ms == 0) server_->zones.time(now_ms_);
    for (const auto& guest : server_->guests) {
        if (!std::exchange(guest->wanted, false)) continue;
        const auto word = server_->zones.take_word(*guest);
        if (!word) continue;
        ++words;
        send(guest->line->down, write(word->turn));
        if (word->ping) send(guest->line->down, Ping{*word->ping});
    }
}

// --- A board

void HallOfBoards::fear_repeats(const Board& board) {
    for (const auto& [ticket, seq] : board.unheard) may_come_again.insert(ticket);
}

void HallOfBoards::lose_line(Board& board) {
    fear_repeats(board);
    if (board.line) board.line->board_has = false;
    board.line.reset();
    board.live = false;
    board.turn.disconnected();
    board.told_turn.reset();
    board.connect_at_ms = now_ms_ + board.pause_ms * draw(50, 150) / 100;
    board.pause_ms = std::min(board.pause_ms * 2, longest_pause_ms);
}

void HallOfBoards::hear(Board& board, Message& message) {
    const std::int64_t now_us = now_ms_ * 1'000;
    board.heard_ms = now_ms_;
    if (std::holds_alternative<Welcome>(message)) {
        board.live = true;
        board.pause_ms = 250;
        board.ping_at_ms = now_ms_ + ping_ms;
        if (std::get<Welcome>(message).seq < board.seq) {
            board.queue.new_epoch();
            board.seq = 0;
            ++board.journal;
        }
        board.turn.connected(board.journal, now_us);
    } else if (const auto* ping = std::get_if<Ping>(&message)) {
        send(board.line->up, Pong{ping->stamp});
    } else if (const auto* pong = std::get_if<Pong>(&message)) {
        board.turn.heard(static_cast<std::int64_t>(pong->stamp) * 1'000);
    } else if (const auto* news = std::get_if<Calls>(&message)) {
        for (const board::Call& call : news->calls) board.queue.offer(call, news->live, now_us);
        board.seq = std::max(board.seq, news->seq);
        board.turn.stand_in(news->zone);
        board.turn.caught_up();
        report(board);  // before it moves again
    } else if (const auto* turn = std::get_if<v1::VoiceTurn>(&message)) {
        board.turn.told(*turn);
        board.told_turn = turn->yours();
    }
}

void HallOfBoards::speak(Board& board) {
    const std::int64_t now_us = now_ms_ * 1'000;
    board.queue.others_said(board.turn.told_through(), board.turn.told_notice());
    if (board.saying && !board.sound) {
        board.saying.reset();
        board.queue.interrupted();
        board.turn.ended();
    } else if (board.saying && now_ms_ >= board.over_at_ms) {
        for (const auto& call : board.saying->calls) said.insert(call.ticket);
        board.saying.reset();
        board.queue.finished();
        board.turn.ended();
        board.gap_until_ms = now_ms_ + 600;
        ++announcements;
    }
    if (!board.saying && now_ms_ >= board.gap_until_ms && board.turn.may_begin(now_us)) {
        board.saying = board.queue.begin(now_us, [](const board::Call&) { return std::nullopt; });
        if (board.saying) {
            const std::int64_t lasts_ms =
                std::min<std::int64_t>(draw(3'000, 7'000) * static_cast<std::int64_t>(board.saying->calls.size()), 14'500);
            board.over_at_ms = now_ms_ + lasts_ms;
            board.turn.began(board.queue.last_seq(), (lasts_ms + draw(20, 400)) * 1'000, now_us);
            for (const auto& call : board.saying->calls) {
                ++begun[call.ticket];
                board.unheard[call.ticket] = call.seq;
            }
        }
    }
    if (board.turn.forgets(now_us, board::limits::turn_missed_ms * 1'000)) board.queue.forget_old(now_us);
}

void HallOfBoards::step_board(std::size_t index) {
    Board& board = boards_[index];
    // Nobody changes the office file twice within the time that a word may be under way.
    if (board.zone.empty() && board.zone_back && now_ms_ - board.zone_taken_ms >= 10'000) {
        board.zone = "hall";
        tell_zone(index);
    }
    if (board.deaf_at_ms && now_ms_ >= *board.deaf_at_ms) {
        board.deaf_at_ms.reset();
        board.net_down = false;
        if (board.line) board.line->down.dead = true;
    }
    if (!board.powered) return;
    if (!board.line && now_ms_ >= board.connect_at_ms) {
        // Where there is no way, or no server, the attempt fails as one that is not answered.
        board.line = std::make_shared<Line>();
        board.line->board = index;
        board.line->up.dead = !board.net_up || !server_;
        board.line->down.dead = !board.net_down || !server_;
        board.heard_ms = now_ms_;
        send(board.line->up, Hello{});
    }
    while (board.line && !board.line->down.under_way.empty() && board.line->down.under_way.front().first <= now_ms_) {
        Message message = std::move(board.line->down.under_way.front().second);
        board.line->down.under_way.pop_front();
        if (std::holds_alternative<End>(message)) {
            lose_line(board);
        } else {
            hear(board, message);
        }
    }
    const std::int64_t patience_ms = board.live ? dead_ms : 2'000;
    if (board.line && now_ms_ - board.heard_ms >= patience_ms) {
        send(board.line->up, End{true});
        lose_line(board);
    }
    if (board.live && now_ms_ >= board.ping_at_ms) {
        board.ping_at_ms = now_ms_ + ping_ms;
        send(board.line->up, Ping{static_cast<std::uint64_t>(now_ms_)});
    }
    board.turn.set_able(board.sound);
    speak(board);
    report(board);
}

void HallOfBoards::report(Board& board) {
    const auto news = board.turn.take_report(board.queue.said_through(), board.queue.said_notice(), now_ms_ * 1'000);
    if (news) send(board.line->up, *news);
}

}  // namespace luot::test
