#include "virtual_led/virtual_led.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/multicast.hpp>

#include "led_matrix/panel.hpp"
#include "led_view/dots_view.hpp"

namespace luot::testing {
namespace {

namespace asio = boost::asio;
using asio::ip::udp;
using boost::system::error_code;

// Segments a to g of a digit, and the few letters that such signs show.
unsigned segments_of(char c) {
    constexpr std::pair<char, unsigned> shapes[] = {
        {'0', 0x3F}, {'1', 0x06}, {'2', 0x5B}, {'3', 0x4F}, {'4', 0x66}, {'5', 0x6D}, {'6', 0x7D}, {'7', 0x07},
        {'8', 0x7F}, {'9', 0x6F}, {'A', 0x77}, {'b', 0x7C}, {'C', 0x39}, {'c', 0x58}, {'d', 0x5E}, {'E', 0x79},
        {'F', 0x71}, {'G', 0x3D}, {'H', 0x76}, {'h', 0x74}, {'I', 0x06}, {'J', 0x1E}, {'L', 0x38}, {'n', 0x54},
        {'o', 0x5C}, {'P', 0x73}, {'r', 0x50}, {'t', 0x78}, {'U', 0x3E}, {'u', 0x1C}, {'Y', 0x6E}, {'-', 0x40}};
    for (const auto& [character, segments] : shapes) {
        if (character == c) return segments;
    }
    return 0;
}

void draw_digit(screen::Canvas& canvas, double x, double y, unsigned segments, bool point) {
    constexpr double wide = 26;
    constexpr double high = 26;  // half of it
    constexpr double gap = 3;
    constexpr double thick = 6;
    constexpr screen::Colour lit{255, 40, 20};
    constexpr screen::Colour dark{42, 12, 10};
    const screen::Point ends[7][2] = {{{x + gap, y}, {x + wide - gap, y}},
                                      {{x + wide, y + gap}, {x + wide, y + high - gap}},
                                      {{x + wide, y + high + gap}, {x + wide, y + 2 * high - gap}},
                                      {{x + gap, y + 2 * high}, {x + wide - gap, y + 2 * high}},
                                      {{x, y + high + gap}, {x, y + 2 * high - gap}},
                                      {{x, y + gap}, {x, y + high - gap}},
                                      {{x + gap, y + high}, {x + wide - gap, y + high}}};
    for (unsigned i = 0; i < 7; ++i) canvas.line(ends[i][0], ends[i][1], thick, (segments >> i & 1U) != 0 ? lit : dark);
    canvas.fill_circle({x + wide + 8, y + 2 * high}, 3.5, point ? lit : dark);
}

}  // namespace

VirtualPanel::VirtualPanel(const asio::any_io_executor& executor, PanelReceiver receiver, std::uint16_t port, int loss_percent,
                           std::uint32_t seed)
    : socket_(executor),
      receiver_(std::move(receiver)),
      port_(port),
      loss_percent_(static_cast<std::uint32_t>(loss_percent)),
      random_(seed) {
    open();
}

void VirtualPanel::open() {
    listen(asio::ip::address_v4::loopback());
}

void VirtualPanel::join(std::uint16_t universe, int count) {
    socket_.close();
    listen(asio::ip::address_v4::any());
    for (int i = 0; i < count; ++i) {
        const auto group = static_cast<std::uint32_t>(0xEFFF0000U + universe + static_cast<unsigned>(i));
        socket_.set_option(asio::ip::multicast::join_group(asio::ip::address_v4(group), asio::ip::address_v4::loopback()));
    }
}

void VirtualPanel::listen(const asio::ip::address& address) {
    socket_.open(udp::v4());
    socket_.bind({address, port_});
    port_ = socket_.local_endpoint().port();
    // A panel has no time to wait for a program under a debugger or a sanitizer: what comes at once is kept.
    constexpr int held_bytes = 4 * 1'024 * 1'024;
    error_code ignored;  // the system may allow less
    socket_.set_option(asio::socket_base::receive_buffer_size(held_bytes), ignored);
    receive();
}

void VirtualPanel::close() {
    socket_.close();
}

void VirtualPanel::receive() {
    socket_.async_receive(asio::buffer(datagram_), [this](const error_code& error, std::size_t size) {
        if (error) return;
        constexpr std::uint32_t hundred = 100;
        if (random_() % hundred < loss_percent_) {
            ++lost_;
        } else if (receiver_.take({datagram_.data(), size}) && on_shown) {
            on_shown();
        }
        receive();
    });
}

VirtualChain::VirtualChain(const asio::any_io_executor& executor, SignMake make, std::filesystem::path device)
    : executor_(executor), receiver_(make), device_(std::move(device)) {
    plug();
}

VirtualChain::~VirtualChain() {
    unplug();
}

void VirtualChain::plug() {
    if (terminal_) return;
    terminal_ = std::make_shared<PseudoTerminal>(executor_, device_);
    receive();
}

void VirtualChain::unplug() {
    if (!terminal_) return;
    terminal_->pull_out();
    terminal_.reset();
}

void VirtualChain::block() {
    blocked_ = true;
}

void VirtualChain::unblock() {
    blocked_ = false;
    receive();
}

void VirtualChain::receive() {
    terminal_->line().async_read_some(asio::buffer(bytes_), [this, terminal = terminal_](const error_code& error, std::size_t size) {
        if (error || terminal != terminal_) return;
        if (receiver_.take({bytes_.data(), size}) && on_told) on_told();
        if (terminal == terminal_ && !blocked_) receive();
    });
}

screen::Canvas panel_picture(screen::Fonts& fonts, const PanelReceiver& panel, int dot_px) {
    led_matrix::Dots dots({panel.width(), panel.height()});
    for (int y = 0; y < panel.height(); ++y) {
        for (int x = 0; x < panel.width(); ++x) {
            const auto at = (static_cast<std::size_t>(y) * static_cast<std::size_t>(panel.width()) + static_cast<std::size_t>(x)) * 3;
            const auto& pixels = panel.pixels();
            dots.set(x, y, {pixels[at], pixels[at + 1], pixels[at + 2]});
        }
    }
    screen::Canvas canvas(fonts, panel.width() * dot_px, panel.height() * dot_px, {0, 0, 0});
    led_view::draw(canvas, dots);
    return canvas;
}

screen::Canvas chain_picture(screen::Fonts& fonts, const SignReceiver& chain) {
    constexpr int columns = 5;
    constexpr int cell_width = 220;
    constexpr int cell_height = 110;
    const int rows = std::max((static_cast<int>(chain.signs().size()) + columns - 1) / columns, 1);
    screen::Canvas canvas(fonts, columns * cell_width, rows * cell_height, {70, 74, 80});
    int place = 0;
    for (const auto& [address, shown] : chain.signs()) {
        const int left = place % columns * cell_width;
        const int top = place / columns * cell_height;
        ++place;
        canvas.fill_rounded({left + 8, top + 8, cell_width - 16, cell_height - 16}, 8, {14, 6, 6});
        const screen::TextStyle label{screen::Family::text, screen::Weight::medium, 18, {150, 150, 155}};
        canvas.text(left + 18, top + 32, std::to_string(address), label);
        double x = left + 48;
        for (std::size_t i = 0; i < shown.size(); ++i) {
            const bool point = i + 1 < shown.size() && shown[i + 1] == '.';
            draw_digit(canvas, x, top + 28, segments_of(shown[i]), point);
            if (point) ++i;
            x += 38;
        }
    }
    return canvas;
}

}  // namespace luot::testing
