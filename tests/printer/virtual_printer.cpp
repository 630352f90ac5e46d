#include "virtual_printer/virtual_printer.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <random>

namespace luot::testing {

namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using Tcp = asio::ip::tcp;

}  // namespace

// The line, and the clock of a printer that takes its time.
struct VirtualPrinter::Network {
    Network(asio::io_context& io, VirtualPrinter& printer, std::uint16_t port)
        : self(printer), acceptor(io), socket(io), row_timer(io), room_timer(io) {
        const Tcp::endpoint here(asio::ip::address_v4::loopback(), port);
        acceptor.open(here.protocol());
        acceptor.set_option(asio::socket_base::reuse_address(true));
        // Small, as a printer's: what it does not take is seen at the other end.
        acceptor.set_option(asio::socket_base::receive_buffer_size(4'096));
        acceptor.bind(here);
        acceptor.listen(4);
        accept();
    }

    void accept() {
        acceptor.async_accept(socket, [this](const error_code& error) {
            if (error) return;
            if (!self.behaviour_.keeps_its_place) self.reader_.forget();
            self.received_ = 0;
            self.reports_ = false;
            self.connected_ = true;
            ++self.lines_;
            read();
        });
    }

    void next_line() {
        error_code ignored;  // a line that is gone already is as good as closed
        socket.close(ignored);
        self.connected_ = false;
        accept();
    }

    void read() {
        const auto& how = self.behaviour_;
        if (self.received_ >= how.drop_after) return next_line();
        // What it can print is no burden: a band may be larger than the buffer.
        const bool full = self.held_ > 0 && self.held_ + self.reader_.pending() >= how.buffer_bytes;
        if (self.received_ >= how.stall_after || full) return wait_for_room();
        const auto most = std::min(buffer.size(), std::min(how.drop_after, how.stall_after) - self.received_);
        socket.async_read_some(asio::buffer(buffer.data(), most), [this](const error_code& error, std::size_t count) {
            if (error == asio::error::operation_aborted) return;
            self.received_ += count;
            for (std::size_t i = 0; i < count; ++i) self.take(buffer[i]);
            if (error) return next_line();
            read();
        });
    }

    void wait_for_room() {
        room_timer.expires_after(std::chrono::milliseconds(5));
        room_timer.async_wait([this](const error_code& aborted) {
            if (!aborted) read();
        });
    }

    VirtualPrinter& self;
    Tcp::acceptor acceptor;
    Tcp::socket socket;
    asio::steady_timer row_timer;
    asio::steady_timer room_timer;
    bool row_timer_runs = false;
    std::array<std::uint8_t, 2'048> buffer{};
};

VirtualPrinter::VirtualPrinter(asio::io_context& io, Behaviour how, std::uint16_t port)
    : behaviour_(how), network_(std::make_unique<Network>(io, *this, port)) {
    reported_ = report();
}

VirtualPrinter::~VirtualPrinter() {
    close();
}

std::string VirtualPrinter::port() const {
    return std::to_string(network_->acceptor.local_endpoint().port());
}

void VirtualPrinter::close() {
    error_code ignored;  // closing twice does no harm
    network_->acceptor.close(ignored);
    network_->socket.close(ignored);
    network_->row_timer.cancel();
    network_->room_timer.cancel();
    connected_ = false;
}

void VirtualPrinter::change(const std::function<void(Behaviour&)>& how) {
    how(behaviour_);
    rows_ = 0;
    report_if_changed();
    work();
}

void VirtualPrinter::mend() {
    if (behaviour_.paper_out) paper_.tear_off();
    behaviour_.paper_out = behaviour_.near_end = behaviour_.cover_open = behaviour_.offline = false;
    behaviour_.paper_ends_at_row = behaviour_.cover_opens_at_row = never;
    behaviour_.knife_jams = false;  // knife_stuck stays until DLE ENQ
    rows_ = 0;
    report_if_changed();
    work();
}

void VirtualPrinter::take(std::uint8_t byte) {
    auto command = reader_.next(byte);
    if (!command) return;
    if (command->in_real_time) return do_at_once(*command);
    held_ += command->bytes.size();
    queue_.push_back(*std::move(command));
    work();
}

void VirtualPrinter::do_at_once(const Command& command) {
    paper_.note(command.name);
    if (command.name.starts_with("status")) return answer_question(command.name.back() - '0');
    const bool ends_error = command.name == "resume" || command.name == "recover";
    const bool drops = (command.name == "recover" && behaviour_.knife_stuck) || (command.name == "drop" && behaviour_.knows_drop);
    if (drops) {
        queue_.clear();
        held_ = 0;
        paper_.drop_work();
        if (command.name == "drop") answer({0x37, 0x25, 0x00});
    }
    if (ends_error && behaviour_.knife_stuck && !behaviour_.knife_jams) behaviour_.knife_stuck = false;
    report_if_changed();
    work();
}

bool VirtualPrinter::stands_still() const {
    const auto& is = behaviour_;
    return is.paper_out || is.cover_open || is.knife_stuck || is.out_of_order || is.offline;
}

void VirtualPrinter::work() {
    if (network_->row_timer_runs) return;
    while (!stands_still() && (paper_.at_work() || !queue_.empty())) {
        if (paper_.at_work() && behaviour_.row_time.count() > 0 && !paper_.about_to_cut()) {
            network_->row_timer_runs = true;
            network_->row_timer.expires_after(behaviour_.row_time);
            network_->row_timer.async_wait([this](const error_code& aborted) {
                if (aborted) return;
                network_->row_timer_runs = false;
                if (!stands_still() && paper_.at_work()) work_a_row();
                work();
            });
            return;
        }
        work_a_row();
    }
}

// One row, one cut, or the beginning of a command.
void VirtualPrinter::work_a_row() {
    if (!paper_.at_work()) {
        const Command& command = queue_.front();
        paper_.begin(command);
        if (command.name == "done?" && behaviour_.knows_done) {
            answer({static_cast<std::uint8_t>((behaviour_.near_end ? 0x03 : 0) | (behaviour_.paper_out ? 0x0C : 0))});
        }
        if (command.name == "automatic") {
            reports_ = command.bytes[2] != 0;
            if (reports_) reported_.clear();  // it says at once how it is
        }
    } else if (paper_.about_to_cut() && behaviour_.knife_jams) {
        behaviour_.knife_stuck = true;
    } else {
        const bool cuts = paper_.about_to_cut();
        paper_.step();
        if (cuts && on_slip) on_slip(paper_.slips().back());
        if (!cuts) said(++rows_);
    }
    if (!paper_.at_work() && !queue_.empty()) {
        held_ -= queue_.front().bytes.size();
        queue_.pop_front();
    }
    report_if_changed();
}

void VirtualPrinter::said(std::size_t rows) {
    if (rows >= behaviour_.paper_ends_at_row) behaviour_.paper_out = true;
    if (rows >= behaviour_.cover_opens_at_row) behaviour_.cover_open = true;
}

std::uint8_t VirtualPrinter::status(int which) const {
    const auto& is = behaviour_;
    const auto bits = [](std::initializer_list<std::pair<bool, int>> set) {
        int byte = 0x12;
        for (const auto& [on, bit] : set) byte |= on ? bit : 0;
        return static_cast<std::uint8_t>(byte);
    };
    switch (which) {
        case 1:
            return bits({{stands_still(), 0x08}});
        case 2:
            return bits({{is.cover_open, 0x04}, {is.paper_out, 0x20}, {is.knife_stuck || is.out_of_order, 0x40}});
        case 3:
            return bits({{is.knife_stuck, 0x08}, {is.out_of_order, 0x20}});
        default:
            return bits({{is.near_end, 0x0C}, {is.paper_out, 0x60}});
    }
}

std::vector<std::uint8_t> VirtualPrinter::report() const {
    const auto& is = behaviour_;
    const int first = 0x10 | (stands_still() ? 0x08 : 0) | (is.cover_open ? 0x20 : 0);
    const int second = (is.knife_stuck ? 0x08 : 0) | (is.out_of_order ? 0x20 : 0);
    const int third = (is.near_end ? 0x03 : 0) | (is.paper_out ? 0x0C : 0);
    return {static_cast<std::uint8_t>(first), static_cast<std::uint8_t>(second), static_cast<std::uint8_t>(third), 0x0F};
}

void VirtualPrinter::report_if_changed() {
    auto is = report();
    if (!reports_ || is == reported_) return;
    reported_ = is;
    answer({is[0], is[1], is[2], is[3]});
}

void VirtualPrinter::answer_question(int which) {
    if (behaviour_.swallows_question > 0 && --behaviour_.swallows_question == 0) return;
    answer({status(which)});
}

void VirtualPrinter::answer(std::initializer_list<std::uint8_t> bytes) {
    if (behaviour_.silent || !connected_) return;
    std::vector<std::uint8_t> says(bytes);
    if (behaviour_.nonsense) {
        std::minstd_rand random(behaviour_.seed + ++nonsense_);
        says.assign(1 + random() % 3, 0);
        for (auto& byte : says) byte = static_cast<std::uint8_t>(random() >> 8);
    }
    error_code ignored;  // the other end may have gone
    asio::write(network_->socket, asio::buffer(says), ignored);
}

std::optional<VirtualPrinter::Behaviour> behaviour_of(std::string_view condition, std::size_t row) {
    VirtualPrinter::Behaviour is;
    if (condition == "near-end") is.near_end = true;
    if (condition == "paper-end") is.paper_ends_at_row = row;
    if (condition == "cover-open") is.cover_opens_at_row = row;
    if (condition == "knife-jam") is.knife_jams = true;
    if (condition == "offline") is.offline = true;
    if (condition == "slow") is.row_time = std::chrono::microseconds(2'000);
    if (condition == "drops-line") is.drop_after = 72 * row;
    if (condition == "silent") is.silent = true;
    if (condition == "nonsense") is.nonsense = true;
    if (condition == "swallows-query") is.swallows_question = 2;
    if (std::ranges::find(condition_names(), condition) == condition_names().end()) return std::nullopt;
    return is;
}

const std::vector<std::string>& condition_names() {
    static const std::vector<std::string> names{"healthy", "near-end",   "paper-end", "cover-open", "knife-jam",     "offline",
                                                "slow",    "drops-line", "silent",    "nonsense",   "swallows-query"};
    return names;
}

}  // namespace luot::testing
