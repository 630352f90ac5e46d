// A counter: its fields, and one that its clerk left as it was.
import { counterName, serviceName, serviceNames, shortCounterName } from "../parts/api.js";
import { Choices, Ticks } from "../parts/dialog.js";
import { html, useState } from "../parts/view.js";
import { named, t } from "../parts/words.js";
import { doing } from "./counters.js";

const counterOf = (shown, id) => shown.counters.find((each) => each.id === id);

// Which fields a counter serves, and which it helps when those have nobody. `move`: what is proposed.
export function AssignAct({ act, now, shown, send, busy }) {
  const counter = counterOf(shown, act.counter);
  const { office } = shown;
  const [seen] = useState(() => ({ serves: [...(now ?? counter).serves], helps: [...(now ?? counter).helps] }));
  const wanted = now ? seen : act.move ?? seen;  // what was proposed was about how it had been
  const [serves, setServes] = useState(wanted.serves);
  const [helps, setHelps] = useState(wanted.helps.filter((each) => !wanted.serves.includes(each)));
  const choices = office.services.map((each) => ({ value: each.code, label: serviceName(office, each.code) }));
  const submit = (event) => {
    event.preventDefault();
    const order = (codes) => office.services.map((each) => each.code).filter((code) => codes.includes(code));
    send({ assignCounter: { counter: act.counter, serves: order(serves), helps: order(helps.filter((each) => !serves.includes(each))) }, seen },
      t("act.assign.done", { counter: counterName(office, act.counter), fields: serviceNames(office, order(serves)) }));
  };
  return html`<form class="act" onSubmit=${submit}>
    <p>${t("act.assign.about", { fields: serviceNames(office, seen.serves) })}</p>
    <div class="two">
      <${Ticks} legend=${t("act.assign.serves")} choices=${choices} chosen=${serves} change=${setServes} />
      <${Ticks} legend=${t("act.assign.helps")} choices=${choices.filter((each) => !serves.includes(each.value))} chosen=${helps} change=${setHelps} />
    </div>
    ${serves.length + helps.length === 0 ? html`<p class="refusal">${t("act.assign.nothing")}</p>` : null}
    <button class="action" type="submit" disabled=${serves.length + helps.length === 0} aria-disabled=${busy}>${t("act.assign.do")}</button>
  </form>`;
}

// Which counter could take a field that needs one? Those that are free first.
export function StaffAct({ act, shown, turn_to }) {
  const { office, counters } = shown;
  const rank = (counter) => (counter.state === "open" && !counter.ticket ? 0 : counter.state === "open" ? 1 : counter.state === "paused" ? 2 : 3);
  const able = counters.filter((counter) => !counter.serves.includes(act.service)).sort((one, other) => rank(one) - rank(other) || one.id - other.id);
  return html`<div class="act"><p>${t("act.staff.about", { service: serviceName(office, act.service) })}</p>
    <ul class="choose-counter">${able.map((counter) => html`<li key=${counter.id}>
      <button class="second wide" type="button" onClick=${() => turn_to({ kind: "assign", counter: counter.id, move: { serves: [...counter.serves, act.service], helps: counter.helps } })}>
        <strong>${shortCounterName(office, counter.id)}</strong> <span class="muted">${doing(counter, office).text}</span></button></li>`)}</ul>
  </div>`;
}

export function CounterActs({ act, shown, send, busy, turn_to }) {
  const { office } = shown;
  const counter = counterOf(shown, act.counter);
  const [reason, setReason] = useState("");
  const name = counterName(office, act.counter);
  const at = { counter: counter.id, clerk: counter.clerk };
  const now = doing(counter, office);
  const away = [counter.ticket, ...counter.holds].filter((each) => each && each.state !== "serving");
  return html`
    <dl class="pairs"><div><dt>${t("live.doing")}</dt><dd class=${now.tone}>${now.text}${now.more ? ` · ${now.more}` : ""}</dd></div>
      <div><dt>${t("counter.clerk")}</dt><dd>${counter.clerk_name || counter.clerk || "–"}</dd></div>
      <div><dt>${t("act.assign.serves_short")}</dt><dd>${serviceNames(office, counter.serves)}</dd></div>
      <div><dt>${t("act.assign.helps_short")}</dt><dd>${serviceNames(office, counter.helps)}</dd></div>
      ${counter.holds.length > 0 ? html`<div><dt>${t("counter.holds")}</dt><dd>${counter.holds.map((each) => each.number).join(", ")}</dd></div>` : null}</dl>
    ${counter.help !== "none" ? html`<section class="act"><h3>${t("act.help.title")}</h3><div class="buttons">
      ${counter.help === "asked" ? html`<button class="action" type="button" aria-disabled=${busy} onClick=${() => send({ answerHelp: { counter: counter.id, over: false } }, t("act.help.coming_done", { counter: name }))}>${t("act.help.coming")}</button>` : null}
      <button class="second" type="button" aria-disabled=${busy} onClick=${() => send({ answerHelp: { counter: counter.id, over: true } }, t("act.help.over_done", { counter: name }))}>${t("act.help.over")}</button></div></section>` : null}
    <section class="act"><h3>${t("act.assign.short")}</h3><p>${t("act.assign.short_about")}</p>
      <button class="second" type="button" onClick=${() => turn_to({ kind: "assign", counter: counter.id })}>${t("act.assign.open")}</button></section>
    ${counter.state === "open" ? html`<form class="act" onSubmit=${(event) => { event.preventDefault(); send({ pauseCounter: { at, reason } }, t("act.pause.done", { counter: name })); }}>
      <h3>${t("act.pause.title")}</h3><p>${t("act.pause.about")}</p>
      <${Choices} name="pause" legend=${t("act.reason")} choices=${office.reasons.pause.map((each) => ({ value: each.code, label: named(each.name) }))} value=${reason} choose=${setReason} />
      <button class="second" type="submit" aria-disabled=${busy}>${t("act.pause.do")}</button></form>` : null}
    ${counter.state === "paused" ? html`<section class="act"><h3>${t("act.resume.title")}</h3>
      <button class="second" type="button" aria-disabled=${busy} onClick=${() => send({ resumeCounter: { at } }, t("act.resume.done", { counter: name }))}>${t("act.resume.do")}</button></section>` : null}
    ${away.length > 0 ? html`<section class="act"><h3>${t("act.ticket.cancel_title")}</h3><p>${t("act.ticket.away_about")}</p><div class="buttons">
      ${away.map((each) => html`<button key=${each.id} class="second" type="button" onClick=${() => turn_to({ kind: "ticket", ticket: each.id, number: each.number })}>${each.number}<span class="muted"> · ${t(`state.${each.state}`)}</span></button>`)}</div></section>` : null}
    ${counter.state !== "closed" ? html`<section class="act"><h3>${t("act.close_counter.title")}</h3><p>${t("act.close_counter.about", { clerk: counter.clerk_name || counter.clerk })}</p>
      <button class="second danger" type="button" aria-disabled=${busy} onClick=${() => send({ closeCounter: { at } }, t("act.close_counter.done", { counter: name }))}>${t("act.close_counter.do")}</button></section>` : null}`;
}
