// The office of the design's picture, as the server would tell it: Monday 2026-03-02, 09:42 in Hà Nội.
const at_us = Date.UTC(2026, 2, 2, 2, 42, 10) * 1000;
const ago = (minutes) => at_us - Math.round(minutes * 60e6);
const wait = (count, p50, p90) => ({ count, p50_s: p50 * 60, p90_s: p90 * 60 });
const names = (vi, en) => ({ vi, en });

const services = [["land", "Đất đai", "Land", "Đ"], ["civil-status", "Hộ tịch", "Civil status", "H"], ["certification", "Chứng thực", "Certification", "C"], ["results", "Trả kết quả", "Collect a result", "R"], ["residence", "Cư trú", "Residence", "T"]];
const counters = [[1, "Chứng thực", "Certification"], [2, "Hộ tịch", "Civil status"], [3, "Hộ tịch", "Civil status"], [4, "Đất đai", "Land"], [5, "Đất đai", "Land"], [6, "Trả kết quả", "Results"]];
const clerks = ["Nguyễn Thị Thu Hà", "Trần Văn Minh", "Lê Thị Ngọc Ánh", "Phạm Quốc Bảo", "Hoàng Thị Yến", "Vũ Đức Thịnh"];

const field = (service, waiting, longest, expected, open_counters, waits, rating, more = {}) => ({
  service, waiting, called_before: 0, longest_since_us: longest === null ? null : ago(longest), expected: expected && { low_us: expected[0] * 60e6, high_us: expected[1] * 60e6 }, open_counters,
  wait: waits ? wait(...waits) : wait(0, 0, 0), rating: rating ? { count: rating[0], satisfied: rating[1] } : { count: 0, satisfied: 0 }, issued: waiting + 20, closed: false, own_quota: null, quota: null, open_now: true, closed_why: null, opens_minute: null, ...more });
const counter = (id, serves, helps, served, p50, more) => ({
  id, state: "open", clerk: `cb-0${id}`, clerk_name: clerks[id - 1], since_us: ago(120), idle_since_us: null, ticket: null, holds: [], serves, helps, pause_reason: "", auto_call: false, help: "none", help_since_us: null, served, service: { count: served, p50_s: p50 }, ...more });
const at = (id, number, service, minutes, state = "serving") => ({ ticket: { id, number, service, state, since_us: ago(minutes) } });

function trend() {
  const today = [], usual = [];
  const shape = (m) => Math.max(0, Math.round(21 * Math.exp(-(((m - 590) / 90) ** 2)) + 17 * Math.exp(-(((m - 880) / 85) ** 2)) - 1));
  for (let minute = 435; minute <= 1035; minute += 5) {
    usual.push({ minute, waiting: shape(minute) });
    if (minute <= 580) today.push({ minute, waiting: Math.round(shape(minute) * 1.28 + (minute % 15 === 0 ? 1 : 0)) });
  }
  return { today, usual, usual_days: 6 };
}

import { report } from "./report.mjs";

