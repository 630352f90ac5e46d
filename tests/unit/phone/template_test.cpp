#include "web/phone/template.hpp"

#include <doctest/doctest.h>

#include "hall.hpp"

using namespace luot::web::phone;

namespace {
std::string filled(std::string_view text, const Filling& filling) {
    const auto made = Template::parse(text);
    return made ? made->fill(filling) : "not well-formed";
}
}  // namespace

TEST_CASE("phone template values are escaped wherever they stand") {
    Filling filling{{{"a", "<script>\"'&</script>"}}, {}};
    CHECK(filled("<p title=\"{{a}}\">{{a}}</p>", filling) ==
          "<p title=\"&lt;script&gt;&quot;&#39;&amp;&lt;/script&gt;\">&lt;script&gt;&quot;&#39;&amp;&lt;/script&gt;</p>");
    CHECK(filled("{{none}}|", filling) == "|");
}

TEST_CASE("phone template what is empty is hidden and rows repeat") {
    Filling filling{{{"a", "1"}}, {{"rows", {{{"n", "x"}}, {{"n", "<y"}}, {}}}}};
    CHECK(filled("<p{{?a}}><p{{?b}}>", filling) == "<p><p hidden>");
    CHECK(filled("{{#rows}}[{{n}}]{{/rows}}!", filling) == "[x][&lt;y][]!");
    CHECK(filled("{{#others}}[{{n}}]{{/others}}!", filling) == "!");
}

TEST_CASE("phone template what does not end is not well-formed") {
    for (const char* text : {"{{", "{{a", "{{#rows}}", "{{/rows}}", "{{}}", "{{#a}}{{#b}}{{/b}}{{/a}}", "{{#a}}{{b{{/a}}"}) {
        CAPTURE(text);
        CHECK_FALSE(Template::parse(text).has_value());
    }
    CHECK(filled("a } b { c", {}) == "a } b { c");
}

TEST_CASE("phone template the pages hold no script and no style of their own and every word that they name is there") {
    const PhoneSite site = luot::test::phone_site();
    for (const auto& [made, section] : {std::pair{&site.visit, "phone"}, {&site.message, "phone"}, {&site.of_hall, "public"}}) {
        const std::string page = made->fill({});
        CHECK(page.find("style=") == std::string::npos);
        CHECK(page.find("<style") == std::string::npos);
        CHECK(page.find(" on") == std::string::npos);
        CHECK(page.find("http://") == std::string::npos);
        CHECK(page.find("https://") == std::string::npos);
        for (const std::string& name : made->names()) {
            if (!name.starts_with("w.")) continue;
            for (const char* language : {"vi", "en"}) {
                CAPTURE(name);
                CHECK_FALSE(site.words.at(language).text(std::string(section) + name.substr(1)).starts_with("["));
            }
        }
    }
    CHECK(site.words.at("vi").section("phone").size() == site.words.at("en").section("phone").size());
    CHECK(site.words.at("vi").section("public").size() == site.words.at("en").section("public").size());
}

TEST_CASE("phone words only sections of texts are words") {
    CHECK(Words::parse(R"({"phone":{"a":"b {n}"}})", {"phone"}).value().text("phone.a", {{"n", "{x}"}}) == "b {x}");
    CHECK(Words::parse(R"({"phone":{"a":"b {n} {"}})", {"phone"}).value().text("phone.a") == "b {n} {");
    CHECK(Words::parse(R"({"phone":{}})", {"phone"}).value().text("phone.a") == "[phone.a]");
    for (const char* json : {"", "[]", "{}", R"({"phone":1})", R"({"phone":{"a":1}})", R"({"phone":{"a":"b"})"}) {
        CAPTURE(json);
        CHECK_FALSE(Words::parse(json, {"phone"}).has_value());
    }
}
