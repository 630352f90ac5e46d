#include "server/office_server.hpp"

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <ostream>
#include <utility>
#include <variant>
#include <vector>

#include <spdlog/spdlog.h>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include "app/office_file.hpp"
#include "engine/service.hpp"
#include "map/codec.hpp"
#include "map/command_json.hpp"
#include "map/wire_translator.hpp"
#include "net/listener.hpp"
#include "server/access_thread.hpp"
#include "server/disk_figures.hpp"
#include "server/enrolment.hpp"
#include "server/entropy.hpp"
#include "server/hall_logo.hpp"
#include "server/history_desk.hpp"
#include "server/hooks.hpp"
#include "server/live_page.hpp"
#include "server/net_figures.hpp"
#include "server/office_log.hpp"
#include "server/office_moments.hpp"
#include "server/office_pages.hpp"
#include "server/open_files.hpp"
#include "server/person_keys.hpp"
#include "server/phone_part.hpp"
#include "server/pin_thread.hpp"
#include "server/returned_memory.hpp"
#include "server/start_up.hpp"
#include "server/stop_deadline.hpp"
#include "server/ticket_notes.hpp"
#include "store/epochs.hpp"
#include "store/files.hpp"
#include "store/load.hpp"
#include "store/sqlite_journal.hpp"
#include "web/behind_proxy.hpp"
#include "web/http_server.hpp"
#include "web/openapi/openapi.hpp"
#include "web/site_files.hpp"

