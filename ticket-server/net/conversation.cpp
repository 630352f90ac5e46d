#include "net/conversation.hpp"

#include <algorithm>
#include <utility>

#include "core/limits.hpp"
#include "core/permissions.hpp"

namespace luot::net {

namespace {

// When this close to the core's limit of sessions, the oldest disconnected one may make room.
constexpr std::size_t nearly_full = core::limits::sessions - 64;

net::Reply to_wire(const engine::Reply& from) {
    net::Reply reply;
    reply.no = from.no;
    reply.seq = from.seq;
    reply.at_us = from.at_us;
    if (const auto* answer = std::get_if<core::Answer>(&from.outcome)) reply.outcome = *answer;
    if (const auto* refusal = std::get_if<core::Refusal>(&from.outcome)) reply.outcome = *refusal;
    if (std::holds_alternative<engine::Unavailable>(from.outcome)) reply.outcome = ErrorReply{code::unavailable};
    return reply;
}

}  // namespace

// What changed less than a snapshot's time ago is found at the next look: a snapshot that is sent once more knows it by then.
void Hall::look_at_what_is_shown() {
    const std::int64_t at_ms = now_ms();
    if (at_ms - looked_ms_ < limits.shown_looked_at.count()) return;
    looked_ms_ = at_ms;
    const core::TimeUs until_us = service.now().at_us - limits.snapshot_good_for_us;
    const core::TimeUs from_us = std::exchange(looked_us_, until_us);
    if (from_us != 0 && translator.changed_by_clock(service.told(), from_us, until_us)) ++clock_changes;
}

Conversation::Conversation(Hall& hall, std::string peer)
    : hall_(hall), peer_(std::move(peer)), fsm_(hall.limits, hall.now_ms()), outbox_(hall.limits), decoder_(hall.limits.frame_bytes) {}

void Conversation::feed(std::string_view bytes) {
    if (ending_) return;  // the other side has yet to hear our last word
    hall_.counters.bytes_in += bytes.size();
    decoder_.feed(bytes);
}

bool Conversation::digest(std::size_t at_most) {
    reading_ = true;
    for (std::size_t taken = 0; !ending_; ++taken) {
        // Looked at before each envelope: nothing that stands behind a full batch, or behind a session's end, is decided.
        if (taken == at_most || has_to_wait()) {
            reading_ = false;
            return false;
        }
        const auto envelope = decoder_.next();
        if (!envelope) break;
        take(*envelope);
    }
    if (!ending_ && decoder_.error() != frame::Error::none) {
        Actions actions;
        fsm_.bad_frame(frame::to_string(decoder_.error()), actions);
        perform(actions);
    }
    return true;
}

// Boards bring no commands and are always read; so is a Hello, which may end a connection that waits.
bool Conversation::has_to_wait() const {
    return fsm_.signing_in() || (fsm_.session() && !hall_.service.accepting());
}

void Conversation::go_on_opening() {
    if (waits_to_open_ && hall_.service.accepting()) open_session();
}

void Conversation::take(std::string_view envelope) {
    ++hall_.counters.frames_in;
    Actions actions;
    std::optional<Inbound> message = hall_.translator.parse(envelope);
    if (message && std::holds_alternative<Goodbye>(*message)) ended_by_peer();
    fsm_.ask_for_pins(hall_.service.told().office.desk.pin);
    fsm_.received(std::move(message), hall_.service.told().seq, hall_.service.now().at_us, hall_.now_ms(), actions);
    perform(actions);
}

void Conversation::perform(Actions& actions) {
    for (Action& action : actions) {
        if (closed_) return;
        std::visit([this](auto& what) { carry_out(what); }, action);
    }
}

void Conversation::carry_out(Admit& admit) {
    if (auto refused = hall_.admission.refuses(admit.hello, peer_)) return refuse(refused->code.c_str(), refused->message);
    if (!hall_.admission.brings_code(admit.hello)) return let_in(admit.hello.credential);
    hall_.admission.enrol(admit.hello, peer_, [weak = weak_from_this()](std::variant<std::string, Refused> outcome) {
        if (auto self = weak.lock()) self->enrolled(std::move(outcome));
    });
}

// Where the device has gone meanwhile its code is used up all the same: it needs another one.
void Conversation::enrolled(std::variant<std::string, Refused> outcome) {
    if (fsm_.state() != SessionFsm::State::admitting) return;
    if (const auto* refused = std::get_if<Refused>(&outcome)) {
        refuse(refused->code.c_str(), refused->message);
    } else {
        new_credential_ = std::get<std::string>(std::move(outcome));
        let_in(new_credential_);
    }
    hall_.idle();
}

void Conversation::let_in(const std::string& credential) {
    const Hello& hello = fsm_.hello();
    hall_.admission.joined(*this, hello, credential);
    if (!core::commands(hello.role)) {
        welcome(core::SessionId{});
    } else if (!hello.session) {
        open_session();
    } else if (is_own_session(hall_.service.told(), hello)) {
        hall_.directory.claim(hello.session, *this);
        welcome(hello.session);
    } else {
        refuse(code::session_expired, "no such session of this device; come again without one");
    }
}

void Conversation::open_session() {
    waits_to_open_ = !hall_.service.accepting();
    if (waits_to_open_ || fsm_.state() != SessionFsm::State::admitting) return;
    const Hello& hello = fsm_.hello();
    core::OpenSession open;
    open.device = hello.device;
    open.role = hello.role;
    const core::State& told = hall_.service.told();
    // Those under way have been offered the oldest ones: of many who come at once each needs one of its own.
    const std::size_t opening = hall_.sessions_opening();
    if (told.sessions.size() + opening >= nearly_full) open.may_evict = hall_.directory.oldest_disconnected(told, opening);
    core::Origin origin;
    origin.role = hello.role;
    origin.device = hello.device;
    hall_.service.submit(open, origin, [weak = weak_from_this(), token = hall_.opening](const engine::Reply& reply) {
        if (auto self = weak.lock()) self->session_opened(reply);
    });
}

void Conversation::session_opened(const engine::Reply& reply) {
    if (fsm_.state() != SessionFsm::State::admitting) return;
    const auto* answer = std::get_if<core::Answer>(&reply.outcome);
    if (answer && answer->session) {
        hall_.directory.claim(*answer->session, *this);
        welcome(*answer->session);
    } else if (const auto* refusal = std::get_if<core::Refusal>(&reply.outcome)) {
        const bool full = refusal->code == core::RefusalCode::sessions_full;
        refuse(full ? code::busy : code::bad_hello, core::to_string(refusal->code));
    } else {
        refuse(code::unavailable, "the journal cannot be written at the moment; come again");
    }
    hall_.idle();
}

void Conversation::welcome(core::SessionId session) {
    const core::State& told = hall_.service.told();
    Welcome welcome;
    welcome.office = told.office.code;
    welcome.epoch = epoch_ = told.epoch;
    welcome.seq = told.seq;
    welcome.session = session;
    welcome.frame_bytes = static_cast<std::uint32_t>(hall_.limits.frame_bytes);
    welcome.unacknowledged = static_cast<std::uint32_t>(hall_.limits.under_way);
    welcome.ping_ms = static_cast<std::uint32_t>(hall_.limits.ping.count());
    welcome.dead_ms = static_cast<std::uint32_t>(hall_.limits.dead.count());
    welcome.at_us = hall_.service.now().at_us;
    welcome.speed = hall_.speed;
    const Hello& hello = fsm_.hello();
    const bool shows_logo = hello.role == core::Role::kiosk || hello.role == core::Role::board;
    if (shows_logo) welcome.logo_digest = hall_.devices.logo().digest;
    if (shows_logo && hello.logo_digest != welcome.logo_digest) welcome.logo = hall_.devices.logo().png;
    if (hello.role == core::Role::kiosk) welcome.person_key = hall_.devices.person_key();
    welcome.credential = std::exchange(new_credential_, {});
    ++hall_.counters.welcomed;
    Actions actions;
    fsm_.welcome(std::move(welcome), hall_.now_ms(), actions);
    perform(actions);
    if (ending_ || hello.no_pushes) return;
    hall_.devices.joined(*this, hello.role, hello.device, hall_.service.now().at_us);
    // At a counter where PINs are asked for whoever signs in is told them.
    if (core::is_at_desk(hello.role) && !(told.office.desk.pin && hello.role == core::Role::counter)) show_notes();
    if (hello.role != core::Role::board) return;
    const auto back_ms = static_cast<std::int64_t>(static_cast<double>(hall_.limits.voice.back.count()) / std::max(1.0, hall_.speed));
    if (std::exchange(hall_.calls_may_be_heard, false)) hall_.voice.others_may_speak_until(hall_.now_ms() + back_ms);
    hall_.voice.joined(*this, hello.device);
}

void Conversation::refuse(const char* code, const std::string& message) {
    Actions actions;
    fsm_.refuse(Refused{code, message}, actions);
    perform(actions);
}

void Conversation::carry_out(const Send& send) {
    if (std::holds_alternative<Pong>(send.message)) hall_.fan_out.tell(*this);  // what was told before a Ping stands before its Pong
    if (const auto* goodbye = std::get_if<OutGoodbye>(&send.message)) count_end(goodbye->code.c_str());
    if (std::holds_alternative<Refused>(send.message)) ++hall_.counters.refused;
    if (!outbox_.add_control(hall_.translator.encode(send.message))) {
        cut_off();
        return;
    }
    hall_.wants_flush(*this);
}

void Conversation::carry_out(const Subscribe& subscribe) {
    is_shown_things_ = true;
    show_staff();  // so that the first picture has the names
    if (closed_) return;
    hall_.fan_out.subscribe(*this, subscribe.role, subscribe.resume_from, subscribe.epoch, hall_.service.told(), hall_.service.now().at_us);
}

void Conversation::carry_out(Submit& submit) {
    ++hall_.counters.requests;
    if (goes_to_nobody(submit)) {
        const core::ClerkCode& nobody = std::get<core::HandOver>(submit.command).to_clerk;
        Reply reply;
        reply.no = submit.origin.no;
        reply.seq = hall_.service.told().seq;
        reply.at_us = hall_.service.now().at_us;
        reply.outcome = core::Refusal{core::RefusalCode::unknown_clerk, {{"clerk", nobody.value}}};
        Actions actions;
        fsm_.reply(std::move(reply), actions);
        return perform(actions);
    }
    hall_.service.submit(submit.command, submit.origin, [weak = weak_from_this()](const engine::Reply& reply) {
        if (auto self = weak.lock()) self->answered(reply);
    });
}

void Conversation::carry_out(Note& note) {
    hall_.devices.reported(*this, std::move(note.report), hall_.service.now().at_us);
}

void Conversation::carry_out(const NoteVoice& note) {
    const core::State& told = hall_.service.told();
    if (epoch_ != told.epoch) return;  // its seqs mean something else
    hall_.voice.reported(*this, note.report, told.office, told.seq, hall_.now_ms());
}

void Conversation::carry_out(const NotePong& note) {
    hall_.voice.ponged(*this, note.stamp, hall_.now_ms());
}

void Conversation::answered(const engine::Reply& reply) {
    if (closed_) return;
    hall_.fan_out.tell(*this);  // what came of a command stands before its answer
    Actions actions;
    fsm_.reply(to_wire(reply), actions);
    perform(actions);
    if (is_idle()) hall_.idle();
}

void Conversation::carry_out(const Close&) {
    ending_ = true;
    close_at_ms_ = hall_.now_ms() + hall_.limits.linger.count();
    outbox_.stop_pushes();
    leave();
    wake_reader();
    hall_.wants_flush(*this);
}

// Others may have the session, and no push is wanted any more.
void Conversation::leave() {
    if (std::exchange(left_, true)) return;
    hall_.directory.release(fsm_.session(), *this);
    hall_.fan_out.unsubscribe(*this);
    hall_.devices.left(*this, hall_.service.now().at_us, ended_by_peer_);
    hall_.desk.left(*this);
    hall_.admission.left(*this);
    const auto ending = ended_by_peer_ ? VoiceZones::Ending::closed_by_itself : VoiceZones::Ending::lost;
    hall_.voice.left(*this, ending, fsm_.heard_ms(), hall_.now_ms());
}

void Conversation::end(const char* code, const std::string& message) {
    Actions actions;
    fsm_.end(code, message, actions);
    perform(actions);
}

void Conversation::replaced() {
    end(code::replaced, "another connection came for this session");
}

void Conversation::expired() {
    end(code::session_expired, "the session was not used for so long that it was closed");
}

void Conversation::revoked() {
    end(code::revoked, "this device's credential was taken back");
}

void Conversation::on_push(const Bytes& bytes) {
    outbox_.add_push(bytes);
    hall_.wants_flush(*this);
}

void Conversation::on_snapshot(const Bytes& bytes) {
    clock_changes_shown_ = hall_.clock_changes;
    outbox_.add_snapshot(bytes);
    hall_.wants_flush(*this);
}

void Conversation::on_person_key(const std::string& key) {
    if (!ending_) carry_out(Send{PersonKey{key}});
}

void Conversation::on_device_changed() {
    statuses_wanted_ = true;
    hall_.wants_flush(*this);
}

void Conversation::on_voice_turn() {
    voice_wanted_ = true;
    hall_.wants_flush(*this);
}

// Calls that it says have been said stand before it.
void Conversation::add_voice_word() {
    voice_wanted_ = false;
    const auto word = hall_.voice.take_word(*this);
    if (!word) return;
    hall_.fan_out.tell(*this);
    bool added = outbox_.add_control(hall_.translator.encode(word->turn));
    if (word->ping) added = added && outbox_.add_control(hall_.translator.encode(Ping{*word->ping}));
    if (!added) cut_off();
}

// A few, and the rest when those have left: of a device that changes meanwhile only the last is told.
void Conversation::add_statuses() {
    for (std::size_t added = 0; statuses_wanted_ && added < hall_.limits.statuses_at_once; ++added) {
        const auto changed = hall_.devices.changed_after(status_told_);
        statuses_wanted_ = changed.has_value();
        if (!changed) return;
        status_told_ = changed->number;
        if (!outbox_.add_control(hall_.translator.encode(changed->status))) return cut_off();
    }
}

void Conversation::look_at_clock(std::int64_t now_ms) {
    Actions actions;
    fsm_.time(now_ms, reading_, actions);
    perform(actions);
    hall_.voice.time(now_ms);
    hall_.look_at_what_is_shown();
    // A snapshot takes the place of pushes that wait: they are heard first, as they happened, and it comes at a later look.
    if (is_shown_things_ && !ending_ && !outbox_.behind() && !outbox_.has_pushes() && clock_changes_shown_ != hall_.clock_changes)
        hall_.fan_out.show_again(*this, fsm_.hello().role, hall_.service.told(), hall_.service.now().at_us);
    if (ending_ && now_ms >= close_at_ms_) close();
}

void Conversation::count_end(const char* code) {
    const std::string_view why = code;
    if (why == code::replaced) ++hall_.counters.replaced;
    if (why == code::silent) ++hall_.counters.silent;
    if (why == code::bad_frame) ++hall_.counters.bad_frames;
}

void Conversation::cut_off() {
    ++hall_.counters.too_slow;
    // A last word would only wait with the rest, unless what is being written is whole and it finds its place behind it.
    if (!is_writing()) write_if_it_fits(hall_.translator.encode(OutGoodbye{code::too_slow, "what was sent is not being read"}));
    close();
}

void Conversation::flush() {
    if (closed_ || is_writing()) return;
    if (statuses_wanted_ && !ending_ && outbox_.size() < hall_.limits.statuses_at_once) add_statuses();
    if (notes_wanted_ && !ending_ && outbox_.size() < hall_.limits.desk.notes_at_once) add_notes();
    // Who is behind is told when it knows the calls again.
    if (voice_wanted_ && !ending_ && !outbox_.behind()) add_voice_word();
    if (closed_) return;
    if (!outbox_.empty()) {
        std::vector<Bytes> envelopes = outbox_.take();
        writing_ = envelopes.size();
        write(std::move(envelopes));
    } else if (ending_) {
        shut_down_writing();
    } else if (outbox_.behind()) {
        ++hall_.counters.brought_up;
        hall_.fan_out.bring_up(*this, fsm_.hello().role, hall_.service.told(), hall_.service.now().at_us);
    }
}

void Conversation::written(std::size_t bytes) {
    hall_.counters.bytes_out += bytes;
    hall_.counters.frames_out += std::exchange(writing_, 0);
    flush();
}

void Conversation::close() {
    if (std::exchange(closed_, true)) return;
    ending_ = true;
    fsm_.gone();
    leave();
    wake_reader();
    close_line();
    hall_.closed(*this);
}

}  // namespace luot::net
