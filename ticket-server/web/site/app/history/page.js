// Any range of days: how long people waited, when they came, what counters and clerks did. Prints as a report on A4.
import { ask, refusalText, serviceName } from "../parts/api.js";
import { live } from "../parts/live_store.js";
import { html, useEffect, useRef, useState, useWatched } from "../parts/view.js";
import { date, named, t } from "../parts/words.js";
import { Arrivals, Queue } from "./arrivals.js";
import { Excluded, Fields, Leavers, Ratings, Summary } from "./figures.js";
import { fromAddress, kindOf, presets, query } from "./range.js";
import { KaplanMeier, Waits } from "./waits.js";
import { Clerks, Counters, OutOfOrder, Pauses, Priority } from "./work.js";

const tries = 20, pause_ms = 500;

function Controls({ range, today, office, go, busy }) {
  const [from, setFrom] = useState(range.from), [to, setTo] = useState(range.to);
  useEffect(() => { setFrom(range.from); setTo(range.to); }, [range.from, range.to]);
  const ready = presets(today);
  return html`<form class="card controls" onSubmit=${(event) => { event.preventDefault(); go({ ...range, from, to: to < from ? from : to }); }}>
    <div class="presets" role="group" aria-label=${t("history.presets")}>
      ${Object.entries(ready).map(([name, [first, last]]) => html`<button key=${name} type="button" class="preset" aria-pressed=${first === range.from && last === range.to} onClick=${() => go({ ...range, from: first, to: last })}>${t(`history.preset.${name}`)}</button>`)}
    </div>
    <div class="range">
      <label class="inline">${t("history.from")} <input type="date" value=${from} max=${today} required onInput=${(event) => setFrom(event.target.value)} /></label>
      <label class="inline">${t("history.to")} <input type="date" value=${to} max=${today} required onInput=${(event) => setTo(event.target.value)} /></label>
      <label class="inline">${t("live.field")} <select value=${range.service} onChange=${(event) => go({ ...range, service: event.target.value })}>
        <option value="">${t("all_fields")}</option>${office.services.map((each) => html`<option key=${each.code} value=${each.code}>${serviceName(office, each.code)}</option>`)}</select></label>
      <button class="action small-action" type="submit" aria-disabled=${busy}>${t("history.show")}</button>
      <button class="second small-action" type="button" onClick=${() => print()}>${t("history.print")}</button>
    </div>
  </form>`;
}

function ReportHead({ report, office, today }) {
  const kind = kindOf(report.from, report.to, today);
  const last = report.days?.at(-1);
  return html`<header class="report-head">
    <p class="report-office">${named(office.name)}</p>
    <h2>${t(`history.report.${kind}`, { from: date(report.from), to: date(report.to), month: `${report.from.slice(5, 7)}/${report.from.slice(0, 4)}` })}</h2>
    <p class="muted">${report.service ? serviceName(office, report.service) : t("history.all_fields")} · ${t("history.days_with_visits", { n: report.days?.length ?? 0 })}</p>
    ${last?.link ? html`<p class="print-only link-text">${t("history.link", { date: date(last.date), seq: String(last.last_seq) })} <code>${last.link}</code></p>` : null}
  </header>`;
}

export function HistoryPage() {
  const { document: shown } = useWatched(live);
  const today = shown?.now?.day;
  const [range, setRange] = useState(null);
  const [report, setReport] = useState(null);
  const [wrong, setWrong] = useState(null);
  const [busy, setBusy] = useState(false);
  const asked = useRef(0);
  useEffect(() => { if (today && !range) setRange(fromAddress(location.search, today)); }, [today]);
  useEffect(() => {
    const back = () => { if (location.pathname === "/history" && today) setRange(fromAddress(location.search, today)); };
    addEventListener("popstate", back);
    return () => removeEventListener("popstate", back);
  }, [today]);
  useEffect(() => {
    if (!range) return;
    const mine = ++asked.current;
    setBusy(true);
    setWrong(null);
    // Reports are made one at a time: who comes while others wait asks again.
    let left = tries, timer = null;
    const attempt = () => ask("GET", `/api/v1/history?${query(range)}`).then(
      (found) => { if (mine === asked.current) { setReport(found); setBusy(false); } },
      (error) => {
        if (mine !== asked.current) return;
        if (error.code === "busy" && --left > 0) { timer = setTimeout(attempt, pause_ms); return; }
        setWrong(error);
        setBusy(false);
      });
    attempt();
    return () => { ++asked.current; clearTimeout(timer); };
  }, [range && query(range)]);
  const go = (wanted) => {
    history.pushState(null, "", `/history?${query(wanted)}`);
    setRange(wanted);
  };
  if (!shown?.office || !range) return html`<p class="card note" role="status">${t("loading")}</p>`;
  const { office } = shown;
  const common = report && { report, office, query: query(range) };
  return html`<div class="history" aria-busy=${busy}>
    <${Controls} ...${{ range, today, office, go, busy }} />
    <p class="refusal card" role="alert">${wrong ? refusalText(wrong, office) : ""}</p>
    <p class="unseen" role="status">${busy ? t("history.counting") : report ? t("history.counted") : ""}</p>
    ${report && !wrong ? html`<div class=${busy ? "report old" : "report"}>
      <${ReportHead} ...${{ report, office, today }} />
      ${report.all.issued + report.all.expired === 0 ? html`<p class="card">${t("history.nothing")}</p>` : html`
        <${Summary} ...${common} /><${Fields} ...${common} />
        <div class="pair"><${Waits} ...${common} /><${KaplanMeier} ...${common} /></div>
        <${Arrivals} ...${common} /><${Queue} ...${common} />
        <${Counters} ...${common} /><${Clerks} ...${common} />
        <${Leavers} ...${common} /><${Ratings} ...${common} />
        <div class="pair"><${OutOfOrder} ...${common} /><${Pauses} ...${common} /></div>
        <div class="pair"><${Priority} ...${common} /><${Excluded} ...${common} /></div>`}
    </div>` : null}
  </div>`;
}
