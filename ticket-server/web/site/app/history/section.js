// A part of the report: its heading, and how its figures are counted.
import { html } from "../parts/view.js";
import { t } from "../parts/words.js";

export function How({ name, title }) {
  return html`<details class="how"><summary>${t("history.how")}<span class="unseen">: ${title}</span></summary><p>${t(`history.how_text.${name}`)}</p></details>`;
}

// whole_office: what counters and clerks did is not of one field.
export function Section({ name, children, whole_office }) {
  const title = t(`history.part.${name}`);
  return html`<section class=${`card part part-${name}`}>
    <div class="card-head"><h2>${title}</h2><${How} name=${name} title=${title} /></div>
    ${whole_office ? html`<p class="muted">${t("history.whole_office")}</p>` : null}
    ${children}
  </section>`;
}
