// The supervisor's page: who is signed in, which page is open, and the bar above all of them.
import { ask, may, refusalText, session } from "./parts/api.js";
import { live, startLive, stopLive } from "./parts/live_store.js";
import { here, Link, navigate } from "./parts/navigation.js";
import { html, render, useEffect, useState, useWatched } from "./parts/view.js";
import { chooseLanguage, language, languages, named, rememberedLanguage, t } from "./parts/words.js";
import { Clock, LinkBanner } from "./live/link.js";
import { LivePage } from "./live/page.js";
import { SignIn } from "./sign_in.js";

// The live page comes at once, the others when somebody goes there.
const pages = [
  { path: "/", name: "live", show: LivePage },
  { path: "/history", name: "history", load: () => import("./history/page.js").then((m) => m.HistoryPage) },
  { path: "/counters", name: "counters", load: () => import("./counters.js").then((m) => m.CountersPage) },
  { path: "/devices", name: "devices", load: () => import("./devices.js").then((m) => m.DevicesPage) },
  { path: "/audit", name: "audit", needs: "administrator", load: () => import("./audit.js").then((m) => m.AuditPage) },
  { path: "/accounts", name: "accounts", needs: "administrator", load: () => import("./accounts.js").then((m) => m.AccountsPage) },
];

function LanguageChoice() {
  const { code } = useWatched(language);
  return html`<div class="languages" role="group" aria-label=${t("language")}>
    ${languages.map((each) => html`<button key=${each} type="button" lang=${each} aria-pressed=${each === code} onClick=${() => chooseLanguage(each)}>
      ${each.toUpperCase()}<span class="unseen"> ${each === "vi" ? "Tiếng Việt" : "English"}</span></button>`)}
  </div>`;
}

function Bar({ page }) {
  const who = useWatched(session);
  const { document: office_document } = useWatched(live);
  const [open, setOpen] = useState(false);
  const [Own, setOwn] = useState(null);
  const [wrong, setWrong] = useState(null);
  const office = office_document?.office;
  // Whoever leaves has to know that nobody is signed in here any more: 401 says so, and a full disk's 503 takes the cookie away.
  const signOut = async () => {
    setWrong(null);
    try {
      await ask("DELETE", "/api/v1/session");
    } catch (error) {
      if (error.status !== 401 && !["until_restart", "audit_unavailable"].includes(error.code)) return setWrong(error);
    }
    session.set(null);
  };
  return html`<header class="bar">
    <div class="bar-row">
      <span class="brand">Lượt</span>
      <button class="menu" type="button" aria-expanded=${open} aria-controls="pages" onClick=${() => setOpen(!open)}>${t("menu")}</button>
      <nav id="pages" class=${open ? "open" : ""} aria-label=${t("pages")}>
        ${pages.filter((each) => !each.needs || may(each.needs)).map((each) => html`<${Link} key=${each.path} to=${each.path} current=${each === page} onGo=${() => setOpen(false)}>${t(`page.${each.name}`)}<//>`)}
      </nav>
      <div class="bar-end">
        <${Clock} office=${office} />
        <${LanguageChoice} />
        <button class="who" type="button" title=${t("accounts.password")} onClick=${() => import("./parts/ask.js").then((part) => setOwn(() => part.OwnPassword))}>${who.name}</button>
        <button class="plain-dark" type="button" onClick=${signOut}>${t("sign_in.out")}</button>
      </div>
    </div>
    ${wrong ? html`<div class="bar-wrong"><p class="banner bad" role="alert">${t("sign_in.still")} ${refusalText(wrong)}</p></div>` : null}
    ${Own ? html`<${Own} close=${() => setOwn(null)} />` : null}
  </header>`;
}

function Loaded({ page }) {
  const [shown, setShown] = useState(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let there = true;
    setFailed(false);
    setShown(page.show ? { path: page.path, view: page.show } : null);
    if (!page.show) page.load().then((view) => { if (there) setShown({ path: page.path, view }); }, () => { if (there) setFailed(true); });
    return () => { there = false; };
  }, [page]);
  if (failed) return html`<p class="card note" role="alert">${t("page_failed")}</p>`;
  if (shown?.path !== page.path) return html`<p class="card note">${t("loading")}</p>`;
  return html`<${shown.view} />`;
}

function Whole() {
  const who = useWatched(session);
  const path = useWatched(here);
  useWatched(language);
  const page = pages.find((each) => each.path === path);
  const allowed = page && (!page.needs || may(page.needs));
  useEffect(() => {
    if (who) { startLive(); return stopLive; }
  }, [who?.name]);
  useEffect(() => {
    if (who === null && path !== "/sign-in") navigate("/sign-in", path);
    if (who && path === "/sign-in") navigate(history.state?.then ?? "/");
  }, [who, path]);
  const heading = who ? t(`page.${page?.name ?? "unknown"}`) : t("sign_in.title");
  const office = named(live.value.document?.office?.name);
  useEffect(() => { document.title = [heading, office, "Lượt"].filter(Boolean).join(" · "); });
  if (who === undefined) return html`<p class="starting" role="status">${t("loading")}</p>`;
  if (who === null) return html`<${SignIn} languageChoice=${html`<${LanguageChoice} />`} />`;
  return html`
    <a class="skip" href="#content">${t("skip")}</a>
    <${Bar} page=${page} />
    <main id="content" tabindex="-1">
      <${LinkBanner} />
      <h1 class="unseen">${heading}</h1>
      ${allowed ? html`<${Loaded} page=${page} />` : path === "/sign-in" ? null : html`<p class="card note" role="alert">${page ? t("refusal.not_permitted", {}) : t("page_unknown")}</p>`}
    </main>`;
}

await chooseLanguage(rememberedLanguage());
try {
  session.set(await ask("GET", "/api/v1/session"));
} catch {
  session.set(null);
}
render(html`<${Whole} />`, document.getElementById("page"));
