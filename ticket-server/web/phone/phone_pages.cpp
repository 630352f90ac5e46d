#include "web/phone/phone_pages.hpp"

#include <algorithm>
#include <utility>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "web/access/audited.hpp"
#include "web/json_page.hpp"
#include "web/phone/foreign.hpp"
#include "web/phone/public_view.hpp"
#include "web/phone/visit_json.hpp"
#include "web/phone/visit_text.hpp"
#include "web/phone/visit_view.hpp"
#include "web/query.hpp"

namespace luot::web::phone {

namespace {

Page html_page(std::string body, unsigned status = 200) {
    Page page;
    page.status = status;
    page.type = "text/html; charset=utf-8";
    page.body = std::move(body);
    // What it says is in the language that was asked for.
    page.headers.emplace_back("Vary", "Accept-Language");
    return page;
}

Page with_retry(Page page, std::int64_t seconds) {
    page.headers.emplace_back("Retry-After", std::to_string(seconds));
    return page;
}

Page too_many(std::int64_t seconds) {
    boost::json::object params;
    params["seconds"] = seconds;
    return with_retry(error_page(429, "too_many_requests", std::move(params)), seconds);
}

boost::json::object params_of(const core::Refusal& refusal) {
    boost::json::object params;
    for (const auto& [name, value] : refusal.params) params[name] = value;
    return params;
}

Page unavailable() {
    return with_retry(error_page(503, "unavailable"), 1);
}

std::pair<std::string, Page> refused_by(const core::Refusal& refusal) {
    const std::string code = core::to_string(refusal.code);
    const bool gone = refusal.code == core::RefusalCode::unknown_ticket;
    return {code, gone ? error_page(404, "not_found") : error_page(409, code, params_of(refusal))};
}

// How many letters a line has to have room for: the page's sizes of the number.
const char* letters_of(const std::string& number) {
    const auto letters =
        std::count_if(number.begin(), number.end(), [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; });
    return letters <= 4 ? "4" : letters <= 6 ? "6" : "9";
}

// Every word of the page, each in a place of its own name.
void add_words(Slots& slots, const Words& words, const char* section) {
    for (auto& [key, text] : words.section(section)) slots.emplace("w." + key, text);
}

}  // namespace

struct PhonePages::Impl : std::enable_shared_from_this<Impl> {
    Impl(House of_house, PhoneSite of_site, const Limits& of_limits)
        : house(std::move(of_house)),
          site(std::move(of_site)),
          limits(of_limits),
          rate(limits),
          streams(
              limits, [this](const std::string& token) { return visit_view(house.told(), token, house.now()); },
              [this](const VisitView& view, const std::string& language) { return boost::json::serialize(whole_visit(view, language)); },
              [this] { return boost::json::serialize(clock()); }) {}

    const core::Office& office() const { return house.told().office; }

    std::string language_of(const Question& question) const {
        const auto values = query_values(question.query);
        const auto wish = values.find("lang");
        return choose_language(offered_languages(office(), site.words), wish == values.end() ? std::string() : wish->second,
                               header_of(question, "accept-language"));
    }

    boost::json::object clock() const {
        const core::Moment now = house.now();
        return clock_json(ClockTime{now.at_us, clock_minute(now, now.at_us)});
    }

    boost::json::object whole_visit(const VisitView& view, const std::string& language) const {
        boost::json::object whole;
        whole["visit"] = visit_json(view);
        whole["page"] = slots_json(visit_text(view, office(), site.words.at(language), language));
        return whole;
    }

    // --- who may ask ---

    enum class Answer : std::uint8_t { found, unknown, too_often };
    struct Admission {
        Answer answer = Answer::unknown;
        std::int64_t seconds = 0;
    };

    Admission admit(const Question& question, const std::string& token, bool deed) {
        const std::int64_t now_us = house.real_us();
        if (const auto wait = rate.ask(question.peer, now_us)) return {Answer::too_often, *wait};
        if (!ticket_of(house.told(), token)) {
            const auto wait = rate.guess(question.peer, now_us);
            return wait ? Admission{Answer::too_often, *wait} : Admission{Answer::unknown};
        }
        const auto wait = deed ? rate.act(token, now_us) : rate.read(token, now_us);
        return wait ? Admission{Answer::too_often, *wait} : Admission{Answer::found};
    }

