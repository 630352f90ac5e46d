// Figures of the range and of each field.
import { className, serviceName } from "../parts/api.js";
import { Figure } from "../parts/figure.js";
import { DataTable } from "../parts/table.js";
import { html } from "../parts/view.js";
import { clockSpan, number, percent, t } from "../parts/words.js";
import { How, Section } from "./section.js";

const time = (of, key) => (of.count === 0 ? "–" : clockSpan(of[key]));
const timeValue = (of, key) => (of.count === 0 ? null : of[key]);
const level = (figures, target) => figures.levels?.find((each) => each.target_minutes === target);

export function Summary({ report, office }) {
  const all = report.all;
  const target = office.targets_minutes[0];
  const first = level(all, target);
  return html`<section class="card summary part-summary" aria-label=${t("live.summary")}><dl>
    <${Figure} name=${t("history.issued")} value=${number(all.issued)} beside=${t("history.served_n", { n: all.served })} />
    <${Figure} name=${t("history.wait_p50")} value=${time(all.wait, "p50_s")} beside=${`P90 ${time(all.wait, "p90_s")} · P95 ${time(all.wait, "p95_s")}`} />
    <${Figure} name=${t("live.within", { n: target ?? 15 })} value=${percent(first?.share ?? null, 1)} beside=${office.targets_minutes.slice(1).map((each) => t("live.within_also", { n: each, share: percent(level(all, each)?.share ?? null, 1) })).join(" · ")} />
    <${Figure} name=${t("history.left")} value=${percent(all.walk_out_rate, 1)} beside=${t("history.absent", { share: percent(all.no_show_rate, 1) })} />
    <${Figure} name=${t("live.satisfied")} value=${percent(all.rating.share, 1)} beside=${t("history.opinions", { n: all.rating.count })} />
  </dl><${How} name="fields" title=${t("live.summary")} /></section>`;
}

// All fields, and what they come to.
function rowsOf(report, office) {
  const rows = report.fields.map((each) => ({ ...each, label: serviceName(office, each.service) === each.service ? each.name : serviceName(office, each.service) }));
  return rows;
}

// What is told of a group of visits.
function groupColumns(office, label) {
  return [
    { key: "label", label, left: true },
    { key: "issued", label: t("history.issued"), text: (row) => number(row.issued) },
    { key: "served", label: t("live.served"), text: (row) => number(row.served) },
    { key: "mean", label: t("history.mean"), value: (row) => timeValue(row.wait, "mean_s"), text: (row) => time(row.wait, "mean_s") },
    ...["p50", "p90", "p95", "max"].map((key) => ({ key, label: t(`history.wait_column.${key}`), value: (row) => timeValue(row.wait, `${key}_s`), text: (row) => time(row.wait, `${key}_s`) })),
    ...office.targets_minutes.map((target) => ({ key: `level${target}`, label: t("live.within", { n: target }), value: (row) => level(row, target)?.share ?? null, text: (row) => percent(level(row, target)?.share ?? null, 1) })),
    { key: "service", label: t("history.service_p50"), value: (row) => timeValue(row.service_time, "p50_s"), text: (row) => time(row.service_time, "p50_s") },
    { key: "visit", label: t("history.visit_p50"), value: (row) => timeValue(row.visit, "p50_s"), text: (row) => time(row.visit, "p50_s") },
    { key: "queue", label: t("history.queue_length"), value: (row) => row.queue_length, text: (row) => (row.queue_length === null || row.queue_length === undefined ? "–" : number(row.queue_length, 1)) },
  ];
}

export function Fields({ report, office, query }) {
  return html`<${Section} name="fields"><${DataTable} caption=${t("history.part.fields")} columns=${groupColumns(office, t("live.field"))} rows=${rowsOf(report, office)} exported="fields" query=${query} row_key=${(row) => row.service} /><//>`;
}

export function Classes({ report, office, query }) {
  const rows = report.classes.map((each) => ({ ...each, label: className(office, each.class) === each.class ? each.name : className(office, each.class) }));
  return html`<${Section} name="classes"><${DataTable} caption=${t("history.part.classes")} columns=${groupColumns(office, t("live.class"))} rows=${rows} exported="classes" query=${query} row_key=${(row) => row.class} /><//>`;
}

export function Leavers({ report, office, query }) {
  const columns = [
    { key: "label", label: t("live.field"), left: true },
    { key: "issued", label: t("history.issued"), text: (row) => number(row.issued) },
    { key: "walk_out", label: t("history.walk_out"), text: (row) => number(row.walk_out) },
    { key: "walk_out_rate", label: t("history.walk_out_rate"), text: (row) => percent(row.walk_out_rate, 1) },
    { key: "called_once", label: t("history.called_once"), text: (row) => number(row.called_once) },
    { key: "no_show", label: t("history.no_show"), text: (row) => number(row.no_show) },
    { key: "no_show_rate", label: t("history.no_show_rate"), text: (row) => percent(row.no_show_rate, 1) },
    { key: "left_after_call", label: t("history.left_after_call"), text: (row) => number(row.left_after_call) },
  ];
  return html`<${Section} name="leavers"><${DataTable} caption=${t("history.part.leavers")} columns=${columns} rows=${rowsOf(report, office)} exported="fields" query=${query} row_key=${(row) => row.service} /><//>`;
}

export function Ratings({ report, office, query }) {
  const columns = [
    { key: "label", label: t("live.field"), left: true },
    { key: "count", label: t("history.opinions_column"), value: (row) => row.rating.count, text: (row) => number(row.rating.count) },
    { key: "share", label: t("live.satisfied"), value: (row) => row.rating.share, text: (row) => percent(row.rating.share, 1) },
    ...[5, 4, 3, 2, 1].map((grade) => ({ key: `grade_${grade}`, label: t(`history.grade.${grade}`), value: (row) => row.rating[`grade_${grade}`], text: (row) => number(row.rating[`grade_${grade}`] ?? 0) })),
  ];
  return html`<${Section} name="ratings"><${DataTable} caption=${t("history.part.ratings")} columns=${columns} rows=${rowsOf(report, office)} exported="fields" query=${query} row_key=${(row) => row.service} /><//>`;
}

export function Excluded({ report, query }) {
  const rows = Object.entries(report.excluded).map(([kind, count]) => ({ kind, label: t(`history.excluded.${kind}`), count }));
  return html`<${Section} name="excluded"><${DataTable} caption=${t("history.part.excluded")} exported="excluded" query=${query} rows=${rows} row_key=${(row) => row.kind}
    columns=${[{ key: "label", label: t("history.kind"), left: true }, { key: "count", label: t("history.count"), text: (row) => number(row.count) }]} /><//>`;
}