namespace luot::server {

namespace {

namespace asio = boost::asio;
using Tcp = asio::ip::tcp;

// A stop is promised within 5 s: so long for replies under way, which leaves time for the last words and the last commit.
constexpr auto replies_wait = std::chrono::milliseconds(3'000);
// For an answer over HTTP that is on its way when everything else has ended.
constexpr auto pages_wait = std::chrono::milliseconds(500);
// When a disk that hangs does not let a stop end by itself.
constexpr auto stop_at_most = std::chrono::milliseconds(4'700);

// Why the server cannot start: one line.
struct CannotStart {
    std::string what;
};

// Everything that stands before the first command.
struct Ground {
    app::OfficeFile office;
    net::Logo logo;
    std::unique_ptr<store::SqliteJournal> journal;
    store::Loaded loaded;
    std::optional<std::uint64_t> pending_epoch;
    std::optional<OfficeMoments> moments;
    std::shared_ptr<const tls::Context> tls;
};

template <class Value>
Value or_cannot_start(boost::system::result<Value, journal::Failure> result) {
    if (!result) throw CannotStart{result.error().what};
    return std::move(*result);
}

void take_time(const ServeOptions& options, Ground& ground) {
    const core::Office& office = ground.office.office;
    auto time = app::BusinessTime::make(office.zone, office.boundary_minute);
    if (!time) throw CannotStart{time.error().what};
    app::ClockOptions clock_options;
    clock_options.speed = options.speed;
    if (options.start) {
        clock_options.start_us = time->parse_local(*options.start);
        if (!clock_options.start_us) throw CannotStart{"--start is a time of the office, as 2026-03-02T07:00, not " + *options.start};
    }
    auto clock = app::OfficeClock::open(options.data, clock_options, ground.loaded.state.at_us, app::system_clocks());
    if (!clock) throw CannotStart{clock.error().what};
    ground.moments.emplace(std::move(*clock), *time);
}

// As often as the desk's limits let anybody try. Never the PIN.
void log_wrong_pin(const net::SignInTry& who, const net::SignedIn& answer) {
    if (answer.outcome == net::SignInOutcome::locked) {
        spdlog::warn("wrong PINs of clerk {}, the last one at {}: nobody signs in anew as this clerk for {} s", who.clerk.value,
                     who.device.value, (answer.locked_ms + 999) / 1'000);
    } else {
        spdlog::warn("a wrong PIN of clerk {} at {}: locked after {} more", who.clerk.value, who.device.value, answer.tries_left);
    }
}

// In the order of the file.
net::Staff staff_of(const app::OfficeFile& file) {
    net::Staff staff;
    for (const core::ClerkCode& code : file.office.clerks) {
        const app::StaffMember& member = file.staff.at(code);
        staff.clerks.push_back(net::ClerkName{code, member.name, member.badge});
    }
    return staff;
}

std::variant<core::Command, web::live::BadCommand> parse_command(const std::string& json) {
    auto parsed = map::command_from_json(json);
    if (auto* bad = std::get_if<map::BadCommandText>(&parsed)) return web::live::BadCommand{std::move(bad->what)};
    return std::move(std::get<core::Command>(parsed));
}

Ground prepare(const ServeOptions& options, const journal::Codec& codec, std::ostream& err) {
    Ground ground;
    auto office = app::load_office_file(options.office_file);
    if (!office) {
        for (const app::Mistake& mistake : office.error().mistakes) err << app::to_string(mistake) << '\n';
        throw CannotStart{"the office file has mistakes: " + options.office_file};
    }
    ground.office = std::move(*office);
    for (const app::Mistake& warning : ground.office.warnings) spdlog::warn("{}", app::to_string(warning));
    ground.logo = take_logo(options.office_file, ground.office);

    std::error_code unknown;
    const bool is_new = !std::filesystem::exists(store::database_file(options.data), unknown);
    ground.journal = or_cannot_start(store::SqliteJournal::open(options.data));
    // An office that had a journal would see a mistyped path, or a disk that is not mounted, by this line alone.
    if (is_new) spdlog::warn("a new, empty journal was made in {}: this office begins today", options.data.string());
    ground.loaded = or_cannot_start(store::load(options.data, codec));
    const auto pending = or_cannot_start(store::pending_epoch(options.data));
    if (pending) ground.pending_epoch = pending->epoch;
    take_time(options, ground);
    auto tls = set_up_tls(options.tls, options.data, {options.listen.address(), options.http.address()});
    if (const auto* why = std::get_if<std::string>(&tls)) throw CannotStart{*why};
    ground.tls = std::get<std::shared_ptr<const tls::Context>>(tls);
    spdlog::info("journal at event {}: {} events since its checkpoint", ground.loaded.state.seq, ground.loaded.events_applied);
    return ground;
}

class OfficeServer {
  public:
    OfficeServer(const ServeOptions& options, Ground ground, const journal::Codec& codec, std::ostream& out)
        : options_(options),
          out_(out),
          office_(std::move(ground.office)),
          pending_epoch_(ground.pending_epoch),
          journal_(std::move(ground.journal)),
          moments_(std::move(*ground.moments)),
          start_up_(start_up_commands(ground.loaded.state, office_, moments_.clock().suspicion(), pending_epoch_)),
          service_(context_.get_executor(), std::move(ground.loaded.state), *journal_, codec, moments_, entropy_,
                   service_options(ground.loaded.events_applied)),
          log_(moments_),
          translator_([this](core::TimeUs at_us) { return moments_.at(at_us); }),
          access_thread_(context_.get_executor(), options.data, [this] { return moments_.now().at_us; }),
          enrolment_(options.enrolled_only, access_thread_),
          listener_(context_.get_executor(), service_, translator_, enrolment_.admission(), directory_,
                    listener_options(moments_, ground.tls)),
          pins_(context_.get_executor(), office_.staff),
          notes_(context_.get_executor(), options.data, listener_.desk()),
          person_keys_(options.data, [this](const std::string& key) { listener_.devices().set_person_key(key); }),
          live_(LiveNeeds{context_.get_executor(), service_, moments_, listener_.devices(), office_.staff, options.data}),
          history_(context_.get_executor(), options.data, codec,
                   [this] {
                       return report::Present{service_.told().office, service_.now().at_us, live_.clerks()};
                   }),
          disk_figures_(context_.get_executor(), [folder = options.data] { return read_disk_figures(folder); }),
          pages_(PagesNeed{[this] { return glance(); }, [this] { return figures(); }, metrics_, access_thread_,
                           [this] { return enrolment_.seen(listener_.devices()); }, service_, live_.feed(), parse_command, history_,
                           [this](const std::string& name) { return board_picture(listener_.devices(), name); }}),
          hooks_(Hooks::Needs{context_.get_executor(), options.data, codec, service_, [this] { return live_.feed()->document(); }}),
          phone_(context_.get_executor(), service_, pages_.access().audit(), pages_.router(), web::default_site_folder()),
          http_(context_.get_executor(), answerer(), web::Limits{}, ground.tls, !options.tls.certificate.empty()),
          signals_(context_),
          last_wait_(context_) {
        web::hooks::add_hook_pages(pages_.router(), hooks_, pages_.access().audit(), hooks_.limits());
        for (const std::string& line : web::openapi_differences(pages_.router().routes(), web::openapi_document()))
            spdlog::warn("openapi.json: {}", line);
        service_.subscribe(metrics_);
        service_.subscribe(log_);
        listener_.devices().set_logo(std::move(ground.logo));
        listener_.desk().set_staff(staff_of(office_));
        listener_.desk().set_pins(&pins_);
        listener_.desk().set_on_wrong_pin(log_wrong_pin);
    }

    ~OfficeServer() {
        listener_.desk().set_pins(nullptr);
        service_.unsubscribe(hooks_);
        service_.unsubscribe(phone_);
        service_.unsubscribe(live_);
        service_.unsubscribe(notes_);
        service_.unsubscribe(person_keys_);
        service_.unsubscribe(log_);
        service_.unsubscribe(metrics_);
    }
    OfficeServer(const OfficeServer&) = delete;
    OfficeServer& operator=(const OfficeServer&) = delete;

    // Nothing, or why it could not start.
    std::optional<std::string> run() {
        signals_.add(SIGINT);
        signals_.add(SIGTERM);
        signals_.async_wait([this](const boost::system::error_code& error, int) {
            if (!error) stop();
        });
        run_start_up(service_, std::move(start_up_), [this](std::optional<std::string> failure) { started(std::move(failure)); });
        context_.run();
        return failure_;
    }

  private:
    static engine::ServiceOptions service_options(std::uint64_t since_checkpoint) {
        engine::ServiceOptions options;
        options.since_checkpoint = static_cast<std::size_t>(since_checkpoint);
        return options;
    }

    static net::ListenerOptions listener_options(OfficeMoments& moments, std::shared_ptr<const tls::Context> tls) {
        net::ListenerOptions options;
        options.limits.stop_wait = replies_wait;
        options.speed = moments.clock().speed();
        options.tls = std::move(tls);
        return options;
    }

    void started(std::optional<std::string> failure) {
        if (stopping_) return;  // asked to stop while it started
        if (!failure) failure = remember_epoch();
        if (!failure) begin_what_stands_beside();
        if (!failure) failure = open_doors();
        if (failure) {
            failure_ = std::move(failure);
            stop();
            return;
        }
        service_.start();
        open_ = true;
        out_ << "listening " << Tcp::endpoint(options_.listen.address(), listener_.port()) << " http "
             << Tcp::endpoint(options_.http.address(), http_.port()) << std::endl;
    }

    std::optional<std::string> remember_epoch() {
        if (!pending_epoch_) return std::nullopt;
        const auto remembered = store::epoch_begun(options_.data, *pending_epoch_);
        if (!remembered) return remembered.error().what;
        return std::nullopt;
    }

    // What the data folder has beside the journal: before a kiosk or a clerk can ask for it.
    void begin_what_stands_beside() {
        access_thread_.begin([this](access::Book book) {
            enrolment_.replace(book);
            pages_.access().replace_book(std::move(book));
        });
        pages_.access().remember(access_thread_.signed_in());
        person_keys_.look_at(service_.told());
        service_.subscribe(person_keys_);
        notes_.begin(service_.told());
        service_.subscribe(notes_);
        service_.subscribe(live_);
        service_.subscribe(phone_);
        hooks_.begin();
        service_.subscribe(hooks_);
        disk_figures_.begin();
    }

    std::optional<std::string> open_doors() {
        const auto problem = [](const Tcp::endpoint& endpoint, const boost::system::error_code& error) {
            return "cannot listen on " + endpoint.address().to_string() + ":" + std::to_string(endpoint.port()) + ": " + error.message();
        };
        boost::system::error_code error = http_.open(options_.http);
        if (error) return problem(options_.http, error);
        error = listener_.open(options_.listen);
        if (error) return problem(options_.listen, error);
        return std::nullopt;
    }

    web::Glance glance() {
        web::Glance glance;
        glance.told = &service_.told();
        glance.health = service_.health();
        glance.metrics = service_.metrics();
        glance.now_us = service_.now().at_us;
        glance.accepting = open_ && !stopping_;
        return glance;
    }

    std::vector<web::Figure> figures() {
        const core::State& told = service_.told();
        std::vector<web::Figure> figures =
            net_figures(listener_.counters(), listener_.devices().counts(service_.now().at_us), listener_.voice().counts(told.office));
        add_desk_figures(figures, listener_.counters(), listener_.desk().notes(), notes_.failures());
        add_http_figures(figures, http_.counters(), http_.connections(), http_.streams());
        add_tls_figures(figures, listener_.counters().handshakes_failed, http_.counters().handshakes_failed);
        disk_figures_.add_to(figures, DiskFigures::Clock::now());
        enrolment_.add_figures(figures);
        hooks_.add_figures(figures);
        return figures;
    }

    web::AnswerPage answerer() {
        if (options_.behind_proxy.empty()) return pages_.answerer();
        return web::behind_proxy(pages_.answerer(), options_.behind_proxy);
    }

    void stop() {
        if (stopping_) return;
        stopping_ = true;
        boost::system::error_code ignored;  // removing what was added cannot fail
        signals_.clear(ignored);            // a second signal ends the program at once: the journal bears it
        spdlog::info("stopping");
        live_.feed()->stop();
        phone_.stop();
        deadline_.emplace(stop_at_most, [] {
            spdlog::error("the journal's disk hangs: ending without it; what was told is on it, what was not may be");
            std::_Exit(EXIT_FAILURE);
        });
        listener_.stop([this] { service_.stop([this] { last_words(); }); });
    }

    void last_words() {
        http_.stop();
        last_wait_.expires_after(pages_wait);
        last_wait_.async_wait([this](const boost::system::error_code&) { context_.stop(); });
        if (http_.connections() == 0) last_wait_.cancel();
        spdlog::info("stopped at event {}", service_.told().seq);
    }

    const ServeOptions& options_;
    std::ostream& out_;
    app::OfficeFile office_;
    std::optional<std::uint64_t> pending_epoch_;
    std::optional<StopDeadline> deadline_;  // outlives all that may hang while it ends
    asio::io_context context_;
    std::unique_ptr<store::SqliteJournal> journal_;
    OfficeMoments moments_;
    SodiumEntropy entropy_;
    std::vector<core::Command> start_up_;
    engine::Service service_;
    web::MetricsPage metrics_;
    OfficeLog log_;
    map::WireTranslator translator_;
    AccessThread access_thread_;
    Enrolment enrolment_;
    net::SessionDirectory directory_;
    net::Listener listener_;
    PinThread pins_;
    TicketNotes notes_;
    PersonKeys person_keys_;
    LivePage live_;
    HistoryDesk history_;
    DiskFigures disk_figures_;
    OfficePages pages_;
    Hooks hooks_;
    PhonePart phone_;
    web::HttpServer http_;
    asio::signal_set signals_;
    asio::steady_timer last_wait_;
    std::optional<std::string> failure_;
    bool open_ = false;
    bool stopping_ = false;
};

}  // namespace

int run_serve(const ServeOptions& options, std::ostream& out, std::ostream& err) {
    const map::ProtobufCodec codec;
    try {
        allow_open_files();
        give_memory_back();
        OfficeServer server(options, prepare(options, codec, err), codec, out);
        const auto failure = server.run();
        if (!failure) return 0;
        err << "ticket-server: " << *failure << '\n';
    } catch (const CannotStart& reason) {
        err << "ticket-server: " << reason.what << '\n';
    }
    return 1;
}

}  // namespace luot::server
