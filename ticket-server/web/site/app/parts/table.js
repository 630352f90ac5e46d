// A table that sorts by its heads, filters by what is typed, and can be taken along. Columns: {key, label, text(row), value(row), left}: value
// is what it sorts by, text what is shown; the first column is the row's name.
import { html, useState } from "./view.js";
import { plain, t } from "./words.js";

const collator = new Intl.Collator("vi", { numeric: true, sensitivity: "base" });

function compare(one, other) {
  if (one === null || one === undefined) return 1;
  if (other === null || other === undefined) return -1;
  return typeof one === "number" && typeof other === "number" ? one - other : collator.compare(String(one), String(other));
}

export function Exports({ name, query }) {
  if (!name) return null;
  return html`<span class="exports">${t("table.export")} <a href=${`/api/v1/history/${name}.csv?${query}`} download>CSV<span class="unseen"> ${t(`history.table.${name}`)}</span></a> <a href=${`/api/v1/history/${name}.json?${query}`} download>JSON<span class="unseen"> ${t(`history.table.${name}`)}</span></a></span>`;
}

// Rows beyond the few are there for paper alone, up to as many as a page can hold at once; what a sheet leaves out it says.
const printed_most = 1000;

function cutText(wanted, listed, printed, whole) {
  if (wanted !== "") return t("table.filtered", { what: wanted, n: printed, all: whole });
  return printed < listed ? t("table.cut", { n: printed, all: whole }) : "";
}

export function DataTable({ caption, columns, rows, exported, query, row_key, few = 100 }) {
  const [sort, setSort] = useState(null);
  const [wanted, setWanted] = useState("");
  const [all, setAll] = useState(false);
  const valueOf = (column, row) => (column.value ? column.value(row) : row[column.key]);
  const textOf = (column, row) => (column.text ? column.text(row) : valueOf(column, row) ?? "–");
  let listed = wanted === "" ? rows : rows.filter((row) => columns.some((column) => plain(textOf(column, row)).includes(plain(wanted))));
  if (sort) {
    const column = columns.find((each) => each.key === sort.key);
    const way = sort.down ? -1 : 1;
    if (column) listed = [...listed].sort((one, other) => {
      const a = valueOf(column, one), b = valueOf(column, other);
      if (a === null || a === undefined || b === null || b === undefined) return compare(a, b);
      return way * compare(a, b);
    });
  }
  const cut = all ? listed : listed.slice(0, printed_most);
  const left_out = cutText(wanted, listed.length, cut.length, rows.length);
  const turn = (column) => setSort((now) => (now?.key !== column.key ? { key: column.key, down: !column.left } : now.down === !column.left ? { key: column.key, down: !now.down } : null));
  return html`<div class="data-table">
    <div class="table-tools">
      ${rows.length > 1 ? html`<label class="inline">${t("table.filter")} <input type="search" value=${wanted} onInput=${(event) => setWanted(event.target.value)} aria-label=${t("table.filter_of", { table: caption })} /></label>` : null}
      <${Exports} name=${exported} query=${query} />
    </div>
    <div class="scroll-x" tabindex="0" role="region" aria-label=${caption}>
      <table>
        <caption class="unseen">${caption}</caption>
        <thead><tr>${columns.map((column) => html`<th key=${column.key} scope="col" class=${column.left ? "" : "n"} aria-sort=${sort?.key === column.key ? (sort.down ? "descending" : "ascending") : undefined}>
          <button class="sort" type="button" onClick=${() => turn(column)}>${column.label}<span class="way" aria-hidden="true">${sort?.key === column.key ? (sort.down ? " ▾" : " ▴") : ""}</span></button></th>`)}</tr></thead>
        <tbody>${cut.map((row, i) => html`<tr key=${row_key ? row_key(row) : i} class=${!all && i >= few ? "beyond" : ""}>${columns.map((column, c) => (c === 0
          ? html`<th key=${column.key} scope="row" class=${column.left ? "" : "n"}>${textOf(column, row)}</th>`
          : html`<td key=${column.key} class=${column.left ? "" : "n"}>${textOf(column, row)}</td>`))}</tr>`)}</tbody>
      </table>
    </div>
    ${left_out ? html`<p class="print-only cut">${left_out}</p>` : null}
    ${listed.length === 0 ? html`<p class="muted calm">${rows.length === 0 ? t("table.empty") : t("table.nothing_found")}</p>` : null}
    ${listed.length > few ? html`<button class="quiet" type="button" onClick=${() => setAll(!all)}>${all ? t("table.fewer") : t("table.all", { n: listed.length })}</button>` : null}
  </div>`;
}
