#include "outputs/outputs.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "outputs/output.hpp"

namespace luot::outputs {

void Output::tell(bool working, std::string detail) {
    if (status_.working == working && status_.detail == detail) return;
    status_.working = working;
    status_.detail = std::move(detail);
    spdlog::log(working ? spdlog::level::info : spdlog::level::warn, "led {}: {}", status_.address, status_.detail);
    if (changed_) changed_();
}

Outputs::Outputs(const boost::asio::any_io_executor& executor, std::vector<OutputAddress> addresses, std::function<void()> changed) {
    if (const auto wrong = wrong_together(addresses)) throw std::invalid_argument(wrong->reason);
    for (auto& address : addresses) {
        if (const auto* pixels = std::get_if<PixelTarget>(&address.target)) {
            outputs_.push_back(make_pixel_output(executor, address.url, *pixels, changed));
        } else {
            outputs_.push_back(make_signs_output(executor, address.url, std::get<SignsTarget>(address.target), changed));
        }
    }
}

Outputs::~Outputs() {
    stop();
}

void Outputs::start() {
    for (const auto& output : outputs_) output->start();
}

void Outputs::show(const board::Picture& picture) {
    for (const auto& output : outputs_) output->show(picture);
}

std::vector<OutputStatus> Outputs::statuses() const {
    std::vector<OutputStatus> all;
    for (const auto& output : outputs_) all.push_back(output->status());
    return all;
}

bool Outputs::going_dark() const {
    return std::ranges::any_of(outputs_, [](const auto& output) { return output->going_dark(); });
}

void Outputs::stop() {
    for (const auto& output : outputs_) output->stop();
}

}  // namespace luot::outputs
