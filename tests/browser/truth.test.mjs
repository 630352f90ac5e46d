// The pages say no more than is known, on the screen and on paper: before an office that is made up.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openPage, startBrowser } from "./support/browser.mjs";
import { assertFits } from "./support/fits.mjs";
import { startMock } from "./support/mock.mjs";
import { pages } from "./support/pages.mjs";
import { site } from "./support/programs.mjs";

let browser, mock, opened, folder;
before(async () => { browser = await startBrowser(); folder = mkdtempSync(join(tmpdir(), "luot-paper.")); });
after(async () => { await browser?.close(); rmSync(folder, { recursive: true, force: true }); });
beforeEach(async () => { mock = await startMock(site); });
afterEach(async () => { await opened?.context.close(); await mock.stop(); });

async function open(path, ready, options) {
  opened = await openPage(browser, mock.origin, options);
  await opened.page.goto(mock.origin + path);
  if (ready) await opened.page.locator(ready).first().waitFor();
  return opened.page;
}
// What stands on paper.
async function printed(page) {
  const file = join(folder, "report.pdf");
  await page.pdf({ path: file, preferCSSPageSize: true });
  return execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
}
const report = () => mock.state.answers["/history"];
const today = "/history?from=2026-03-02&to=2026-03-02";
const field = (page, name) => page.locator(".fields tbody tr").filter({ has: page.getByRole("rowheader", { name }) });

test("a command whose answer is lost may have been done, and nobody says that it was not", async () => {
  const page = await open("/", ".live-page", { language: "en" });
  mock.state.lose = true;
  await page.locator(".counters tbody button").nth(1).click();
  await page.getByRole("button", { name: "Close", exact: true }).nth(1).click();
  await page.locator("dialog .refusal").filter({ hasText: "it is not known whether this was done" }).waitFor();
  assert.ok(mock.state.commands.length > 0, "it had been done");
});

test("a question that nobody answers is no more than that", async () => {
  const page = await open("/", ".live-page");
  mock.state.away = true;
  await page.evaluate(() => import("/app/parts/api.js").then((api) => api.ask("GET", "/api/v1/session")).catch((error) => error.code)).then((code) => assert.equal(code, "no_connection"));
});

test("a computer that slept says of when its figures are, and not when it woke", async () => {
  opened = await openPage(browser, mock.origin);
  const { page } = opened;
  await page.clock.install();
  await page.goto(mock.origin);
  await page.locator(".live-page").waitFor();
  mock.state.away = true;
  await page.clock.fastForward("02:00:00");
  const banner = page.locator(".banner.bad");
  await banner.waitFor();
  assert.match(await banner.textContent(), /là lúc 09:42:\d\d/);
  assert.match(await page.locator(".clock-time").textContent(), /09:42/);
  for (const width of [1440, 1180, 1024, 390]) await assertFits(page, "a lost line", width);
});

test("a field that lives from transfers has its report", async () => {
  Object.assign(report().all, { issued: 0, expired: 0, legs: 40 });
  const page = await open(`${today}&service=results`, ".part-fields tbody tr");
  assert.equal(await page.getByText("Không có lượt nào").count(), 0);
  Object.assign(report().all, { legs: 0, voided: 0, unclaimed: 0, test: 0 });
  await page.reload();
  await page.getByText("Không có lượt nào").waitFor();
});

test("whoever comes when no numbers are given is promised no minutes", async () => {
  const wanted = { waiting: 1, longest_since_us: mock.state.live.now.at_us - 60e6, expected: { low_us: 180e6, high_us: 600e6 }, open_now: false };
  Object.assign(mock.state.live.fields[0], wanted, { opens_minute: 810 });
  Object.assign(mock.state.live.fields[1], wanted, { opens_minute: null });
  const page = await open("/", ".fields tbody tr");
  for (const [name, said] of [["Đất đai", "mở lúc 13:30"], ["Hộ tịch", "không phát số"]]) {
    assert.equal(await field(page, name).locator("td").nth(2).textContent(), said);
    assert.equal(await field(page, name).locator(".range-bar").count(), 0);
  }
  await page.setViewportSize({ width: 390, height: 900 });
  const expected = page.locator(".fields .cards li").first().locator("dd").nth(2);
  await expected.waitFor();
  assert.equal(await expected.textContent(), "mở lúc 13:30");
});

test("a field without a counter says so, and one whose queue has stopped has a range that holds who waits", async () => {
  const now = mock.state.live.now.at_us;
  Object.assign(mock.state.live.fields[0], { waiting: 0, longest_since_us: null, expected: null, open_counters: 0 });
  Object.assign(mock.state.live.fields[1], { waiting: 3, longest_since_us: now - 40.4 * 60e6, expected: { low_us: 180e6, high_us: 41 * 60e6 } });
  const page = await open("/", ".fields tbody tr");
  assert.equal(await field(page, "Đất đai").locator("td").nth(2).textContent(), "chưa có quầy mở");
  assert.equal(await field(page, "Hộ tịch").locator(".range-text").textContent(), "3–41");
});

test("how bad an alert is stands there in words", async () => {
  const page = await open("/", ".alerts li");
  for (const [severity, word] of [["bad", "Khẩn"], ["warn", "Cần chú ý"]]) {
    const said = page.locator(`.alerts li.${severity} .severity`).first();
    assert.match(await said.innerText(), new RegExp(word));
    assert.ok((await said.boundingBox()).width > 20, "it can be seen");
  }
});

