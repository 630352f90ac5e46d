// How many waited over the day, against the same weekday as it usually is.
import { Chart } from "../parts/chart.js";
import { html, useMemo } from "../parts/view.js";
import { minuteOfDay, number, t, weekdayInText } from "../parts/words.js";

// [minutes, today, usual]: nothing where there is no point.
function together({ today, usual }) {
  const by_minute = new Map();
  for (const point of usual) by_minute.set(point.minute, [null, point.waiting]);
  for (const point of today) by_minute.set(point.minute, [point.waiting, by_minute.get(point.minute)?.[1] ?? null]);
  const rows = [...by_minute].sort((one, other) => one[0] - other[0]);
  return [rows.map((row) => row[0]), rows.map((row) => row[1][0]), rows.map((row) => row[1][1])];
}

function sentence(trend, usual_now) {
  const last = trend.today.at(-1);
  if (!last) return t("trend.nothing");
  const most = trend.today.reduce((one, other) => (other.waiting > one.waiting ? other : one));
  return t("trend.text", { time: minuteOfDay(last.minute), waiting: last.waiting, usual: usual_now ?? undefined, most: most.waiting, most_at: minuteOfDay(most.minute) });
}

export function Trend({ shown }) {
  const { trend, summary, now } = shown;
  const data = useMemo(() => together(trend), [trend]);
  const day = weekdayInText(now.weekday);
  const heading = t(trend.usual.length > 0 ? "trend.title_usual" : "trend.title", { weekday: day });
  return html`<section class="card trend">
    <h2>${heading}</h2>
    ${data[0].length < 2 ? html`<p class="muted calm">${t("trend.nothing")}</p>` : html`<${Chart} label=${sentence(trend, summary.usual_waiting)} data=${data} height=${260} x="minute"
      series=${[{ label: t("trend.today"), tone: "action", end: true }, ...(trend.usual.length > 0 ? [{ label: t("trend.usual", { weekday: day }), tone: "dashed" }] : [{ label: "", tone: "none" }])]}
      table=${{ caption: heading, head: [t("trend.at"), t("trend.today"), t("trend.usual", { weekday: day })], rows: data[0].map((minute, i) => [minuteOfDay(minute), data[1][i] === null ? "–" : number(data[1][i]), data[2][i] === null ? "–" : number(data[2][i])]).filter((row, i) => data[0][i] % 15 === 0) }} />`}
    ${trend.usual.length === 0 ? html`<p class="muted small">${t("trend.no_usual")}</p>` : null}
  </section>`;
}
