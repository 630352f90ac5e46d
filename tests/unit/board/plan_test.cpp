#include "voice/plan.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <set>

#include "words_of/shipped.hpp"

namespace luot::voice {
namespace {

constexpr std::int64_t longest_ms = 40'000;

void add_text(v1::Texts& texts, const std::string& language, const std::string& text) {
    auto& added = *texts.add_texts();
    added.set_language(language);
    added.set_text(text);
}

// An office that speaks these.
v1::Office office_in(const std::vector<std::string>& languages) {
    v1::Office office;
    office.add_languages("vi");
    office.add_languages("en");
    auto& rules = *office.mutable_voice();
    for (const auto& language : languages) rules.add_languages(language);
    rules.set_chime(true);
    rules.set_times(1);
    return office;
}

Plan spoken(const std::string& number, std::uint64_t counter, const std::vector<std::string>& languages = {"vi"}) {
    return plan(manner_of(office_in(languages), testing::shipped_words()), {{number, counter}}, longest_ms);
}

// "chime call.before letter.H digit.0 …"
std::string names(const Plan& plan) {
    std::string all;
    for (const Item& item : plan.items) {
        if (item.kind == Item::Kind::silence) continue;
        all += (all.empty() ? "" : " ") + (item.kind == Item::Kind::chime ? "chime" : item.name);
    }
    return all;
}

}  // namespace

TEST_CASE("the Vietnamese sentence reads digits one by one and the counter as a number") {
    const Plan made = spoken("H012", 3);
    REQUIRE(made.phrases.size() == 1);
    CHECK(made.phrases[0] == Phrase{"vi", "Mời công dân có số H không một hai đến quầy số ba."});
    CHECK(names(made) == "chime call.before letter.H digit.0 digit.1 digit.2 counter.3");
    for (const Item& item : made.items) {
        CHECK(item.voice == (item.kind == Item::Kind::clip ? "vi" : ""));
        if (item.name == "letter.H") CHECK(item.text == "hát");
        if (item.name == "counter.3") CHECK(item.text == "đến quầy số ba");
    }
    CHECK(spoken("Đ041", 15).phrases[0].text == "Mời công dân có số Đ không bốn một đến quầy số mười lăm.");
    CHECK(names(spoken("Đ041", 15)) == "chime call.before letter.DD digit.0 digit.4 digit.1 counter.15");
    CHECK(spoken("HX-012", 3).phrases[0].text == "Mời công dân có số H X không một hai đến quầy số ba.");
    CHECK(names(spoken("h\xff", 3)) == "chime call.before letter.H counter.3");
}

TEST_CASE("English is said as the office orders it") {
    const Plan made = spoken("H012", 3, {"en"});
    CHECK(made.phrases[0] == Phrase{"en", "Ticket H zero one two, please go to counter three."});
    CHECK(names(made) == "chime call.before letter.H digit.0 digit.1 digit.2 counter.3");
    const Plan both = spoken("H012", 21, {"en", "zz", "vi"});
    REQUIRE(both.phrases.size() == 2);
    CHECK(both.phrases[0].text.ends_with("counter twenty-one."));
    CHECK(both.phrases[1].text.ends_with("quầy số hai mươi mốt."));
    CHECK(both.items.back().voice == "vi");
}

TEST_CASE("letters by their names and numbers of counters in words") {
    const words::Catalogue& vi = testing::shipped_words().in("vi");
    CHECK(vi.text("voice.letter.r") == "e-rờ");
    CHECK(vi.text("voice.letter.dd") == "đê");
    const std::vector<std::pair<std::string, std::string>> counters = {
        {"4", "bốn"},       {"10", "mười"},         {"11", "mười một"},    {"14", "mười bốn"},    {"15", "mười lăm"},
        {"20", "hai mươi"}, {"21", "hai mươi mốt"}, {"24", "hai mươi tư"}, {"55", "năm mươi lăm"}};
    for (const auto& [number, said] : counters) CHECK(vi.text("voice.number." + number) == said);
    CHECK(testing::shipped_words().in("en").text("voice.number.18") == "eighteen");
}

TEST_CASE("counters beyond the clips are read digit by digit") {
    const Plan made = spoken("C5", 103);
    CHECK(names(made) == "chime call.before letter.C digit.5 counter.before digit.1 digit.0 digit.3");
    CHECK(made.phrases[0].text == "Mời công dân có số C năm đến quầy số một không ba.");
}

TEST_CASE("a counter is called by its name where the office wants it and it has one") {
    v1::Office office = office_in({"vi", "en"});
    auto& desk = *office.add_counters();
    desk.set_id(3);
    add_text(*desk.mutable_name(), "vi", "Tiếp nhận hồ sơ");
    add_text(*desk.mutable_name(), "en", "Reception");
    office.add_counters()->set_id(4);
    CHECK(plan(manner_of(office, testing::shipped_words()), {{"H1", 3}}, longest_ms).phrases[0].text.ends_with("đến quầy số ba."));
    office.mutable_voice()->set_counter_names(true);
    const Manner manner = manner_of(office, testing::shipped_words());
    const Plan named = plan(manner, {{"H1", 3}}, longest_ms);
    CHECK(named.phrases[0].text == "Mời công dân có số H một đến Tiếp nhận hồ sơ.");
    CHECK(named.phrases[1].text == "Ticket H one, please go to Reception.");
    CHECK(names(named).find("counter-name.tiep-nhan-ho-so ") != std::string::npos);
    CHECK(names(named).ends_with("counter-name.reception"));
    CHECK(plan(manner, {{"H1", 4}}, longest_ms).phrases[0].text.ends_with("đến quầy số bốn."));
}

TEST_CASE("names as parts of file names") {
    CHECK(slug("Tiếp nhận hồ sơ") == "tiep-nhan-ho-so");
    CHECK(slug("  Địa chính – Xây dựng (tầng 2) ") == "dia-chinh-xay-dung-tang-2");
    CHECK(slug("../../etc") == "etc");
    CHECK(slug("") == "x");
    CHECK(slug("\xff\xfe") == "x");
    CHECK(slug("窗口") != slug("柜台"));
    const std::string many(100, 'a');
    CHECK(slug(many).size() <= 72);
    CHECK(slug(many) != slug(many + 'b'));
}

TEST_CASE("several calls have one chime and each its number and counter in order") {
    v1::Office office = office_in({"vi", "en"});
    office.mutable_voice()->set_times(3);
    const Plan made = plan(manner_of(office, testing::shipped_words()), {{"H1", 3}, {"C2", 4}, {"Đ3", 5}}, longest_ms);
    CHECK(names(made) ==
          "chime call.before letter.H digit.1 counter.3 next.before letter.C digit.2 counter.4 next.before letter.DD digit.3 counter.5 "
          "call.before letter.H digit.1 counter.3 next.before letter.C digit.2 counter.4 next.before letter.DD digit.3 counter.5");
    CHECK(made.phrases[0].text == "Mời công dân có số H một đến quầy số ba. Mời số C hai đến quầy số bốn. Mời số Đ ba đến quầy số năm.");
    std::size_t place = 0;
    for (const Item& item : made.items) {
        if (item.name == "letter.C") place = item.errand;
    }
    CHECK(place == 1);
    CHECK(made.items.back().errand == 2);
    CHECK(made.duration_ms < longest_ms);
}

TEST_CASE("a call is said as often as the office says and within the longest that there may be") {
    v1::Office office = office_in({"vi"});
    office.mutable_voice()->set_times(2);
    const Manner twice = manner_of(office, testing::shipped_words());
    CHECK(names(plan(twice, {{"H1", 3}}, longest_ms)) ==
          "chime call.before letter.H digit.1 counter.3 call.before letter.H digit.1 counter.3");
    CHECK(plan(twice, {{"H1", 3}}, longest_ms).phrases.size() == 1);
    CHECK(names(plan(twice, {{"H1", 3}}, 6'000)) == "chime call.before letter.H digit.1 counter.3");
    office.mutable_voice()->set_chime(false);
    CHECK(names(plan(manner_of(office, testing::shipped_words()), {{"H1", 3}}, 5'000)) == "call.before letter.H digit.1 counter.3");
    CHECK(errands_together(twice, 3, longest_ms) == 3);
    CHECK(errands_together(manner_of(office_in({"vi", "en"}), testing::shipped_words()), 3, longest_ms) == 3);
    CHECK(errands_together(twice, 3, 1'000) == 1);
}

TEST_CASE("an office that says nothing of its voice speaks its first language once") {
    v1::Office office;
    office.add_languages("en");
    office.add_languages("vi");
    Manner manner = manner_of(office, testing::shipped_words());
    REQUIRE(manner.languages.size() == 1);
    CHECK(manner.languages[0].voice == "en");
    CHECK(manner.chime);
    CHECK(manner.times == 1);
    office.clear_languages();
    CHECK(manner_of(office, testing::shipped_words()).languages[0].voice == "vi");
    auto& choice = *office.mutable_voice()->add_voices();
    choice.set_language("vi");
    choice.set_voice("vi-vn-x-south");
    CHECK(manner_of(office, testing::shipped_words()).languages[0].voice == "vi-vn-x-south");
    office.mutable_voice()->add_languages("xx");
    CHECK(manner_of(office, testing::shipped_words()).languages.size() == 1);
}

TEST_CASE("a language that has no words to be spoken is left out") {
    const std::string fr =
        "[language]\nname = \"Français\"\nshort_name = \"FR\"\nplural = \"zero_one\"\nvoice = \"fr\"\ndate = \"{day}/{month}/{year}\"\n"
        "weekdays = [\"lu\", \"ma\", \"me\", \"je\", \"ve\", \"sa\", \"di\"]\n"
        "months = [\"1\", \"2\", \"3\", \"4\", \"5\", \"6\", \"7\", \"8\", \"9\", \"10\", \"11\", \"12\"]\n";
    std::ifstream vi_file(LUOT_SOURCE_DIR "/screen/words/vi.toml");
    const std::string vi{std::istreambuf_iterator<char>(vi_file), std::istreambuf_iterator<char>()};
    const auto without = words::make_words({{"vi.toml", vi}, {"fr.toml", fr}});
    REQUIRE(without.has_value());
    const auto languages = [](const words::Words& words) {
        std::vector<std::string> codes;
        for (const auto& speech : manner_of(office_in({"fr", "vi"}), words).languages) codes.push_back(speech.words->language().code);
        return codes;
    };
    CHECK(languages(without->words) == std::vector<std::string>{"vi"});
    const auto with = words::make_words({{"vi.toml", vi}, {"fr.toml", fr + "[voice]\ncall_before = \"Le numéro\"\n"}});
    REQUIRE(with.has_value());
    CHECK(languages(with->words) == std::vector<std::string>{"fr", "vi"});
}

TEST_CASE("a notice is spoken in the first language and cut between two words") {
    const Manner manner = manner_of(office_in({"vi", "en"}), testing::shipped_words());
    const Plan made = plan_notice(manner, "Xin mời rời khỏi hội trường.", longest_ms);
    REQUIRE(made.items.size() == 3);
    CHECK(made.items[2].name.empty());
    CHECK(made.items[2].text == "Xin mời rời khỏi hội trường.");
    CHECK(made.phrases == std::vector<Phrase>{{"vi", "Xin mời rời khỏi hội trường."}});
    std::string text;
    while (text.size() < 1'900) text += "một hai ba ";
    const Plan cut = plan_notice(manner, text, longest_ms);
    CHECK(cut.items[2].text.size() <= notice_bytes_max);
    CHECK((cut.items[2].text.ends_with("một") || cut.items[2].text.ends_with("hai") || cut.items[2].text.ends_with("ba")));
    CHECK(cut.duration_ms < longest_ms);
    CHECK(plan_notice(manner, std::string(1'000, '\xa0'), longest_ms).items.size() == 3);
}

TEST_CASE("a complete folder has every letter and digit and counter once") {
    const Manner manner = manner_of(office_in({"vi"}), testing::shipped_words());
    std::set<std::string> found;
    for (const Item& item : all_clips(manner.languages[0], {})) {
        CHECK(found.insert(item.name).second);
        CHECK_FALSE(item.text.empty());
        CHECK(item.text.find('{') == std::string::npos);
        CHECK(item.text.find("voice.") == std::string::npos);
    }
    CHECK(found.size() == 3 + 10 + 26 + 7 + 99);
    for (const auto* name : {"call.before", "letter.DD", "letter.W", "digit.0", "counter.1", "counter.99"}) CHECK(found.contains(name));
}

TEST_CASE("a number cut anywhere still has a plan") {
    const std::string number = "ĐX0129";
    for (std::size_t length = 0; length <= number.size(); ++length) {
        const Plan made = spoken(number.substr(0, length), 3, {"vi", "en"});
        CHECK(made.phrases.size() == 2);
        CHECK(made.phrases[0].text.ends_with("đến quầy số ba."));
        CHECK(made.duration_ms > 2'000);
    }
}

}  // namespace luot::voice
