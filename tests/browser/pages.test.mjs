// Every page, in both languages and at three widths, and every dialog, before an office that is made up: nothing against WCAG 2.2 AA, no word
// outside the content policy, no request to anybody else, nothing wider than the window. Pictures go to LUOT_PICTURES, where that is set.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { mkdirSync } from "node:fs";
import { offences } from "./support/axe.mjs";
import { openPage, startBrowser } from "./support/browser.mjs";
import { assertFits } from "./support/fits.mjs";
import { startMock } from "./support/mock.mjs";
import { pages } from "./support/pages.mjs";
import { site } from "./support/programs.mjs";

let browser, mock;
before(async () => { browser = await startBrowser(); });
after(() => browser?.close());
beforeEach(async () => { mock = await startMock(site); });
afterEach(() => mock.stop());

const pictures = process.env.LUOT_PICTURES;
if (pictures) mkdirSync(pictures, { recursive: true });

for (const [name, { path, ready, signed_out }] of Object.entries(pages)) {
  test(`${name} is for everybody, at every width and in both languages`, async () => {
    for (const language of ["vi", "en"]) {
      mock.state.signed_in = !signed_out;
      const { page, context, faults } = await openPage(browser, mock.origin, { language, height: 1000 });
      await page.goto(mock.origin + path);
      await page.waitForSelector(ready);
      assert.equal(await page.evaluate(() => document.documentElement.lang), language);
      for (const width of [1440, 1024, 390]) {
        await assertFits(page, `${name} in ${language}`, width);
        // What axe looks at is the same in both languages: each width once.
        if ((language === "en") === (width === 1024)) assert.deepEqual(await offences(page), [], `${name} at ${width} in ${language}`);
        if (pictures) await page.screenshot({ path: `${pictures}/${name}-${width}-${language}.png`, fullPage: true });
      }
      assert.deepEqual(faults, []);
      await context.close();
    }
  });
}

// Each dialog: the page that it is on, what opens it, and what is in it.
const of_live = (find) => ({ path: "/", find });
const of_accounts = (find) => ({ path: "/accounts", find });
const dialogs = {
  field: { ...of_live((page) => page.locator(".fields tbody button")), inside: "#quota" },
  counter: { ...of_live((page) => page.locator(".counters tbody button")), inside: "fieldset" },
  ticket: { ...of_live((page) => page.locator(".waiting tbody button")), inside: "fieldset" },
  assign: { ...of_live((page) => page.locator(".alerts li.warn button")), inside: ".two" },
  staff: { ...of_live((page) => page.locator(".alerts li.bad button").nth(1)), inside: ".choose-counter", before: ({ live }) => { live.alerts = live.alerts.filter((each) => each.kind !== "idle_counter"); } },
  clock: { ...of_live((page) => page.locator(".alerts li.bad button").last()), inside: ".action", before: ({ live }) => { live.alerts = [{ key: "clock_suspect", kind: "clock_suspect", severity: "bad", since_us: live.now.at_us, params: {} }]; } },
  notice: { ...of_live((page) => page.locator(".office-acts .second")), inside: "#notice" },
  end_day: { ...of_live((page) => page.locator(".office-acts .danger")), inside: "input[type=checkbox]" },
  own_password: { ...of_live((page) => page.locator(".who")), inside: "[autocomplete=current-password]" },
  counter_card: { path: "/counters", find: (page) => page.locator(".desk-cards button"), inside: "fieldset" },
  enrol: { path: "/devices", find: (page) => page.locator(".card-head .second"), inside: "#device-name" },
  revoke: { path: "/devices", find: (page) => page.locator(".devices tbody button"), inside: ".danger" },
  add_account: { ...of_accounts((page) => page.locator(".card-head .second")), inside: "[autocomplete=new-password]" },
  password: { ...of_accounts((page) => page.getByRole("row", { name: /phong-ho-tich/ }).getByRole("button").first()), inside: "[autocomplete=new-password]" },
  remove_account: { ...of_accounts((page) => page.getByRole("row", { name: /phong-ho-tich/ }).getByRole("button").last()), inside: ".danger" },
  add_key: { ...of_accounts((page) => page.locator(".card-head .second").last()), inside: "fieldset" },
};
test("every act can be done with the keyboard alone, and is for everybody", async () => {
  const { page, context, faults } = await openPage(browser, mock.origin, { width: 1024 });
  const { live } = mock.state;
  for (const [name, { path, find, inside, before }] of Object.entries(dialogs)) {
    mock.state.live = structuredClone(live);
    before?.(mock.state);
    await page.goto(mock.origin + path);
    const opener = find(page).first();
    await opener.focus();
    await page.keyboard.press("Enter");
    await page.waitForSelector(`dialog ${inside}`);
    assert.deepEqual(await offences(page), [], name);
    assert.ok(await page.evaluate(() => document.querySelector("dialog").contains(document.activeElement)), `${name}: the focus is inside`);
    if (pictures) await page.screenshot({ path: `${pictures}/act-${name}.png` });
    await page.keyboard.press("Escape");
    await page.waitForSelector("dialog", { state: "detached" });
    assert.ok(await opener.evaluate((element) => element === document.activeElement), `${name}: the focus is back where it was`);
  }
  assert.deepEqual(faults, []);
  await context.close();
});

test("the bar has room for a lost line and for letters that are not there, whatever the width", async () => {
  for (const language of ["vi", "en"]) {
    mock.state.away = false;
    const { page, context } = await openPage(browser, mock.origin, { language });
    await page.route("**/*.woff2", (route) => route.abort());
    await page.goto(`${mock.origin}/accounts`);
    await page.waitForSelector(pages.accounts.ready);
    for (const lost of [false, true]) {
      if (lost) {
        mock.state.away = true;
        for (const stream of mock.state.streams) stream.destroy();
        await page.locator(".link-state.lost").waitFor();
      }
      for (const width of [1440, 1180, 1024, 1001, 1000, 721, 720, 390, 320]) await assertFits(page, `the bar in ${language}${lost ? ", its line lost," : ""}`, width);
    }
    await context.close();
  }
});

test("nothing on the live page is cut by its card, whatever the width", async () => {
  for (const language of ["vi", "en"]) {
    const { page, context } = await openPage(browser, mock.origin, { language });
    await page.goto(mock.origin);
    await page.waitForSelector(pages.live.ready);
    for (const width of [1680, 1440, 1401, 1400, 1280, 1024, 961, 960, 821, 820, 721, 720, 390]) {
      await assertFits(page, `the live page in ${language}`, width);
      assert.deepEqual(await page.locator(".card").evaluateAll((all) => all.filter((each) => each.scrollWidth > each.clientWidth + 1).map((each) => each.className)), [], `${width} in ${language}`);
    }
    await context.close();
  }
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
  await part.getByRole("button", { name: "Đã phát" }).focus();
  await page.keyboard.press("Enter");
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
  await page.goto(mock.origin);
  await page.locator(".counters tbody button").nth(1).click();
  await page.getByRole("button", { name: "Close", exact: true }).nth(1).click();
  await page.locator("dialog .refusal").getByText(/No other counter.*Land.*4/i).waitFor();
  assert.deepEqual(mock.state.commands, [{ closeCounter: { at: { counter: 2, clerk: "cb-02" } } }]);
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