    std::optional<Page> refuse(const Question& question, const std::string& token, bool deed = false) {
        const Admission admission = admit(question, token, deed);
        if (admission.answer == Answer::found) return std::nullopt;
        if (admission.answer == Answer::unknown) return error_page(404, "not_found");
        return too_many(admission.seconds);
    }

    // --- pages ---

    // What every page has: words, its language and the others.
    Filling framed(const Question& question, const char* section, const std::string& language) const {
        Filling filling;
        const Words& words = site.words.at(language);
        add_words(filling.slots, words, section);
        filling.slots["lang"] = language;
        filling.slots["office"] = text_of(office().name, language, office());
        filling.slots["clock"] = clock_text(clock_minute(house.now(), house.now().at_us));
        for (const std::string& other : offered_languages(office(), site.words)) {
            if (other == language) continue;
            const Words& theirs = site.words.at(other);
            filling.rows["languages"].push_back({{"lang", other}, {"name", theirs.text("phone.language")}, {"path", question.path}});
        }
        return filling;
    }

    Page message(const Question& question, unsigned status, const char* heading, const char* sentence, std::int64_t seconds = 0) const {
        const std::string language = language_of(question);
        Filling filling = framed(question, "phone", language);
        const Words& words = site.words.at(language);
        filling.slots["heading"] = words.text(heading);
        filling.slots["sentence"] = words.text(sentence, {{"n", std::to_string(seconds)}});
        // No link back here: the address holds what was asked for.
        filling.rows.erase("languages");
        return html_page(site.message.fill(filling), status);
    }

    Page visit_page(const Question& question, const std::string& token) {
        const Admission admission = admit(question, token, false);
        if (admission.answer == Answer::too_often)
            return with_retry(message(question, 429, "phone.too_many", "phone.too_many_what", admission.seconds), admission.seconds);
        const auto view = admission.answer == Answer::found ? visit_view(house.told(), token, house.now()) : std::nullopt;
        if (!view) return message(question, 404, "phone.not_found", "phone.not_found_what");
        const std::string language = language_of(question);
        Filling filling = framed(question, "phone", language);
        for (auto& [name, text] : visit_text(*view, office(), site.words.at(language), language)) filling.slots[name] = text;
        filling.slots["letters"] = letters_of(view->number);
        filling.slots["final"] = is_final(*view) ? "yes" : "";
        if (!is_final(*view)) filling.rows["reload"].emplace_back();
        return html_page(site.visit.fill(filling));
    }

    Page visit_data(const Question& question, const std::string& token) {
        if (auto refused = refuse(question, token)) return std::move(*refused);
        return data_of(question, token);
    }

    Page data_of(const Question& question, const std::string& token) const {
        const auto view = visit_view(house.told(), token, house.now());
        if (!view) return error_page(404, "not_found");
        boost::json::object whole = whole_visit(*view, language_of(question));
        whole["now"] = clock();
        return json_page(whole);
    }

    Page events(const Question& question, const std::string& token) {
        if (auto refused = refuse(question, token)) return std::move(*refused);
        Page page;
        page.type = "text/event-stream";
        page.stream = streams.open(token, language_of(question));
        if (!page.stream) return with_retry(error_page(503, "too_many_streams"), 10);
        page.body = "retry: 5000\n\n";
        return page;
    }

    // --- deeds ---

    // What the citizen wants is so already: a repeat of what was accepted gets the same answer.
    using IsSo = std::function<bool(const core::Ticket&)>;

    struct Deed {
        const char* what;  // in the audit
        core::Command command;
        IsSo is_so;
    };

