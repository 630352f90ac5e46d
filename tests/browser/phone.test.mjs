// The citizen's page before a real server, a kiosk and clerks: every state at every width in both languages, live, without a line, without a
// script, with the keyboard. Pictures go to LUOT_PICTURES, where that is set.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { mkdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { offences } from "./support/axe.mjs";
import { openPage, startBrowser } from "./support/browser.mjs";
import { assertFits } from "./support/fits.mjs";
import { Office } from "./support/office.mjs";
import { site } from "./support/programs.mjs";
import { until } from "./support/until.mjs";

const pictures = process.env.LUOT_PICTURES;
if (pictures) mkdirSync(pictures, { recursive: true });

let browser, office;
before(async () => { browser = await startBrowser(); });
after(() => browser?.close());
beforeEach(async () => { office = await Office.open({ phones: true, lasting: true }); });
afterEach(() => office.close());

const phone = (options = {}) => openPage(browser, office.origin, { width: 390, height: 844, ...options });
const tone = (page, name) => page.waitForSelector(`body.tone-${name}`);
const words = { vi: JSON.parse(readFileSync(join(site, "words/vi.json"), "utf8")).phone, en: JSON.parse(readFileSync(join(site, "words/en.json"), "utf8")).phone };

// Everywhere that it may be looked at: no offence, nothing wider than the window, also with letters twice as large.
async function lookAt(name, path, ready, rules = 8) {
  const { page, context, faults } = await phone();
  for (const language of ["vi", "en"]) {
    await page.goto(`${office.origin}${path}?lang=${language}`);
    await page.waitForSelector(ready);
    assert.equal(await page.evaluate(() => document.documentElement.lang), language);
    for (const [width, height] of [[768, 1024], [390, 844], [320, 568]]) {
      await assertFits(page, `${name} in ${language}`, width, height);
      if (pictures) await page.screenshot({ path: `${pictures}/phone-${name}-${width}-${language}.png`, fullPage: true });
    }
    if (language === "vi") assert.deepEqual(await offences(page, rules), [], name);  // words have no colours
    await page.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
    await assertFits(page, `${name} with large letters in ${language}`, 320, 568);
    if (pictures && language === "vi") await page.screenshot({ path: `${pictures}/phone-${name}-large.png`, fullPage: true });
    assert.doesNotMatch(await page.evaluate(() => document.body.innerText), /\{|\}|\[phone/);
  }
  assert.deepEqual(faults, [], name);
  await context.close();
}

test("from the slip to the thanks the page says by itself what is", async () => {
  await office.desk(1, "open");
  const { token, number } = await office.slip();
  const { page, context, faults } = await phone();
  await page.addInitScript(() => { window.shaken = 0; navigator.vibrate = () => { window.shaken += 1; return true; }; });
  await page.goto(`${office.origin}/t/${token}`);
  await tone(page, "wait");
  assert.equal(await page.locator("#number").innerText(), number);
  await lookAt("next", `/t/${token}`, ".tone-wait");
  await office.desk(1, "next");
  await tone(page, "call");
  assert.equal(await page.title(), `${number} · Mời đến quầy\u00a01`);
  assert.equal(await page.locator("#say").innerText(), "Mời đến quầy\u00a01");
  assert.equal(await page.locator("#say").getAttribute("aria-live"), "assertive");
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(255, 199, 44)");
  await page.waitForFunction(() => window.shaken === 1);
  await lookAt("called", `/t/${token}`, ".tone-call");
  await office.desk(1, "recall");
  await page.waitForFunction(() => window.shaken === 2);
  await lookAt("recalled", `/t/${token}`, ".tone-call");
  await office.desk(1, "start");
  await tone(page, "serve");
  assert.ok(await page.locator("#deeds").isHidden());
  await lookAt("serving", `/t/${token}`, ".tone-serve");
  await office.desk(1, "finish", "--outcome", "accepted");
  await tone(page, "over");
  await lookAt("rating", `/t/${token}`, "#rating");
  await page.getByRole("button", { name: "Rất hài lòng", exact: true }).click();
  await page.getByText(words.vi.thanks).waitFor();
  assert.ok(await page.locator("#rating").isHidden());
  await page.reload();
  await page.getByText(words.vi.thanks).waitFor();
  assert.ok(await page.locator("#rating").isHidden(), "asked once");
  await lookAt("thanks", `/t/${token}`, ".thanks");
  assert.deepEqual(faults, []);
  await context.close();
});

test("a hold, a return, another field, a missed turn", async () => {
  await office.desk(1, "open");
  const { token, number } = await office.slip("civil-status", "elderly");
  await office.desk(1, "next");
  await office.desk(1, "start");
  await office.desk(1, "hold", "form");
  const { page, context, faults } = await phone();
  await page.goto(`${office.origin}/t/${token}`);
  await tone(page, "hold");
  await lookAt("held", `/t/${token}`, ".tone-hold");
  await page.getByRole("button", { name: words.vi.back }).click();
  await page.locator("#back").waitFor({ state: "hidden" });
  await lookAt("held-and-back", `/t/${token}`, ".tone-hold");
  await office.desk(1, "resume", number);
  await tone(page, "call");
  await office.desk(1, "start");
  await office.desk(1, "transfer", "land", "--kind", "next-step");
  await tone(page, "wait");
  assert.match(await page.locator(".mark").innerText(), /Đất đai/);
  await lookAt("sent-on", `/t/${token}`, ".mark");
  await office.desk(4, "open");
  await office.desk(4, "next");
  await office.desk(4, "no-show");
  await tone(page, "over");
  await lookAt("missed", `/t/${token}`, ".tone-over");
  assert.deepEqual(faults, []);
  await context.close();
});

test("a number is given back with the keyboard, and only after being asked", async () => {
  const { token } = await office.slip();
  const { page, context, faults } = await phone();
  await page.goto(`${office.origin}/t/${token}`);
  const cancel = page.getByRole("button", { name: words.vi.cancel });
  await cancel.focus();
  await page.keyboard.press("Enter");
  await page.locator("#confirm").waitFor();
  assert.deepEqual(await offences(page), []);
  if (pictures) await page.screenshot({ path: `${pictures}/phone-confirm-390-vi.png` });
  assert.equal(await page.evaluate(() => document.activeElement.id), "confirm-no", "a second press by mistake keeps the number");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "cancel");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: words.vi.cancel_yes, exact: true }).click();
  await tone(page, "over");
  assert.equal(await page.locator(".heading").innerText(), words.vi.cancelled);
  assert.ok(await page.locator("#deeds").isHidden());
  await lookAt("cancelled", `/t/${token}`, ".tone-over");
  assert.deepEqual(faults, []);
  await context.close();
});

