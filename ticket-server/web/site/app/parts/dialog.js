// A question that has to be answered before anything else: what is about to be done, and what it means.
import { html, useEffect, useRef } from "./view.js";
import { t } from "./words.js";

export function Dialog({ title, close, children }) {
  const box = useRef(), gone = useRef(false);
  useEffect(() => {
    const shown = box.current;
    shown.showModal();
    // Closed before it goes, so that the browser gives the focus back to whatever had it.
    return () => { gone.current = true; shown.close(); };
  }, []);
  return html`<dialog ref=${box} aria-labelledby="dialog-title" onClose=${() => { if (!gone.current) close(); }} onCancel=${(event) => { event.preventDefault(); close(); }}>
    <div class="dialog-head"><h2 id="dialog-title">${title}</h2><button class="quiet" type="button" onClick=${() => close()}>${t("act.close")}</button></div>
    ${children}
  </dialog>`;
}

// One of a list, of an office's reasons for instance. Nothing is chosen for anybody.
export function Choices({ name, legend, choices, value, choose }) {
  return html`<fieldset><legend>${legend}</legend>
    ${choices.map((each) => html`<label key=${each.value} class="choice"><input type="radio" name=${name} value=${each.value} checked=${each.value === value} onChange=${() => choose(each.value)} required /> ${each.label}</label>`)}
  </fieldset>`;
}

export function Ticks({ legend, choices, chosen, change }) {
  const turn = (value) => change(chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value]);
  return html`<fieldset><legend>${legend}</legend>
    ${choices.map((each) => html`<label key=${each.value} class="choice"><input type="checkbox" checked=${chosen.includes(each.value)} onChange=${() => turn(each.value)} /> ${each.label}</label>`)}
  </fieldset>`;
}
