#include "web/site_files.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <doctest/doctest.h>
#include <zlib.h>

#include "web/gzip.hpp"
#include "web/site.hpp"

using namespace luot::web;
namespace fs = std::filesystem;

namespace {

const std::string script(5'000, 'x');

SiteFiles files() {
    return SiteFiles({{"app/index.html", "<p>here</p>"}, {"app/main.js", script}, {"modules/inter.woff2", std::string(3'000, 'f')}});
}

std::string header(const Page& page, const std::string& name) {
    for (const auto& [each, value] : page.headers) {
        if (each == name) return value;
    }
    return {};
}

Question with(const std::string& name, const std::string& value) {
    Question question;
    question.headers[name] = value;
    return question;
}

std::string gunzip(const std::string& compressed, std::size_t room) {
    std::string input = compressed, output(room, '\0');
    z_stream stream{};
    stream.next_in = reinterpret_cast<Bytef*>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    stream.next_out = reinterpret_cast<Bytef*>(output.data());
    stream.avail_out = static_cast<uInt>(output.size());
    CHECK(inflateInit2(&stream, 16 + MAX_WBITS) == Z_OK);
    CHECK(inflate(&stream, Z_FINISH) == Z_STREAM_END);
    output.resize(stream.total_out);
    inflateEnd(&stream);
    return output;
}

Page routed(const Router& router, const std::string& path, Method method = Method::get) {
    Router copy = router;
    Question question;
    question.path = path;
    question.method = method;
    Page page;
    copy.answerer()(question, [&page](Page made) { page = std::move(made); });
    return page;
}

// A folder that goes when the test does.
struct Folder {
    Folder() : path(fs::temp_directory_path() / ("luot-site-" + std::to_string(::getpid()))) { fs::create_directories(path / "app"); }
    ~Folder() { fs::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    void write(const std::string& name, std::size_t bytes) { std::ofstream(path / name, std::ios::binary) << std::string(bytes, 'a'); }
    fs::path path;
};

}  // namespace

TEST_CASE("site - a file comes with its type and is asked about each time but fonts") {
    const auto site = files();
    const Page html = site.page({}, "app/index.html");
    CHECK(html.status == 200);
    CHECK(html.type == "text/html; charset=utf-8");
    CHECK(html.body == "<p>here</p>");
    CHECK(header(html, "Cache-Control") == "no-cache");
    const Page font = site.page(with("accept-encoding", "gzip"), "modules/inter.woff2");
    CHECK(header(font, "Cache-Control") == "public, max-age=2592000");
    CHECK(header(font, "Content-Encoding").empty());
    Question versioned;
    versioned.query = "v=12";
    CHECK(header(site.page(versioned, "app/main.js"), "Cache-Control") == "no-cache");
}

TEST_CASE("site - who has a file already hears so and nothing more") {
    const auto site = files();
    const std::string tag = header(site.page({}, "app/main.js"), "ETag");
    CHECK(tag.size() == 18);
    for (const std::string& known : {tag, "W/" + tag, "\"other\", " + tag, std::string("*")}) {
        CAPTURE(known);
        const Page page = site.page(with("if-none-match", known), "app/main.js");
        CHECK(page.status == 304);
        CHECK(page.body.empty());
        CHECK(header(page, "ETag") == tag);
    }
    CHECK(site.page(with("if-none-match", "\"other\""), "app/main.js").status == 200);
    CHECK(header(site.page({}, "app/index.html"), "ETag") != tag);
}

TEST_CASE("site - text is compressed for who asks and has another tag then") {
    const auto site = files();
    const Page plain = site.page({}, "app/main.js");
    const Page small = site.page(with("accept-encoding", "br, gzip;q=0.8"), "app/main.js");
    CHECK(header(small, "Content-Encoding") == "gzip");
    CHECK(header(small, "Vary") == "Accept-Encoding");
    CHECK(header(plain, "Vary") == "Accept-Encoding");
    CHECK(header(small, "ETag") != header(plain, "ETag"));
    CHECK(small.body.size() < 100);
    CHECK(gunzip(small.body, script.size()) == script);
    for (const char* none : {"br", "gzip;q=0", "gzip; q=0.000", "x-gzip-not", ""}) {
        CAPTURE(none);
        CHECK(site.page(with("accept-encoding", none), "app/main.js").body == script);
    }
}

TEST_CASE("site - nothing but what was read is given whatever the path says") {
    const auto site = files();
    for (const char* path : {"", "app", "app/", "/app/index.html", "app//index.html", "app/./index.html", "app/../app/index.html",
                             "../../../etc/passwd", "app/index.html/", "APP/INDEX.HTML", "app\\index.html"}) {
        CAPTURE(path);
        CHECK(site.page({}, path).status == 404);
    }
}

TEST_CASE("site - the routes that the page understands are the page and others are files or nothing") {
    const auto site = files();
    Router router;
    router.add(Method::get, "/api/v1/live", Access::everybody, [](const Asked&, const Reply& reply) { reply(Page{}); });
    add_site(router, site);
    for (const char* path : {"/", "/history", "/sign-in"}) CHECK(routed(router, path).body == "<p>here</p>");
    CHECK(routed(router, "/app/main.js").body == script);
    CHECK(routed(router, "/nowhere").status == 404);
    CHECK(routed(router, "/nowhere", Method::post).status == 404);
    CHECK(routed(router, "/", Method::post).status == 405);
    CHECK(routed(router, "/api/v1/live").status == 200);
    CHECK(routed(router, "/api/v1/life").type == "application/json");
}

TEST_CASE("site - a folder is read whole and what is too much is told") {
    Folder folder;
    folder.write("app/index.html", 10);
    folder.write("top.css", 20);
    auto read = SiteFiles::load(folder.path);
    REQUIRE(std::holds_alternative<SiteFiles>(read));
    CHECK(std::get<SiteFiles>(read).page({}, "app/index.html").body.size() == 10);
    CHECK(std::get<SiteFiles>(read).has("top.css"));
    folder.write("app/film.js", SiteFiles::file_bytes_max + 1);
    read = SiteFiles::load(folder.path);
    REQUIRE(std::holds_alternative<std::string>(read));
    CHECK(std::get<std::string>(read).find("film.js") != std::string::npos);
    CHECK(std::holds_alternative<std::string>(SiteFiles::load(folder.path / "nowhere")));
}

TEST_CASE("site - every route of the page is one of the servers so that it can be loaded anew there") {
    std::ifstream file(fs::path(LUOT_SOURCE_DIR) / "ticket-server/web/site/app/main.js");
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    const auto site = files();
    Router router;
    add_site(router, site);
    int routes = 0;
    constexpr std::string_view before = "{ path: \"";
    for (auto at = text.find(before); at != std::string::npos; at = text.find(before, at + 1)) {
        const auto begin = at + before.size();
        const std::string path = text.substr(begin, text.find('"', begin) - begin);
        CAPTURE(path);
        CHECK(routed(router, path).body == "<p>here</p>");
        ++routes;
    }
    CHECK(routes >= 6);
}
