#include "keypad/keypad.hpp"

#include <array>
#include <boost/asio/serial_port.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <optional>
#include <utility>

#include "keypad/evdev_device.hpp"
#include "keypad/evdev_events.hpp"
#include "keypad/limits.hpp"

namespace luot::keypad {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

// Bytes of a device, whichever: once open it is read until it is gone.
class Line {
  public:
    using Read = std::function<void(const error_code&, std::size_t)>;
    using Written = std::function<void(const error_code&)>;
    virtual ~Line() = default;
    virtual void read(asio::mutable_buffer room, Read done) = 0;
    virtual void write(const std::string& bytes, Written done) = 0;  // `bytes` outlives it
    virtual void close() = 0;
};

template <class Stream>
class StreamLine final : public Line {
  public:
    explicit StreamLine(Stream stream) : stream_(std::move(stream)) {}
    void read(asio::mutable_buffer room, Read done) override { stream_.async_read_some(room, std::move(done)); }
    void write(const std::string& bytes, Written done) override {
        asio::async_write(stream_, asio::buffer(bytes), [done = std::move(done)](const error_code& error, std::size_t) { done(error); });
    }
    void close() override {
        error_code ignored;  // it is given up anyway
        stream_.close(ignored);
    }

  private:
    Stream stream_;
};

std::unique_ptr<Line> open_serial(const asio::any_io_executor& executor, const Address& address, error_code& error) {
    using Port = asio::serial_port_base;
    asio::serial_port port(executor);
    port.open(address.device, error);
    if (!error) port.set_option(Port::baud_rate(address.profile.baud), error);
    if (!error) port.set_option(Port::character_size(8), error);
    if (!error) port.set_option(Port::parity(Port::parity::none), error);
    if (!error) port.set_option(Port::stop_bits(Port::stop_bits::one), error);
    if (!error) port.set_option(Port::flow_control(Port::flow_control::none), error);
    if (error) return nullptr;
    return std::make_unique<StreamLine<asio::serial_port>>(std::move(port));
}

}  // namespace

struct Keypad::Impl : std::enable_shared_from_this<Impl> {
    Impl(const asio::any_io_executor& with, Address of, Watcher to)
        : executor(with), address(std::move(of)), watcher(std::move(to)), keys(address.profile), again(with), refresh(with) {}

    bool serial() const { return address.kind == Address::Kind::serial; }

    void open() {
        if (ended) return;
        error_code error;
        std::string remark;
        if (serial()) {
            line = open_serial(executor, address, error);
#if defined(LUOT_KEYPAD_HAS_EVDEV)
        } else if (auto device = open_evdev(executor, address.device, address.grab, error, remark)) {
            line = std::make_unique<StreamLine<EvdevDevice>>(std::move(*device));
#endif
        }
        if (!line) return wait_for_it(error.message());
        keys = KeyReader(address.profile);
        events = EvdevEvents();
        say(true, {});
        if (!remark.empty() && watcher.remark) watcher.remark(remark);
        read();
        write();
        keep_showing();
    }

    void say(bool there, const std::string& why) {
        if (std::exchange(was_there, there) == std::optional(there)) return;
        if (watcher.plugged) watcher.plugged(there, why);
    }

    void wait_for_it(const std::string& why) {
        say(false, address.device + ": " + why);
        if (ended) return;
        again.expires_after(limits::open_again_after);
        again.async_wait([self = shared_from_this()](const error_code& cancelled) {
            if (!cancelled) self->open();
        });
    }

    void lose(const error_code& error) {
        if (ended || !line) return;
        line->close();
        gone.swap(line);  // what is under way in it ends first
        line.reset();
        refresh.cancel();
        wait_for_it(error.message());
    }

    void read() {
        line->read(asio::buffer(room), [self = shared_from_this(), of = line.get()](const error_code& error, std::size_t count) {
            if (self->ended || self->line.get() != of) return;
            if (error) return self->lose(error);
            self->take(count);
            if (!self->ended && self->line.get() == of) self->read();
        });
    }

    void take(std::size_t count) {
        const auto presses = serial() ? keys.feed({reinterpret_cast<const char*>(room.data()), count}) : events.feed({room.data(), count});
        for (const auto& press : presses) {
            if (ended) return;
            watcher.pressed(press);
        }
    }

    // One telegram at a time; what is shown last counts.
    void write() {
        if (!line || writing || !serial() || address.profile.lines == 0) return;
        if (!shown) return;
        writing = telegram(address.profile, *shown);
        unwritten = false;
        line->write(*writing, [self = shared_from_this(), of = line.get()](const error_code& error) {
            self->writing.reset();
            if (self->ended || self->line.get() != of) return self->write();
            if (error) return self->lose(error);
            if (self->unwritten) self->write();
        });
    }

    void show(std::vector<std::string> lines) {
        if (shown == lines) return;
        shown = std::move(lines);
        unwritten = true;
        write();
    }

    // It may have been without power for a moment.
    void keep_showing() {
        if (!serial() || address.profile.lines == 0) return;
        refresh.expires_after(limits::show_again_every);
        refresh.async_wait([self = shared_from_this()](const error_code& cancelled) {
            if (cancelled || self->ended || !self->line) return;
            self->write();
            self->keep_showing();
        });
    }

    void stop() {
        ended = true;
        again.cancel();
        refresh.cancel();
        if (line) line->close();
    }

    asio::any_io_executor executor;
    Address address;
    Watcher watcher;
    KeyReader keys;
    EvdevEvents events;
    std::unique_ptr<Line> line;
    std::unique_ptr<Line> gone;  // the one before
    std::array<std::uint8_t, limits::read_bytes> room{};
    std::optional<bool> was_there;
    std::optional<std::vector<std::string>> shown;
    std::optional<std::string> writing;
    bool unwritten = false;
    bool ended = false;
    asio::steady_timer again;
    asio::steady_timer refresh;
};

Keypad::Keypad(const boost::asio::any_io_executor& executor, Address address, Watcher watcher)
    : impl_(std::make_shared<Impl>(executor, std::move(address), std::move(watcher))) {}

Keypad::~Keypad() {
    impl_->stop();
}

void Keypad::start() {
    const auto lives = impl_;  // also where what is told ends the keypad
    lives->open();
}

void Keypad::show(std::vector<std::string> lines) {
    impl_->show(std::move(lines));
}

}  // namespace luot::keypad
