#include "transport/cups_queue.hpp"

#include <cups/cups.h>
#include <cups/http.h>
#include <cups/ipp.h>

#include <algorithm>
#include <vector>

namespace luot::transport {

namespace {

constexpr double wait_step_s = 0.25;

struct Ipp {
    explicit Ipp(ipp_t* message) : held(message) {}
    ~Ipp() { ippDelete(held); }
    Ipp(const Ipp&) = delete;
    Ipp& operator=(const Ipp&) = delete;
    ipp_t* held;
};

std::string last_error() {
    const char* said = cupsLastErrorString();
    return said == nullptr ? "no reason given" : said;
}

// Without it libcups would ask for a password on the terminal.
const char* no_password(const char*, http_t*, const char*, const char*, void*) {
    return nullptr;
}

int integer(ipp_t* answer, const char* name, ipp_tag_t tag, int otherwise) {
    auto* found = ippFindAttribute(answer, name, tag);
    return found == nullptr ? otherwise : ippGetInteger(found, 0);
}

std::vector<std::string> keywords(ipp_t* answer, const char* name) {
    std::vector<std::string> words;
    auto* found = ippFindAttribute(answer, name, IPP_TAG_KEYWORD);
    for (int i = 0; found != nullptr && i < ippGetCount(found); ++i) words.emplace_back(ippGetString(found, i, nullptr));
    return words;
}

// Reasons come with how bad they are at their end: media-empty, media-empty-error, media-empty-report.
bool has(const std::vector<std::string>& reasons, std::initializer_list<std::string_view> beginnings) {
    return std::ranges::any_of(reasons, [&](const std::string& reason) {
        return std::ranges::any_of(beginnings, [&](std::string_view beginning) { return reason.starts_with(beginning); });
    });
}

State state_from(ipp_t* answer) {
    const auto reasons = keywords(answer, "printer-state-reasons");
    if (has(reasons, {"cover-open", "door-open", "interlock-open"}))
        return {Condition::cover_open, "the queue says that the cover is open"};
    if (has(reasons, {"media-empty", "media-needed"})) return {Condition::paper_end, "the queue says that the paper is at its end"};
    if (has(reasons, {"offline", "connecting-to-device", "timed-out", "shutdown"})) {
        return {Condition::unreachable, "the queue does not reach the printer"};
    }
    auto* accepts = ippFindAttribute(answer, "printer-is-accepting-jobs", IPP_TAG_BOOLEAN);
    if (accepts != nullptr && ippGetBoolean(accepts, 0) == 0) return {Condition::fault, "the queue accepts no jobs"};
    if (integer(answer, "printer-state", IPP_TAG_ENUM, IPP_PSTATE_IDLE) == IPP_PSTATE_STOPPED)
        return {Condition::fault, "the queue is stopped"};
    if (has(reasons, {"media-jam", "marker-failure", "fuser"})) return {Condition::fault, "the queue says that the printer is stuck"};
    if (has(reasons, {"media-low"})) return {Condition::paper_low, "the queue says that there is little paper"};
    return {Condition::ready, {}};
}

}  // namespace

struct CupsQueue::Connection {
    Connection(const std::string& to_host, const std::string& to_port, std::chrono::milliseconds bound, std::function<bool()> ends)
        : host(to_host.empty() ? cupsServer() : to_host),
          port(to_host.empty() ? ippPort() : std::stoi(to_port)),
          limit(bound),
          stopped(std::move(ends)) {}
    ~Connection() { close(); }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // An open one, for a call that begins now.
    http_t* open(std::string& why) {
        cupsSetPasswordCB2(no_password, nullptr);
        began = std::chrono::steady_clock::now();
        if (http == nullptr) {
            http = httpConnect2(host.c_str(), port, nullptr, AF_UNSPEC, HTTP_ENCRYPTION_IF_REQUESTED, 1, static_cast<int>(limit.count()),
                                nullptr);
            if (http != nullptr) httpSetTimeout(http, wait_step_s, &Connection::wait_on, this);
        }
        if (http == nullptr) why = "no connection to CUPS at " + host + ": " + last_error();
        return http;
    }
    void close() {
        httpClose(http);
        http = nullptr;
    }
    static int wait_on(http_t*, void* data) {
        const auto* self = static_cast<Connection*>(data);
        return !self->stopped() && std::chrono::steady_clock::now() - self->began < self->limit ? 1 : 0;
    }

