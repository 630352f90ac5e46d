// The whole office: what boards say, the day's end, a clock that may be wrong.
import { html, useState } from "../parts/view.js";
import { dateAt, t, timeAt } from "../parts/words.js";
import { officeNow } from "../parts/live_store.js";

const notice_letters = 300;

export function NoticeAct({ now, shown, send, busy }) {
  const [seen] = useState(() => now ?? { text: shown.notice?.text ?? "" });
  const [text, setText] = useState(seen.text);
  const [urgent, setUrgent] = useState(shown.notice?.urgent ?? false);
  const submit = (event) => {
    event.preventDefault();
    send({ setNotice: { text: text.trim(), urgent }, seen }, t("act.notice.done"));
  };
  return html`<form class="act" onSubmit=${submit}><p>${t("act.notice.about")}</p>
    <label for="notice">${t("act.notice.text")}</label>
    <textarea id="notice" rows="3" maxlength=${notice_letters} required value=${text} onInput=${(event) => setText(event.target.value)}></textarea>
    <label class="choice"><input type="checkbox" checked=${urgent} onChange=${() => setUrgent(!urgent)} /> ${t("act.notice.urgent")}</label>
    <div class="buttons"><button class="action" type="submit" aria-disabled=${busy}>${t("act.notice.do")}</button>
    ${seen.text ? html`<button class="second" type="button" aria-disabled=${busy} onClick=${() => send({ setNotice: { text: "", urgent: false }, seen }, t("act.notice.taken"))}>${t("act.notice.take")}</button>` : null}</div></form>`;
}

export function EndDayAct({ shown, send, busy }) {
  const [sure, setSure] = useState(false);
  const serving = shown.counters.filter((each) => each.ticket).length;
  return html`<form class="act" onSubmit=${(event) => { event.preventDefault(); send({ endDay: {} }, t("act.end_day.done")); }}>
    <p>${t("act.end_day.about")}</p>
    <p><strong>${t("act.end_day.who", { waiting: shown.summary.waiting + shown.summary.called_before, serving })}</strong></p>
    <label class="choice"><input type="checkbox" checked=${sure} required onChange=${() => setSure(!sure)} /> ${t("act.end_day.sure")}</label>
    <button class="second danger" type="submit" disabled=${!sure} aria-disabled=${busy}>${t("act.end_day.do")}</button></form>`;
}

export function ClockAct({ shown, send, busy }) {
  const at_us = officeNow();
  return html`<div class="act"><p>${t("act.clock.about", { date: dateAt(at_us, shown.office.zone), time: timeAt(at_us, shown.office.zone) })}</p>
    <button class="action" type="button" aria-disabled=${busy} onClick=${() => send({ confirmClock: {} }, t("act.clock.done"))}>${t("act.clock.do")}</button></div>`;
}
