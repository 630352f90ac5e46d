// Every page, in both languages and at three widths, before an office that is made up: nothing against WCAG 2.2 AA, no word outside the content
// policy, no request to anybody else, nothing wider than the window. Pictures go to LUOT_PICTURES, where that is set.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { mkdirSync } from "node:fs";
import { offences } from "./support/axe.mjs";
import { openPage, startBrowser } from "./support/browser.mjs";
import { startMock } from "./support/mock.mjs";
import { pages } from "./support/pages.mjs";
import { site } from "./support/programs.mjs";

let browser, mock;
before(async () => { browser = await startBrowser(); mock = await startMock(site); });
after(async () => { await browser?.close(); await mock?.stop(); });

const pictures = process.env.LUOT_PICTURES;
if (pictures) mkdirSync(pictures, { recursive: true });

for (const [name, { path, ready, signed_out }] of Object.entries(pages)) {
  test(`${name} is for everybody, at every width and in both languages`, async () => {
    for (const language of ["vi", "en"]) {
      mock.state.signed_in = !signed_out;
      const { page, context, faults } = await openPage(browser, mock.origin, { language, height: 1000 });
      await page.goto(mock.origin + path);
      for (const width of [1440, 1024, 390]) {
        await page.setViewportSize({ width, height: 1000 });
        await page.waitForSelector(ready);
        await page.evaluate(() => document.fonts.ready);
        assert.equal(await page.evaluate(() => document.documentElement.lang), language);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} is wider than ${width}`);
        // What axe looks at is the same in both languages: each width once.
        if ((language === "en") === (width === 1024)) assert.deepEqual(await offences(page), [], `${name} at ${width} in ${language}`);
        if (pictures) await page.screenshot({ path: `${pictures}/${name}-${width}-${language}.png`, fullPage: true });
      }
      assert.deepEqual(faults, []);
      await context.close();
    }
    mock.state.signed_in = true;
  });
}

const dialogs = [["field", ".fields tbody button", "#quota"], ["counter", ".counters tbody button", "dialog fieldset"], ["ticket", ".waiting tbody button", "dialog fieldset"], ["assign", ".alerts li.warn button", "dialog .two"], ["staff", null, ".choose-counter"], ["notice", ".office-acts .second", "#notice"], ["end_day", ".office-acts .danger", "dialog input[type=checkbox]"]];
test("every act of the live page can be done with the keyboard alone, and is for everybody", async () => {
  const { page, context, faults } = await openPage(browser, mock.origin, { width: 1024 });
  await page.goto(mock.origin);
  for (const [name, opener, inside] of dialogs) {
    const target = opener ? page.locator(opener).first() : page.locator(".alerts li.bad button").nth(1);
    if (name === "staff") { mock.state.live.alerts = mock.state.live.alerts.filter((each) => each.kind !== "idle_counter"); await page.reload(); }
    await target.focus();
    await page.keyboard.press("Enter");
    await page.waitForSelector(inside);
    assert.deepEqual(await offences(page), [], name);
    assert.ok(await page.evaluate(() => document.querySelector("dialog").contains(document.activeElement)), `${name}: the focus is inside`);
    if (pictures) await page.screenshot({ path: `${pictures}/act-${name}.png` });
    await page.keyboard.press("Escape");
    await page.waitForSelector("dialog", { state: "detached" });
    assert.ok(await target.evaluate((element) => element === document.activeElement), `${name}: the focus is back where it was`);
  }
  assert.deepEqual(faults, []);
  await context.close();
});

test("the first stop of the tab key leads past the bar", async () => {
  const { page, context } = await openPage(browser, mock.origin);
  await page.goto(mock.origin);
  await page.waitForSelector(".live-page");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("href")), "#content");
  await context.close();
});

test("who reads the trend without seeing it is told it, and may have its numbers", async () => {
  const { page, context } = await openPage(browser, mock.origin, { language: "en" });
  await page.goto(mock.origin);
  const chart = page.getByRole("img", { name: /Chart: at 09:40 \d+ people wait, usually 21/ });
  await chart.waitFor();
  await page.getByRole("button", { name: "Show as a table" }).click();
  await page.getByRole("region", { name: /People waiting over the day/ }).getByRole("rowheader", { name: "09:30" }).waitFor();
  await context.close();
});

test("a table sorts by its heads and finds what is typed without accents", async () => {
  const { page, context } = await openPage(browser, mock.origin);
  await page.goto(mock.origin + pages.history.path);
  const part = page.locator(".part-fields");
  await part.getByRole("button", { name: "Đã phát" }).click();
  assert.equal(await part.locator("tbody tr").first().locator("th").textContent(), "Chứng thực");
  assert.equal(await part.locator("th[aria-sort]").getAttribute("aria-sort"), "descending");
  await part.getByRole("searchbox").fill("dat");
  assert.deepEqual(await part.locator("tbody th").allTextContents(), ["Đất đai"]);
  await part.getByText("Cách tính").click();
  await part.getByText("hạng gần nhất").waitFor();
  await context.close();
});

test("a refusal is said in words, and nothing is done twice", async () => {
  const { page, context } = await openPage(browser, mock.origin, { language: "en" });
  mock.state.refuse = { code: "last_counter", params: { service: "land", people: "4" } };
  mock.state.commands.length = 0;
  await page.goto(mock.origin);
  await page.locator(".counters tbody button").nth(1).click();
  await page.getByRole("button", { name: "Close", exact: true }).nth(1).click();
  await page.locator("dialog .refusal").getByText(/No other counter.*Land.*4/i).waitFor();
  assert.deepEqual(mock.state.commands, [{ closeCounter: { at: { counter: 2, clerk: "cb-02" } } }]);
  mock.state.refuse = null;
  await context.close();
});

test("a report that has to wait for others is asked for again, without anybody doing anything", async () => {
  const { page, context, faults } = await openPage(browser, mock.origin);
  mock.state.busy = 2;
  await page.goto(mock.origin + pages.history.path);
  await page.locator(".part-fields tbody tr").first().waitFor();
  assert.equal(mock.state.busy, 0);
  assert.equal(await page.locator(".history > .refusal").textContent(), "");
  assert.deepEqual(faults, []);
  await context.close();
});

test("who comes second is shown how it is now by the answer, before the stream has it", async () => {
  const { page, context } = await openPage(browser, mock.origin);
  mock.state.refuse = { code: "changed_meanwhile", params: { now: { serves: ["certification", "residence"], helps: [] } } };
  mock.state.commands.length = 0;
  await page.goto(mock.origin);
  await page.locator(".counters tbody button").first().click();
  await page.getByRole("button", { name: "Chọn lĩnh vực" }).click();
  await page.getByRole("button", { name: "Chuyển", exact: true }).click();
  await page.locator("dialog .refusal").getByText(/Có người khác vừa thay đổi/).waitFor();
  assert.ok(await page.getByRole("group", { name: "Nhận trước" }).getByLabel("Cư trú").isChecked());
  mock.state.refuse = null;
  await page.getByRole("button", { name: "Chuyển", exact: true }).click();
  await page.waitForSelector("dialog", { state: "detached" });
  assert.deepEqual(mock.state.commands.at(-1).seen, { serves: ["certification", "residence"], helps: [] });
  await context.close();
});