    std::string host;
    int port;
    std::chrono::milliseconds limit;
    std::function<bool()> stopped;
    http_t* http = nullptr;
    std::chrono::steady_clock::time_point began;
};

CupsQueue::CupsQueue(const std::string& host, const std::string& port, std::string queue, std::chrono::milliseconds limit,
                     std::function<bool()> stopped)
    : connection_(std::make_unique<Connection>(host, port, limit, std::move(stopped))), queue_(std::move(queue)) {}

CupsQueue::~CupsQueue() = default;

std::optional<State> CupsQueue::state(std::string& why) {
    http_t* http = connection_->open(why);
    if (http == nullptr) return std::nullopt;
    static const char* const wanted[] = {"printer-state", "printer-state-reasons", "printer-is-accepting-jobs"};
    ipp_t* asked = request(IPP_OP_GET_PRINTER_ATTRIBUTES);
    ippAddStrings(asked, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", 3, nullptr, wanted);
    const Ipp answer(cupsDoRequest(http, asked, ("/printers/" + queue_).c_str()));
    if (answer.held != nullptr && cupsLastError() <= IPP_STATUS_OK_CONFLICTING) return state_from(answer.held);
    why = "CUPS says nothing of the queue " + queue_ + ": " + last_error();
    if (cupsLastError() != IPP_STATUS_ERROR_NOT_FOUND) connection_->close();
    return std::nullopt;
}

// A request about the queue, for whoever the program runs as.
ipp_t* CupsQueue::request(int operation) const {
    ipp_t* made = ippNewRequest(static_cast<ipp_op_t>(operation));
    ippAddString(made, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nullptr, ("ipp://localhost/printers/" + queue_).c_str());
    ippAddString(made, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", nullptr, cupsUser());
    return made;
}

// A job is made first and gets its document then: so its number is known whatever becomes of the document.
std::optional<int> CupsQueue::submit(const std::string& name, const escpos::Bytes& bytes, std::string& why) {
    http_t* http = connection_->open(why);
    if (http == nullptr) return std::nullopt;
    const std::string path = "/printers/" + queue_;
    ipp_t* create = request(IPP_OP_CREATE_JOB);
    ippAddString(create, IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", nullptr, name.c_str());
    const Ipp created(cupsDoRequest(http, create, path.c_str()));
    const int id = created.held == nullptr ? 0 : integer(created.held, "job-id", IPP_TAG_INTEGER, 0);
    if (id <= 0) {
        why = "the queue " + queue_ + " takes no job: " + last_error();
        connection_->close();
        return std::nullopt;
    }
    const Ipp document(request(IPP_OP_SEND_DOCUMENT));
    ippAddInteger(document.held, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", id);
    ippAddString(document.held, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", nullptr, CUPS_FORMAT_RAW);
    ippAddBoolean(document.held, IPP_TAG_OPERATION, "last-document", 1);
    const auto length = ippLength(document.held) + bytes.size();
    bool sent = cupsSendRequest(http, document.held, path.c_str(), length) == HTTP_STATUS_CONTINUE;
    sent = sent && cupsWriteRequestData(http, reinterpret_cast<const char*>(bytes.data()), bytes.size()) == HTTP_STATUS_CONTINUE;
    if (sent) {
        const Ipp answer(cupsGetResponse(http, path.c_str()));
        if (answer.held != nullptr && cupsLastError() <= IPP_STATUS_OK_CONFLICTING) return id;
    }
    why = "the queue " + queue_ + " did not take the slip: " + last_error();
    connection_->close();
    if (!cancel(id)) return id;  // it may be done already: what becomes of it only the job itself says
    return std::nullopt;
}

CupsQueue::JobState CupsQueue::job(int id) {
    std::string ignored;  // that nothing is told is the answer
    http_t* http = connection_->open(ignored);
    if (http == nullptr) return JobState::not_told;
    ipp_t* asked = request(IPP_OP_GET_JOB_ATTRIBUTES);
    ippAddInteger(asked, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", id);
    ippAddString(asked, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", nullptr, "job-state");
    const Ipp answer(cupsDoRequest(http, asked, ("/printers/" + queue_).c_str()));
    if (answer.held == nullptr) connection_->close();
    switch (answer.held == nullptr ? 0 : integer(answer.held, "job-state", IPP_TAG_ENUM, 0)) {
        case IPP_JSTATE_PENDING:
        case IPP_JSTATE_HELD:
            return JobState::waiting;
        case IPP_JSTATE_PROCESSING:
        case IPP_JSTATE_STOPPED:
            return JobState::printing;
        case IPP_JSTATE_CANCELED:
            return JobState::cancelled;
        case IPP_JSTATE_ABORTED:
            return JobState::aborted;
        case IPP_JSTATE_COMPLETED:
            return JobState::done;
        default:
            return JobState::not_told;
    }
}

bool CupsQueue::cancel(int id) {
    std::string ignored;  // as in job()
    http_t* http = connection_->open(ignored);
    return http != nullptr && cupsCancelJob2(http, queue_.c_str(), id, 0) <= IPP_STATUS_OK_CONFLICTING;
}

}  // namespace luot::transport
