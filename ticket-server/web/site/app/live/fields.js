// Field by field: who waits, how long, and what somebody who comes now has to expect, against the target.
import { may, serviceName } from "../parts/api.js";
import { officeNow } from "../parts/live_store.js";
import { html, useNarrow } from "../parts/view.js";
import { minuteOfDay, minutes, number, percent, range, t, wholeMinutes } from "../parts/words.js";

// The bar's length is four targets, or as much as there is to show.
function scaleOf(fields, target_us) {
  const most = Math.max(0, ...fields.map((field) => field.expected?.high_us ?? 0));
  return Math.max(4 * target_us, most * 1.05, 20 * 60e6);
}

function tone(field, target_us) {
  if (!target_us) return "ok";
  const longest_us = field.longest_since_us ? officeNow() - field.longest_since_us : 0;
  if (field.expected.low_us > target_us || longest_us > 2 * target_us) return "bad";
  return Math.max(field.expected.high_us, longest_us) > target_us ? "warn" : "ok";
}

function Bar({ field, target_us, scale_us }) {
  const { expected } = field;
  const at = (us) => 1000 * Math.min(1, us / scale_us);
  const left = at(expected.low_us), width = Math.max(at(expected.high_us) - left, 12);
  return html`<svg class="range-bar" viewBox="0 0 1000 20" preserveAspectRatio="none" aria-hidden="true">
    <rect class="range-all" x="0" y="6" width="1000" height="8" rx="4" />
    <rect class=${`range-${tone(field, target_us)}`} x=${Math.min(left, 1000 - width)} y="5" width=${width} height="10" rx="4" />
    ${target_us ? html`<rect class="range-target" x=${at(target_us) - 3} y="0" width="6" height="20" />` : null}
  </svg>`;
}

// Why there is no range, or the range in words.
function expectedText(field) {
  if (field.closed) return t("live.closed_by_you");
  if (!field.open_now && field.opens_minute !== null && field.opens_minute !== undefined) return t("live.opens_at", { time: minuteOfDay(field.opens_minute) });
  if (!field.open_now) return t("live.not_issuing");
  if (field.expected) return range(field.expected);
  return field.open_counters === 0 ? t("live.no_counter") : t("live.expected_unknown");
}

const satisfied = (rating) => (rating.count === 0 ? "–" : html`${percent(rating.satisfied / rating.count)} <span class="muted">(${number(rating.count)})</span>`);
const waits = (wait) => (wait.count === 0 ? "–" : `${number(wholeMinutes(wait.p50_s))} / ${number(wholeMinutes(wait.p90_s))}`);

function Longest({ field, target_us }) {
  if (!field.longest_since_us) return "–";
  const us = officeNow() - field.longest_since_us;
  const beyond = target_us && us > target_us;
  return html`<span class=${beyond ? "bad strong" : ""}>${minutes(us)}${beyond ? html`<span class="unseen"> ${t("live.beyond_target")}</span>` : null}</span>`;
}

function Act({ field, office, act }) {
  if (!may("supervisor")) return null;
  return html`<button class="quiet" type="button" onClick=${() => act({ kind: "field", service: field.service })}>${t("live.change")}<span class="unseen"> ${serviceName(office, field.service)}</span></button>`;
}

export function Fields({ shown, act }) {
  const { fields, office } = shown;
  const narrow = useNarrow(960);  // what the table needs with its acts
  const targets = office.targets_minutes;
  const target_us = targets.length > 0 ? Math.min(...targets) * 60e6 : 0, worst_us = targets.length > 0 ? Math.max(...targets) * 60e6 : 0;
  const scale_us = scaleOf(fields, target_us);
  const ranged = (field) => field.expected && !field.closed && field.open_now;  // whoever comes gets a number
  const heading = html`<div class="card-head"><h2>${t("live.fields")}</h2>${target_us ? html`<p class="muted small key"><span class="key-target" aria-hidden="true"></span> ${t("live.target_mark", { n: targets[0] })}</p>` : null}</div>`;
  if (narrow) return html`<section class="card fields">${heading}<ul class="cards">
    ${fields.map((field) => html`<li key=${field.service}>
      <div class="row-head"><strong>${serviceName(office, field.service)}</strong><${Act} ...${{ field, office, act }} /></div>
      ${ranged(field) ? html`<${Bar} field=${field} target_us=${target_us} scale_us=${scale_us} />` : null}
      <dl class="pairs">
        <div><dt>${t("live.waiting")}</dt><dd>${number(field.waiting)}</dd></div>
        <div><dt>${t("live.longest_short")}</dt><dd><${Longest} field=${field} target_us=${worst_us} /></dd></div>
        <div><dt>${t("live.expected_short")}</dt><dd>${ranged(field) ? html`${expectedText(field)} ${t("unit.minute_word")}` : expectedText(field)}</dd></div>
        <div><dt>${t("live.open_counters")}</dt><dd>${number(field.open_counters)}</dd></div>
        <div><dt>${t("live.p50_p90")}</dt><dd>${waits(field.wait)}</dd></div>
        <div><dt>${t("live.satisfied")}</dt><dd>${satisfied(field.rating)}</dd></div>
      </dl></li>`)}
  </ul></section>`;
  return html`<section class="card fields">${heading}
    <table>
      <caption class="unseen">${t("live.fields_caption")}</caption>
      <thead><tr>
        <th scope="col">${t("live.field")}</th><th scope="col" class="n">${t("live.waiting")}</th><th scope="col" class="n">${t("live.longest_short")}</th>
        <th scope="col" class="n expected" colspan="2">${t("live.expected")}</th><th scope="col" class="n">${t("live.open_counters")}</th>
        <th scope="col" class="n">${t("live.p50_p90")}</th><th scope="col" class="n">${t("live.satisfied")}</th>
        ${may("supervisor") ? html`<th scope="col"><span class="unseen">${t("live.acts")}</span></th>` : null}
      </tr></thead>
      <tbody>${fields.map((field) => html`<tr key=${field.service}>
        <th scope="row">${serviceName(office, field.service)}</th>
        <td class="n">${number(field.waiting)}</td>
        <td class="n"><${Longest} field=${field} target_us=${worst_us} /></td>
        ${ranged(field) ? html`<td class="bar-cell"><${Bar} field=${field} target_us=${target_us} scale_us=${scale_us} /></td><td class=${`n range-text ${tone(field, target_us)}`}>${expectedText(field)}</td>`
          : html`<td class="n muted" colspan="2">${expectedText(field)}</td>`}
        <td class="n">${number(field.open_counters)}</td>
        <td class="n">${waits(field.wait)}</td>
        <td class="n">${satisfied(field.rating)}</td>
        ${may("supervisor") ? html`<td class="n"><${Act} ...${{ field, office, act }} /></td>` : null}
      </tr>`)}</tbody>
    </table>
  </section>`;
}
