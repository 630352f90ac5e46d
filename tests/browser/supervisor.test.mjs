// What supervisors and administrators do and read, before an office that is made up.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { openPage, startBrowser } from "./support/browser.mjs";
import { startMock } from "./support/mock.mjs";
import { pages } from "./support/pages.mjs";
import { site } from "./support/programs.mjs";

let browser, mock, opened;
before(async () => { browser = await startBrowser(); });
after(() => browser?.close());
beforeEach(async () => { mock = await startMock(site); });
afterEach(async () => {
  const faults = opened?.faults;
  await opened?.context.close();
  await mock.stop();
  assert.deepEqual(faults, []);
});

async function open({ path, ready }, options) {
  opened = await openPage(browser, mock.origin, options);
  await opened.page.goto(mock.origin + path);
  await opened.page.locator(ready).first().waitFor();
  return opened.page;
}
async function fits(page) {
  await page.setViewportSize({ width: 390, height: 900 });
  await page.waitForFunction(() => innerWidth === 390 && document.documentElement.scrollWidth <= 390);
}
const live = { path: "/", ready: ".live-page" };
const signOut = (page) => page.getByRole("button", { name: "Đăng xuất" }).click();

test("the audit has words for all that is done, and numbers that people see", async () => {
  for (const [language, said] of [["vi", [/công dân.*Công dân đánh giá.*số H009/s, /dòng lệnh.*Thêm webhook.*gửi đến 127.0.0.1:8099 · báo: gọi số, việc cần xử lý · kèm trang của công dân/s, /khóa zalo.*Hủy số.*số Đ030 · lý do: Công dân bỏ về/s]],
    ["en", [/citizen.*Opinion of a citizen.*number H009/s, /command line.*Add a webhook/s, /key zalo.*Cancel a number.*number Đ030/s]]]) {
    const page = await open(pages.audit, { language });
    const rows = await page.locator(".audit tbody tr").allTextContents();
    for (const each of said) assert.ok(rows.some((row) => each.test(row)), String(each));
    for (const row of rows) assert.doesNotMatch(row, /visit\.|webhook\.|device:|key:|true|false|[[{]|\b10[12]\b/);
    await opened.context.close();
  }
  const page = await open(pages.audit);
  await page.getByRole("searchbox").fill("cong dan danh gia");
  assert.equal(await page.locator(".audit tbody tr").count(), 1);
});

test("an entry of what makes no sense does not keep the others from being read", async () => {
  const [entry] = mock.state.answers["/audit"].entries;
  const details = [{ assignCounter: { serves: "land", helps: 7 } }, { cancel: 5 }, { cancel: null }, { pauseCounter: { at: "3", reason: {} } }, "text", null, { seen: {} }];
  mock.state.answers["/audit"].entries.unshift(...details.map((detail, n) => ({ ...entry, id: 100 + n, what: "command", detail, outcome: "bad_command" })));
  const page = await open(pages.audit);
  assert.equal(await page.locator(".audit tbody tr").count(), mock.state.answers["/audit"].entries.length);
});

test("what can be enrolled is offered, with what it is called and how it is started", async () => {
  mock.state.answers["/devices/codes"] = { code: "K7QM-2XPD", role: "counter", name: "counter-3", expires_s: 900 };
  const page = await open(pages.devices);
  await page.getByRole("button", { name: "Ghi danh thiết bị" }).click();
  const dialog = page.getByRole("dialog");
  assert.deepEqual(await dialog.getByRole("radio").evaluateAll((all) => all.map((each) => each.value)), ["kiosk", "counter", "board"]);
  await dialog.getByLabel("máy ở quầy", { exact: true }).check();
  await dialog.getByText("rating-N").waitFor();
  assert.equal(await dialog.getByLabel("Tên thiết bị").getAttribute("placeholder"), "counter-3");
  await dialog.getByLabel("Tên thiết bị").fill("counter-3");
  await dialog.getByRole("button", { name: "Tạo mã" }).click();
  await dialog.getByText("--enroll K7QM-2XPD --credential TỆP").waitFor();
  await fits(page);
});

test("nobody is told that they are signed out while they are not", async () => {
  const page = await open(live);
  mock.state.away = true;
  await signOut(page);
  await page.getByRole("alert").filter({ hasText: "Chưa đăng xuất được" }).waitFor();
  assert.equal(await page.locator("form #password").count(), 0);
  assert.ok(mock.state.signed_in);
  await fits(page);
  mock.state.away = false;
  await page.setViewportSize({ width: 1440, height: 900 });
  await signOut(page);
  await page.locator("form #password").waitFor();
  assert.ok(!mock.state.signed_in);
});

test("whoever went home from a hold or a call is taken off there", async () => {
  mock.state.live.counters[2].holds = [{ id: 60, number: "H005", service: "civil-status", state: "held", since_us: mock.state.live.now.at_us - 40 * 60e6, reason: "form", returned: false }];
  const page = await open(live);
  const dialog = page.getByRole("dialog");
  for (const [number, ticket, state, said] of [["H005", 60, "held", "đang được giữ"], ["H012", 51, "called", "đang được gọi"]]) {
    await page.locator(".counters tbody button").nth(2).click();
    await dialog.getByRole("button", { name: `${number} · ${said}` }).click();
    await dialog.getByText(`Hộ tịch · Quầy 3 – Hộ tịch · ${said}`).waitFor();
    assert.equal(await dialog.getByRole("button", { name: "Cho ưu tiên" }).count(), 0);
    await dialog.getByLabel("Công dân bỏ về").check();
    await dialog.getByRole("button", { name: "Hủy số" }).click();
    await page.waitForSelector("dialog", { state: "detached" });
    assert.deepEqual(mock.state.commands.at(-1), { cancel: { ticket, voided: false, reason: "left" }, seen: { state } });
  }
  // Who is being served is not taken off.
  await page.locator(".counters tbody button").nth(1).click();
  await dialog.waitFor();
  assert.equal(await dialog.getByRole("button", { name: /H011/ }).count(), 0);
});

test("the number on a slip is found among those who wait", async () => {
  const page = await open(live);
  const waiting = page.locator(".waiting");
  await waiting.getByRole("searchbox").fill("d04");
  assert.deepEqual(await waiting.locator("tbody th").allTextContents(), ["Đ040", "Đ041", "Đ042", "Đ043"]);
  await waiting.getByRole("searchbox").fill("H999");
  await waiting.getByText("Không có dòng nào khớp.").waitFor();
  await fits(page);
});

test("figures of the whole office say so where a field is chosen, and each has how it is counted", async () => {
  const whole = "Số liệu của cả cơ quan, không riêng lĩnh vực này.";
  let page = await open(pages.history);
  assert.equal(await page.getByText(whole).count(), 0);
  await page.locator(".part-summary").getByText("Cách tính").click();
  await page.locator(".part-summary").getByText("hạng gần nhất").waitFor();
  assert.deepEqual(await page.locator(".part-classes tbody th").allTextContents(), ["Thường", "Người cao tuổi"]);
  await opened.context.close();
  mock.state.answers["/history"].service = "land";
  page = await open({ path: `${pages.history.path}&service=land`, ready: ".part-priority tbody tr" });
  const told = await page.locator(".part").filter({ hasText: whole }).evaluateAll((all) => all.map((each) => each.className.split("part-")[1]));
  assert.deepEqual(told, ["counters", "clerks", "out_of_order", "pauses", "priority"]);
});
