// How the office is now, and what is to be done about it.
import { live } from "../parts/live_store.js";
import { html, useState, useWatched } from "../parts/view.js";
import { t } from "../parts/words.js";
import { ActDialog } from "./acts.js";
import { Alerts } from "./alerts.js";
import { Counters } from "./counters.js";
import { Fields } from "./fields.js";
import { useTick } from "./link.js";
import { OfficeActs } from "./office_acts.js";
import { Summary } from "./summary.js";
import { Trend } from "./trend.js";
import { Waiting } from "./waiting.js";

export function LivePage() {
  const { document: shown, link } = useWatched(live);
  const [act, setAct] = useState(null);
  const [done, setDone] = useState("");
  useTick();
  if (!shown?.summary) return html`<p class="card note" role="status">${t("link.connecting")}</p>`;
  const common = { shown, act: (what) => { setDone(""); setAct(what); } };
  return html`
    <div class=${link === "live" ? "live-page" : "live-page stale"}>
      <${Summary} ...${common} />
      <div class="main-column"><${Fields} ...${common} /><${Trend} ...${common} /><${Waiting} ...${common} /></div>
      <div class="side-column"><${Alerts} ...${common} /><${Counters} ...${common} /><${OfficeActs} ...${common} /></div>
    </div>
    <p class=${done ? "done" : "unseen"} role="status">${done}</p>
    ${act ? html`<${ActDialog} key=${JSON.stringify([act.kind, act.counter, act.service, act.ticket])} act=${act} shown=${shown} link=${link} close=${(text) => { setAct(null); if (text) setDone(text); }} />` : null}`;
}
