// A supervisor at the page of a real office, with kiosks and clerks at work.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { after, afterEach, before, test } from "node:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { offences } from "./support/axe.mjs";
import { openPage, startBrowser } from "./support/browser.mjs";
import { Office, password, run, signIn } from "./support/office.mjs";
import { bin } from "./support/programs.mjs";
import { until } from "./support/until.mjs";

let browser, office;
before(async () => { browser = await startBrowser(); });
afterEach(async () => { await office?.close(); office = null; });
after(() => browser?.close());

const row = (page, field) => page.locator(".fields tbody tr").filter({ has: page.getByRole("rowheader", { name: field }) });
const waiting = (page, field) => row(page, field).locator("td").first();
// Until the element says so; a test that waits in vain says what was there.
async function says(locator, text) {
  await locator.filter({ hasText: text }).waitFor().catch(async () => assert.match((await locator.allTextContents()).join(" | "), text instanceof RegExp ? text : new RegExp(text)));
}

test("whoever gives a wrong password is told so, and who gives the right one sees the office", async (t) => {
  office = await Office.open({ accounts: { thuy: "supervisor" } });
  const { page, context, faults, fetched } = await openPage(browser, office.origin);
  await page.goto(`${office.origin}/history`);
  await page.locator("#name").fill("thuy");
  await page.locator("#password").fill("không phải thế");
  await page.keyboard.press("Enter");
  await says(page.locator("#wrong"), /không đúng/);
  assert.equal(await page.locator("#password").inputValue(), "");
  await page.locator("#password").fill(password);
  await page.keyboard.press("Enter");
  await page.locator(".history .controls").waitFor();
  assert.equal(new URL(page.url()).pathname, "/history", "on to where they wanted to go");
  assert.deepEqual(await page.locator("#pages a").allTextContents(), ["Trực tiếp", "Lịch sử", "Quầy", "Thiết bị"], "what only administrators may see is not offered");

  await page.getByRole("button", { name: "Đăng xuất" }).click();
  await page.locator("#password").waitFor();
  await page.goto(office.origin);
  await page.locator("#password").waitFor();
  assert.deepEqual(faults, []);
  assert.ok(fetched.length > 0);
  await context.close();
});

test("all that the live page fetches is under 300 KB before it is compressed, and comes from the server itself", async (t) => {
  office = await Office.open({ accounts: { xem: "viewer" } });
  const { page, context, faults, fetched } = await openPage(browser, office.origin);
  const bodies = new Map();
  page.on("response", (response) => { if (!response.url().includes("/api/")) bodies.set(response.url(), response.body().catch(() => Buffer.alloc(0))); });
  await signIn(page, office, "xem");
  await office.issue("land");
  await page.locator(".trend canvas").waitFor();
  await page.waitForLoadState("load");
  await page.evaluate(() => document.fonts.ready);
  const whole = new Map();
  for (const [url, body] of bodies) whole.set(url, (await body).length);
  const bytes = [...whole.values()].reduce((sum, each) => sum + each, 0);
  const sent = fetched.filter((each) => !each.url.startsWith("/api/")).reduce((sum, each) => sum + each.bytes, 0);
  // Again as somebody who is signed in: when there is something, and when the office's figures are there.
  await page.reload();
  await page.locator(".live-page .summary").waitFor();
  const [first, figures] = await page.evaluate(() => [performance.getEntriesByType("paint").find((each) => each.name === "first-contentful-paint")?.startTime, performance.now()]);
  t.diagnostic(`${whole.size} files, ${Math.round(bytes / 1000)} KB, ${Math.round(sent / 1000)} KB as sent; first paint after ${Math.round(first)} ms, the office's figures before ${Math.round(figures)} ms`);
  for (const name of ["/modules/uplot.js", "/modules/inter-latin.woff2", "/modules/inter-vietnamese.woff2", "/words/vi.json", "/app/main.js", "/"]) assert.ok(whole.get(office.origin + name) > 0, name);
  assert.ok(bytes < 300_000, `${bytes} bytes`);
  assert.equal(await page.locator(".fields tbody button").count(), 0, "a viewer has no acts");
  assert.deepEqual(faults, []);
  await context.close();
});

