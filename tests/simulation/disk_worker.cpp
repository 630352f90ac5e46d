#include "simulation/disk_worker.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include <boost/asio/post.hpp>

namespace luot::simulation {

DiskWorker::DiskWorker(World& world, boost::asio::any_io_executor executor, journal::Journal& journal, const journal::Codec& codec)
    : world_(world),
      dice_(world.dice_of("disk " + std::to_string(world.now()))),
      executor_(std::move(executor)),
      journal_(journal),
      codec_(codec) {}

DiskWorker::~DiskWorker() {
    die();
}

void DiskWorker::die() {
    *alive_ = false;
}

template <class Callback>
void DiskWorker::post(Time delay, Callback callback) {
    world_.after(delay, [alive = alive_, executor = executor_, callback = std::move(callback)] {
        if (*alive) boost::asio::post(executor, callback);
    });
}

void DiskWorker::append(journal::Batch batch, OnAppended on_appended) {
    appending_.emplace(Appending{std::move(batch), std::move(on_appended)});
    world_.after(dice_.between(50, 3 * millisecond), [alive = alive_, this] {
        if (*alive && appending_) write();
    });
}

void DiskWorker::write() {
    Appending job = std::move(*appending_);
    appending_.reset();
    const engine::Appended appended{journal_.append(job.batch), {}};
    post(dice_.between(0, 2 * millisecond), [callback = std::move(job.on_appended), appended] { callback(appended); });
}

void DiskWorker::recover(core::Seq after, OnStillFailing on_still_failing, OnRecovered on_recovered) {
    const engine::BackOff back_off;
    try_again(after, back_off.first.count() * millisecond, std::move(on_still_failing), std::move(on_recovered));
}

void DiskWorker::try_again(core::Seq after, Time pause, OnStillFailing on_still_failing, OnRecovered on_recovered) {
    if (stopped_) return;
    const auto events = engine::reopen(journal_, codec_, after);
    if (events) {
        post(dice_.between(0, 2 * millisecond), [callback = std::move(on_recovered), on_disk = *events] { callback(on_disk); });
        return;
    }
    post(0, [callback = on_still_failing, failure = events.error()] { callback(failure); });
    const engine::BackOff back_off;
    const Time next = std::min<Time>(2 * pause, back_off.last.count() * millisecond);
    world_.after(pause, [alive = alive_, this, after, next, still = std::move(on_still_failing), done = std::move(on_recovered)] {
        if (*alive) try_again(after, next, still, done);
    });
}

void DiskWorker::stop() {
    stopped_ = true;
    if (*alive_ && appending_) write();
}

}  // namespace luot::simulation