test("a token that is none has one page and no script", async () => {
  await lookAt("no-such-number", "/t/00000000000000000000000000000000", ".message", 5);
});

test("without a script the page is right and comes back by itself", async () => {
  const { token, number } = await office.slip();
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 320, height: 568 }, locale: "vi-VN" });
  const page = await context.newPage();
  await page.goto(`${office.origin}/t/${token}`);
  assert.equal(await page.locator("#number").innerText(), number);
  assert.match(await page.content(), /<meta http-equiv="refresh" content="15">/);
  assert.ok(await page.locator("noscript p").isVisible());
  assert.ok(await page.locator("#deeds").isHidden());
  if (pictures) await page.screenshot({ path: `${pictures}/phone-no-script-320-vi.png`, fullPage: true });
  await context.close();
});

test("a phone without streams asks", async () => {
  const { token } = await office.slip("land");
  const { page, context, faults } = await phone();
  await page.clock.install();
  await page.addInitScript(() => { delete window.EventSource; });
  await page.goto(`${office.origin}/t/${token}`);
  await tone(page, "wait");
  await office.desk(4, "open");
  await office.desk(4, "next");
  await page.clock.fastForward(11_000);
  await tone(page, "call");
  assert.deepEqual(faults, []);
  await context.close();
});

test("a 404 of a proxy is a lost line, and only the office's own ends the page", async () => {
  const { token } = await office.slip("land");
  const { page, context, faults } = await phone();
  await page.clock.install();
  await page.addInitScript(() => { delete window.EventSource; });
  await page.goto(`${office.origin}/t/${token}`);
  await tone(page, "wait");
  const api = "**/api/v1/visits/**";
  await page.route(api, (route) => route.fulfill({ status: 404, contentType: "text/html", body: "<h1>404</h1>" }));
  await page.clock.fastForward(11_000);
  await page.locator("#lost").waitFor();
  assert.ok(await page.locator("body.tone-wait").isVisible());
  await page.unroute(api);
  await page.clock.fastForward(11_000);
  await page.locator("#lost").waitFor({ state: "hidden" });
  await page.route(api, (route) => route.fulfill({ status: 404, json: { error: { code: "not_found", params: {} } } }));
  await page.clock.fastForward(11_000);
  await tone(page, "over");
  assert.equal(await page.locator(".heading").innerText(), words.vi.gone);
  assert.ok(await page.getByText(words.vi.gone_what).isVisible());
  assert.deepEqual(faults, []);
  await context.close();
});

