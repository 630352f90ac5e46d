// Who did what, when and from where, and what came of it: the newest first.
import { ask, className, counterName, reasonName, refusalText, serviceName } from "./parts/api.js";
import { live } from "./parts/live_store.js";
import { html, useEffect, useState, useWatched } from "./parts/view.js";
import { dateAt, has, plain, secondAt, t } from "./parts/words.js";

const some = 100;
const reasons = { setUrgent: "priority", cancel: "cancel", pauseCounter: "pause" };

// A command in words, with what it was about.
function whatText(entry, office) {
  if (entry.what !== "command") return has(`audit.act.${entry.what}`) ? t(`audit.act.${entry.what}`) : entry.what;
  const verb = Object.keys(entry.detail ?? {}).find((key) => key !== "seen");
  return verb && has(`audit.verb.${verb}`) ? t(`audit.verb.${verb}`) : verb ?? entry.what;
}

// Citizens, the command line, keys and devices have no account.
function whoText({ who, role }) {
  if (who === "") return t(role === "phone" ? "audit.citizen" : "audit.nobody");
  if (who === "command line") return t("audit.command_line");
  if (who.startsWith("key:")) return t("audit.with_key", { name: who.slice(4) });
  return who.replace(/^device:/, "");
}

// What a program sent is kept as it came, whatever it was.
const listOf = (value) => (Array.isArray(value) ? value : [value]);

function detailText(entry, office) {
  const detail = entry.detail ?? {};
  const [verb, about] = entry.what === "command" ? Object.entries(detail).find(([key]) => key !== "seen") ?? ["", {}] : ["", detail];
  const parts = [];
  const add = (key, value) => {
    if (value === undefined || value === null || value === "" || (value === false && key !== "closed")) return;
    if (key === "ticket" && about.number) return;  // of which nobody knows the id
    if (key === "class") return parts.push(className(office, value));
    if (key === "service") return parts.push(serviceName(office, value));
    if (key === "counter") return parts.push(counterName(office, Number(value)));
    if (key === "closed") return parts.push(t(value ? "audit.closed" : "audit.opened"));
    if (key === "serves" || key === "helps") return parts.push(`${t(key === "serves" ? "act.assign.serves_short" : "act.assign.helps_short")}: ${listOf(value).map((each) => serviceName(office, each)).join(", ")}`);
    if (key === "reason" && reasons[verb]) return parts.push(t("audit.key.reason", { value: reasonName(office, reasons[verb], value) }));
    if (key === "role") return parts.push(has(`role.${value}`) ? t(`role.${value}`) : value);
    if (key === "text") return parts.push(`“${value}”`);
    if (key === "at") return Object.entries(value).forEach(([name, each]) => add(name, each));
    if (key === "kinds") return parts.push(t("audit.key.kinds", { value: listOf(value).map((each) => (has(`audit.hears.${each}`) ? t(`audit.hears.${each}`) : each)).join(", ") }));
    if (Array.isArray(value)) return parts.push(`${key}: ${value.join(", ")}`);
    if (typeof value === "object") return parts.push(`${key}: ${JSON.stringify(value)}`);
    parts.push(has(`audit.key.${key}`) ? t(`audit.key.${key}`, { value: String(value) }) : `${key}: ${value}`);
  };
  Object.entries(about ?? {}).forEach(([key, value]) => add(key, value));
  return parts.join(" · ");
}

function outcomeText(outcome) {
  if (outcome === "done") return { text: t("audit.done"), tone: "ok" };
  if (outcome === "asked" || outcome === "") return { text: t("audit.asked"), tone: "warn" };
  const short = `audit.refused.${outcome}`, long = `refusal.${outcome}`;
  return { text: has(short) ? t(short) : has(long) ? t(long) : outcome, tone: "bad" };
}

export function AuditPage() {
  const { document: shown } = useWatched(live);
  const [entries, setEntries] = useState(null);
  const [more, setMore] = useState(true);
  const [wrong, setWrong] = useState(null);
  const [wanted, setWanted] = useState("");
  const load = (before) => ask("GET", `/api/v1/audit?limit=${some}${before ? `&before=${before}` : ""}`).then((found) => {
    setEntries((now) => (before ? [...now, ...found.entries] : found.entries));
    setMore(found.entries.length === some);
    setWrong(null);
  }, setWrong);
  useEffect(() => { load(); }, []);
  const office = shown?.office;
  if (!office || (!entries && !wrong)) return html`<p class="card note" role="status">${t("loading")}</p>`;
  const rows = (entries ?? []).map((entry) => ({ entry, who: whoText(entry), what: whatText(entry, office), detail: detailText(entry, office), outcome: outcomeText(entry.outcome) }));
  const listed = wanted === "" ? rows : rows.filter((row) => plain(`${row.who} ${row.what} ${row.detail} ${row.outcome.text} ${row.entry.peer}`).includes(plain(wanted)));
  return html`<section class="card audit">
    <div class="card-head"><h2>${t("audit.title")}</h2>
      <span class="inline"><label class="inline">${t("table.filter")} <input type="search" value=${wanted} onInput=${(event) => setWanted(event.target.value)} /></label><button class="quiet" type="button" onClick=${() => load()}>${t("audit.again")}</button></span></div>
    <p class="refusal" role="alert">${wrong ? refusalText(wrong, office) : ""}</p>
    <div class="scroll-x" tabindex="0" role="region" aria-label=${t("audit.title")}><table class="stacks" role="table">
      <caption class="unseen">${t("audit.title")}</caption>
      <thead role="rowgroup"><tr role="row">${["when", "who", "what", "detail", "outcome", "from"].map((each) => html`<th key=${each} scope="col" role="columnheader">${t(`audit.${each}`)}</th>`)}</tr></thead>
      <tbody role="rowgroup">${listed.map(({ entry, who, what, detail, outcome }) => html`<tr key=${entry.id} role="row">
        <th scope="row" role="rowheader" class="moment">${dateAt(entry.at_us, office.zone)} ${secondAt(entry.at_us, office.zone)}</th>
        <td role="cell">${who}<span class="second-line muted">${entry.role && has(`role.${entry.role}`) ? t(`role.${entry.role}`) : ""}</span></td>
        <td role="cell">${what}</td><td role="cell" class="detail">${detail}</td><td role="cell" class=${outcome.tone}>${outcome.text}</td><td role="cell" class="muted" data-label=${t("audit.from")}>${entry.peer}</td></tr>`)}</tbody>
    </table></div>
    ${listed.length === 0 ? html`<p class="muted calm">${t("table.nothing_found")}</p>` : null}
    ${more && entries?.length ? html`<button class="second" type="button" onClick=${() => load(entries.at(-1).id)}>${t("audit.older")}</button>` : null}
  </section>`;
}
