// Debian's browsers, each in a folder of its own and without a word to anybody outside. A page collects what must not be: requests to other
// servers, violations of the content security policy, errors of scripts, files that are not there.
import { existsSync } from "node:fs";
import { chromium, firefox } from "playwright-core";

function installed(program) {
  if (!existsSync(program)) throw new Error(`there is no ${program}: .ci/install-packages --tests installs it`);
  return program;
}

export function startBrowser() {
  return chromium.launch({
    executablePath: installed(process.env.LUOT_CHROMIUM ?? "/usr/bin/chromium"), headless: true,
    args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-gpu",
      "--disable-quic", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
  });
}

// Firefox as it is, over WebDriver BiDi. What is not on this machine goes to a proxy that is not there.
export function startFirefox() {
  const nowhere = Object.fromEntries(["http", "ssl"].flatMap((kind) => [[`network.proxy.${kind}`, "127.0.0.1"], [`network.proxy.${kind}_port`, 9]]));
  return firefox.launch({ channel: "moz-firefox", executablePath: installed(process.env.LUOT_FIREFOX ?? "/usr/bin/firefox-esr"), headless: true, firefoxUserPrefs: { "network.proxy.type": 1, ...nowhere } });
}

// A page for `origin` alone. faults: what must be empty at the end.
export async function openPage(browser, origin, { width = 1440, height = 900, language = "vi", reduced = true, ...more } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, locale: "vi-VN", timezoneId: "America/New_York", reducedMotion: reduced ? "reduce" : "no-preference", ...more });
  await context.addInitScript((code) => {
    if (location.protocol !== "http:") return;  // the empty page before the first one keeps nothing
    if (localStorage.getItem("luot.language") === null) localStorage.setItem("luot.language", code);
    addEventListener("securitypolicyviolation", (event) => console.error(`content security policy: ${event.violatedDirective} ${event.blockedURI}`));
  }, language);
  const page = await context.newPage();
  const faults = [], fetched = [];
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !url.startsWith("data:") && !url.startsWith("blob:")) faults.push(`a request to ${url}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400 && /\.(js|css|json|svg|woff2)$/.test(new URL(response.url()).pathname)) faults.push(`${response.status()} for ${response.url()}`);
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
  page.setDefaultTimeout(180_000);  // only against what hangs; what is there is seen at once
  return { page, context, faults, fetched };
}
