#include "counter/refusal_words.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <optional>

namespace luot::counter {
namespace {

// Of several entries for one code, the first whose {parameters} are all there is taken; the last has none.
struct Template {
    std::string_view code;
    std::string_view vi;
    std::string_view en;
};

constexpr std::array templates{
    Template{"unspecified", "Máy chủ từ chối mà không nói rõ lý do. Hãy thử lại; nếu vẫn vậy, báo quản trị.",
             "The server refused without a reason. Try again; if it stays so, tell the administrator."},
    // Asked for something that the office does not have.
    Template{"unknown_service", "Cơ quan không có lĩnh vực “{service}”.", "The office has no field “{service}”."},
    Template{"unknown_service", "Cơ quan không có lĩnh vực này.", "The office has no such field."},
    Template{"unknown_class", "Cơ quan không có đối tượng “{class}”.", "The office has no class “{class}”."},
    Template{"unknown_class", "Cơ quan không có đối tượng này.", "The office has no such class."},
    Template{"unknown_counter", "Cơ quan không có quầy {counter}.", "The office has no counter {counter}."},
    Template{"unknown_counter", "Cơ quan không có quầy này.", "The office has no such counter."},
    Template{"unknown_ticket", "Không tìm thấy số {number} trong hôm nay. Xin xem lại số trên phiếu.",
             "There is no {number} today. Look at the slip again."},
    Template{"unknown_ticket", "Không tìm thấy số này trong hôm nay. Xin xem lại số trên phiếu.",
             "There is no such number today. Look at the slip again."},
    Template{"unknown_reason", "Lý do “{reason}” không có trong danh sách của cơ quan.", "“{reason}” is not among the office's reasons."},
    Template{"unknown_reason", "Lý do này không có trong danh sách của cơ quan.", "That is not among the office's reasons."},
    Template{"unknown_outcome", "Kết quả “{outcome}” không có trong danh sách của cơ quan.",
             "“{outcome}” is not among the office's outcomes."},
    Template{"unknown_outcome", "Kết quả này không có trong danh sách của cơ quan.", "That is not among the office's outcomes."},
    Template{"unknown_clerk", "Mã cán bộ “{clerk}” chưa được khai báo. Xem lại mã hoặc báo quản trị.",
             "The clerk's code “{clerk}” is not known. Check it or tell the administrator."},
    Template{"unknown_clerk", "Mã cán bộ này chưa được khai báo. Xem lại mã hoặc báo quản trị.",
             "This clerk's code is not known. Check it or tell the administrator."},
    Template{"unknown_procedure", "Lĩnh vực này không có thủ tục “{procedure}”.", "This field has no procedure “{procedure}”."},
    Template{"unknown_procedure", "Lĩnh vực này không có thủ tục đó.", "This field has no such procedure."},
    // Issuing.
    Template{"service_closed", "Lĩnh vực {service} đang không phát số: {why}.", "{service} gives no numbers now: {why}."},
    Template{"service_closed", "Lĩnh vực {service} đang không phát số.", "{service} gives no numbers now."},
    Template{"service_closed", "Lĩnh vực này đang không phát số.", "This field gives no numbers now."},
    Template{"not_yet_open", "Chưa đến giờ phát số; bắt đầu lúc {opens_minute}.", "No numbers yet; they begin at {opens_minute}."},
    Template{"not_yet_open", "Chưa đến giờ phát số.", "It is too early for numbers."},
    Template{"office_closed", "Cơ quan đang không phát số: {why}.", "The office gives no numbers now: {why}."},
    Template{"office_closed", "Cơ quan đang không phát số.", "The office gives no numbers now."},
    Template{"quota_reached", "Lĩnh vực này đã phát đủ {quota} số của hôm nay.", "This field has given all {quota} numbers of today."},
    Template{"quota_reached", "Lĩnh vực này đã phát đủ số của hôm nay.", "This field has given all its numbers of today."},
    Template{"numbers_used_up", "Dải số đã dùng hết, số cuối là {last}. Báo quản trị để nới dải số.",
             "The number range is used up, {last} was the last. Ask the administrator to widen it."},
    Template{"numbers_used_up", "Dải số đã dùng hết. Báo quản trị để nới dải số.",
             "The number range is used up. Ask the administrator to widen it."},
    Template{"too_many_tickets", "Hôm nay đã phát đến giới hạn số phiếu của hệ thống. Báo quản trị.",
             "The system's limit of tickets for one day is reached. Tell the administrator."},
    Template{"clock_unconfirmed", "Giờ của máy chủ có thể sai nên chưa phát số được. Quản trị cần xác nhận giờ trước.",
             "The server's clock may be wrong, so no numbers are given until an administrator confirms it."},
    Template{"procedure_closed", "Thủ tục “{procedure}” đang không nhận: {why}.", "The procedure “{procedure}” is closed: {why}."},
    Template{"procedure_closed", "Thủ tục này đang không nhận.", "This procedure is closed now."},
    // A ticket in the wrong state for the verb.
    Template{"wrong_state", "Số {number} {state} tại quầy {counter}, nên chưa làm được việc này.",
             "{number} {state} at counter {counter}, so this cannot be done."},
    Template{"wrong_state", "Số {number} {state}, nên chưa làm được việc này.", "{number} {state}, so this cannot be done."},
    Template{"wrong_state", "Số này đang ở trạng thái khác, nên chưa làm được việc này.",
             "The ticket is in another state, so this cannot be done."},
    Template{"ticket_ended", "Số {number} {state}; lượt này đã kết thúc.", "{number} {state}; this visit is over."},
    Template{"ticket_ended", "Số {number} đã kết thúc.", "{number} is over."},
    Template{"ticket_ended", "Lượt này đã kết thúc.", "This visit is over."},
    Template{"taken_by_counter", "Quầy {counter} đã gọi số {number} trước. Mời gọi số khác.",
             "Counter {counter} called {number} first. Call another."},
    Template{"taken_by_counter", "Quầy khác đã gọi số này trước. Mời gọi số khác.", "Another counter called it first. Call another."},
    Template{"slip_not_callable", "Phiếu của số {number} chưa in xong hoặc in hỏng, nên chưa gọi được.",
             "The slip of {number} is not printed yet or failed, so it cannot be called."},
    Template{"slip_not_callable", "Phiếu của số này chưa in xong hoặc in hỏng, nên chưa gọi được.",
             "The slip is not printed yet or failed, so it cannot be called."},
    Template{"slip_unknown", "Không rõ phiếu của số {number} có in ra không, nên chỉ gọi một lần.",
             "Nobody knows whether the slip of {number} was printed, so it is called once only."},
    Template{"slip_unknown", "Không rõ phiếu của số này có in ra không, nên chỉ gọi một lần.",
             "Nobody knows whether this slip was printed, so it is called once only."},
    Template{"slip_settled", "Phiếu của số {number} đã được ghi nhận trước đó.", "The slip of {number} is settled already."},
    Template{"slip_settled", "Phiếu này đã được ghi nhận trước đó.", "This slip is settled already."},
    Template{"grace_over", "Số {number} đã vắng quá thời gian cho phép. Mời công dân lấy số mới.",
             "{number} was away for too long. Ask the citizen to take a new number."},
    Template{"grace_over", "Số này đã vắng quá thời gian cho phép. Mời công dân lấy số mới.",
             "It was away for too long. Ask the citizen to take a new number."},
    Template{"not_yours", "Số {number} thuộc quầy {counter}. Xin nhờ quầy đó làm.",
             "{number} belongs to counter {counter}. Ask them to do it."},
    Template{"not_yours", "Số này thuộc quầy hoặc máy khác.", "It belongs to another counter or kiosk."},
    Template{"already_rated", "Số {number} đã được đánh giá.", "{number} is rated already."},
    Template{"already_rated", "Lượt này đã được đánh giá.", "This visit is rated already."},
    Template{"too_many_legs", "Số {number} đã chuyển quá nhiều lần. Hãy xử lý xong tại quầy hoặc báo lãnh đạo.",
             "{number} was transferred too often. Settle it here or tell the supervisor."},
    Template{"too_many_legs", "Số này đã chuyển quá nhiều lần. Hãy xử lý xong tại quầy hoặc báo lãnh đạo.",
             "It was transferred too often. Settle it here or tell the supervisor."},
    Template{"not_served_here", "Quầy này không nhận lĩnh vực {service}.", "This counter does not serve {service}."},
    Template{"not_served_here", "Quầy này không nhận lĩnh vực đó.", "This counter does not serve that field."},
    Template{"already_urgent", "Số {number} đã được ưu tiên gấp.", "{number} is urgent already."},
    Template{"already_urgent", "Số này đã được ưu tiên gấp.", "It is urgent already."},
    // Counters.
    Template{"counter_closed", "Quầy {counter} đang đóng. Hãy mở quầy trước.", "Counter {counter} is closed. Open it first."},
    Template{"counter_closed", "Quầy đang đóng. Hãy mở quầy trước.", "The counter is closed. Open it first."},
    Template{"counter_paused", "Quầy {counter} đang tạm nghỉ. Hãy làm việc trở lại trước.",
             "Counter {counter} is paused. End the pause first."},
    Template{"counter_paused", "Quầy đang tạm nghỉ. Hãy làm việc trở lại trước.", "The counter is paused. End the pause first."},
    Template{"counter_busy", "Quầy còn số {number}. Hãy xử lý xong số này trước.", "The counter still has {number}. Settle it first."},
    Template{"counter_busy", "Quầy đang có người. Hãy xử lý xong trước.", "The counter has somebody. Settle that first."},
    Template{"counter_idle", "Quầy chưa có số nào. Hãy gọi số trước.", "There is no ticket at the counter. Call one first."},
    Template{"counter_taken", "Quầy đang do cán bộ {clerk} giữ. Nhận quầy nếu đã thống nhất với nhau.",
             "{clerk} holds this counter. Take it over if you agreed on that."},
    Template{"counter_taken", "Quầy đang có cán bộ khác giữ. Nhận quầy nếu đã thống nhất với nhau.",
             "Another clerk holds this counter. Take it over if you agreed on that."},
    Template{"clerk_elsewhere", "Cán bộ này đang ở quầy {counter}. Hãy đóng quầy đó trước.",
             "This clerk is at counter {counter}. Close that one first."},
    Template{"clerk_elsewhere", "Cán bộ này đang ở quầy khác. Hãy đóng quầy đó trước.",
             "This clerk is at another counter. Close that one first."},
    Template{"not_your_counter", "Quầy này đang do cán bộ {clerk} giữ.", "{clerk} holds this counter."},
    Template{"not_your_counter", "Quầy này đang do cán bộ khác giữ.", "Another clerk holds this counter."},
    Template{"nobody_waiting", "Hiện không có ai chờ quầy này.", "Nobody waits for this counter now."},
    Template{"too_many_holds", "Quầy đang giữ quá nhiều số. Hãy xử lý bớt số đang giữ.",
             "The counter holds too many tickets. Settle some first."},
    Template{"already_so", "Việc này đã được làm rồi, không có gì thay đổi.", "It is so already; nothing changed."},
    Template{"last_counter", "Không quầy nào khác nhận lĩnh vực {service} mà còn {people} người. Hãy giao lĩnh vực cho quầy khác trước.",
             "No other counter takes {service}, and {people} people are here for it. Give the field to another counter first."},
    Template{"last_counter", "Không quầy nào khác nhận lĩnh vực này mà còn người chờ. Hãy giao lĩnh vực cho quầy khác trước.",
             "No other counter takes this field, and people are here for it. Give the field to another counter first."},
    // Sessions and the day.
    Template{"session_expired", "Phiên làm việc đã hết hạn; không rõ lệnh cuối đã thực hiện chưa. Xem lại quầy rồi làm tiếp.",
             "The session has expired; the last command's outcome is unknown. Look at the counter before going on."},
    Template{"sessions_full", "Máy chủ có quá nhiều thiết bị kết nối. Báo quản trị.",
             "The server has too many devices. Tell the administrator."},
    Template{"already_acknowledged", "Lệnh này đã được trả lời trước đó. Xem lại quầy rồi làm tiếp.",
             "This command was answered before. Look at the counter before going on."},
    Template{"too_many_unacknowledged", "Máy này gửi lệnh quá nhanh. Chờ một chút rồi thử lại.",
             "This device sends commands too fast. Wait a moment and try again."},
    Template{"tick_due", "Máy chủ đang bận. Hãy thử lại.", "The server is busy. Try again."},
    Template{"not_allowed", "Thiết bị này ({role}) không được làm việc này.", "This device ({role}) may not do that."},
    Template{"not_allowed", "Thiết bị này không được làm việc này.", "This device may not do that."},
    Template{"bad_value", "Giá trị của “{field}” không hợp lệ.", "The value of “{field}” is not valid."},
    Template{"bad_value", "Có giá trị không hợp lệ.", "A value is not valid."},
    Template{"day_not_over", "Ngày làm việc chưa kết thúc.", "The business day is not over yet."},
    // Not the core's: the connection's, and this program's own.
    Template{"unavailable", "Máy chủ chưa ghi được lệnh; không rõ kết quả. Xem lại quầy rồi làm lại nếu cần.",
             "The server could not record the command; its outcome is unknown. Look at the counter and repeat if needed."},
    Template{"stopped", "Chương trình dừng trước khi có trả lời; không rõ kết quả.",
             "The program stopped before there was an answer; the outcome is unknown."},
    Template{"no_answer", "Máy chủ không trả lời kịp; không rõ kết quả. Xem lại quầy rồi làm lại nếu cần.",
             "The server did not answer in time; the outcome is unknown. Look at the counter and repeat if needed."},
    Template{"no_connection", "Không kết nối được với máy chủ. Kiểm tra mạng hoặc báo quản trị.",
             "The server cannot be reached. Check the network or tell the administrator."},
    Template{"reason_missing", "Việc này cần nêu lý do. Chọn một lý do trong danh sách.", "This needs a reason. Choose one from the list."},
};

struct Word {
    std::string_view param;
    std::string_view value;
    std::string_view vi;
    std::string_view en;
};

constexpr std::array words{
    Word{"why", "hours", "ngoài giờ", "outside its hours"},
    Word{"why", "calendar", "hôm nay nghỉ theo lịch", "closed today by the calendar"},
    Word{"why", "counters", "chưa có quầy nào nhận", "no counter takes it"},
    Word{"why", "list", "theo danh mục thủ tục của cơ quan", "by the office's list of procedures"},
    Word{"why", "supervisor", "lãnh đạo đã tạm dừng", "stopped by a supervisor"},
    Word{"state", "waiting", "đang chờ", "is waiting"},
    Word{"state", "called", "đang được gọi", "is being called"},
    Word{"state", "serving", "đang được phục vụ", "is being served"},
    Word{"state", "held", "đang được giữ", "is held"},
    Word{"state", "served", "đã phục vụ xong", "is served"},
    Word{"state", "no_show", "đã ghi vắng mặt", "is marked absent"},
    Word{"state", "cancelled", "đã hủy", "is cancelled"},
    Word{"state", "expired", "đã hết hạn", "has expired"},
    Word{"role", "kiosk", "máy lấy số", "kiosk"},
    Word{"role", "counter", "máy ở quầy", "counter"},
    Word{"role", "board", "bảng hiển thị", "board"},
    Word{"role", "supervisor", "lãnh đạo", "supervisor"},
    Word{"role", "administrator", "quản trị", "administrator"},
    Word{"role", "phone", "điện thoại", "phone"},
};

std::string clock_words(const std::string& minute_text) {
    int minute = 0;
    const char* end = minute_text.data() + minute_text.size();
    const auto parsed = std::from_chars(minute_text.data(), end, minute);
    if (parsed.ec != std::errc() || parsed.ptr != end || minute < 0 || minute > 2 * 1440) return minute_text;
    std::array<char, 32> text{};
    const int length = std::snprintf(text.data(), text.size(), "%02d:%02d", minute / 60 % 24, minute % 60);
    return {text.data(), static_cast<std::size_t>(length)};
}

std::string param_words(const std::string& name, const std::string& value, const OfficeView& office, bool vietnamese) {
    if (name == "service") return office.service_name(value, vietnamese ? "vi" : "en");
    if (name == "opens_minute") return clock_words(value);
    for (const Word& word : words) {
        if (word.param == name && word.value == value) return std::string(vietnamese ? word.vi : word.en);
    }
    return value;
}

// Nothing where a parameter is missing.
std::optional<std::string> fill(std::string_view text, const Params& params, const OfficeView& office, bool vietnamese) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t open = text.find('{', at);
        out += text.substr(at, open - at);
        if (open == std::string_view::npos) break;
        const std::size_t close = text.find('}', open);
        const std::string_view name = text.substr(open + 1, close - open - 1);
        const auto param = std::find_if(params.begin(), params.end(), [name](const auto& given) { return given.first == name; });
        if (param == params.end() || param->second.empty()) return std::nullopt;
        out += param_words(param->first, param->second, office, vietnamese);
        at = close + 1;
    }
    return out;
}

}  // namespace

bool has_words(std::string_view code) {
    return std::any_of(templates.begin(), templates.end(), [code](const Template& entry) { return entry.code == code; });
}

Sentence word_refusal(std::string_view code, const Params& params, const OfficeView& office) {
    for (const Template& entry : templates) {
        if (entry.code != code) continue;
        const auto vi = fill(entry.vi, params, office, true);
        const auto en = fill(entry.en, params, office, false);
        if (vi && en) return {*vi, *en};
    }
    const std::string name(code);
    return {"Máy chủ từ chối (" + name + "). Báo quản trị kèm mã này.",
            "The server refused (" + name + "). Tell the administrator this code."};
}

}  // namespace luot::counter
