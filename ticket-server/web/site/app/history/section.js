// A part of the report: its heading, and how its figures are counted.
import { html } from "../parts/view.js";
import { t } from "../parts/words.js";

export function Section({ name, children, title }) {
  return html`<section class=${`card part part-${name}`}>
    <div class="card-head"><h2>${title ?? t(`history.part.${name}`)}</h2>
      <details class="how"><summary>${t("history.how")}<span class="unseen">: ${title ?? t(`history.part.${name}`)}</span></summary><p>${t(`history.how_text.${name}`)}</p></details></div>
    ${children}
  </section>`;
}
