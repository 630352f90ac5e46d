// When people come, and how many wait over the day.
import { serviceName } from "../parts/api.js";
import { Chart } from "../parts/chart.js";
import { Exports } from "../parts/table.js";
import { html, useMemo } from "../parts/view.js";
import { minuteOfDay, number, shortWeekday, t, weekday } from "../parts/words.js";
import { Section } from "./section.js";

// Five shades: the number stands in each cell, in ink or in white.
const shade = (mean, most) => (mean === 0 ? 0 : Math.max(1, Math.ceil((5 * mean) / most)));

export function Arrivals({ report, query }) {
  const halves = report.arrivals.map((each) => each.half_hour);
  const cells = new Map(report.arrivals.map((each) => [`${each.weekday} ${each.half_hour}`, each]));
  const days = [...new Set(report.arrivals.map((each) => each.weekday))].sort((one, other) => one - other);
  const first = Math.min(...halves), last = Math.max(...halves);
  const columns = halves.length === 0 ? [] : Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const mean = (cell) => (cell && cell.days > 0 ? cell.count / cell.days : 0);
  const most = Math.max(0, ...report.arrivals.map(mean));
  const busiest = report.arrivals.reduce((one, other) => (mean(other) > mean(one) ? other : one), report.arrivals[0]);
  return html`<${Section} name="arrivals">
    ${halves.length === 0 ? html`<p class="muted calm">${t("table.empty")}</p>` : html`
    <p>${t("history.busiest", { weekday: weekday(busiest.weekday), from: minuteOfDay(busiest.half_hour * 30), to: minuteOfDay(busiest.half_hour * 30 + 30), n: number(mean(busiest), 1) })}</p>
    <div class="scroll-x" tabindex="0" role="region" aria-label=${t("history.part.arrivals")}><table class="heat">
      <caption class="unseen">${t("history.arrivals_caption")}</caption>
      <thead><tr><th scope="col">${t("history.weekday")}</th>${columns.map((half) => html`<th key=${half} scope="col">${minuteOfDay(half * 30)}</th>`)}</tr></thead>
      <tbody>${days.map((each) => html`<tr key=${each}><th scope="row"><abbr title=${weekday(each)}>${shortWeekday(each)}</abbr></th>${columns.map((half) => {
        const value = mean(cells.get(`${each} ${half}`));
        return html`<td key=${half} class=${`shade-${shade(value, most)}`}>${value === 0 ? "" : number(value, value < 9.95 && !Number.isInteger(value) ? 1 : 0)}</td>`;
      })}</tr>`)}</tbody></table></div>`}
    <div class="table-tools"><${Exports} name="arrivals" query=${query} /></div>
  <//>`;
}

export function Queue({ report, office, query }) {
  const of = report.service ?? null;
  const data = useMemo(() => {
    const points = report.queue.filter((each) => each.service === of).sort((one, other) => one.half_hour - other.half_hour);
    return [points.map((each) => each.half_hour * 30 + 15), points.map((each) => each.mean)];
  }, [report]);
  const most = data[1].reduce((best, value, i) => (value > data[1][best] ? i : best), 0);
  return html`<${Section} name="queue">
    ${data[0].length < 2 ? html`<p class="muted calm">${t("table.empty")}</p>` : html`<${Chart} label=${t("history.queue_text", { most: number(data[1][most], 1), from: minuteOfDay(data[0][most] - 15), to: minuteOfDay(data[0][most] + 15) })} data=${data} height=${200} x="minute"
      series=${[{ label: of ? serviceName(office, of) : t("history.waiting_mean"), tone: "action" }]}
      table=${{ caption: t("history.part.queue"), head: [t("history.half_hour"), t("history.waiting_mean")], rows: data[0].map((minute, i) => [`${minuteOfDay(minute - 15)}–${minuteOfDay(minute + 15)}`, number(data[1][i], 1)]) }} />`}
    <div class="table-tools"><${Exports} name="queue" query=${query} /></div>
  <//>`;
}