test("the page is small and written for old phones", () => {
  const script = readFileSync(join(site, "phone/phone.js"), "utf8");
  const style = readFileSync(join(site, "phone/phone.css"), "utf8");
  const page = readFileSync(join(site, "phone/visit.html"), "utf8");
  assert.ok(script.length + style.length + page.length < 30_000);
  assert.doesNotMatch(script, /=>|`|\b(let|const|class|async|await|import|export)\b|\.\.\./);
  assert.doesNotMatch(style, /var\(--|display: *grid|:is\(|:where\(/);
});

test("the public page is for everybody and keeps itself", async () => {
  const { page, context, faults } = await phone();
  await page.clock.install();
  await page.route("**/public*", (route) => route.continue()); // the made-up clock runs ahead of the browser's cache
  for (const language of ["en", "vi"]) {
    await page.goto(`${office.origin}/public?lang=${language}`);
    for (const [width, height] of [[320, 568], [390, 844], [768, 1024], [1200, 800]]) {
      await assertFits(page, `the public page in ${language}`, width, height);
      if (pictures) await page.screenshot({ path: `${pictures}/public-${width}-${language}.png`, fullPage: true });
    }
    assert.deepEqual(await offences(page), []);
  }
  const waiting = page.locator("#fields li").nth(0).locator(".waiting .value");
  assert.equal(await waiting.innerText(), "0");
  await office.issue("civil-status");
  // The server makes the page at most once a second, whoever asks.
  await until("somebody waits", async () => (await (await fetch(`${office.origin}/api/v1/public`)).json()).fields[0].waiting === 1);
  await page.clock.fastForward(16_000);
  await waiting.filter({ hasText: /^1$/ }).waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

test("another website may show the public page within its own, and no other page of ours", async () => {
  const { token } = await office.slip();
  const elsewhere = createServer((request, answer) => {
    answer.setHeader("Content-Type", "text/html");
    answer.end(`<iframe id="a" src="${office.origin}/public"></iframe><iframe id="b" src="${office.origin}/t/${token}"></iframe>`);
  });
  await new Promise((ready) => elsewhere.listen(0, "127.0.0.1", ready));
  const { page, context } = await openPage(browser, "http://127.0.0.1");
  await page.goto(`http://127.0.0.1:${elsewhere.address().port}/`);
  await page.frameLocator("#a").locator("#fields").waitFor();
  assert.equal(await page.frameLocator("#b").locator("#number").count(), 0);
  await context.close();
  elsewhere.close();
});

test("a lost line is said in words, and forgotten when it is back", async () => {
  const { token } = await office.slip();
  const { page, context, faults } = await phone();
  const listening = page.waitForResponse((response) => response.url().includes("/events"));
  await page.goto(`${office.origin}/t/${token}`);
  await tone(page, "wait");
  await listening;
  await office.kill();
  await page.locator("#lost").waitFor();
  assert.match(await page.locator("#lost").innerText(), /Mất kết nối.*08:\d\d/);
  assert.deepEqual(await offences(page), []);
  if (pictures) await page.screenshot({ path: `${pictures}/phone-lost-390-vi.png`, fullPage: true });
  await office.start();
  await page.locator("#lost").waitFor({ state: "hidden" });
  assert.ok(await page.locator("body.tone-wait").isVisible());
  assert.deepEqual(faults, []);
  await context.close();
});

test("a range is shown as minutes and on the hall's clock", async () => {
  await office.desk(1, "open");
  for (let n = 0; n < 9; n += 1) await office.issue("civil-status");
  for (let n = 0; n < 8; n += 1) for (const verb of [["next"], ["start"], ["finish", "--outcome", "accepted"]]) await office.desk(1, ...verb);
  const { token } = await office.slip();
  const { page, context, faults } = await phone();
  await page.goto(`${office.origin}/t/${token}`);
  await page.locator(".figure").filter({ hasText: "phút nữa" }).waitFor();
  const text = await page.locator("main").innerText();
  assert.match(text, /\n(\d+–\d+|dưới \d+|\d+)\s+phút nữa/);
  assert.match(text, /(Khoảng|Từ bây giờ) /);
  assert.match(text, /đến \d\d:\d\d/);
  if (pictures) await page.screenshot({ path: `${pictures}/phone-range-390-vi.png`, fullPage: true });
  assert.deepEqual(faults, []);
  await context.close();
});
