#include "office_on_a_disk.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>

#include "store/load.hpp"

namespace luot::test {

using namespace std::chrono_literals;

namespace {

// Small enough that every few minutes the log is moved into the database.
constexpr int wal_pages = 60;

engine::ServiceOptions service_options(const store::Loaded& loaded) {
    engine::ServiceOptions options;
    options.back_off = engine::BackOff{1ms, 2ms};
    options.since_checkpoint = static_cast<std::size_t>(loaded.events_applied);
    options.limits.events_between_checkpoints = 100;
    return options;
}

}  // namespace

void Board::on_told(const core::State& after, const core::Event& event) {
    in_order = in_order && event.seq == last + 1 && after.seq == event.seq && after.at_us == event.at_us;
    last = event.seq;
    const journal::EncodedEvent encoded = codec_.encode(event);
    told.push_back({event.seq, event.at_us, event.business_day, encoded.kind, encoded.payload});
}

OfficeOnADisk::OfficeOnADisk(FaultVfs& disk, const Remains& remains) : OfficeOnADisk(disk) {
    for (const auto& [name, bytes] : remains.files) std::ofstream(folder.path() / name, std::ios::binary) << bytes;
    now_us = remains.now_us;
    entropy_.count = remains.tokens;
}

std::filesystem::path OfficeOnADisk::memory_or_temporary() {
    const std::filesystem::path memory = "/dev/shm";
    return std::filesystem::is_directory(memory) ? memory : std::filesystem::temp_directory_path();
}

bool OfficeOnADisk::start() {
    auto journal = store::SqliteJournal::open(folder.path(), store::DatabaseOptions{disk_.name(), wal_pages});
    if (!journal) return false;
    auto loaded = store::load(folder.path(), codec);
    if (!loaded) throw std::runtime_error("the journal opened and cannot be read: " + loaded.error().what);
    const bool knows_office = !loaded->state.office_digest.empty();
    board.shown(loaded->state.seq);
    const engine::ServiceOptions options = service_options(*loaded);
    context_ = std::make_unique<boost::asio::io_context>();
    journal_ = std::move(*journal);
    service_ = std::make_unique<engine::Service>(context_->get_executor(), std::move(loaded->state), *journal_, codec, moments_, entropy_,
                                                 options);
    service_->subscribe(board);
    while (!knows_office && service_->told().office_digest.empty()) {
        ask(core::Configure{configured, "digest"}, core::Origin{});
        if (!wait_until_serving()) {
            cut_off();
            return false;
        }
    }
    service_->start();
    return true;
}

void OfficeOnADisk::cut_off() {
    service_.reset();
    context_.reset();
    journal_.reset();
}

Remains OfficeOnADisk::kill() {
    service_.reset();  // what is on its way to the journal is written
    Remains remains{{}, now_us, entropy_.count};
    for (const char* name : {"journal.db", "journal.db-wal"}) {
        std::ifstream file(folder.path() / name, std::ios::binary);
        if (file) remains.files[name] = {std::istreambuf_iterator<char>(file), {}};
    }
    cut_off();
    return remains;
}

engine::Reply OfficeOnADisk::ask(const core::Command& command, const core::Origin& origin) {
    std::vector<engine::Reply> replies;
    service_->submit(command, origin, [&replies](const engine::Reply& reply) { replies.push_back(reply); });
    if (!until([&] { return !replies.empty(); })) throw std::runtime_error("no answer came");
    return replies.front();
}

bool OfficeOnADisk::wait_until_serving(std::size_t attempts) {
    const std::size_t enough = board.healths.size() + attempts;
    const auto serving = [&] { return service_->health().state == engine::Health::State::serving; };
    if (!until([&] { return serving() || board.healths.size() >= enough; })) throw std::runtime_error("the journal was forgotten");
    return serving();
}

}  // namespace luot::test
