// Somebody who waits: priority for a reason, or off the list; and off a counter's, who was called or is on hold and went home.
import { className, counterName, serviceName } from "../parts/api.js";
import { officeNow } from "../parts/live_store.js";
import { Choices } from "../parts/dialog.js";
import { html, useState } from "../parts/view.js";
import { minutes, named, t } from "../parts/words.js";

// Who left has walked out, which the figures count; the office's other reasons say that there was no visit. An office without the reason
// "left" has it here all the same.
const walked_out = "-";

// {ticket} of who waits; {held, counter} of who was called there or is on hold there; nothing: of neither.
function find(shown, id) {
  const ticket = shown.waiting.find((each) => each.ticket === id);
  if (ticket) return { ticket, state: ticket.state };
  for (const counter of shown.counters) {
    const held = [counter.ticket, ...counter.holds].find((each) => each?.id === id && each.state !== "serving");
    if (held) return { held, counter, state: held.state };
  }
  return null;
}

export function TicketActs({ act, now, shown, send, busy }) {
  const { office } = shown;
  const found = find(shown, act.ticket);
  const [seen] = useState(() => now ?? { state: found?.state ?? "waiting" });
  const [why, setWhy] = useState("");
  const [gone, setGone] = useState("");
  if (!found) return html`<p>${t("act.ticket.no_longer", { number: act.number })}</p>`;
  const { ticket, held, counter } = found;
  const options = (kind) => office.reasons[kind].map((each) => ({ value: each.code, label: named(each.name) }));
  const leaving = options("cancel").some((each) => each.value === "left") ? options("cancel") : [{ value: walked_out, label: t("act.ticket.walked_out") }, ...options("cancel")];
  const priority = (event) => {
    event.preventDefault();
    send({ setUrgent: { ticket: act.ticket, reason: why }, seen }, t("act.ticket.priority_done", { number: act.number }));
  };
  const cancel = (event) => {
    event.preventDefault();
    const left = gone === walked_out || gone === "left";
    send({ cancel: { ticket: act.ticket, voided: !left, reason: gone === walked_out ? "" : gone }, seen }, t("act.ticket.cancel_done", { number: act.number }));
  };
  return html`
    <p class="muted">${ticket ? `${serviceName(office, ticket.service)} · ${className(office, ticket.class)} · ${t("act.ticket.waits", { time: minutes(officeNow() - ticket.arrived_us) })}`
      : `${serviceName(office, held.service)} · ${counterName(office, counter.id)} · ${t(`state.${held.state}`)}`}</p>
    ${!ticket ? null : ticket.urgent ? html`<p>${t("act.ticket.is_urgent")}</p>` : html`<form class="act" onSubmit=${priority}><h3>${t("act.ticket.priority_title")}</h3><p>${t("act.ticket.priority_about")}</p>
      <${Choices} name="priority" legend=${t("act.reason")} choices=${options("priority")} value=${why} choose=${setWhy} />
      <button class="action" type="submit" aria-disabled=${busy}>${t("act.ticket.priority")}</button></form>`}
    <form class="act" onSubmit=${cancel}><h3>${t("act.ticket.cancel_title")}</h3><p>${t("act.ticket.cancel_about")}</p>
      <${Choices} name="cancel" legend=${t("act.reason")} choices=${leaving} value=${gone} choose=${setGone} />
      <button class="second danger" type="submit" aria-disabled=${busy}>${t("act.ticket.cancel")}</button></form>`;
}
