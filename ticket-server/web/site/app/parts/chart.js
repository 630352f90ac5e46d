// A plot with uPlot, its sentence for those who do not see it, and its numbers as a table for whoever asks.
import { html, useEffect, useLayoutEffect, useRef, useState } from "./view.js";
import { minuteOfDay, number, t } from "./words.js";

const colours = { action: "#0A4DB0", ok: "#08603B", warn: "#8A3F06", bad: "#9A1C13", violet: "#6A349C", dashed: "#5B6E84" };
const font = "13px Inter, sans-serif";

// x: how a value of the x axis is written; "minute" is 15 for 00:15.
const written = { minute: minuteOfDay, seconds_in_minutes: (s) => number(s / 60), number: (n) => number(n) };

function options({ series, x, width, height, y_percent }) {
  const axis = { stroke: "#42546A", font, ticks: { show: false } };
  return {
    width, height, legend: { show: false }, cursor: { show: true, y: false, points: { show: false } }, padding: [12, 24, 0, 0],
    scales: { x: { time: false }, y: { range: (plot, low, high) => [0, y_percent ? 1 : Math.max(5, Math.ceil((high ?? 0) * 1.15))] } },
    axes: [
      { ...axis, size: 32, grid: { show: false }, space: 80, incrs: x === "minute" ? [15, 30, 60, 120, 180, 240] : x === "seconds_in_minutes" ? [300, 600, 900, 1800, 3600, 7200] : [1, 2, 5, 10, 20, 50, 100, 200], values: (plot, values) => values.map(written[x]) },
      { ...axis, size: 48, grid: { stroke: "#E3E8EE", width: 1 }, space: 44, incrs: y_percent ? [0.25] : [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000],
        values: (plot, values) => values.map((each) => (y_percent ? `${Math.round(each * 100)} %` : number(each))) },
    ],
    series: [{}, ...series.map(({ tone, label }) => ({
      label, show: tone !== "none", stroke: colours[tone] ?? colours.action, width: tone === "dashed" ? 2 : 2.5, dash: tone === "dashed" ? [5, 4] : undefined,
      points: { show: false }, spanGaps: true }))],
    hooks: { draw: [(plot) => drawEnds(plot, series)] },
  };
}

// A dot where a line has got to.
function drawEnds(plot, series) {
  series.forEach(({ end, tone }, i) => {
    if (!end) return;
    const values = plot.data[i + 1];
    let last = values.length - 1;
    while (last >= 0 && values[last] === null) --last;
    if (last < 0) return;
    const { ctx } = plot;
    ctx.beginPath();
    ctx.arc(plot.valToPos(plot.data[0][last], "x", true), plot.valToPos(values[last], "y", true), 5 * devicePixelRatio, 0, 2 * Math.PI);
    ctx.fillStyle = colours[tone] ?? colours.action;
    ctx.fill();
  });
}

let loading = null;
const uplot = () => (loading ??= import("../../modules/uplot.js").then((module) => module.default));

export function Chart(props) {
  const { label, data, series, height, table, x, step } = props;
  const place = useRef(), plot = useRef(null);
  const [open, setOpen] = useState(false);
  const [under, setUnder] = useState(null);
  const shape = JSON.stringify([series, height, x, props.y_percent]);
  useLayoutEffect(() => {
    let there = true;
    uplot().then((uPlot) => {
      if (!there || !place.current) return;
      const wanted = options({ ...props, width: place.current.clientWidth });
      if (step) for (const each of wanted.series.slice(1)) each.paths = uPlot.paths.stepped({ align: 1 });
      wanted.hooks.setCursor = [(drawn) => setUnder(drawn.cursor.idx ?? null)];
      plot.current = new uPlot(wanted, props.data, place.current);
    });
    return () => { there = false; plot.current?.destroy(); plot.current = null; };
  }, [shape]);
  useEffect(() => { plot.current?.setData(data); }, [data]);
  useEffect(() => {
    const watch = new ResizeObserver(() => { if (plot.current && place.current.clientWidth > 0) plot.current.setSize({ width: place.current.clientWidth, height }); });
    watch.observe(place.current);
    return () => watch.disconnect();
  }, [height]);
  const shown = series.filter((each) => each.tone !== "none");
  return html`<figure class="chart">
    <div role="img" aria-label=${label}><div class="plot" ref=${place} aria-hidden="true"></div></div>
    <figcaption>
      <span class="legend">${shown.map((each, i) => html`<span key=${i}><svg width="26" height="8" aria-hidden="true"><line x1="1" y1="4" x2="25" y2="4" stroke=${colours[each.tone] ?? colours.action} stroke-width="3" stroke-dasharray=${each.tone === "dashed" ? "5 4" : undefined} /></svg> ${each.label}</span>`)}</span>
      <span class="under" aria-hidden="true">${under !== null && data[0][under] !== undefined ? `${written[x](data[0][under])}: ${shown.map((each, i) => `${each.label} ${data[i + 1][under] === null || data[i + 1][under] === undefined ? "–" : props.y_percent ? `${Math.round(data[i + 1][under] * 100)} %` : number(data[i + 1][under])}`).join(" · ")}` : ""}</span>
      <button class="quiet" type="button" aria-expanded=${open} onClick=${() => setOpen(!open)}>${t(open ? "chart.hide_table" : "chart.show_table")}</button>
    </figcaption>
    ${open ? html`<div class="scroll" tabindex="0" role="region" aria-label=${table.caption}><table><caption class="unseen">${table.caption}</caption>
      <thead><tr>${table.head.map((each, i) => html`<th key=${i} scope="col" class=${i > 0 ? "n" : ""}>${each}</th>`)}</tr></thead>
      <tbody>${table.rows.map((row) => html`<tr key=${row[0]}>${row.map((cell, i) => (i === 0 ? html`<th scope="row">${cell}</th>` : html`<td class="n">${cell}</td>`))}</tr>`)}</tbody></table></div>` : null}
  </figure>`;
}