    // By the state that is told: what is so already, or cannot be, is answered without an entry in the audit, so that nobody fills it by
    // pressing. Else the core is asked.
    void act(const Question& question, const std::string& token, const Deed& deed, const Reply& reply) {
        const core::Ticket* ticket = core::find_ticket(house.told(), ticket_of(house.told(), token));
        if (ticket == nullptr) return reply(error_page(404, "not_found"));
        const Question asked = brief(question);
        if (deed.is_so(*ticket)) return reply(data_of(asked, token));
        if (const auto refusal = why_refused(house.told(), deed.command, house.now())) return reply(refused_by(*refusal).second);
        if (house.audit == nullptr)
            return carry_out(asked, token, deed, [reply](const std::string&, Page page) { reply(std::move(page)); });
        if (deeds_under_way >= limits.deeds_under_way) return reply(unavailable());
        ++deeds_under_way;
        boost::json::object detail;
        detail["number"] = ticket->number;
        // The address of a citizen is nobody's business for good.
        AuditEntry entry{"", "phone", "", deed.what, boost::json::serialize(detail), ""};
        audited(
            *house.audit, std::move(entry),
            [weak = weak_from_this(), asked, token, deed](const Finish& finish) {
                const auto impl = weak.lock();
                if (!impl) return finish("unavailable", unavailable());
                impl->carry_out(asked, token, deed, finish);
            },
            [weak = weak_from_this(), reply](Page page) {
                if (const auto impl = weak.lock()) --impl->deeds_under_way;
                reply(std::move(page));
            });
    }

    void carry_out(const Question& question, const std::string& token, const Deed& deed, const Finish& finish) {
        const bool taken = house.submit(deed.command, [weak = weak_from_this(), question, token, deed, finish](const engine::Reply& reply) {
            const auto impl = weak.lock();
            if (!impl) return finish("unavailable", unavailable());
            auto [outcome, page] = impl->outcome_of(question, token, deed, reply);
            finish(outcome, std::move(page));
        });
        if (!taken) finish("unavailable", unavailable());
    }

    std::pair<std::string, Page> outcome_of(const Question& question, const std::string& token, const Deed& deed,
                                            const engine::Reply& reply) const {
        if (std::holds_alternative<engine::Unavailable>(reply.outcome)) return {"unavailable", unavailable()};
        const auto* refusal = std::get_if<core::Refusal>(&reply.outcome);
        // Refused, for another press of the same button was faster.
        const core::Ticket* ticket = core::find_ticket(house.told(), ticket_of(house.told(), token));
        if (refusal == nullptr || (ticket != nullptr && deed.is_so(*ticket))) return {"done", data_of(question, token)};
        return refused_by(*refusal);
    }

    // What of a question outlives the call: the answer is in its language.
    static Question brief(const Question& question) {
        Question kept;
        kept.path = question.path;
        kept.query = question.query;
        if (const std::string accepted = header_of(question, "accept-language"); !accepted.empty())
            kept.headers["accept-language"] = accepted;
        return kept;
    }

    void cancel(const Question& question, const std::string& token, const Reply& reply) {
        if (auto refused = refuse_deed(question, token)) return reply(std::move(*refused));
        const auto is_so = [](const core::Ticket& ticket) {
            return ticket.state == core::TicketState::cancelled && ticket.cancel_kind == core::CancelKind::walk_out;
        };
        act(question, token, Deed{"visit.cancel", core::Cancel{ticket_of(house.told(), token), false, {}}, is_so}, reply);
    }

    void come_back(const Question& question, const std::string& token, const Reply& reply) {
        if (auto refused = refuse_deed(question, token)) return reply(std::move(*refused));
        const auto is_so = [](const core::Ticket& ticket) { return ticket.state == core::TicketState::held && ticket.hold_returned; };
        act(question, token, Deed{"visit.return", core::ReturnHold{ticket_of(house.told(), token)}, is_so}, reply);
    }

    void rate_visit(const Question& question, const std::string& token, const Reply& reply) {
        if (auto refused = refuse_deed(question, token)) return reply(std::move(*refused));
        const auto body = json_body(question);
        if (!body) return reply(error_page(400, "bad_json"));
        const auto grade = grade_in(*body);
        if (!grade) {
            boost::json::object params;
            params["field"] = "grade";
            return reply(error_page(400, "bad_value", std::move(params)));
        }
        if (!office().desk.rating.on) return reply(error_page(409, "not_asked"));
        const auto is_so = [grade](const core::Ticket& ticket) { return ticket.rating == *grade; };
        act(question, token, Deed{"visit.rate", core::Rate{ticket_of(house.told(), token), *grade}, is_so}, reply);
    }

    std::optional<std::uint8_t> grade_in(const boost::json::object& body) const {
        const boost::json::value* value = body.if_contains("grade");
        if (value == nullptr || !value->is_int64() || value->as_int64() < 1 || value->as_int64() > 5) return std::nullopt;
        const auto grade = static_cast<std::uint8_t>(value->as_int64());
        // Of four faces there is none in the middle.
        const std::size_t faces = office().desk.rating.grades.size();
        if (grade == 3 && faces != 5) return std::nullopt;
        return grade;
    }

