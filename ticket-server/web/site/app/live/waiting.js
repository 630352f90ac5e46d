// Who waits, in the order of arrival: to give priority, or to take somebody off the list.
import { className, counterName, may, serviceName } from "../parts/api.js";
import { officeNow } from "../parts/live_store.js";
import { html, useNarrow, useState } from "../parts/view.js";
import { minutes, number, plain, t, timeAt } from "../parts/words.js";

const few = 8;

export function Waiting({ shown, act }) {
  const { waiting, office, summary } = shown;
  const [service, setService] = useState("");
  const [slip, setSlip] = useState("");
  const [all, setAll] = useState(false);
  const narrow = useNarrow();
  const wanted = waiting.filter((each) => (service === "" || each.service === service) && plain(each.number).includes(plain(slip.trim())));
  const listed = all ? wanted : wanted.slice(0, few);
  const now_us = officeNow();
  const everybody = summary.waiting + summary.called_before;
  return html`<section class="card waiting">
    <div class="card-head"><h2>${t("live.who_waits")} <span class="muted">${number(everybody)}</span></h2>
      <span class="inline"><label class="inline">${t("live.number")} <input class="slip-number" type="search" value=${slip} maxlength="16" autocapitalize="none" spellcheck="false" onInput=${(event) => setSlip(event.target.value)} /></label>
      <label class="inline">${t("live.of_field")} <select value=${service} onChange=${(event) => setService(event.target.value)}>
        <option value="">${t("all_fields")}</option>
        ${office.services.map((each) => html`<option key=${each.code} value=${each.code}>${serviceName(office, each.code)}</option>`)}
      </select></label></span></div>
    ${listed.length === 0 ? html`<p class="muted calm">${t(slip === "" ? "live.nobody_waits" : "table.nothing_found")}</p>` : html`<table>
      <caption class="unseen">${t("live.waiting_caption")}</caption>
      <thead><tr><th scope="col">${t("live.number")}</th><th scope="col">${t("live.field")}</th>${narrow ? null : html`<th scope="col">${t("live.class")}</th><th scope="col" class="n">${t("live.since")}</th>`}<th scope="col" class="n">${t("live.waited")}</th>${may("supervisor") ? html`<th scope="col"><span class="unseen">${t("live.acts")}</span></th>` : null}</tr></thead>
      <tbody>${listed.map((each) => html`<tr key=${each.ticket}>
        <th scope="row">${each.number}${each.urgent ? html` <span class="tag">${t("live.urgent")}</span>` : null}</th>
        <td>${serviceName(office, each.service)}${each.for_counter ? html` <span class="muted">· ${counterName(office, each.for_counter)}</span>` : null}</td>
        ${narrow ? null : html`<td class="muted">${className(office, each.class)}${each.called_before ? ` · ${t("live.called_before")}` : ""}</td><td class="n">${timeAt(each.arrived_us, office.zone)}</td>`}
        <td class="n">${minutes(now_us - each.arrived_us)}</td>
        ${may("supervisor") ? html`<td class="n"><button class="quiet" type="button" onClick=${() => act({ kind: "ticket", ticket: each.ticket, number: each.number })}>${t("live.change")}<span class="unseen"> ${each.number}</span></button></td>` : null}
      </tr>`)}</tbody></table>`}
    ${wanted.length > few ? html`<button class="quiet" type="button" aria-expanded=${all} onClick=${() => setAll(!all)}>${all ? t("live.fewer") : t("live.more", { n: wanted.length - few })}</button>` : null}
    ${all && everybody > waiting.length ? html`<p class="muted small">${t("live.list_cut", { n: waiting.length })}</p>` : null}
  </section>`;
}