test("waits in whole minutes are never nicer than they were", async () => {
  mock.state.live.summary.wait = { count: 9, p50_s: 449, p90_s: 1820 };
  mock.state.live.fields[0].wait = { count: 9, p50_s: 900, p90_s: 1801 };
  const page = await open("/", ".live-page");
  assert.match(await page.locator(".summary .figure").nth(2).textContent(), /8 phút.*P90 31/);
  assert.match(await field(page, "Đất đai").textContent(), /15 \/ 31/);
});

test("clerks have their names in the history, whoever is at a counter now", async () => {
  report().clerks[0] = { ...report().clerks[0], clerk: "cb-77", name: "Bùi Thị Mai" };
  for (const part of ["out_of_order", "pauses"]) report()[part][0] = { ...report()[part][0], clerk: "cb-77", name: "Bùi Thị Mai" };
  for (const counter of mock.state.live.counters) Object.assign(counter, { clerk: "", clerk_name: "" });
  const page = await open(pages.history.path, ".part-clerks tbody tr");
  assert.equal(await page.locator(".part-clerks").getByRole("rowheader", { name: "Bùi Thị Mai" }).count(), 1);
  for (const part of ["out_of_order", "pauses"]) assert.equal(await page.locator(`.part-${part}`).getByRole("cell", { name: "Bùi Thị Mai" }).count(), 1);
});

test("a table on paper has all of its rows, and says what was left out", async () => {
  report().out_of_order = Array.from({ length: 143 }, (_, n) => ({ counter: 1, clerk: `cb${n}`, name: `cb${n}`, reason: "head_start", code: "", count: n + 1 }));
  const page = await open(pages.history.path, ".part-out_of_order tbody tr");
  assert.equal(await page.locator(".part-out_of_order tbody tr:visible").count(), 100);
  const whole = await printed(page);
  assert.match(whole, /\bcb142\b/);
  assert.doesNotMatch(whole, /đã lọc|Chỉ in/);
  await page.locator(".part-fields").getByRole("searchbox").fill("dat");
  assert.match(await printed(page), /đã lọc theo “dat”: 1 trong 5 dòng/);
});

test("a table that is too long for paper is cut, and says so", async () => {
  report().out_of_order = Array.from({ length: 1_001 }, (_, n) => ({ counter: 1, clerk: `cb${n}`, name: `cb${n}`, reason: "head_start", code: "", count: 1 }));
  const page = await open(pages.history.path, ".part-out_of_order tbody tr");
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".part-out_of_order .cut").innerText(), "Chỉ in 1.000 dòng đầu trong 1.001 dòng.");
});

test("a report of a day that is not over says when it is of, and goes on with the day", async () => {
  opened = await openPage(browser, mock.origin);
  const { page } = opened;
  await page.clock.install();
  report().days = [{ date: "2026-03-02", last_seq: 77, link: "7f3a", issued: 9 }];
  await page.goto(mock.origin + today);
  await page.locator(".as-of").filter({ hasText: "Ngày 02/03/2026 chưa hết: số liệu tính đến 09:42." }).waitFor();
  Object.assign(report(), { at_us: report().at_us + 60e6, all: { ...report().all, issued: 6_613 } });
  await page.clock.runFor(61_000);
  await page.locator(".part-summary").filter({ hasText: "6.613" }).waitFor();
  await page.locator(".as-of").filter({ hasText: "09:43" }).waitFor();
  const paper = await printed(page);
  assert.match(paper, /tính đến 09:43/);
  assert.match(paper, /lúc 09:43, khi ngày chưa hết \(mục 77\)/);
  // What cannot be asked again keeps its moment.
  mock.state.away = true;
  await page.clock.runFor(61_000);
  await page.locator(".banner.bad").waitFor();
  assert.match(await page.locator(".as-of").textContent(), /09:43/);
  assert.equal(await page.locator(".history > .refusal").textContent(), "");
});

test("a report of days that are over is asked for once, and has no such line", async () => {
  opened = await openPage(browser, mock.origin);
  const { page } = opened;
  await page.clock.install();
  report().day_open = false;
  await page.goto(`${mock.origin}/history?from=2026-02-01&to=2026-02-28`);
  await page.locator(".part-summary").waitFor();
  await page.clock.runFor(130_000);
  assert.equal(await page.locator(".as-of").count(), 0);
  assert.equal(mock.state.asked.filter((path) => path === "/api/v1/history").length, 1);
});

test("days on which only the server was there are not days with people", async () => {
  report().days = ["2026-03-01", "2026-03-02", "2026-03-03"].map((date) => ({ date, last_seq: 1, link: "7f3a", issued: date === "2026-03-02" ? 4 : 0 }));
  const page = await open(pages.history.path, ".report-head");
  assert.match(await page.locator(".report-head").textContent(), /· 1 ngày có người đến/);
});

test("a value that the office does not take is named in the words of whoever reads", async () => {
  const page = await open("/", ".live-page", { language: "en" });
  for (const [named, said] of [["text", "The value of “notice” is not valid."], ["acked_through", "A value is not valid."]]) {
    mock.state.refuse = { code: "bad_value", params: { field: named } };
    await page.locator(".counters tbody button").nth(1).click();
    await page.getByRole("button", { name: "Close", exact: true }).nth(1).click();
    await page.locator("dialog .refusal").filter({ hasText: said }).waitFor();
    await page.keyboard.press("Escape");
  }
});