test("a field that is closed from the page gives no number at the kiosk until it is opened again", async () => {
  office = await Office.open({ accounts: { thuy: "supervisor" } });
  const { page, context, faults } = await openPage(browser, office.origin);
  await signIn(page, office, "thuy");
  assert.equal((await office.issue("land")).status, 0);
  await says(waiting(page, "Đất đai"), /^1$/);
  await row(page, "Đất đai").getByRole("button").click();
  await page.getByRole("button", { name: "Ngừng phát số" }).click();
  await says(page.locator(".done"), /Đất đai: đã ngừng phát số/);
  await says(row(page, "Đất đai"), /đã ngừng phát số/);
  const refused = await office.issue("land");
  assert.equal(refused.status, 1);
  assert.match(refused.out + refused.err, /service_closed|không phát số/);
  await row(page, "Đất đai").getByRole("button").click();
  await page.getByRole("button", { name: "Phát số trở lại" }).click();
  await says(page.locator(".done"), /phát số trở lại/);
  assert.equal((await office.issue("land")).status, 0);
  await says(waiting(page, "Đất đai"), /^2$/);

  // Priority with its reason: called before the one who came first.
  await page.locator(".waiting tbody tr").nth(1).getByRole("button").click();
  await page.getByLabel("Công dân không khỏe").check();
  await page.getByRole("button", { name: "Cho ưu tiên" }).click();
  await page.locator(".waiting tbody tr").nth(1).locator(".tag").waitFor();
  await office.desk(4, "open");
  const called = await office.desk(4, "next");
  assert.match(JSON.stringify(called), /Đ002/);
  await says(page.locator(".counters tbody tr").nth(3), /gọi Đ002/);
  await says(page.locator(".summary"), /Đang chờ\s*1/);
  assert.deepEqual(faults, []);
  await context.close();
});

test("two supervisors see what the other does, and neither overwrites what they have not seen", async () => {
  office = await Office.open({ accounts: { thuy: "supervisor", minh: "supervisor" } });
  const one = await openPage(browser, office.origin), other = await openPage(browser, office.origin, { language: "en" });
  await Promise.all([signIn(one.page, office, "thuy"), signIn(other.page, office, "minh")]);
  // Both look at the same counter; one moves it, the other did not see that.
  for (const { page, name } of [{ page: one.page, name: "Chọn lĩnh vực" }, { page: other.page, name: "Choose fields" }]) {
    await page.locator(".counters tbody tr").first().getByRole("button").click();
    await page.getByRole("button", { name }).click();
  }
  await one.page.getByRole("group", { name: "Nhận trước" }).getByLabel("Đất đai").check();
  await one.page.getByRole("button", { name: "Chuyển", exact: true }).click();
  await says(one.page.locator(".done"), /nay nhận: .*Đất đai/);
  const serves = other.page.getByRole("group", { name: "Serves first" });
  await serves.getByLabel("Residence").check();
  await other.page.getByRole("button", { name: "Move", exact: true }).click();
  await says(other.page.locator("dialog .refusal").first(), /Somebody else has just changed this/);
  assert.ok(await serves.getByLabel("Land").isChecked(), "how it is now is shown");
  assert.ok(!(await serves.getByLabel("Residence").isChecked()), "and what was wished is not carried on blindly");
  await serves.getByLabel("Residence").check();
  await other.page.getByRole("button", { name: "Move", exact: true }).click();
  await says(other.page.locator(".done"), /now serves: .*Land.*Residence/);
  // The notice that one puts up, the other sees without doing anything.
  await one.page.getByRole("button", { name: "Thông báo lên bảng" }).click();
  await one.page.locator("#notice").fill("Quầy 2 nghỉ đến 9 giờ");
  await one.page.getByRole("button", { name: "Đưa lên bảng" }).click();
  await says(other.page.locator(".office-acts"), /Quầy 2 nghỉ đến 9 giờ/);
  assert.deepEqual([...one.faults, ...other.faults], []);
  await one.context.close();
  await other.context.close();
});

