#include "board_view/slides.hpp"

#include <algorithm>
#include <cctype>
#include <chrono>
#include <future>
#include <optional>
#include <set>
#include <utility>

#include "board_view/limits.hpp"
#include "screen/picture_file.hpp"

namespace luot::board_view {
namespace {

using screen::Canvas;
using screen::Rect;

constexpr std::int64_t look_every_us = 5'000'000;
constexpr std::int64_t soon_us = 50'000;  // while the folder or a picture is being read

// A file as it was seen: another size or time is another picture.
struct Seen {
    std::string name;
    std::uintmax_t bytes = 0;
    std::filesystem::file_time_type written;
    bool operator==(const Seen&) const = default;
};

struct Read {
    std::shared_ptr<const Canvas> picture;
    std::string trouble;
};

bool has_picture_name(const std::filesystem::path& path) {
    std::string extension = path.extension().string();
    std::ranges::transform(extension, extension.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return extension == ".png" || extension == ".jpg" || extension == ".jpeg";
}

struct Listing {
    std::vector<Seen> files;
    std::string trouble;
};

// The first slides by their names, of as many entries as are looked at.
Listing list(const std::filesystem::path& folder) {
    Listing found;
    std::vector<std::string> names;
    std::error_code error;
    std::size_t entries = 0;
    for (auto entry = std::filesystem::directory_iterator(folder, error); !error && entry != std::filesystem::directory_iterator();
         entry.increment(error)) {
        if (++entries > limits::slide_entries_max) {
            found.trouble = "more than " + std::to_string(limits::slide_entries_max) + " files in " + folder.string() +
                            ": the others are not looked at";
            break;
        }
        if (has_picture_name(entry->path())) names.push_back(entry->path().filename().string());
    }
    if (error) found.trouble = "slides cannot be read from " + folder.string() + ": " + error.message();
    std::ranges::sort(names);
    if (names.size() > limits::slides_max) {
        names.resize(limits::slides_max);
        if (found.trouble.empty())
            found.trouble =
                "more than " + std::to_string(limits::slides_max) + " slides in " + folder.string() + ": the others are not shown";
    }
    for (std::string& name : names) {
        const auto file = folder / name;
        std::error_code gone;  // a file may go while the folder is read
        Seen seen{std::move(name), std::filesystem::file_size(file, gone), {}};
        if (!gone) seen.written = std::filesystem::last_write_time(file, gone);
        if (!gone) found.files.push_back(std::move(seen));
    }
    return found;
}

Read read_fitted(screen::Fonts& fonts, const std::filesystem::path& file, Rect room) {
    auto picture = screen::load_picture(fonts, file, {limits::slide_bytes_max, limits::slide_side_max, limits::slide_pixels_max});
    if (!picture) return {nullptr, "slide " + picture.error().reason};
    const double fit = std::min({static_cast<double>(room.w) / picture->width(), static_cast<double>(room.h) / picture->height(), 1.0});
    if (fit >= 1) return {std::make_shared<const Canvas>(std::move(*picture)), {}};
    const int w = std::max(static_cast<int>(picture->width() * fit), 1);
    const int h = std::max(static_cast<int>(picture->height() * fit), 1);
    return {std::make_shared<const Canvas>(picture->scaled(w, h)), {}};
}

}  // namespace

struct Slides::Impl {
    screen::Fonts& fonts;
    std::filesystem::path folder;
    std::int64_t each_us;
    Reading reading;

    std::vector<Seen> files{};
    std::shared_ptr<const Canvas> current{};
    Seen current_file{};
    Rect current_room{};
    std::int64_t shown_at_us = 0;
    std::optional<std::future<Listing>> listing{};
    std::optional<std::future<Read>> coming{};  // not while the folder is listed
    Seen coming_file{};
    std::optional<std::int64_t> looked_us{};
    Rect room{};
    std::vector<std::string> troubles{};
    std::set<std::string> told{};  // what is wrong now, so that it is said once
    std::set<std::string> broken{};

    void tell(const std::string& trouble) {
        if (told.size() < limits::slides_max && told.insert(trouble).second) troubles.push_back(trouble);
    }

    void take(Listing found) {
        if (found.files != files) {
            files = std::move(found.files);
            broken.clear();
            told.clear();
        }
        if (!found.trouble.empty()) tell(found.trouble);
    }

