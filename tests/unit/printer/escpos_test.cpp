#include <doctest/doctest.h>

#include <random>

#include "escpos/encode.hpp"
#include "escpos/status.hpp"
#include "paper.hpp"

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
    const SlipProfile profile{.band_rows = 2, .feed_dots = 260, .cut = true};
    const Bytes expected{0x1B, 0x40,                                                              //
                         0x1D, 0x76, 0x30, 0x00, 0x02, 0x00, 0x02, 0x00, 0x80, 0x00, 0x00, 0x00,  //
                         0x1D, 0x76, 0x30, 0x00, 0x02, 0x00, 0x01, 0x00, 0x00, 0x01,              //
                         0x1B, 0x4A, 0xFF, 0x1B, 0x4A, 0x05,                                      //
                         0x1D, 0x56, 0x42, 0x00};
    CHECK(encode_slip(picture, profile) == expected);
    CHECK(encode_slip(Bitmap(8, 0), {.band_rows = 1, .feed_dots = 0, .cut = false}) == Bytes{0x1B, 0x40});

    Bytes small;
    append_recovery(small);
    append_done_query(small);
    CHECK(small == Bytes{0x10, 0x05, 0x02, 0x1D, 0x72, 0x01});
}

TEST_CASE("a picture printed in any bands is the picture") {
    for (const int band_rows : {1, 7, 256, 1'000, band_rows_most, 100'000}) {
        const Bitmap picture = noise(576, 2'500, 7);
        testing::Paper paper;
        for (const auto byte : encode_slip(picture, {.band_rows = band_rows, .feed_dots = 0, .cut = true})) paper.feed(byte);
        CHECK(paper.band_rows_most <= std::min(band_rows, band_rows_most));
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
    for (const auto noise_byte : noise_bytes) CHECK_FALSE(reader.next(noise_byte));
}

}  // namespace luot::escpos