test("a page that lost the server says so, acts on nothing, and is right by itself when the server is back", async () => {
  office = await Office.open({ accounts: { thuy: "supervisor" }, lasting: true });
  const { page, context, faults } = await openPage(browser, office.origin);
  await signIn(page, office, "thuy");
  assert.equal((await office.issue("land")).status, 0);
  await says(waiting(page, "Đất đai"), /^1$/);
  await office.kill();
  await says(page.locator(".banner"), /Mất kết nối với máy chủ/);
  await says(page.locator(".link-state"), /mất kết nối/);
  assert.deepEqual(await offences(page), []);
  await row(page, "Đất đai").getByRole("button").click();
  await page.getByRole("button", { name: "Ngừng phát số" }).click();
  await says(page.locator("dialog .refusal").first(), /chưa thể làm gì/);
  await page.keyboard.press("Escape");
  await office.start();
  await office.issue("land");
  await says(waiting(page, "Đất đai"), /^2$/);
  await page.locator(".banner").waitFor({ state: "detached" });
  await says(page.locator(".link-state"), /^trực tiếp$/);
  await row(page, "Đất đai").getByRole("button").click();
  await page.getByRole("button", { name: "Ngừng phát số" }).click();
  await says(row(page, "Đất đai"), /đã ngừng phát số/);
  assert.deepEqual(faults, []);
  await context.close();
});

test("whoever is no longer anybody is shown no figures any more", async () => {
  office = await Office.open({ accounts: { thuy: "supervisor" } });
  const { page, context, faults } = await openPage(browser, office.origin);
  await signIn(page, office, "thuy");
  assert.equal((await run("ticket-server", ["account", "remove", "thuy", "--data", office.data])).status, 0);
  // The stream ends with the next thing that there would be to see.
  await until("the page closes", async () => {
    await office.issue("land");
    return page.locator("#password").isVisible();
  });
  assert.equal(await page.locator(".live-page").count(), 0);
  assert.deepEqual(faults, []);
  await context.close();
});

test("a day is watched while it goes by, and then printed and taken along", async (t) => {
  office = await Office.open({ accounts: { thuy: "supervisor" }, start: "2026-03-02T07:28", speed: 300 });
  const { page, context, faults } = await openPage(browser, office.origin);
  await signIn(page, office, "thuy");
  const replay = spawn(join(bin, "luot-replay"), ["--server", office.server, "--count", "250", "--seed", "7"], { stdio: "ignore" });
  const over = new Promise((ended) => replay.once("exit", ended));
  try {
    const served = page.locator(".summary .figure").nth(4).locator(".big");
    const at_least = (n) => page.waitForFunction((least) => Number(document.querySelectorAll(".summary .figure .big")[4]?.textContent) >= least, n);
    await at_least(3);
    const before = Number(await served.textContent());
    const clock = await page.locator(".clock-time").textContent();
    await at_least(before + 10);
    assert.notEqual(await page.locator(".clock-time").textContent(), clock);
    await page.locator(".trend canvas").waitFor();
    await page.locator(".counters tbody td").filter({ hasText: /[A-ZĐ]\d{3}/ }).first().waitFor();

    await page.getByRole("link", { name: "Lịch sử" }).click();
    await page.locator(".report .part-fields tbody tr").first().waitFor();
    const csv = page.waitForEvent("download");
    await page.locator(".part-fields .exports a").first().click();
    const text = readFileSync(await (await csv).path(), "utf8");
    assert.equal(text.charCodeAt(0), 0xfeff, "Excel reads it as UTF-8");
    assert.match(text.slice(1), /^service,name,/);
    assert.match(text, /\r\nland,Đất đai,\d+/);

    const file = join(office.folder, "report.pdf");
    await page.locator(".part-queue canvas").waitFor();
    await page.pdf({ path: file, preferCSSPageSize: true });
    const info = execFileSync("pdfinfo", [file], { encoding: "utf8" });
    assert.match(info, /A4/);
    assert.ok(Number(/Pages:\s+(\d+)/.exec(info)[1]) <= 6, info);
    const words = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
    for (const expected of [/Báo cáo ngày 02\/03\/2026/, /phường Thanh Xuân/, /Từng lĩnh vực/, /Đất đai/, /Kaplan/]) assert.match(words, expected);
    for (const unwanted of [/Đăng xuất/, /CSV/, /Tuần này/]) assert.doesNotMatch(words, unwanted);
    if (process.env.LUOT_PICTURES) execFileSync("pdftoppm", ["-r", "70", "-png", file, join(process.env.LUOT_PICTURES, "report")]);
    assert.deepEqual(faults, []);
  } finally {
    replay.kill("SIGKILL");
    await over;
  }
  await context.close();
});

