// What counters and clerks did, and what was not plain order.
import { counterName, reasonName } from "../parts/api.js";
import { DataTable } from "../parts/table.js";
import { html } from "../parts/view.js";
import { clockSpan, has, number, percent, t } from "../parts/words.js";
import { Section } from "./section.js";

const hours = (seconds) => (seconds ? t("unit.hours", { h: number(Math.floor(seconds / 3600)), m: String(Math.floor(seconds / 60) % 60).padStart(2, "0") }) : "–");
const time = (of, key) => (of.count === 0 ? "–" : clockSpan(of[key]));
const clerk = () => ({ key: "name", label: t("counter.clerk"), left: true });

const work = () => [
  { key: "served", label: t("live.served"), text: (row) => number(row.served) },
  { key: "p50", label: t("history.service_p50"), value: (row) => (row.service_time.count ? row.service_time.p50_s : null), text: (row) => time(row.service_time, "p50_s") },
  { key: "p90", label: t("history.service_p90"), value: (row) => (row.service_time.count ? row.service_time.p90_s : null), text: (row) => time(row.service_time, "p90_s") },
  { key: "open_s", label: t("history.open"), text: (row) => hours(row.open_s) },
  { key: "idle_s", label: t("history.idle"), text: (row) => hours(row.idle_s) },
  { key: "paused_s", label: t("history.paused"), text: (row) => hours(row.paused_s) },
  { key: "no_show", label: t("history.no_show"), text: (row) => number(row.no_show) },
  { key: "out_of_order", label: t("history.out_of_order"), text: (row) => number(row.out_of_order) },
  { key: "corrected", label: t("history.corrected"), text: (row) => number(row.corrected) },
  { key: "share", label: t("live.satisfied"), value: (row) => row.rating.share, text: (row) => (row.rating.count === 0 ? "–" : `${percent(row.rating.share)} (${number(row.rating.count)})`) },
];

export function Counters({ report, office, query }) {
  return html`<${Section} name="counters" whole_office=${Boolean(report.service)}><${DataTable} caption=${t("history.part.counters")} exported="counters" query=${query} rows=${report.counters} row_key=${(row) => row.counter}
    columns=${[{ key: "counter", label: t("live.counter"), left: true, text: (row) => counterName(office, row.counter) }, ...work()]} /><//>`;
}

export function Clerks({ report, query }) {
  return html`<${Section} name="clerks" whole_office=${Boolean(report.service)}><${DataTable} caption=${t("history.part.clerks")} exported="clerks" query=${query} rows=${report.clerks} row_key=${(row) => row.clerk}
    columns=${[clerk(), ...work()]} /><//>`;
}

const whyCalled = (office, row) => (row.reason === "chosen" && row.code ? `${t("history.call_reason.chosen")}: ${reasonName(office, "choose", row.code)}` : has(`history.call_reason.${row.reason}`) ? t(`history.call_reason.${row.reason}`) : row.reason);

export function OutOfOrder({ report, office, query }) {
  return html`<${Section} name="out_of_order" whole_office=${Boolean(report.service)}><${DataTable} caption=${t("history.part.out_of_order")} exported="out_of_order" query=${query} rows=${report.out_of_order}
    columns=${[{ key: "counter", label: t("live.counter"), left: true, text: (row) => counterName(office, row.counter) }, clerk(),
      { key: "why", label: t("act.reason"), left: true, value: (row) => whyCalled(office, row) }, { key: "count", label: t("history.count"), text: (row) => number(row.count) }]} /><//>`;
}

export function Pauses({ report, office, query }) {
  return html`<${Section} name="pauses" whole_office=${Boolean(report.service)}><${DataTable} caption=${t("history.part.pauses")} exported="pauses" query=${query} rows=${report.pauses}
    columns=${[{ key: "counter", label: t("live.counter"), left: true, text: (row) => counterName(office, row.counter) }, clerk(),
      { key: "reason", label: t("act.reason"), left: true, value: (row) => reasonName(office, "pause", row.reason) || "–" }, { key: "paused_s", label: t("history.time"), text: (row) => hours(row.paused_s) }]} /><//>`;
}

export function Priority({ report, office, query }) {
  return html`<${Section} name="priority" whole_office=${Boolean(report.service)}><${DataTable} caption=${t("history.part.priority")} exported="priority" query=${query} rows=${report.priority}
    columns=${[{ key: "by", label: t("history.by"), left: true, text: (row) => String(row.by).replace(/^web:/, "") }, { key: "reason", label: t("act.reason"), left: true, value: (row) => reasonName(office, "priority", row.reason) }, { key: "count", label: t("history.count"), text: (row) => number(row.count) }]} /><//>`;
}