    std::optional<Page> refuse_deed(const Question& question, const std::string& token) {
        if (auto refused = refuse_foreign(question)) return refused;
        return refuse(question, token, true);
    }

    // --- the hall, for anybody ---

    // Made at most once in Limits::public_us, whoever asks: one page for all.
    const PublicView& hall() {
        const std::int64_t now_us = house.real_us();
        if (!of_hall || now_us - of_hall_us >= limits.public_us) {
            of_hall = public_view(house.told(), house.now());
            of_hall_us = now_us;
        }
        return *of_hall;
    }

    Page public_page(const Question& question) {
        const std::string language = language_of(question);
        Filling filling = framed(question, "public", language);
        const PublicView& view = hall();
        filling.slots["clock"] = clock_text(view.now.minute);
        filling.rows["fields"] = public_rows(view, office(), site.words.at(language), language);
        Page page = html_page(site.of_hall.fill(filling));
        page.headers.emplace_back("Cache-Control", "public, max-age=5");
        // An office's website may show it within its own: there is nothing on it to be pressed by mistake, and nothing secret.
        page.headers.emplace_back("Content-Security-Policy", "default-src 'self'; frame-ancestors *; base-uri 'none'; form-action 'none'");
        return page;
    }

    Page public_data() {
        Page page = json_page(public_json(hall(), office()));
        page.headers.emplace_back("Cache-Control", "public, max-age=5");
        page.headers.emplace_back("Access-Control-Allow-Origin", "*");
        return page;
    }

    House house;
    PhoneSite site;
    Limits limits;
    RateLimit rate;
    VisitStreams streams;
    std::size_t deeds_under_way = 0;  // that are noted
    std::optional<PublicView> of_hall;
    std::int64_t of_hall_us = 0;
};

PhonePages::PhonePages(House house, PhoneSite site, Limits limits)
    : impl_(std::make_shared<Impl>(std::move(house), std::move(site), limits)) {}

PhonePages::~PhonePages() = default;

void PhonePages::add_to(Router& router) {
    // Calls that come back later find nobody where the pages have gone.
    const auto with_token = [this](auto method) {
        return [weak = std::weak_ptr<Impl>(impl_), method](const Asked& asked, const Reply& reply) {
            const auto impl = weak.lock();
            reply(impl ? ((*impl).*method)(asked.question, asked.parts.front()) : unavailable());
        };
    };
    const auto deed = [this](auto method) {
        return [weak = std::weak_ptr<Impl>(impl_), method](const Asked& asked, const Reply& reply) {
            const auto impl = weak.lock();
            if (!impl) return reply(unavailable());
            ((*impl).*method)(asked.question, asked.parts.front(), reply);
        };
    };
    router.add(Method::get, "/t/{token}", Access::everybody, with_token(&Impl::visit_page));
    router.add(Method::get, "/api/v1/visits/{token}", Access::everybody, with_token(&Impl::visit_data));
    router.add(Method::get, "/api/v1/visits/{token}/events", Access::everybody, with_token(&Impl::events));
    router.add(Method::post, "/api/v1/visits/{token}/cancel", Access::everybody, deed(&Impl::cancel));
    router.add(Method::post, "/api/v1/visits/{token}/return", Access::everybody, deed(&Impl::come_back));
    router.add(Method::post, "/api/v1/visits/{token}/rating", Access::everybody, deed(&Impl::rate_visit));
    const auto of_hall = [weak = std::weak_ptr<Impl>(impl_)](auto make) {
        return [weak, make](const Asked& asked, const Reply& reply) {
            const auto impl = weak.lock();
            reply(impl ? make(*impl, asked) : unavailable());
        };
    };
    router.add(Method::get, "/public", Access::everybody,
               of_hall([](Impl& impl, const Asked& asked) { return impl.public_page(asked.question); }));
    router.add(Method::get, "/api/v1/public", Access::everybody, of_hall([](Impl& impl, const Asked&) { return impl.public_data(); }));
}

VisitStreams& PhonePages::streams() {
    return impl_->streams;
}

}  // namespace luot::web::phone
