#include "store/hooks/hooks_database.hpp"

#include <fstream>

#include <sys/stat.h>

#include <doctest/doctest.h>

#include "support/folder.hpp"

using namespace luot;
using namespace luot::hooks;
using store::HooksDatabase;
using How = Settled::How;

namespace {

Hook hook(const std::string& id) {
    Hook made;
    made.id = id;
    made.url = "https://" + id + ".example/in";
    made.secret = "a secret of enough bytes";
    made.kinds = {Kind::called, Kind::alert};
    made.with_link = true;
    made.created_us = 5;
    made.since_seq = 9;
    return made;
}

Delivery delivery(const std::string& to, const std::string& name) {
    Delivery made;
    made.hook = to;
    made.name = name;
    made.body = "{\"id\":\"" + name + "\"}";
    made.made_s = 100;
    made.due_s = 100;
    return made;
}

HooksDatabase open(const std::filesystem::path& folder) {
    auto database = HooksDatabase::open(folder);
    REQUIRE(database.has_value());
    return std::move(*database);
}

std::vector<std::string> names(const HooksDatabase& database) {
    std::vector<std::string> names;
    const auto kept = database.kept();
    REQUIRE(kept.has_value());
    for (const Delivery& each : kept->deliveries) names.push_back(each.hook + ":" + each.name);
    return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("hooks and what they have yet to hear are there after a new start") {
    const luot::testing::Folder folder;
    {
        HooksDatabase database = open(folder.path);
        CHECK_FALSE(database.kept()->progress.has_value());
        CHECK(*database.add_hook(hook("b"), 16));
        CHECK(*database.add_hook(hook("a"), 16));
        const auto added = database.append(Progress{2, 30}, {delivery("a", "2-28"), delivery("b", "2-28"), delivery("a", "2-30")});
        REQUIRE(added.has_value());
        REQUIRE(added->size() == 3);
        CHECK((*added)[0].id < (*added)[1].id);
        CHECK(database.settle({Settled{(*added)[2].id, "a", How::later, 4, 700}}).has_value());
    }
    const HooksDatabase database = open(folder.path);
    const auto kept = database.kept();
    REQUIRE(kept.has_value());
    CHECK(kept->hooks == std::vector{hook("b"), hook("a")});
    CHECK(kept->progress == Progress{2, 30});
    REQUIRE(kept->deliveries.size() == 3);
    CHECK(kept->deliveries[2].tries == 4);
    CHECK(kept->deliveries[2].due_s == 700);
    CHECK(kept->deliveries[2].body == "{\"id\":\"2-30\"}");
}

TEST_CASE("the same delivery is not in the outbox twice and a hook that is gone has none") {
    const luot::testing::Folder folder;
    HooksDatabase database = open(folder.path);
    CHECK(*database.add_hook(hook("a"), 16));
    CHECK(database.append(Progress{1, 7}, {delivery("a", "1-7"), delivery("gone", "1-7")})->size() == 1);
    CHECK(database.append(Progress{1, 8}, {delivery("a", "1-7"), delivery("a", "1-8")})->size() == 1);
    CHECK(names(database) == Names{"a:1-7", "a:1-8"});
    CHECK(database.remove_hook("a").has_value());
    CHECK(database.remove_hook("a").has_value());
    CHECK(names(database).empty());
}

TEST_CASE("what is settled is gone and counted") {
    const luot::testing::Folder folder;
    HooksDatabase database = open(folder.path);
    CHECK(*database.add_hook(hook("a"), 16));
    const auto added =
        database.append(Progress{1, 9}, {delivery("a", "1-6"), delivery("a", "1-7"), delivery("a", "1-8"), delivery("a", "1-9")});
    REQUIRE(added.has_value());
    CHECK(database
              .settle({Settled{(*added)[0].id, "a", How::arrived, 0, 0}, Settled{(*added)[1].id, "a", How::given_up, 0, 0},
                       Settled{(*added)[2].id, "a", How::dropped, 0, 0}, Settled{12'345, "a", How::later, 1, 1}})
              .has_value());
    CHECK(names(database) == Names{"a:1-9"});
    const Hook counted = database.kept()->hooks.front();
    CHECK(counted.delivered == 1);
    CHECK(counted.given_up == 1);
    CHECK(counted.dropped == 1);
    // Numbers do not come again.
    const auto next = database.append(Progress{1, 10}, {delivery("a", "1-10")});
    CHECK(next->front().id > (*added)[3].id);
}

TEST_CASE("the file is for its owner and one of another program is refused") {
    const luot::testing::Folder folder;
    open(folder.path);
    struct stat is {};
    CHECK(::stat(store::hooks_file(folder.path).c_str(), &is) == 0);
    CHECK((is.st_mode & 0777) == 0600);

    const luot::testing::Folder other;
    auto connection = store::Connection::open(store::hooks_file(other.path), store::Mode::create);
    REQUIRE(connection.has_value());
    CHECK(connection->execute("CREATE TABLE x (y)").has_value());
    const auto refused = HooksDatabase::open(other.path);
    CHECK_FALSE(refused.has_value());
}

TEST_CASE("so many hooks and no more whoever adds them - and who is gone is told") {
    const luot::testing::Folder folder;
    HooksDatabase server = open(folder.path);
    HooksDatabase command = open(folder.path);
    CHECK(*server.add_hook(hook("a"), 2, Progress{3, 40}));
    CHECK(server.kept()->progress == Progress{3, 40});
    CHECK(*command.add_hook(hook("b"), 2));
    CHECK_FALSE(*server.add_hook(hook("c"), 2));
    CHECK_FALSE(*command.add_hook(hook("c"), 2, Progress{3, 50}));
    CHECK(server.kept()->progress == Progress{3, 40});
    CHECK_FALSE(*command.remove_hook("c"));
    CHECK(*command.remove_hook("a"));
    CHECK_FALSE(*server.remove_hook("a"));
    CHECK(*server.add_hook(hook("c"), 2));
}

TEST_CASE("what others have added and removed is seen once and ones own doings are not") {
    const luot::testing::Folder folder;
    HooksDatabase server = open(folder.path);
    const auto changed = [&server] {
        const auto hooks = server.changed_hooks();
        REQUIRE(hooks.has_value());
        Names ids;
        if (!*hooks) return Names{"unchanged"};
        for (const Hook& each : **hooks) ids.push_back(each.id);
        return ids;
    };
    CHECK(*server.add_hook(hook("a"), 16));
    CHECK(changed() == Names{"a"});
    CHECK(*server.add_hook(hook("b"), 16));
    CHECK(changed() == Names{"unchanged"});
    HooksDatabase command = open(folder.path);
    CHECK(changed() == Names{"unchanged"});
    CHECK(*command.add_hook(hook("c"), 16));
    CHECK(*command.remove_hook("a"));
    CHECK(changed() == Names{"b", "c"});
    CHECK(changed() == Names{"unchanged"});
}

TEST_CASE("after a restore no hook waits for the journal to come to where it had been") {
    const luot::testing::Folder folder;
    HooksDatabase database = open(folder.path);
    Hook early = hook("early");
    early.since_seq = 4;
    CHECK(*database.add_hook(early, 16));
    CHECK(*database.add_hook(hook("late"), 16, Progress{1, 90}));
    CHECK(database.begin_anew(Progress{2, 7}).has_value());
    const auto kept = database.kept();
    REQUIRE(kept.has_value());
    CHECK(kept->progress == Progress{2, 7});
    CHECK(kept->hooks.front().since_seq == 4);
    CHECK(kept->hooks.back().since_seq == 7);
}
