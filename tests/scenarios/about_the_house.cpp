// Supervisors, administrators, the day, time and power.
#include <array>

#include "scenarios/vocabulary.hpp"

namespace luot::scenarios {

using namespace core;

namespace {

TimeUs length_in(const Gaps& gaps) {
    static const std::array<std::pair<const char*, TimeUs>, 8> units{{{"second", second_us},
                                                                      {"seconds", second_us},
                                                                      {"minute", minute_us},
                                                                      {"minutes", minute_us},
                                                                      {"hour", hour_us},
                                                                      {"hours", hour_us},
                                                                      {"day", day_us},
                                                                      {"days", day_us}}};
    const std::string unit = text_in(gaps, "unit");
    for (const auto& [name, length_us] : units)
        if (unit == name) return static_cast<TimeUs>(number_in(gaps, "n")) * length_us;
    throw Nonsense("'" + unit + "' is not a unit of time");
}

std::vector<ServiceCode> codes(const Gaps& gaps, std::string_view name) {
    std::vector<ServiceCode> out;
    for (const std::string& code : listed(text_in(gaps, name))) out.emplace_back(code);
    return out;
}

std::string connect_many(Scene& scene, const Gaps& gaps) {
    constexpr std::uint64_t at_once = 10'000;
    const std::uint64_t count = number_in(gaps, "n");
    if (count == 0 || count > at_once) throw Nonsense("1 to 10000 devices at once");
    scene.hall().check_everything = false;  // as for a crowd of tickets
    std::string came;
    for (std::uint64_t done = 0; done < count && !came.starts_with("refused"); ++done)
        came = scene.tell(OpenSession{DeviceCode("tablet"), Role::counter, {}});
    scene.hall().check_everything = true;
    return came;
}

std::string read_office_file(Scene& scene, const Gaps&) {
    const std::string digest = "digest after event " + std::to_string(scene.state().seq);
    return scene.tell(Configure{scene.office, digest});
}

}  // namespace

std::vector<Saying> about_the_house() {
    const auto supervisor = [](const char* pattern, auto command) {
        return Saying{pattern, Mood::acts,
                      [command](Scene& scene, const Gaps& gaps) { return scene.ask(Role::supervisor, "supervisor", command(gaps)); }};
    };
    const auto server = [](const char* pattern, auto command) {
        return Saying{pattern, Mood::acts, [command](Scene& scene, const Gaps&) { return scene.tell(command(scene)); }};
    };
    const auto passes = [](const char* pattern, auto mean) {
        return Saying{pattern, Mood::passes, [mean](Scene& scene, const Gaps& gaps) {
                          mean(scene, gaps);
                          return std::string();
                      }};
    };
    return {
        supervisor("The supervisor closes {service}",
                   [](const Gaps& gaps) {
                       return LimitService{ServiceCode(text_in(gaps, "service")), true, {}};
                   }),
        supervisor("The supervisor reopens {service}",
                   [](const Gaps& gaps) {
                       return LimitService{ServiceCode(text_in(gaps, "service")), false, {}};
                   }),
        supervisor("The supervisor limits {service} to {n}",
                   [](const Gaps& gaps) {
                       return LimitService{ServiceCode(text_in(gaps, "service")), false, static_cast<std::uint32_t>(number_in(gaps, "n"))};
                   }),
        supervisor("The supervisor moves counter {counter} to {serves+} [ helping {helps+} ]",
                   [](const Gaps& gaps) {
                       return AssignCounter{CounterId{number_in(gaps, "counter")}, codes(gaps, "serves"), codes(gaps, "helps")};
                   }),
        supervisor("The supervisor is on the way to counter {counter}",
                   [](const Gaps& gaps) {
                       return AnswerHelp{CounterId{number_in(gaps, "counter")}, false};
                   }),
        supervisor("The supervisor has been at counter {counter}",
                   [](const Gaps& gaps) {
                       return AnswerHelp{CounterId{number_in(gaps, "counter")}, true};
                   }),
        supervisor("The supervisor ends issuing", [](const Gaps&) { return EndDay{}; }),
        supervisor("The supervisor puts up the notice {text}", [](const Gaps& gaps) { return SetNotice{text_in(gaps, "text")}; }),
        supervisor("The supervisor puts up the urgent notice {text}",
                   [](const Gaps& gaps) {
                       return SetNotice{text_in(gaps, "text"), true};
                   }),
        Saying{"The administrator confirms the clock", Mood::acts,
               [](Scene& scene, const Gaps&) { return scene.ask(Role::administrator, "administrator", ConfirmClock{}); }},
        server("The clock is not believed",
               [](Scene& scene) {
                   return SuspectClock{scene.state().at_us, scene.state().at_us + 40 * day_us};
               }),
        server("The office is restored from a backup", [](Scene& scene) { return BeginEpoch{scene.state().epoch + 1}; }),
        server("An old epoch is announced", [](Scene& scene) { return BeginEpoch{scene.state().epoch}; }),
        Saying{"The new office file is read", Mood::acts, read_office_file},
        Saying{"{n} tablets connect", Mood::acts, connect_many},
        server("A tablet connects",
               [](Scene&) {
                   return OpenSession{DeviceCode("tablet"), Role::counter, {}};
               }),
        Saying{"A tablet connects in the place of kiosk {kiosk}", Mood::acts,
               [](Scene& scene, const Gaps& gaps) {
                   const SessionId oldest = scene.session_of("kiosk-" + text_in(gaps, "kiosk"));
                   return scene.tell(OpenSession{DeviceCode("tablet"), Role::counter, oldest});
               }},
        passes("At {time}", [](Scene& scene, const Gaps& gaps) { scene.pass_until(scene.at_clock(text_in(gaps, "time"))); }),
        passes("The next day at {time}",
               [](Scene& scene, const Gaps& gaps) { scene.pass_until(scene.at_clock(text_in(gaps, "time"), 1)); }),
        passes("{n} days later at {time}",
               [](Scene& scene, const Gaps& gaps) {
                   scene.pass_until(scene.at_clock(text_in(gaps, "time"), static_cast<int>(number_in(gaps, "n"))));
               }),
        passes("{n} {unit} later", [](Scene& scene, const Gaps& gaps) { scene.pass_until(scene.hall().now_us + length_in(gaps)); }),
        passes("The power fails and returns", [](Scene& scene, const Gaps&) { scene.fail_and_return(); }),
        passes("The power is off for {n} {unit}",
               [](Scene& scene, const Gaps& gaps) { scene.be_off_until(scene.hall().now_us + length_in(gaps)); }),
        passes("The power is off until the next day at {time}",
               [](Scene& scene, const Gaps& gaps) { scene.be_off_until(scene.at_clock(text_in(gaps, "time"), 1)); }),
    };
}

}  // namespace luot::scenarios
