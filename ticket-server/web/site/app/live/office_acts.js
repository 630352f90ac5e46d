// What concerns the whole office: a notice on the boards, and the day's end.
import { may } from "../parts/api.js";
import { html } from "../parts/view.js";
import { t, timeAt } from "../parts/words.js";

export function OfficeActs({ shown, act }) {
  const { notice, office } = shown;
  const supervisor = may("supervisor");
  if (!supervisor && !notice) return null;
  return html`<section class="card office-acts">
    <h2>${t("live.office")}</h2>
    <p>${notice ? html`<span class="muted">${t(notice.urgent ? "live.notice_urgent" : "live.notice_shown", { time: timeAt(notice.at_us, office.zone) })}</span> <q>${notice.text}</q>` : html`<span class="muted">${t("live.no_notice")}</span>`}</p>
    ${supervisor ? html`<div class="buttons">
      <button class="second" type="button" onClick=${() => act({ kind: "notice" })}>${t(notice ? "act.notice.change" : "act.notice.put")}</button>
      <button class="second danger" type="button" onClick=${() => act({ kind: "end_day" })}>${t("act.end_day.open")}</button>
    </div>` : null}
  </section>`;
}
