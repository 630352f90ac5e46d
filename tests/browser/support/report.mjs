// A month as the history API would tell it.
const times = (count, scale) => ({ count, mean_s: Math.round(612 * scale), p50_s: Math.round(540 * scale), p90_s: Math.round(1420 * scale), p95_s: Math.round(1810 * scale), max_s: Math.round(3301 * scale) });
const level = (target_minutes, called, share) => ({ target_minutes, called_within: Math.round(called * share), called, left_beyond: 12, left_within: 30, waiting_beyond: 0, waiting_within: 0, share });
const rating = (count, share) => ({ count, satisfied: Math.round(count * share), share: count ? share : null, grade_1: 2, grade_2: 5, grade_3: 14, grade_4: Math.round(count * 0.3), grade_5: Math.round(count * 0.6) });
const figures = (issued, scale) => ({
  issued, served: Math.round(issued * 0.93), no_show: Math.round(issued * 0.024), walk_out: Math.round(issued * 0.031), left_after_call: 3, expired: 4, open: 0, voided: 9, unclaimed: 2, test: 3, called_once: Math.round(issued * 0.96), legs: issued + 40, corrected: 2, unaccounted_s: 300,
  wait: times(issued, scale), walk: times(issued, 0.05), service_time: times(issued, 0.7), visit: times(issued, 1.8 * scale), levels: [level(15, issued, 0.68 / scale > 1 ? 0.985 : 0.68 / scale), level(30, issued, 0.91 / scale > 1 ? 0.998 : 0.91 / scale)],
  no_show_rate: 0.025, walk_out_rate: 0.0311, waited_us: 1, queue_length: 6.25 * scale, rating: rating(Math.round(issued * 0.4), 0.955) });
const work = (served, more) => ({ served, corrected: 1, calls: served + 10, no_show: 4, out_of_order: 3, service_time: times(served, 0.6), open_s: 520_000, idle_s: 61_000, paused_s: 20_400, unaccounted_s: 0, rating: rating(Math.round(served * 0.4), 0.96), ...more });

const clerks = ["Nguyễn Thị Thu Hà", "Trần Văn Minh", "Lê Thị Ngọc Ánh", "Phạm Quốc Bảo", "Hoàng Thị Yến", "Vũ Đức Thịnh"];
const clerk = (n) => ({ clerk: `cb-0${n}`, name: clerks[n - 1] });

export function report() {
  const arrivals = [], queue = [], waits_histogram = [], kaplan_meier = [];
  for (let weekday = 0; weekday < 5; ++weekday) for (let half_hour = 14; half_hour < 34; ++half_hour) {
    if (half_hour > 22 && half_hour < 26) continue;
    arrivals.push({ weekday, half_hour, count: Math.round(90 * Math.exp(-(((half_hour - 18) / 3) ** 2)) + 55 * Math.exp(-(((half_hour - 28.5) / 2.4) ** 2)) + weekday), days: 4 });
  }
  for (let half_hour = 14; half_hour < 35; ++half_hour) queue.push({ half_hour, service: null, mean: 18 * Math.exp(-(((half_hour - 19) / 3) ** 2)) + 11 * Math.exp(-(((half_hour - 29) / 2.6) ** 2)), area_us: 1, window_us: 1 });
  for (let minute = 0; minute < 55; ++minute) waits_histogram.push({ minute, count: Math.round(420 * Math.exp(-minute / 11) * (1 + 0.2 * Math.sin(minute))) });
  for (let minute = 0; minute < 60; ++minute) kaplan_meier.push({ minute, share_still_waiting: Math.exp(-minute / 12) });
  return {
    from: "2026-03-01", to: "2026-03-31", service: null, at_us: Date.UTC(2026, 2, 2, 2, 42, 10) * 1000, day_open: true, window_us: 1, days: Array.from({ length: 22 }, (_, i) => ({ date: `2026-03-${String(i + 2).padStart(2, "0")}`, issued: 300, last_seq: 90_417 + i, link: "7f3a9c1de00b5a7e21c88f04d2b6a91e57f3a9c1de00b5a7e21c88f04d2b6a91" })),
    all: figures(6_612, 1), fields: [["land", "Đất đai", 1_540, 1.5], ["civil-status", "Hộ tịch", 2_010, 1], ["certification", "Chứng thực", 2_210, 0.5], ["results", "Trả kết quả", 640, 0.3], ["residence", "Cư trú", 212, 0.8]].map(([service, name, issued, scale]) => ({ service, name, ...figures(issued, scale) })),
    classes: [["ordinary", "Thường", 5_900, 1], ["elderly", "Người cao tuổi", 712, 0.4]].map(([of_class, name, issued, scale]) => ({ class: of_class, name, ...figures(issued, scale) })), counters: [1, 2, 3, 4, 5, 6].map((counter) => ({ counter, ...work(900 + counter * 40) })), clerks: [1, 2, 3, 4, 5, 6].map((n) => ({ ...clerk(n), ...work(900 + n * 40) })),
    arrivals, queue, waits_histogram, kaplan_meier, kaplan_meier_median_s: 499,
    out_of_order: [{ counter: 5, ...clerk(5), reason: "chosen", code: "same-citizen", count: 7 }, { counter: 1, ...clerk(1), reason: "head_start", code: "", count: 41 }, { counter: 2, ...clerk(2), reason: "urgent", code: "", count: 3 }],
    pauses: [{ counter: 4, ...clerk(4), reason: "meeting", paused_s: 14_400 }, { counter: 1, ...clerk(1), reason: "lunch", paused_s: 66_000 }],
    priority: [{ by: "web:thuy", reason: "unwell", count: 2 }, { by: "web:thuy", reason: "urgent-matter", count: 1 }], excluded: { expired: 4, voided: 9, unclaimed: 2, test: 3 },
  };
}
