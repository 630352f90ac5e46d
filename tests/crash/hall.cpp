#include "hall.hpp"

#include <array>

namespace luot::crash {

namespace {

const std::array<std::string, 4> services{"civil-status", "land", "certification", "result"};

}  // namespace

const std::string& any_service(Random& random) {
    return services[below(random, services.size())];
}

// Open day and night. Deadlines are as long as a commit is to a fast clock; one field runs out of numbers, another widens them.
std::string office_text() {
    return R"(code = "crash"
name = { vi = "Phường thử mất điện" }
languages = ["vi"]
outcomes = [{ code = "accepted", name = { vi = "Đã tiếp nhận" } }, { code = "needs-supplement", name = { vi = "Cần bổ sung" } }]

[policy]
kind = "head_start"

[rules]
no_show_after = "20 min"
longest_wait = "4 h"
slip_silent = "10 min"
slip_reprint = "10 min"
reinstate_grace = "2 h"

[reasons]
pause = [{ code = "break", name = { vi = "Nghỉ" } }]
hold = [{ code = "filling-form", name = { vi = "Viết tờ khai" } }]
cancel = [{ code = "issued-by-mistake", name = { vi = "Lấy nhầm" } }]
choose = [{ code = "unwell", name = { vi = "Mệt" } }]
priority = [{ code = "emergency", name = { vi = "Khẩn cấp" } }]

[[classes]]
code = "ordinary"
name = { vi = "Thường" }
[[classes]]
code = "elderly"
name = { vi = "Người cao tuổi" }
priority = true
head_start = "15 min"

[[services]]
code = "civil-status"
name = { vi = "Hộ tịch" }
prefix = "H"
last_number = 99
digits = 2
[[services]]
code = "land"
name = { vi = "Đất đai" }
prefix = "L"
[[services]]
code = "certification"
name = { vi = "Chứng thực" }
prefix = "C"
last_number = 800
at_end = "refuse"
[[services]]
code = "result"
name = { vi = "Trả kết quả" }
prefix = "T"

[[counters]]
number = 1
serves = ["civil-status"]
helps = ["land", "certification", "result"]
[[counters]]
number = 2
serves = ["land", "result"]
helps = ["certification"]
[[counters]]
number = 3
serves = ["certification", "civil-status"]
helps = ["land", "result"]
[[counters]]
number = 4
serves = ["civil-status", "land", "certification", "result"]
)";
}

}  // namespace luot::crash
