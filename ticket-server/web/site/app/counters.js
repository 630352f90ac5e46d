// All counters: who is there, what they do, which fields they take today.
import { counterName, may, serviceNames } from "./parts/api.js";
import { live, officeNow } from "./parts/live_store.js";
import { html, useState, useWatched } from "./parts/view.js";
import { clockSpan, number, span, t, timeAt } from "./parts/words.js";
import { ActDialog } from "./live/acts.js";
import { doing } from "./live/counters.js";
import { useTick } from "./live/link.js";

export function CountersPage() {
  const { document: shown, link } = useWatched(live);
  const [act, setAct] = useState(null);
  const [done, setDone] = useState("");
  useTick();
  if (!shown?.counters) return html`<p class="card note" role="status">${t("link.connecting")}</p>`;
  const { office, counters } = shown;
  return html`<div class=${link === "live" ? "" : "stale"}><ul class="desk-cards">${counters.map((counter) => {
    const now = doing(counter, office);
    return html`<li key=${counter.id} class="card">
      <div class="row-head"><h2>${counterName(office, counter.id)}</h2>${may("supervisor") ? html`<button class="quiet" type="button" onClick=${() => { setDone(""); setAct({ kind: "counter", counter: counter.id }); }}>${t("live.change")}<span class="unseen"> ${counterName(office, counter.id)}</span></button>` : null}</div>
      <p class=${`desk-now ${now.tone}`}>${now.text}${now.more ? ` · ${now.more}` : ""}</p>
      <dl class="pairs">
        <div><dt>${t("counter.clerk")}</dt><dd>${counter.clerk_name || counter.clerk || "–"}</dd></div>
        <div><dt>${t("counter.since")}</dt><dd>${counter.since_us && counter.state !== "closed" ? `${timeAt(counter.since_us, office.zone)} (${span(officeNow() - counter.since_us)})` : "–"}</dd></div>
        <div><dt>${t("live.served")}</dt><dd>${number(counter.served)}</dd></div>
        <div><dt>${t("live.p50_service")}</dt><dd>${counter.service.count ? clockSpan(counter.service.p50_s) : "–"}</dd></div>
        <div class="whole"><dt>${t("act.assign.serves_short")}</dt><dd>${serviceNames(office, counter.serves)}</dd></div>
        <div class="whole"><dt>${t("act.assign.helps_short")}</dt><dd>${serviceNames(office, counter.helps)}</dd></div>
        ${counter.holds.length > 0 ? html`<div class="whole"><dt>${t("counter.holds")}</dt><dd>${counter.holds.map((each) => each.number).join(", ")}</dd></div>` : null}
      </dl></li>`;
  })}</ul></div>
  <p class=${done ? "done" : "unseen"} role="status">${done}</p>
  ${act ? html`<${ActDialog} key=${act.counter} act=${act} shown=${shown} link=${link} close=${(text) => { setAct(null); if (text) setDone(text); }} />` : null}`;
}
