// Counter by counter: what each does, how many it served, and how long a service takes there.
import { may, reasonName, shortCounterName } from "../parts/api.js";
import { officeNow } from "../parts/live_store.js";
import { html } from "../parts/view.js";
import { clockSpan, number, shortSpan, t } from "../parts/words.js";

// {text, more, tone}: more is a second line.
export function doing(counter, office) {
  const now_us = officeNow();
  const helped = counter.help === "asked" ? t("counter.asks_help") : "";
  if (counter.ticket) {
    const passed = clockSpan((now_us - counter.ticket.since_us) / 1e6);
    const text = counter.ticket.state === "called" ? t("counter.called", { number: counter.ticket.number, time: passed }) : `${counter.ticket.number} · ${passed}`;
    return { text, more: helped, tone: helped ? "bad" : "" };
  }
  if (counter.state === "paused")
    return { text: t("counter.paused", { time: shortSpan(now_us - counter.since_us) }), more: helped || (counter.pause_reason ? reasonName(office, "pause", counter.pause_reason) : ""), tone: helped ? "bad" : "muted" };
  if (counter.state === "closed") return { text: t("counter.closed"), tone: "muted" };
  const idle_us = counter.idle_since_us ? now_us - counter.idle_since_us : 0;
  return { text: idle_us >= 60e6 ? t("counter.idle", { time: shortSpan(idle_us) }) : t("counter.free"), more: helped, tone: helped ? "bad" : idle_us >= 300e6 ? "warn" : "" };
}

export function Counters({ shown, act }) {
  const { counters, office } = shown;
  return html`<section class="card counters">
    <h2>${t("live.counters")}</h2>
    <table>
      <caption class="unseen">${t("live.counters_caption")}</caption>
      <thead><tr><th scope="col">${t("live.counter")}</th><th scope="col" class="n">${t("live.doing")}</th><th scope="col" class="n">${t("live.served_short")}</th><th scope="col" class="n"><abbr title=${t("live.p50_service")}>P50</abbr></th></tr></thead>
      <tbody>${counters.map((counter) => {
        const now = doing(counter, office);
        const name = shortCounterName(office, counter.id);
        return html`<tr key=${counter.id}>
          <th scope="row">${may("supervisor") ? html`<button class="name" type="button" title=${counter.clerk_name || counter.clerk || undefined} onClick=${() => act({ kind: "counter", counter: counter.id })}>${name}</button>` : name}</th>
          <td class=${`n ${now.tone}`}>${now.text}${now.more ? html`<span class="second-line">${now.more}</span>` : null}</td>
          <td class="n">${number(counter.served)}</td>
          <td class="n">${counter.service.count === 0 ? "–" : clockSpan(counter.service.p50_s)}</td>
        </tr>`;
      })}</tbody>
    </table>
  </section>`;
}
