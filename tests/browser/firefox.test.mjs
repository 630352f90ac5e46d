// The pages in Debian's Firefox, over WebDriver BiDi, before a real server: what a supervisor and a citizen come by, at every width and in both
// languages. What is looked at closely is looked at in Chromium.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { mkdirSync } from "node:fs";
import { openPage, startFirefox } from "./support/browser.mjs";
import { assertFits } from "./support/fits.mjs";
import { Office, signIn } from "./support/office.mjs";

const pictures = process.env.LUOT_PICTURES;
if (pictures) mkdirSync(pictures, { recursive: true });

let browser, office;
before(async () => { browser = await startFirefox(); });
afterEach(async () => { await office?.close(); office = null; });
after(() => browser?.close());

async function look(page, name, widths) {
  for (const width of widths) {
    await assertFits(page, `${name} in Firefox`, width);
    // What a picture would be put right with for once is a style that the content policy does not let in.
    if (pictures) await page.screenshot({ path: `${pictures}/firefox-${name}-${width}.png`, fullPage: true, caret: "initial", animations: "allow" });
  }
}

test("a supervisor signs in, sees the day move, acts, and looks back", async () => {
  office = await Office.open({ accounts: { thuy: "supervisor" } });
  const { page, context, faults } = await openPage(browser, office.origin);
  await signIn(page, office, "thuy");
  assert.equal((await office.issue("land")).status, 0);
  const land = page.locator(".fields tbody tr").filter({ hasText: "Đất đai" });
  await land.locator("td").first().filter({ hasText: /^1$/ }).waitFor();
  await page.locator(".trend canvas").waitFor();
  await land.getByRole("button").click();
  await page.getByRole("button", { name: "Ngừng phát số" }).click();
  await page.locator(".done").filter({ hasText: "đã ngừng phát số" }).waitFor();
  assert.equal((await office.issue("land")).status, 1);
  for (const language of ["VI", "EN"]) {
    await page.getByRole("button", { name: new RegExp(`^${language}`) }).click();
    await page.locator(`html[lang=${language.toLowerCase()}]`).waitFor();
    for (const [name, n, ready] of [["live", 0, ".trend canvas"], ["history", 1, ".report .part-fields tbody tr"], ["counters", 2, ".desk-cards li"]]) {
      await page.locator("#pages a").nth(n).click();
      await page.locator(ready).first().waitFor();
      await look(page, `${name}-${language}`, [390, 1024, 1440]);
    }
  }
  assert.deepEqual(faults, []);
  await context.close();
});

test("a citizen's phone is told by itself that it is their turn, and the hall's page is there", async () => {
  office = await Office.open({ phones: true });
  await office.desk(1, "open");
  const { token } = await office.slip();
  const { page, context, faults } = await openPage(browser, office.origin, { width: 390, height: 844 });
  await page.goto(`${office.origin}/t/${token}`);
  await page.waitForSelector("body.tone-wait");
  await look(page, "phone-waits", [390, 320]);
  await office.desk(1, "next");
  await page.waitForSelector("body.tone-call");
  await look(page, "phone-called", [390, 320]);
  for (const language of ["en", "vi"]) {
    await page.goto(`${office.origin}/public?lang=${language}`);
    await page.locator("#fields li").first().waitFor();
    await look(page, `public-${language}`, [1440, 390]);
  }
  assert.deepEqual(faults, []);
  await context.close();
});
