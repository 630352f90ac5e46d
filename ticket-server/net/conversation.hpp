// One device's conversation with the office: bytes in, envelopes out, and between them what its SessionFsm says is carried out. No socket:
// who derives from it (Connection) carries the bytes. Internal to net, and to whoever plays a network. Network thread.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "frame/frame.hpp"
#include "net/hall.hpp"
#include "net/outbox.hpp"
#include "net/session_fsm.hpp"

namespace luot::net {

class Conversation : public std::enable_shared_from_this<Conversation>,
                     public SessionOwner,
                     public AdmissionMember,
                     public Subscriber,
                     public DeviceListener,
                     public VoiceMember,
                     public DeskMember {
  public:
    // `hall` outlives the conversation's close(). `peer`: the device's address, without its port; empty: not known.
    explicit Conversation(Hall& hall, std::string peer = {});
    virtual ~Conversation() = default;
    Conversation(const Conversation&) = delete;
    Conversation& operator=(const Conversation&) = delete;

    // The engine accepts again: goes on with a Hello that waits for it. Who waits to be read has its turn (see digest()).
    void go_on_opening();
    // Writes what is next, unless a write is under way.
    void flush();
    virtual void look_at_clock(std::int64_t now_ms);

    void drain() { fsm_.drain(); }
    bool is_idle() const { return fsm_.under_way() == 0 && fsm_.state() != SessionFsm::State::admitting; }
    // Has not said who it is.
    bool is_silent() const { return fsm_.state() == SessionFsm::State::hello_awaited; }
    // Last word, then closed within limits.linger.
    void end(const char* code, const std::string& message);
    // At once. Idempotent.
    void close();
    bool is_closed() const { return closed_; }

    void replaced() override;
    void expired() override;
    void revoked() override;
    void on_push(const Bytes& bytes) override;
    void on_snapshot(const Bytes& bytes) override;
    void on_person_key(const std::string& key) override;
    void on_device_changed() override;
    void on_voice_turn() override;
    void on_notes() override;
    void on_written(const TicketNote& note, bool durable) override;

    // A command's answer waits to be written, or a word beside it: that goes before what others are shown.
    bool has_answers() const { return brings_commands() && outbox_.has_controls(); }

    // Guard the hall's lists of those who want to be flushed.
    bool flush_wanted = false;
    bool answer_flush_wanted = false;

  protected:
    // Bytes came from the peer; digest() them.
    void feed(std::string_view bytes);
    // Takes envelope after envelope of what came, until all is taken: true. False: so many were taken, or the engine does not accept; what
    // is left has to wait until wake_reader(), and nothing is to be fed meanwhile.
    bool digest(std::size_t at_most = std::numeric_limits<std::size_t>::max());
    // All of the last write() has left.
    void written(std::size_t bytes);
    // The peer has ended the connection by itself, and says nothing more: close() follows. Where this was not seen, it may not know yet.
    void ended_by_peer() { ended_by_peer_ = true; }
    // The peer does not read: gone for good, with a last word only where that does not have to wait.
    void cut_off();
    bool is_writing() const { return writing_ > 0; }
    // Has a session: what comes may be for the engine.
    bool brings_commands() const { return static_cast<bool>(fsm_.session()); }
    // A PIN is being checked: digest() says false until go_on_reading().
    bool is_signing_in() const { return fsm_.signing_in(); }
    Hall& hall() { return hall_; }

    // The device's side of the line.
    virtual void wake_reader() = 0;
    // The PIN is checked: what waited behind it may be read, when it is its turn.
    virtual void go_on_reading() { wake_reader(); }
    virtual void write(std::vector<Bytes> envelopes) = 0;  // until written(), or close()
    virtual void shut_down_writing() = 0;
    virtual void write_if_it_fits(const Bytes& envelope) = 0;
    virtual void close_line() = 0;

  private:
    bool has_to_wait() const;
    void take(std::string_view envelope);
    void perform(Actions& actions);
    void carry_out(Admit& admit);
    void carry_out(const Send& send);
    void carry_out(const Subscribe& subscribe);
    void carry_out(Submit& submit);
    void carry_out(Note& note);
    void carry_out(const NoteVoice& note);
    void carry_out(const NotePong& note);
    void carry_out(CheckPin& check);
    void carry_out(NoteTicket& written);
    void carry_out(const Close& close);
    void enrolled(std::variant<std::string, Refused> outcome);
    void let_in(const std::string& credential);
    void open_session();
    void session_opened(const engine::Reply& reply);
    void welcome(core::SessionId session);
    void refuse(const char* code, const std::string& message);
    void answered(const engine::Reply& reply);
    void add_statuses();
    void add_voice_word();
    void pin_checked(const SignInTry& who, PinCheck check);
    void signed_in(SignedIn answer);
    bool goes_to_nobody(const Submit& submit) const;
    void refuse_note(TicketNote note);
    void show_staff();
    void show_notes();
    void add_notes();
    void leave();
    void count_end(const char* code);

    Hall& hall_;
    const std::string peer_;
    SessionFsm fsm_;
    Outbox outbox_;
    frame::Decoder decoder_;
    std::string new_credential_;  // until it is said in the Welcome
    std::size_t writing_ = 0;     // envelopes of the write under way
    bool reading_ = true;         // false: waits for the engine to accept, or for its turn
    bool waits_to_open_ = false;  // likewise, with its Hello
    bool ending_ = false;         // nothing is read any more; closed when all is written and the other side has closed
    std::int64_t close_at_ms_ = 0;
    bool statuses_wanted_ = false;  // devices have changed since status_told_
    std::uint64_t status_told_ = 0;
    std::uint64_t epoch_ = 0;  // of the Welcome
    bool is_shown_things_ = false;
    std::uint64_t clock_changes_shown_ = 0;
    bool voice_wanted_ = false;      // VoiceZones has a word for it
    std::size_t notes_written_ = 0;  // here, and not settled yet
    bool shows_notes_ = false;
    bool notes_wanted_ = false;  // there are notes behind note_told_
    std::uint64_t note_told_ = 0;
    std::uint64_t notes_gone_through_ = 0;  // what was taken away before it came is none of its business
    bool ended_by_peer_ = false;
    bool left_ = false;
    bool closed_ = false;
};

}  // namespace luot::net
