// The catalogues in screen/words: each says everything, and nothing is said that is in none of them.
#include <doctest/doctest.h>
#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <regex>

#include "words/load.hpp"

namespace luot::words {

namespace {

namespace fs = std::filesystem;

const fs::path source = LUOT_SOURCE_DIR;

std::string read(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    REQUIRE(file);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

Loaded shipped() {
    auto loaded = load_words(source / "screen" / "words");
    REQUIRE_MESSAGE(loaded.has_value(), (loaded ? "" : loaded.error().reason));
    return std::move(*loaded);
}

// C++ without its comments.
std::string code_of(const fs::path& file) {
    return std::regex_replace(read(file), std::regex("//[^\n]*"), "");
}

// Calls `take` for each literal between the parentheses of a call of text(), but not between further ones, up to the first comma.
template <class Take>
void asked_for(const std::string& code, Take take) {
    static const std::regex call("\\btext\\(");
    for (std::sregex_iterator it(code.begin(), code.end(), call), none; it != none; ++it) {
        int depth = 1;
        for (auto at = static_cast<std::size_t>(it->position() + it->length()); at < code.size() && depth > 0; ++at) {
            const char c = code[at];
            if (c == '(') ++depth;
            if (c == ')') --depth;
            if (c == ',' && depth == 1) break;
            if (c != '"') continue;
            const std::size_t end = std::min(code.find('"', at + 1), code.size());
            if (depth == 1) take(code.substr(at + 1, end - at - 1));
            at = end;
        }
    }
}

// Every literal of the form of a key, or of a part of one.
std::set<std::string> literals(const std::string& code) {
    static const std::regex literal("\"([a-z_][a-z0-9_.]*)\"");
    std::set<std::string> found;
    for (std::sregex_iterator it(code.begin(), code.end(), literal), none; it != none; ++it) found.insert((*it)[1]);
    return found;
}

template <class Take>
void each_source(Take take) {
    for (const char* folder : {"counter-client", "display-board", "printer-driver", "screen"}) {
        for (const auto& entry : fs::recursive_directory_iterator(source / folder)) {
            const auto extension = entry.path().extension();
            if (extension == ".cpp" || extension == ".hpp") take(entry.path().lexically_relative(source).generic_string(), code_of(entry));
        }
    }
}

// The touch screen's pages leave "kiosk." away, and put keys together: "technician_" + "paper", key + "_detail".
const std::string pages = "printer-driver/kiosk/touch/";
const std::string pages_section = "kiosk.";

// A key that is put together begins with one of these and ends in a code.
bool is_beginning(const std::string& key) {
    return key.ends_with('.') || key.ends_with('_');
}

bool is_known(const Catalogue& words, const std::string& key) {
    if (!is_beginning(key)) return words.has(key);
    const auto at_or_after = words.entries().lower_bound(key);
    return at_or_after != words.entries().end() && at_or_after->first.starts_with(key);
}

bool pages_know(const Catalogue& words, const std::string& key, const std::set<std::string>& literals) {
    if (is_known(words, pages_section + key)) return true;
    const auto ends_so = [&](const auto& entry) { return entry.first.starts_with(pages_section) && entry.first.ends_with(key); };
    if (key.starts_with('_')) return std::ranges::any_of(words.entries(), ends_so);
    return std::ranges::any_of(literals, [&](const std::string& beginning) {
        return beginning.ends_with('_') && is_known(words, pages_section + beginning + key);
    });
}

}  // namespace

TEST_CASE("every language says everything with the same placeholders") {
    const Loaded loaded = shipped();
    CHECK(loaded.remarks.empty());
    REQUIRE(loaded.words.all().size() >= 2);
    const Catalogue& first = loaded.words.first();
    for (const Catalogue& other : loaded.words.all()) {
        CAPTURE(other.language().code);
        CHECK_FALSE(other.language().voice.empty());
        for (const auto& each : first.entries()) {
            const std::string& key = each.first;
            const Entry& entry = each.second;
            CAPTURE(key);
            const Entry& there = other.entries().at(key);
            REQUIRE(there.sentences.size() == entry.sentences.size());
            for (std::size_t i = 0; i < entry.sentences.size(); ++i)
                CHECK(placeholders(there.sentences[i]) == placeholders(entry.sentences[i]));
            // The last of several sentences needs nothing, or it would be said with a hole in it.
            if (entry.sentences.size() > 1) CHECK(placeholders(entry.sentences.back()).size() < placeholders(entry).size());
        }
    }
}

TEST_CASE("the catalogues are in composed Unicode") {
    const Loaded loaded = shipped();
    for (const Catalogue& each : loaded.words.all()) {
        const std::string text = read(source / "screen" / "words" / (each.language().code + ".toml"));
        utf8proc_uint8_t* composed = utf8proc_NFC(reinterpret_cast<const utf8proc_uint8_t*>(text.c_str()));
        REQUIRE(composed != nullptr);
        CHECK(text == reinterpret_cast<const char*>(composed));
        std::free(composed);
    }
}

TEST_CASE("every key in the programs is in the catalogues") {
    const Loaded loaded = shipped();
    const Catalogue& words = loaded.words.first();
    std::set<std::string> sections;
    for (const auto& [key, entry] : words.entries()) sections.insert(key.substr(0, key.find('.') + 1));
    std::size_t asked = 0;
    each_source([&](const std::string& file, const std::string& code) {
        CAPTURE(file);
        const auto there = literals(code);
        asked_for(code, [&](const std::string& key) {
            CAPTURE(key);
            CHECK((is_known(words, key) || (file.starts_with(pages) && pages_know(words, key, there))));
            ++asked;
        });
        for (const auto& key : there) {
            CAPTURE(key);
            if (sections.contains(key.substr(0, key.find('.') + 1))) CHECK(is_known(words, key));
        }
    });
    CHECK(asked > 40);
}

TEST_CASE("no word for people stands in code") {
    // How letters are drawn, found and spoken is no translator's business; the program's own name is the same in every language.
    const std::set<std::string> excepted = {"display-board/voice/plan.cpp", "screen/fonts.cpp", "screen/words/folded.cpp"};
    // First bytes of UTF-8 for Latin letters beyond ASCII; dashes, dots and quotes have others.
    const auto is_word = [](const std::string& text) {
        return std::ranges::any_of(text, [](char c) {
            const auto byte = static_cast<unsigned char>(c);
            return (byte >= 0xc3 && byte <= 0xc9) || byte == 0xe1;
        });
    };
    const std::regex literal("\"(?:[^\"\\\\\n]|\\\\.)*\"");
    for (const char* word : {"người", "đ", "Ê", "ậ", "ư"}) CHECK(is_word(word));
    CHECK_FALSE(is_word("10–16 · “a” …"));
    each_source([&](const std::string& file, const std::string& code) {
        if (excepted.contains(file)) return;
        CAPTURE(file);
        for (std::sregex_iterator it(code.begin(), code.end(), literal), none; it != none; ++it) {
            const std::string text = std::regex_replace(it->str(), std::regex("Lượt"), "");
            CAPTURE(text);
            CHECK_FALSE(is_word(text));
        }
    });
}

TEST_CASE("no catalogue has words that no program says") {
    const Loaded loaded = shipped();
    std::set<std::string> said;
    each_source([&](const std::string& file, const std::string& code) {
        for (const auto& key : literals(code)) {
            said.insert(key);
            if (file.starts_with(pages)) said.insert(pages_section + key);
        }
    });
    said.erase(pages_section);
    for (const auto& entry : loaded.words.first().entries()) {
        const std::string& key = entry.first;
        CAPTURE(key);
        bool found = said.contains(key);
        for (const auto& end : said)
            found = found || (end.starts_with('_') && key.ends_with(end) && said.contains(key.substr(0, key.size() - end.size())));
        for (std::size_t length = 1; length < key.size() && !found; ++length) {
            const std::string beginning = key.substr(0, length);
            found = is_beginning(beginning) && beginning.find('.') != std::string::npos && said.contains(beginning);
        }
        CHECK(found);
    }
}

TEST_CASE("every refusal of the core has words and a last sentence that needs nothing") {
    const std::string header = read(source / "ticket-server" / "core" / "refusal.hpp");
    const std::size_t begin = header.find("enum class RefusalCode");
    REQUIRE(begin != std::string::npos);
    const std::string body = header.substr(begin, header.find("};", begin) - begin);
    const std::regex value(R"((?:^|\n)\s*([a-z_]+) = \d+,)");
    const Loaded loaded = shipped();
    std::size_t codes = 0;
    for (std::sregex_iterator it(body.begin(), body.end(), value), none; it != none; ++it, ++codes) {
        const std::string code = (*it)[1];
        CAPTURE(code);
        for (const Catalogue& each : loaded.words.all()) {
            const std::string words = each.text("refusal." + code);
            CHECK(words.ends_with("."));
            CHECK(words.find('{') == std::string::npos);
            CHECK(words.find(code) == std::string::npos);  // never a code in place of words
        }
    }
    CHECK(codes >= 45);
}

}  // namespace luot::words
