// What goes wrong in the hall, and what people hear of it.
#include <algorithm>

#include "hall_of_boards.hpp"

namespace luot::test {

// --- What goes wrong

void HallOfBoards::happen(Trouble trouble) {
    const auto speaker = std::find_if(boards_.begin(), boards_.end(), [](const Board& board) { return board.turn.has_turn(); });
    const bool other = speaker == boards_.end() || draw(0, 3) == 0;
    const auto index = other ? static_cast<std::size_t>(draw(0, static_cast<std::int64_t>(boards_.size()) - 1))
                             : static_cast<std::size_t>(speaker - boards_.begin());
    Board& board = boards_[index];
    if (trouble != Trouble::server_restarts) fear_repeats(board);
    switch (trouble) {
        case Trouble::process_dies:
            if (board.line) send(board.line->up, End{true});
            begin_process(index);
            board.connect_at_ms = now_ms_ + draw(500, 30'000);
            return;
        case Trouble::power_fails:
            begin_process(index);
            board.powered = false;
            return;
        case Trouble::up_dies:
        case Trouble::down_dies:
        case Trouble::line_dies:
            board.net_up = board.net_up && trouble == Trouble::down_dies;
            board.net_down = board.net_down && trouble == Trouble::up_dies;
            if (board.line) board.line->up.dead = board.line->up.dead || !board.net_up;
            if (board.line) board.line->down.dead = board.line->down.dead || !board.net_down;
            return;
        case Trouble::line_wilts:  // what the board says is lost first, and some time later what it is told
            board.net_up = false;
            if (board.line) board.line->up.dead = true;
            board.deaf_at_ms = now_ms_ + draw(2'000, 14'000);
            return;
        case Trouble::reset:  // by something in between: both ends hear of it
            if (!board.line) return;
            send(board.line->up, End{false});
            send(board.line->down, End{false});
            board.line->up.dead = board.line->down.dead = true;
            return;
        case Trouble::sound_fails:
            board.sound = false;
            return;
        case Trouble::sound_taken:
            board.zone.clear();
            board.zone_taken_ms = now_ms_;
            board.zone_back = false;
            return tell_zone(index);
        case Trouble::journal_anew:
        case Trouble::server_restarts:
            if (!server_) return;
            if (trouble == Trouble::journal_anew) {
                seq_ = 0;
                journal_.clear();
            }
            for (Board& each : boards_) fear_repeats(each);
            for (const auto& guest : server_->guests) {
                send(guest->line->down, End{true});
                guest->line->up.dead = guest->line->down.dead = true;
                guest->line->up.under_way.clear();
            }
            server_.reset();
            // Nobody makes a data folder anew in less time than somebody may still be heard; the new server knows nothing of it.
            server_up_at_ms_ = now_ms_ + (trouble == Trouble::journal_anew ? draw(24'000, 40'000) : draw(300, 8'000));
            return;
    }
}

void HallOfBoards::heal() {
    for (std::size_t i = 0; i < boards_.size(); ++i) {
        Board& board = boards_[i];
        // What was lost in between does not come any more: the line is found dead by whoever waits for it.
        board.net_up = board.net_down = true;
        board.deaf_at_ms.reset();
        board.sound = true;
        board.zone_back = true;
        if (board.powered) continue;
        board.powered = true;
        begin_process(i);
    }
}

// --- What people hear

void HallOfBoards::watch() {
    std::size_t audible = 0;
    std::set<std::string> who;
    for (const Board& board : boards_) {
        if (!board.saying || !board.powered) continue;
        ++audible;
        who.insert(board.name);
    }
    if (who.size() > 1 && overlaps++ == 0) first_overlap = std::to_string(now_ms_) + " ms: " + *who.begin() + " and " + *who.rbegin();
    if (audible > who.size()) ++overlaps_twins;
    // Able, there, and reached both ways.
    const auto good = [](const Board& board) {
        return board.powered && board.sound && !board.zone.empty() && board.live && board.line && !board.line->up.dead &&
               !board.line->down.dead && board.told_turn;
    };
    const bool any = std::any_of(boards_.begin(), boards_.end(), good);
    const bool speaks =
        std::any_of(boards_.begin(), boards_.end(), [&](const Board& board) { return good(board) && board.turn.has_turn(); });
    if (!any || speaks) nobody_since_ms_ = now_ms_;
    longest_wait_ms = std::max(longest_wait_ms, now_ms_ - nobody_since_ms_);
    for (const Board& board : boards_) {
        // Said while the line was already lost: nobody knows of it.
        if (board.line && (board.line->up.dead || !board.net_up)) fear_repeats(board);
    }
}

}  // namespace luot::test
