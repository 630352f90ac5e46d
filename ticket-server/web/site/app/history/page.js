// Any range of days: how long people waited, when they came, what counters and clerks did. Prints as a report on A4.
import { refusalText, serviceName } from "../parts/api.js";
import { live } from "../parts/live_store.js";
import { html, useEffect, useState, useWatched } from "../parts/view.js";
import { date, named, t, timeAt } from "../parts/words.js";
import { Arrivals, Queue } from "./arrivals.js";
import { Classes, Excluded, Fields, Leavers, Ratings, Summary } from "./figures.js";
import { fromAddress, kindOf, presets, query } from "./range.js";
import { useReport } from "./report.js";
import { KaplanMeier, Waits } from "./waits.js";
import { Clerks, Counters, OutOfOrder, Pauses, Priority } from "./work.js";

function Controls({ range, today, office, go, busy, toPaper }) {
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
      <button class="second small-action" type="button" onClick=${toPaper}>${t("history.print")}</button>
    </div>
  </form>`;
}

// Days on which somebody took a number. A server that ran on a Sunday has a day of its own then, with nobody in it.
function daysWithVisits(report) {
  return report.days.filter((each) => each.issued > 0).length;
}

// Nothing at all: transferred people are of another field's visits, and what stands in no average is named all the same.
const nothingIn = ({ all }) => all.issued + all.expired + all.legs + all.voided + all.unclaimed + all.test === 0;

function ReportHead({ report, as_of, office, today }) {
  const kind = kindOf(report.from, report.to, today);
  const last = report.days?.at(-1);
  const as_of_time = as_of && timeAt(as_of.at_us, office.zone);
  const of_open_day = as_of && last?.date === as_of.day;
  const link = last?.link && { date: date(last.date), seq: String(last.last_seq), time: as_of_time };
  return html`<header class="report-head">
    <p class="report-office">${named(office.name)}</p>
    <h2>${t(`history.report.${kind}`, { from: date(report.from), to: date(report.to), month: `${report.from.slice(5, 7)}/${report.from.slice(0, 4)}` })}</h2>
    <p class="muted">${report.service ? serviceName(office, report.service) : t("history.all_fields")} · ${t("history.days_with_visits", { n: daysWithVisits(report) })}</p>
    ${as_of ? html`<p class="as-of">${t("history.as_of", { date: date(as_of.day), time: as_of_time })}</p>` : null}
    ${link ? html`<p class="print-only link-text">${of_open_day ? t("history.link_so_far", link) : t("history.link", link)} <code>${last.link}</code></p>` : null}
  </header>`;
}

export function HistoryPage() {
  const { document: shown } = useWatched(live);
  const today = shown?.now?.day;
  const [range, setRange] = useState(null);
  useEffect(() => { if (today && !range) setRange(fromAddress(location.search, today)); }, [today]);
  useEffect(() => {
    const back = () => { if (location.pathname === "/history" && today) setRange(fromAddress(location.search, today)); };
    addEventListener("popstate", back);
    return () => removeEventListener("popstate", back);
  }, [today]);
  const { report, as_of, wrong, busy, again } = useReport(range, shown?.now);
  const go = (wanted) => {
    history.pushState(null, "", `/history?${query(wanted)}`);
    setRange(wanted);
  };
  if (!shown?.office || !range) return html`<p class="card note" role="status">${t("loading")}</p>`;
  const { office } = shown;
  // On paper nothing moves any more: what is printed is of now.
  const toPaper = () => again().then(() => setTimeout(() => print()));
  const common = report && { report, office, query: query(range) };
  return html`<div class="history" aria-busy=${busy}>
    <${Controls} ...${{ range, today, office, go, busy, toPaper }} />
    <p class="refusal card" role="alert">${wrong ? refusalText(wrong, office) : ""}</p>
    <p class="unseen" role="status">${busy ? t("history.counting") : report ? t("history.counted") : ""}</p>
    ${report && !wrong ? html`<div class=${busy ? "report old" : "report"}>
      <${ReportHead} ...${{ report, as_of, office, today }} />
      ${nothingIn(report) ? html`<p class="card">${t("history.nothing")}</p>` : html`
        <${Summary} ...${common} /><${Fields} ...${common} /><${Classes} ...${common} />
        <div class="pair"><${Waits} ...${common} /><${KaplanMeier} ...${common} /></div>
        <${Arrivals} ...${common} /><${Queue} ...${common} />
        <${Counters} ...${common} /><${Clerks} ...${common} />
        <${Leavers} ...${common} /><${Ratings} ...${common} />
        <div class="pair"><${OutOfOrder} ...${common} /><${Pauses} ...${common} /></div>
        <div class="pair"><${Priority} ...${common} /><${Excluded} ...${common} /></div>`}
    </div>` : null}
  </div>`;
}
