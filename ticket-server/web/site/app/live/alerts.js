// What needs doing, worst first, and the act beside it.
import { counterName, may, reasonName, serviceName } from "../parts/api.js";
import { officeNow } from "../parts/live_store.js";
import { Link } from "../parts/navigation.js";
import { html } from "../parts/view.js";
import { has, shortSpan, t } from "../parts/words.js";

// The words of an alert, and what may be done about it.
function describe(alert, shown) {
  const { office } = shown;
  const params = { ...alert.params };
  const now_us = officeNow();
  const since = (us) => shortSpan(now_us - us);
  const words = {
    n: params.waiting, ...params,
    service: params.service ? serviceName(office, params.service) : undefined,
    counter: params.counter ? counterName(office, params.counter) : undefined,
    clerk: params.clerk ? shown.counters.find((each) => each.clerk === params.clerk)?.clerk_name || params.clerk : undefined,
    span: since(alert.since_us),
    wait: params.arrived_us ? since(params.arrived_us) : undefined,
    idle: params.idle_since_us ? since(params.idle_since_us) : undefined,
    paused: params.paused_since_us ? since(params.paused_since_us) : undefined,
    usual: params.usual_us ? shortSpan(params.usual_us) : undefined,
    reason: params.reason && alert.kind === "long_pause" ? reasonName(office, "pause", params.reason) : params.reason && alert.kind === "out_of_order" ? reasonName(office, "choose", params.reason) : params.reason,
    state: params.state ? t(`printer.${params.state}`) : undefined,
  };
  const variant = alert.kind === "idle_counter" ? (params.takes ? "idle_takes" : "idle_counter")
    : alert.kind === "help" && params.answered ? "help_answered"
    : alert.kind === "printer" ? (params.state === "gone" ? "kiosk_gone" : "printer")
    : alert.kind === "board_dead" && params.connected ? "board_silent" : alert.kind;
  const title = has(`alert.${variant}.title`) ? t(`alert.${variant}.title`, words) : alert.kind;
  const text = has(`alert.${variant}.text`) ? t(`alert.${variant}.text`, words) : "";
  return { title, text, act: actOf(alert, shown) };
}

function actOf(alert, shown) {
  const p = alert.params;
  switch (alert.kind) {
    case "target_exceeded":
    case "no_counter": {
      const idle = shown.alerts.find((each) => each.kind === "idle_counter" && each.params.service === p.service && each.params.move);
      if (idle) return { label: t("alert.move", { n: idle.params.counter }), act: { kind: "assign", counter: idle.params.counter, move: idle.params.move } };
      return { label: t("alert.staff"), act: { kind: "staff", service: p.service } };
    }
    case "idle_counter":
      if (p.move) return { label: t("alert.move", { n: p.counter }), act: { kind: "assign", counter: p.counter, move: p.move } };
      return { label: t("alert.look"), act: { kind: "counter", counter: p.counter } };
    case "help":
    case "long_pause":
    case "out_of_order":
      return { label: alert.kind === "help" ? t(p.answered ? "alert.help_over" : "alert.answer") : t("alert.look"), act: { kind: "counter", counter: p.counter } };
    case "printer":
    case "board_dead":
      return { label: t("alert.look"), to: "/devices" };
    case "clock_suspect":
      return may("administrator") ? { label: t("alert.confirm_clock"), act: { kind: "clock" } } : null;
    default:
      return null;
  }
}

export function Alerts({ shown, act }) {
  return html`<section class="card alerts">
    <h2>${t("live.alerts")}</h2>
    ${shown.alerts.length === 0 ? html`<p class="muted calm">${t("live.no_alerts")}</p>` : html`<ul>
      ${shown.alerts.map((alert) => {
        const said = describe(alert, shown);
        return html`<li key=${alert.key} class=${alert.severity}>
          <div class="alert-words"><span class="severity">${t(`severity.${alert.severity}`)}<span class="unseen">: </span></span> <strong>${said.title}</strong>${said.text ? html`<p>${said.text}</p>` : null}</div>
          ${said.act?.to ? html`<${Link} to=${said.act.to}>${said.act.label}<span class="unseen">: ${said.title}</span><//>` : null}
          ${said.act?.act && may("supervisor") ? html`<button class="link" type="button" onClick=${() => act(said.act.act)}>${said.act.label}<span class="unseen">: ${said.title}</span></button>` : null}
        </li>`;
      })}</ul>`}
  </section>`;
}
