#include <doctest/doctest.h>

#include <random>

#include "escpos/encode.hpp"
#include "escpos/status.hpp"
#include "virtual_printer/paper.hpp"

namespace luot::escpos {

namespace {

Bitmap noise(int width, int height, unsigned seed) {
    std::mt19937 random(seed);
    Bitmap picture(width, height);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) picture.set(x, y, random() % 3 == 0);
    }
    return picture;
}

}  // namespace

TEST_CASE("dots lie in bytes with the leftmost in the highest bit") {
    Bitmap picture(16, 2);
    picture.set(0, 0, true);
    picture.set(15, 1, true);
    picture.set(8, 1, true);
    picture.set(8, 1, false);
    picture.set(16, 0, true);
    picture.set(-1, 0, true);
    CHECK(Bytes(picture.bytes().begin(), picture.bytes().end()) == Bytes{0x80, 0x00, 0x00, 0x01});
    CHECK(picture.dot(0, 0));
    CHECK_FALSE(picture.dot(1, 0));
    CHECK_FALSE(picture.dot(0, 2));
    CHECK_THROWS(Bitmap(12, 1));
    CHECK_THROWS(Bitmap(0, 1));
    CHECK_THROWS(Bitmap(8, 70'000));
}

TEST_CASE("a slip is these bytes") {
    Bitmap picture(16, 3);
    picture.set(0, 0, true);
    picture.set(15, 2, true);
    Profile profile;
    profile.band_rows = 2;
    profile.feed_dots = 260;
    const Bytes expected{0x1B, 0x40,                                                              //
                         0x1D, 0x76, 0x30, 0x00, 0x02, 0x00, 0x02, 0x00, 0x80, 0x00, 0x00, 0x00,  //
                         0x1D, 0x76, 0x30, 0x00, 0x02, 0x00, 0x01, 0x00, 0x00, 0x01,              //
                         0x1B, 0x4A, 0xFF, 0x1B, 0x4A, 0x05,                                      //
                         0x1D, 0x56, 0x42, 0x00};
    const auto slip = encode_slip(picture, profile);
    CHECK(slip.bytes == expected);
    CHECK(slip.picture_end == 24);
    profile.feed_dots = 0;
    profile.cut = Cut::none;
    CHECK(encode_slip(Bitmap(8, 0), profile).bytes == Bytes{0x1B, 0x40});
}

TEST_CASE("a slip for the newer graphics command is these bytes") {
    Bitmap picture(16, 3);
    picture.set(0, 0, true);
    picture.set(15, 2, true);
    Profile profile;
    profile.raster = RasterCommand::graphics;
    profile.band_rows = 2;
    profile.feed_dots = 0;
    profile.cut = Cut::full;
    const Bytes expected{0x1B, 0x40,  //
                         0x1D, 0x28, 0x4C, 0x0E, 0x00, 0x30, 0x70, 0x30, 0x01, 0x01, 0x31, 0x10, 0x00, 0x02, 0x00, 0x80, 0x00,
                         0x00, 0x00,                                                                                            //
                         0x1D, 0x28, 0x4C, 0x02, 0x00, 0x30, 0x32,                                                              //
                         0x1D, 0x28, 0x4C, 0x0C, 0x00, 0x30, 0x70, 0x30, 0x01, 0x01, 0x31, 0x10, 0x00, 0x01, 0x00, 0x00, 0x01,  //
                         0x1D, 0x28, 0x4C, 0x02, 0x00, 0x30, 0x32,                                                              //
                         0x1D, 0x56, 0x41, 0x00};
    CHECK(encode_slip(picture, profile).bytes == expected);

    // 72 bytes a row: 256 rows are 18,432 bytes and 10 of parameters, 0x480A.
    profile.band_rows = 256;
    const auto wide = encode_slip(Bitmap(576, 256), profile).bytes;
    CHECK(Bytes(wide.begin() + 2, wide.begin() + 17) ==
          Bytes{0x1D, 0x28, 0x4C, 0x0A, 0x48, 0x30, 0x70, 0x30, 0x01, 0x01, 0x31, 0x40, 0x02, 0x00, 0x01});
}

TEST_CASE("small commands are these bytes") {
    Bytes small;
    append_drop(small, Drop::none);
    append_cut(small, Cut::none);
    CHECK(small.empty());
    append_drop(small, Drop::after_error);
    append_done_query(small);
    append_drop(small, Drop::always);
    CHECK(small == Bytes{0x10, 0x05, 0x02, 0x1D, 0x72, 0x01, 0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08});
}

TEST_CASE("a picture printed in any bands with any command is the picture") {
    for (const auto raster : {RasterCommand::raster_image, RasterCommand::graphics}) {
        for (const int band_rows : {1, 7, 256, 1'000, band_rows_most, 100'000}) {
            const Bitmap picture = noise(576, 2'500, 7);
            Profile profile;
            profile.raster = raster;
            profile.band_rows = band_rows;
            profile.feed_dots = 0;
            testing::Paper paper;
            for (const auto byte : encode_slip(picture, profile).bytes) paper.feed(byte);
            CHECK(paper.band_rows_most() <= std::min(band_rows, raster == RasterCommand::graphics ? 910 : band_rows_most));
            REQUIRE(paper.slips().size() == 1);
            const auto& slip = paper.slips().front();
            REQUIRE(slip.width == 576);
            REQUIRE(slip.rows.size() == 2'500);
            int wrong = 0;
            for (int y = 0; y < 2'500; ++y) {
                for (int x = 0; x < 576; ++x) {
                    wrong += slip.rows[static_cast<std::size_t>(y)][static_cast<std::size_t>(x)] != picture.dot(x, y) ? 1 : 0;
                }
            }
            CHECK(wrong == 0);
            for (const auto& command : paper.commands()) CHECK(command != "unknown");
        }
    }
}

TEST_CASE("a job that broke off anywhere is ended and parted from the next") {
    for (const auto raster : {RasterCommand::raster_image, RasterCommand::graphics}) {
        Profile profile;
        profile.width_dots = 64;
        profile.raster = raster;
        profile.band_rows = 16;
        const Bitmap broken = noise(64, 40, 3);
        const Bitmap next = noise(64, 40, 4);
        const auto bytes = encode_slip(broken, profile).bytes;
        for (std::size_t size = 0; size < bytes.size(); ++size) {
            testing::Paper paper;
            for (std::size_t i = 0; i < size; ++i) paper.feed(bytes[i]);
            Bytes rest = encode_rest(profile);
            append_separation(rest, profile);
            for (const auto byte : rest) paper.feed(byte);
            CHECK(paper.hanging().rows.empty());
            for (const auto byte : encode_slip(next, profile).bytes) paper.feed(byte);
            REQUIRE(paper.slips().size() >= 2);
            const auto& slip = paper.slips().back();
            REQUIRE(slip.rows.size() == 40U + static_cast<std::size_t>(profile.feed_dots));
            int wrong = 0;
            for (int y = 0; y < 40; ++y) {
                for (int x = 0; x < 64; ++x) {
                    wrong += slip.rows[static_cast<std::size_t>(y)][static_cast<std::size_t>(x)] != next.dot(x, y) ? 1 : 0;
                }
            }
            CHECK(wrong == 0);
        }
    }
}

TEST_CASE("paper is counted with its feed and its way to the knife") {
    Profile profile;
    CHECK(paper_mm(Bitmap(576, 800), profile) == 100 + 3 + 15);
    CHECK(paper_mm(Bitmap(576, 801), profile) == 101 + 3 + 15);
    profile.cut = Cut::none;
    CHECK(paper_mm(Bitmap(576, 800), profile) == 103);
}

TEST_CASE("status is asked and read as the manuals say") {
    CHECK(status_query(StatusKind::paper) == std::array<std::uint8_t, 3>{0x10, 0x04, 0x04});
    CHECK(automatic_status_on() == std::array<std::uint8_t, 3>{0x1D, 0x61, 0x0E});
    CHECK(is_status_answer(0x12));
    CHECK(is_status_answer(0x7E));
    CHECK_FALSE(is_status_answer(0x10));
    CHECK_FALSE(is_status_answer(0x92));

    const auto read = [](StatusKind kind, std::uint8_t byte) {
        PrinterStatus status;
        read_answer(kind, byte, status);
        return status;
    };
    CHECK_FALSE(read(StatusKind::printer, 0x12).cannot_print());
    CHECK(read(StatusKind::printer, 0x1A) == PrinterStatus{.offline = true});
    CHECK(read(StatusKind::offline_cause, 0x16) == PrinterStatus{.cover_open = true});
    CHECK(read(StatusKind::offline_cause, 0x32) == PrinterStatus{.stopped_on_paper_end = true});
    CHECK(read(StatusKind::offline_cause, 0x52) == PrinterStatus{.error = true});
    CHECK(read(StatusKind::error_cause, 0x1A) == PrinterStatus{.cutter_error = true});
    CHECK(read(StatusKind::error_cause, 0x32) == PrinterStatus{.unrecoverable = true});
    CHECK(read(StatusKind::paper, 0x1E) == PrinterStatus{.paper_near_end = true});
    CHECK(read(StatusKind::paper, 0x72) == PrinterStatus{.paper_end = true});
    CHECK_FALSE(read(StatusKind::paper, 0x1E).cannot_print());
    CHECK(read(StatusKind::paper, 0x72).cannot_print());
}

TEST_CASE("answers are told apart wherever they are cut") {
    AnswerReader reader;
    CHECK(std::holds_alternative<StatusAnswer>(reader.next(0x12).value()));
    CHECK_FALSE(reader.next(0x18));  // automatic: offline
    CHECK_FALSE(reader.next(0x08));
    CHECK_FALSE(reader.next(0x0C));
    const auto automatic = reader.next(0x0F);
    REQUIRE(automatic);
    CHECK(std::get<AutomaticStatus>(*automatic).status == PrinterStatus{.offline = true, .cutter_error = true, .paper_end = true});

    CHECK_FALSE(std::get<DoneAnswer>(reader.next(0x00).value()).paper_end);
    CHECK(std::get<DoneAnswer>(reader.next(0x0C).value()).paper_end);

    // A block that breaks off is forgotten, and what comes next is read for itself.
    for (int complete = 1; complete < 4; ++complete) {
        AnswerReader cut;
        const std::uint8_t block[] = {0x10, 0x00, 0x00, 0x00};
        for (int i = 0; i < complete; ++i) CHECK_FALSE(cut.next(block[i]));
        const auto after = cut.next(0x1A);
        REQUIRE(after);
        CHECK(std::get<StatusAnswer>(*after).byte == 0x1A);
    }
    constexpr std::array<std::uint8_t, 4> noise_bytes{0x11, 0x13, 0xFF, 0x92};
    const auto before = reader.noise();
    for (const auto noise_byte : noise_bytes) CHECK_FALSE(reader.next(noise_byte));
    CHECK(reader.noise() == before + 2);  // XON and XOFF are none
}

TEST_CASE("that everything was dropped is no other answer and what only begins like it is noise") {
    AnswerReader reader;
    for (const int byte : {0x37, 0x25, 0x00}) CHECK_FALSE(reader.next(static_cast<std::uint8_t>(byte)));
    CHECK(reader.dropped() == 1);
    CHECK(reader.noise() == 0);
    CHECK_FALSE(reader.next(0x37));
    CHECK(std::holds_alternative<StatusAnswer>(reader.next(0x12).value()));
    CHECK_FALSE(reader.next(0x37));
    CHECK_FALSE(reader.next(0x25));
    CHECK(std::holds_alternative<StatusAnswer>(reader.next(0x12).value()));
    CHECK(reader.dropped() == 1);
    CHECK(reader.noise() == 3);
}

}  // namespace luot::escpos