export function fixture() {
  const waiting = [];
  const classes = ["ordinary", "ordinary", "elderly", "ordinary", "appointment"];
  for (let n = 0; n < 27; ++n) {
    const service = n < 15 ? "land" : n < 22 ? "civil-status" : n < 25 ? "certification" : "results";
    const prefix = services.find((each) => each[0] === service)[3];
    waiting.push({ ticket: 100 + n, number: `${prefix}${String(29 + n).padStart(3, "0")}`, service, class: classes[n % 5], arrived_us: ago(41 - n * 1.45), state: "waiting", urgent: n === 2, called_before: n === 4, for_counter: n === 6 ? 5 : null });
  }
  const live = {
    office: {
      code: "phuong-thanh-xuan", name: names("Trung tâm Phục vụ hành chính công phường Thanh Xuân", "Thanh Xuân Ward Public Service Centre"), zone: "Asia/Ho_Chi_Minh", languages: ["vi", "en"], targets_minutes: [15, 30],
      services: services.map(([code, vi, en, prefix]) => ({ code, name: names(vi, en), prefix, colour: "#0A4DB0" })),
      counters: counters.map(([id, vi, en]) => ({ id, name: names(`Quầy ${id} – ${vi}`, `Counter ${id} – ${en}`) })),
      classes: [{ code: "ordinary", name: names("Thường", "Ordinary"), priority: false }, { code: "elderly", name: names("Người cao tuổi", "Elderly"), priority: true }, { code: "appointment", name: names("Có hẹn trước", "Appointment"), priority: true }],
      reasons: {
        pause: [{ code: "lunch", name: names("Nghỉ trưa", "Lunch") }, { code: "meeting", name: names("Họp", "Meeting") }], hold: [{ code: "form", name: names("Điền tờ khai", "Filling in a form") }],
        cancel: [{ code: "left", name: names("Công dân bỏ về", "The citizen left") }, { code: "duplicate", name: names("Lấy trùng số", "A second number for the same person") }],
        choose: [{ code: "same-citizen", name: names("Cùng một công dân, nhiều hồ sơ", "Same citizen, several applications") }],
        priority: [{ code: "unwell", name: names("Công dân không khỏe", "The citizen is unwell") }, { code: "urgent-matter", name: names("Việc khẩn cấp (khai tử, cấp cứu)", "An urgent matter (a death, an emergency)") }], outcome: [] },
    },
    now: { at_us, local: "2026-03-02T09:42:10", day: "2026-03-02", weekday: 0, speed: 1, day_open: true, issuing_ended: false, clock_suspect: false, health: "serving" },
    summary: { waiting: 27, called_before: 0, usual_waiting: 21, longest: { ticket: 100, number: "Đ029", service: "land", since_us: ago(41.2) }, wait: wait(96, 11, 29), levels: [{ target_minutes: 15, share: 0.68 }, { target_minutes: 30, share: 0.91 }], served: 96, walk_out: 3, no_show: 2, issued: 128 },
    fields: [
      field("land", 15, 41.2, [35, 50], 2, [20, 24, 38], [17, 15]), field("civil-status", 7, 22, [12, 22], 2, [40, 12, 21], [38, 36]),
      field("certification", 3, 6, [4, 8], 2, [61, 5, 9], [61, 59]), field("results", 2, 3, [1, 4], 1, [30, 2, 5], [22, 22]), field("residence", 0, null, null, 0, null, null, { open_now: false, opens_minute: 810, closed_why: "not_yet_open" })],
    counters: [
      counter(1, ["certification"], ["results"], 22, 250, { idle_since_us: ago(6) }), counter(2, ["civil-status"], [], 17, 485, at(50, "H011", "civil-status", 6.17)), counter(3, ["civil-status"], [], 18, 460, at(51, "H012", "civil-status", 0.4, "called")),
      counter(4, ["land"], [], 9, 860, { state: "paused", since_us: ago(25), pause_reason: "meeting" }), counter(5, ["land"], [], 11, 810, { ...at(52, "Đ041", "land", 9.8), help: "asked", help_since_us: ago(2) }), counter(6, ["results"], [], 19, 130, { state: "closed", clerk: "", clerk_name: "" })],
    waiting,
    devices: [
      { role: "kiosk", name: "kiosk-1", connected: true, since_us: ago(150), version: "0.1.0", printer: { state: "paper_low", since_us: ago(12), slips_left: 40, detail: "" } },
      { role: "board", name: "board-1", connected: true, since_us: ago(150), version: "0.1.0", dark: false, troubles: [] }, { role: "board", name: "board-2", connected: false, since_us: ago(14), version: "0.1.0", dark: false, troubles: [] }],
    notice: null,
    alerts: [
      { key: "help:5", kind: "help", severity: "bad", since_us: ago(2), params: { counter: 5, clerk: "cb-05", answered: false } },
      { key: "target_exceeded:land", kind: "target_exceeded", severity: "bad", since_us: ago(11), params: { service: "land", target_minutes: 30, waiting: 15, open_counters: 2, number: "Đ029", arrived_us: ago(41.2) } },
      { key: "idle_counter:1", kind: "idle_counter", severity: "warn", since_us: ago(1), params: { counter: 1, idle_since_us: ago(6), service: "land", waiting: 15, takes: false, move: { serves: ["certification", "land"], helps: ["results"] }, seen: { serves: ["certification"], helps: ["results"] } } },
      { key: "printer:kiosk-1", kind: "printer", severity: "warn", since_us: ago(12), params: { device: "kiosk-1", state: "paper_low", detail: "", slips_left: 40 } },
      { key: "long_pause:4", kind: "long_pause", severity: "warn", since_us: ago(5), params: { counter: 4, clerk: "cb-04", reason: "meeting", paused_since_us: ago(25), usual_us: 15 * 60e6 } },
      { key: "out_of_order:5", kind: "out_of_order", severity: "info", since_us: ago(8), params: { counter: 5, calls: 1, number: "Đ038", reason: "same-citizen", called_us: ago(8) } }],
    trend: trend(),
  };
  const devices = [
    { role: "board", name: "board-1", connected: true, enrolled_at_us: ago(90_000), last_seen_us: at_us, status: "" }, { role: "board", name: "board-2", connected: false, enrolled_at_us: ago(90_000), last_seen_us: ago(14), status: "" },
    { role: "kiosk", name: "kiosk-1", connected: true, enrolled_at_us: ago(90_000), last_seen_us: at_us, status: "" }, { role: "counter", name: "quay-1", connected: true, enrolled_at_us: null, last_seen_us: at_us, status: "" }];
  const entry = (id, minutes, who, what, detail, outcome = "done") => ({ id, at_us: ago(minutes), wall_us: ago(minutes), who, role: who === "" ? "" : who === "minh" ? "supervisor" : "administrator", peer: "10.1.4.22", what, detail, outcome });
  const entries = [
    { ...entry(13, 0.2, "", "visit.rate", { number: "H009" }), role: "phone", peer: "" }, { ...entry(12, 0.4, "command line", "webhook.add", { id: "7f3a91c2", to: "127.0.0.1:8099", kinds: ["called", "alert"], with_link: true }), peer: "" },
    { ...entry(11, 0.6, "key:zalo", "command", { cancel: { ticket: 101, number: "Đ030", reason: "left" }, seen: { state: "waiting" } }), role: "supervisor" }, { ...entry(10, 0.8, "device:board-3", "device.enrol", { role: "board", name: "board-3" }), role: "board" },
    entry(9, 1, "minh", "command", { assignCounter: { counter: 1, serves: ["certification", "land"], helps: ["results"] } }), entry(8, 3, "minh", "command", { limitService: { service: "land", closed: true } }, "changed_meanwhile"),
    entry(7, 6, "thuy", "command", { limitService: { service: "land", closed: true, quota: 60 } }), entry(6, 9, "minh", "command", { setUrgent: { ticket: 102, number: "Đ031", reason: "unwell" } }), entry(5, 20, "thuy", "device.code", { role: "board", name: "board-3" }),
    entry(4, 31, "minh", "session.begin", { name: "minh" }), entry(3, 32, "", "session.begin", { unknown: true }, "wrong_password"), entry(2, 60, "thuy", "command", { pauseCounter: { at: { counter: 4, clerk: "cb-04" }, reason: "meeting" } }), entry(1, 70, "thuy", "command", { endDay: {} }, "asked")];
  const accounts = [{ name: "minh", role: "supervisor", created_us: ago(90_000), sessions: 1 }, { name: "phong-ho-tich", role: "viewer", created_us: ago(80_000), sessions: 0 }, { name: "thuy", role: "administrator", created_us: ago(90_000), sessions: 2 }];
  const keys = [{ name: "zalo", role: "viewer", created_us: ago(60_000) }];
  return { live, answers: { "/history": report(), "/devices": { devices, codes: [{ role: "board", name: "board-3", expires_s: 400 }] }, "/audit": { entries }, "/accounts": { accounts }, "/keys": { keys } } };
}
