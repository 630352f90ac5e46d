// How long people waited: how many for how many minutes, and the share that waits so long or longer, with those who left.
import { Chart } from "../parts/chart.js";
import { Exports } from "../parts/table.js";
import { html, useMemo } from "../parts/view.js";
import { clockSpan, number, percent, t } from "../parts/words.js";
import { Section } from "./section.js";

export function Waits({ report, query }) {
  const data = useMemo(() => {
    const last = report.waits_histogram.at(-1)?.minute ?? 0;
    const by_minute = new Map(report.waits_histogram.map((each) => [each.minute, each.count]));
    const minutes = Array.from({ length: last + 2 }, (_, minute) => minute);
    return [minutes, minutes.map((minute) => by_minute.get(minute) ?? 0)];
  }, [report]);
  const { wait } = report.all;
  return html`<${Section} name="waits">
    ${wait.count === 0 ? html`<p class="muted calm">${t("live.nobody_called")}</p>` : html`
      <dl class="pairs five">${["mean", "p50", "p90", "p95", "max"].map((key) => html`<div key=${key}><dt>${t(`history.percentile.${key}`)}</dt><dd>${clockSpan(wait[`${key}_s`])}</dd></div>`)}</dl>
      <${Chart} label=${t("history.waits_text", { n: wait.count, p50: clockSpan(wait.p50_s), p90: clockSpan(wait.p90_s), max: clockSpan(wait.max_s) })} data=${data} height=${220} x="number" step=${true}
        series=${[{ label: t("history.people"), tone: "action", filled: true }]}
        table=${{ caption: t("history.part.waits"), head: [t("history.minute"), t("history.people")], rows: report.waits_histogram.map((each) => [t("history.minute_range", { from: each.minute, to: each.minute + 1 }), number(each.count)]) }} />`}
    <div class="table-tools"><${Exports} name="waits_histogram" query=${query} /></div>
  <//>`;
}

// The share that waits so many minutes or longer. Beyond the curve nothing is known, but that nobody is left where it ends so.
function shareAt(points, minute) {
  const last = points.at(-1);
  if (!last) return null;
  if (minute > last.minute) return last.share_still_waiting === 0 ? 0 : null;
  return points.filter((each) => each.minute <= minute).at(-1).share_still_waiting;
}

export function KaplanMeier({ report, query }) {
  const points = report.kaplan_meier;
  const data = useMemo(() => [points.map((each) => each.minute), points.map((each) => each.share_still_waiting)], [report]);
  const median = report.kaplan_meier_median_s;
  const at = (minute) => shareAt(points, minute);
  return html`<${Section} name="kaplan_meier">
    ${points.length < 2 ? html`<p class="muted calm">${t("table.empty")}</p>` : html`
      <dl class="pairs"><div><dt>${t("history.km_median")}</dt><dd>${median === null || median === undefined ? t("history.km_never") : clockSpan(median)}</dd></div>
        <div><dt>${t("history.km_after", { n: 15 })}</dt><dd>${percent(at(15), 1)}</dd></div><div><dt>${t("history.km_after", { n: 30 })}</dt><dd>${percent(at(30), 1)}</dd></div></dl>
      <${Chart} label=${t("history.km_text", { fifteen: percent(at(15)), thirty: percent(at(30)) })} data=${data} height=${220} x="number" step=${true} y_percent=${true}
        series=${[{ label: t("history.km_share"), tone: "violet" }]}
        table=${{ caption: t("history.part.kaplan_meier"), head: [t("history.minute"), t("history.km_share")], rows: points.map((each) => [number(each.minute), percent(each.share_still_waiting, 1)]) }} />`}
    <div class="table-tools"><${Exports} name="kaplan_meier" query=${query} /></div>
  <//>`;
}
