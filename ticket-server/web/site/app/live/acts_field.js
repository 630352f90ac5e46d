// A field: whether it issues numbers, and how many today.
import { serviceName } from "../parts/api.js";
import { html, useState } from "../parts/view.js";
import { t } from "../parts/words.js";

export function FieldActs({ act, now, shown, send, busy }) {
  const field = shown.fields.find((each) => each.service === act.service);
  const [seen] = useState(() => now ?? { closed: field.closed, quota: field.own_quota ?? null });
  const [limited, setLimited] = useState(seen.quota !== null);
  const [quota, setQuota] = useState(String(seen.quota ?? field.quota ?? field.issued + 20));
  const name = serviceName(shown.office, act.service);
  const limit = (closed, wanted) => ({ limitService: { service: act.service, closed, ...(wanted === null ? {} : { quota: wanted }) }, seen });
  const turn = () => send(limit(!seen.closed, seen.quota), t(seen.closed ? "act.field.opened" : "act.field.closed", { service: name }));
  const restrict = (event) => {
    event.preventDefault();
    const wanted = limited ? Number(quota) : null;
    send(limit(seen.closed, wanted), wanted === null ? t("act.field.unlimited", { service: name }) : t("act.field.limited", { service: name, n: wanted }));
  };
  return html`
    <section class="act"><h3>${t(seen.closed ? "act.field.open_title" : "act.field.close_title")}</h3>
      <p>${t(seen.closed ? "act.field.open_about" : "act.field.close_about", { n: field.waiting + field.called_before })}</p>
      <button class=${seen.closed ? "action" : "second danger"} type="button" aria-disabled=${busy} onClick=${turn}>${t(seen.closed ? "act.field.open" : "act.field.close")}</button></section>
    <form class="act" onSubmit=${restrict}><h3>${t("act.field.limit_title")}</h3>
      <p>${t("act.field.limit_about", { n: field.issued })}</p>
      <label class="choice"><input type="radio" name="limited" checked=${!limited} onChange=${() => setLimited(false)} /> ${field.quota !== null && seen.quota === null ? t("act.field.as_configured", { n: field.quota }) : t("act.field.no_limit")}</label>
      <label class="choice"><input type="radio" name="limited" checked=${limited} onChange=${() => setLimited(true)} /> ${t("act.field.at_most")}</label>
      <label class="unseen" for="quota">${t("act.field.quota")}</label>
      <input id="quota" type="number" min="0" max="100000" step="1" inputmode="numeric" value=${quota} disabled=${!limited} required onInput=${(event) => setQuota(event.target.value)} />
      <button class="second" type="submit" aria-disabled=${busy}>${t("act.field.limit")}</button></form>`;
}
