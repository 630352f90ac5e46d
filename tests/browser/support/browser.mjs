// Debian's Chromium, in a folder of its own and without a word to anybody outside. A page collects what must not be: requests to other
// servers, violations of the content security policy, errors of scripts.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const program = process.env.LUOT_CHROMIUM ?? "/usr/bin/chromium";

export async function startBrowser() {
  if (!existsSync(program)) throw new Error(`there is no ${program}: .ci/install-packages --tests installs it`);
  return chromium.launch({
    executablePath: program, headless: true,
    args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-gpu",
      "--disable-quic", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
  });
}

// A page for `origin` alone. faults: what must be empty at the end. expected: statuses that the test wants to see refused.
export async function openPage(browser, origin, { width = 1440, height = 900, language = "vi", reduced = true, ...more } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, locale: "vi-VN", timezoneId: "America/New_York", reducedMotion: reduced ? "reduce" : "no-preference", ...more });
  await context.addInitScript((code) => {
    if (localStorage.getItem("luot.language") === null) localStorage.setItem("luot.language", code);
    addEventListener("securitypolicyviolation", (event) => console.error(`content security policy: ${event.violatedDirective} ${event.blockedURI}`));
  }, language);
  const page = await context.newPage();
  const faults = [], fetched = [];
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !url.startsWith("data:") && !url.startsWith("blob:")) faults.push(`a request to ${url}`);
  });
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("console", (message) => {
    const text = message.text();
    if (message.type() === "error" && !/Failed to load resource|net::ERR/.test(text)) faults.push(`console: ${text}`);
  });
  page.on("requestfinished", async (request) => {
    const sizes = await request.sizes().catch(() => null);
    if (sizes) fetched.push({ url: request.url().slice(origin.length), bytes: sizes.responseBodySize });
  });
  page.setDefaultTimeout(30_000);  // for a machine that does much else; what is there is seen at once
  return { page, context, faults, fetched };
}
