// Whether a page is as wide as its window and not wider, once it has come to rest there: lists that take the place of tables, and charts, are drawn
// anew some frames after the window changed.
import assert from "node:assert/strict";

// What sticks out on the right, outermost first.
function sticksOut(width) {
  const scrolls = (element) => element && (getComputedStyle(element).overflowX !== "visible" || scrolls(element.parentElement));
  return [...document.querySelectorAll("body *")].filter((element) => element.getBoundingClientRect().right > width && !scrolls(element.parentElement))
    .slice(0, 5).map((element) => `${element.tagName.toLowerCase()}.${[...element.classList].join(".")} to ${Math.round(element.getBoundingClientRect().right)}`).join(", ");
}

export async function assertFits(page, name, width, height = 1000) {
  await page.setViewportSize({ width, height });
  await page.evaluate(() => document.fonts.ready);
  // Three frames in a row, so that it is not the page of before.
  const rests = page.waitForFunction((wanted) => {
    const fits = innerWidth === wanted && document.documentElement.scrollWidth <= wanted;
    globalThis.frames_that_fit = fits ? (globalThis.frames_that_fit ?? 0) + 1 : 0;
    return globalThis.frames_that_fit > 3;
  }, width);
  await rests.catch(async () => assert.fail(`${name} is wider than ${width}: ${await page.evaluate(sticksOut, width)}`));
  await page.evaluate(() => { globalThis.frames_that_fit = 0; });
}