test("what a board shows is seen on the devices' page, and its end too", async () => {
  office = await Office.open({ accounts: { thuy: "supervisor" } });
  const { page, context, faults } = await openPage(browser, office.origin);
  await signIn(page, office, "thuy");
  await page.getByRole("link", { name: "Thiết bị" }).click();
  await says(page.locator("main"), /Chưa có thiết bị nào/);
  const board = spawn(join(bin, "display-board"), ["--server", office.server, "--board", "board-1", "--headless", "--sound", "none", "--screenshot", join(office.folder, "board.png")], { stdio: "ignore" });
  const over = new Promise((ended) => board.once("exit", ended));
  try {
    await page.getByRole("row", { name: /board-1.*đang kết nối/ }).waitFor();
    await page.waitForFunction(() => document.querySelector("img.thumbnail")?.naturalWidth > 100);
  } finally {
    board.kill("SIGKILL");
    await over;
  }
  await page.getByRole("row", { name: /board-1.*mất kết nối/ }).waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

test("an administrator lets a device in, and reads who did what", async () => {
  office = await Office.open({ accounts: { "quan-tri": "administrator" } });
  const { page, context, faults } = await openPage(browser, office.origin);
  await signIn(page, office, "quan-tri");
  await page.getByRole("link", { name: "Thiết bị" }).click();
  await page.getByRole("button", { name: "Ghi danh thiết bị" }).click();
  await page.getByLabel("bảng hiển thị").check();
  await page.locator("#device-name").fill("board-3");
  await page.getByRole("button", { name: "Tạo mã" }).click();
  assert.match(await page.locator(".code").textContent(), /^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  await page.keyboard.press("Escape");
  await says(page.locator("main"), /Mã chưa dùng: board-3/);

  await page.getByRole("link", { name: "Tài khoản" }).click();
  await page.getByRole("button", { name: "Thêm tài khoản" }).click();
  await page.getByRole("textbox", { name: "Tên" }).fill("lan");
  await page.getByLabel("Mật khẩu mới").fill("ngắn");
  await page.getByLabel(/người xem/).check();
  await page.locator("dialog button[type=submit]").click();
  await says(page.locator("dialog .refusal"), /ít nhất 10 ký tự/);
  await page.getByLabel("Mật khẩu mới").fill("một mật khẩu khác");
  await page.locator("dialog button[type=submit]").click();
  await page.getByRole("rowheader", { name: "lan" }).waitFor();

  await page.getByRole("link", { name: "Nhật ký" }).click();
  await says(page.locator(".audit tbody tr").first(), /Thêm tài khoản.*lan.*đã làm/);
  await says(page.locator(".audit tbody tr").filter({ hasText: "board-3" }), /Tạo mã ghi danh/);
  assert.deepEqual(faults, []);
  await context.close();
});
