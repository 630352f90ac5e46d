// A queue of CUPS on 127.0.0.1 that is not there: takes raw jobs over IPP, and says of them and of itself what a test wants. On a thread of
// its own, because libcups waits.
#pragma once

#include <cups/cups.h>
#include <cups/http.h>
#include <cups/ipp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace luot::testing {

class FakeQueue {
  public:
    struct Behaviour {
        ipp_pstate_t state = IPP_PSTATE_IDLE;
        std::string reason = "none";
        bool accepts = true;
        bool takes_jobs = true;
        bool takes_documents = true;
        std::vector<ipp_jstate_t> job_states{IPP_JSTATE_COMPLETED};  // one after the other, as it is asked; the last one stays
    };

    explicit FakeQueue(Behaviour how) : behaviour_(std::move(how)) {
        listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in here{};
        here.sin_family = AF_INET;
        here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof here;
        auto* address = reinterpret_cast<sockaddr*>(&here);
        if (::bind(listener_, address, size) != 0 || ::listen(listener_, 4) != 0 || ::getsockname(listener_, address, &size) != 0) {
            throw std::runtime_error("no port for a queue");
        }
        port_ = std::to_string(ntohs(here.sin_port));
        thread_ = std::thread([this] { serve(); });
    }
    ~FakeQueue() {
        stopping_ = true;
        ::shutdown(listener_, SHUT_RDWR);
        thread_.join();
        ::close(listener_);
    }
    FakeQueue(const FakeQueue&) = delete;
    FakeQueue& operator=(const FakeQueue&) = delete;

    const std::string& port() const { return port_; }
    void change(const std::function<void(Behaviour&)>& how) {
        const std::lock_guard lock(mutex_);
        how(behaviour_);
    }
    std::vector<std::vector<std::uint8_t>> documents() {
        const std::lock_guard lock(mutex_);
        return documents_;
    }
    std::vector<std::string> formats() {
        const std::lock_guard lock(mutex_);
        return formats_;
    }
    int cancelled() {
        const std::lock_guard lock(mutex_);
        return cancelled_;
    }

  private:
    void serve() {
        while (!stopping_) {
            http_t* http = httpAcceptConnection(listener_, 1);
            if (http == nullptr) continue;
            // A client that says nothing does not keep the test from ending.
            httpSetTimeout(
                http, 0.05, [](http_t*, void* self) { return static_cast<FakeQueue*>(self)->stopping_ ? 0 : 1; }, this);
            while (!stopping_ && answer(http)) {}
            httpClose(http);
        }
    }

    bool answer(http_t* http) {
        std::array<char, 1'024> path{};
        http_state_t state = HTTP_STATE_WAITING;
        do {
            state = httpReadRequest(http, path.data(), path.size());
        } while (state == HTTP_STATE_WAITING && !stopping_);
        if (state != HTTP_STATE_POST) return false;
        http_status_t status = HTTP_STATUS_CONTINUE;
        while ((status = httpUpdate(http)) == HTTP_STATUS_CONTINUE && httpGetState(http) != HTTP_STATE_POST_RECV && !stopping_) {}
        if (status == HTTP_STATUS_ERROR) return false;
        if (*httpGetField(http, HTTP_FIELD_CONTENT_TYPE) == '\0') return false;
        if (httpGetExpect(http) == HTTP_STATUS_CONTINUE) httpWriteResponse(http, HTTP_STATUS_CONTINUE);
        ipp_t* request = ippNew();
        while (true) {
            const auto read = ippRead(http, request);
            if (read == IPP_STATE_ERROR) return false;
            if (read == IPP_STATE_DATA) break;
        }
        ipp_t* response = reply_to(request, http);
        ippDelete(request);
        httpClearFields(http);
        httpSetField(http, HTTP_FIELD_CONTENT_TYPE, "application/ipp");
        httpSetLength(http, ippLength(response));
        const bool sent = httpWriteResponse(http, HTTP_STATUS_OK) == 0 && ippWrite(http, response) == IPP_STATE_DATA;
        ippDelete(response);
        httpFlushWrite(http);
        return sent;
    }

    ipp_t* reply_to(ipp_t* request, http_t* http) {
        std::vector<std::uint8_t> document;
        std::array<char, 4'096> part{};
        const bool has_document = ippGetOperation(request) == IPP_OP_SEND_DOCUMENT;
        for (ssize_t count = 0; has_document && (count = httpRead2(http, part.data(), part.size())) > 0;) {
            document.insert(document.end(), part.begin(), part.begin() + count);
        }
        if (httpGetState(http) != HTTP_STATE_POST_SEND) httpFlush(http);
        const std::lock_guard lock(mutex_);
        ipp_t* response = ippNewResponse(request);
        switch (ippGetOperation(request)) {
            case IPP_OP_GET_PRINTER_ATTRIBUTES:
                ippAddInteger(response, IPP_TAG_PRINTER, IPP_TAG_ENUM, "printer-state", behaviour_.state);
                ippAddString(response, IPP_TAG_PRINTER, IPP_TAG_KEYWORD, "printer-state-reasons", nullptr, behaviour_.reason.c_str());
                ippAddBoolean(response, IPP_TAG_PRINTER, "printer-is-accepting-jobs", behaviour_.accepts ? 1 : 0);
                break;
            case IPP_OP_CREATE_JOB:
                if (!behaviour_.takes_jobs) {
                    ippSetStatusCode(response, IPP_STATUS_ERROR_NOT_ACCEPTING_JOBS);
                    break;
                }
                ippAddInteger(response, IPP_TAG_JOB, IPP_TAG_INTEGER, "job-id", ++jobs_);
                asked_ = 0;
                break;
            case IPP_OP_SEND_DOCUMENT:
                if (!behaviour_.takes_documents) {
                    ippSetStatusCode(response, IPP_STATUS_ERROR_INTERNAL);
                    break;
                }
                documents_.push_back(std::move(document));
                if (auto* format = ippFindAttribute(request, "document-format", IPP_TAG_MIMETYPE)) {
                    formats_.emplace_back(ippGetString(format, 0, nullptr));
                }
                break;
            case IPP_OP_GET_JOB_ATTRIBUTES: {
                const auto& states = behaviour_.job_states;
                ippAddInteger(response, IPP_TAG_JOB, IPP_TAG_ENUM, "job-state", states[std::min(asked_, states.size() - 1)]);
                ++asked_;
                break;
            }
            case IPP_OP_CANCEL_JOB:
                ++cancelled_;
                break;
            default:
                ippSetStatusCode(response, IPP_STATUS_ERROR_OPERATION_NOT_SUPPORTED);
        }
        return response;
    }

    std::mutex mutex_;
    Behaviour behaviour_;
    std::vector<std::vector<std::uint8_t>> documents_;
    std::vector<std::string> formats_;
    int jobs_ = 0;
    std::size_t asked_ = 0;
    int cancelled_ = 0;
    std::atomic<bool> stopping_ = false;
    int listener_ = -1;
    std::string port_;
    std::thread thread_;
};

}  // namespace luot::testing
