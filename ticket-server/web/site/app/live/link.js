// Whether what is shown is how things are: said in words, in the bar and above the page.
import { live, officeNow } from "../parts/live_store.js";
import { html, useCallback, useEvery, useState, useWatched } from "../parts/view.js";
import { dateAt, named, secondAt, t, timeAt, weekday, weekdayAt } from "../parts/words.js";

export function useTick() {
  const [, redraw] = useState(0);
  useEvery(1, useCallback(() => redraw((n) => n + 1), []));
}

export function Clock({ office }) {
  const { document: shown, link } = useWatched(live);
  useTick();
  if (!shown?.now || !office) return html`<span class="clock">${t("link.connecting")}</span>`;
  const at_us = officeNow();
  const state = link === "live" ? "live" : "lost";
  return html`<span class="clock"><span class="office-name">${named(office.name)}</span> <span class="clock-time"><span class="clock-weekday">${weekday(weekdayAt(at_us, office.zone))} </span>${dateAt(at_us, office.zone)} ${timeAt(at_us, office.zone)}</span>
    <span class=${`link-state ${state}`}>${t(`link.${state}`)}</span></span>`;
}

export function LinkBanner() {
  const { document: shown, link } = useWatched(live);
  const lost = link === "lost";
  const office = shown?.office;
  return html`<div role="status" class="banners">
    ${lost ? html`<p class="banner bad">${shown ? t("link.lost_since", { time: secondAt(officeNow(), office.zone) }) : t("link.never")}</p>` : null}
    ${!lost && shown?.now?.health && shown.now.health !== "serving" ? html`<p class="banner bad">${t(`health.${shown.now.health}`)}</p>` : null}
    ${!lost && shown?.now && !shown.now.day_open ? html`<p class="banner">${t("day.not_open")}</p>` : null}
    ${!lost && shown?.now?.day_open && shown.now.issuing_ended ? html`<p class="banner">${t("day.issuing_ended")}</p>` : null}
  </div>`;
}