    // The one behind `after`, in the order of names, that is not known to be broken.
    const Seen* next_file(const std::string& after) const {
        const auto usable = [this](const Seen& file) { return !broken.contains(file.name); };
        const auto behind = std::ranges::upper_bound(files, after, {}, &Seen::name);
        auto found = std::find_if(behind, files.end(), usable);
        if (found == files.end()) found = std::find_if(files.begin(), behind, usable);
        return found == files.end() ? nullptr : &*found;
    }

    // A disk may take its time, and a network's for ever.
    template <class Work>
    auto begin(Work work) const {
        return std::async(reading == Reading::beside ? std::launch::async : std::launch::deferred, std::move(work));
    }
    template <class Result>
    bool has_come(const std::future<Result>& result) const {
        return reading == Reading::within || result.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
    }

    void begin_reading(const Seen& file) {
        coming_file = file;
        coming = begin([this, path = folder / file.name, size = room] { return read_fitted(fonts, path, size); });
    }

    enum class Came : std::uint8_t { nothing_yet, picture, trouble };
    Came take(std::int64_t now_us) {
        if (!has_come(*coming)) return Came::nothing_yet;
        Read read = coming->get();
        coming.reset();
        if (!read.picture) {
            broken.insert(coming_file.name);
            tell(read.trouble);
            return Came::trouble;
        }
        current = std::move(read.picture);
        current_file = coming_file;
        current_room = room;
        shown_at_us = now_us;
        return Came::picture;
    }

    // The file that is to be shown in place of the one that is, if any is: its turn is over, it is gone or has changed, or its place has
    // another size.
    const Seen* wanted(std::int64_t now_us) {
        const bool there = current && std::ranges::find(files, current_file) != files.end();
        const bool due = now_us - shown_at_us >= each_us;
        if (there && !due && room == current_room) return nullptr;
        if (there && !due) return &*std::ranges::find(files, current_file);
        const Seen* next = next_file(current_file.name);
        if (there && next != nullptr && *next == current_file && room == current_room) {
            shown_at_us = now_us;  // the only one
            return nullptr;
        }
        return next;
    }

    bool look(std::int64_t now_us, const Rect& given) {
        if (given.w < 1 || given.h < 1) return false;
        room = given;
        if (!coming && !listing && (!looked_us || now_us - *looked_us >= look_every_us)) {
            looked_us = now_us;
            listing = begin([path = folder] { return list(path); });
            if (reading == Reading::beside) return false;
        }
        if (listing) {
            if (!has_come(*listing)) return false;
            take(listing->get());
            listing.reset();
        }
        for (std::size_t tries = 0; tries <= files.size(); ++tries) {
            if (coming) {
                const Came came = take(now_us);
                if (came != Came::trouble) return came == Came::picture;
            }
            const Seen* next = wanted(now_us);
            if (next == nullptr) break;
            begin_reading(*next);
        }
        if (!current || next_file("") != nullptr) return false;
        // Nothing is left that can be shown.
        current.reset();
        current_file = {};
        return true;
    }

    std::int64_t next_us() const {
        if (!looked_us) return 0;
        if (coming || listing) return last_call_us + soon_us;
        const std::int64_t look_at = *looked_us + look_every_us;
        return current && files.size() > 1 ? std::min(look_at, shown_at_us + each_us) : look_at;
    }
    std::int64_t last_call_us = 0;
};

Slides::Slides(screen::Fonts& fonts, std::filesystem::path folder, std::int64_t each_us, Reading reading)
    : impl_(std::make_unique<Impl>(Impl{fonts, std::move(folder), each_us, reading})) {
    screen::prepare_to_read_pictures();
}
Slides::~Slides() = default;  // waits for the picture that is being read

bool Slides::look(std::int64_t steady_us, const screen::Rect& room) {
    impl_->last_call_us = steady_us;
    return impl_->look(steady_us, room);
}

std::int64_t Slides::next_us() const {
    return impl_->next_us();
}

std::shared_ptr<const Canvas> Slides::current() const {
    return impl_->current;
}

std::string Slides::current_name() const {
    return impl_->current_file.name;
}

std::vector<std::string> Slides::take_troubles() {
    return std::exchange(impl_->troubles, {});
}

}  // namespace luot::board_view
