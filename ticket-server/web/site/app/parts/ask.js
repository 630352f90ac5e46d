// A few answers and one act, in a dialog; whether it was refused, and why; and what the server says once only.
import { ask, refusalText, session } from "./api.js";
import { Choices, Dialog } from "./dialog.js";
import { html, useState } from "./view.js";
import { t } from "./words.js";

const roles = ["viewer", "supervisor", "administrator"];

// One's own needs the present one too: whoever sits down at a page that was left open does not take the account over.
export const passwordFields = (own) => [...(own ? [{ name: "current", label: t("accounts.current_password"), secret: true, known: true }] : []), { name: "password", label: t("accounts.new_password"), secret: true }];

export function Ask({ title, about, fields, role, label, danger, send, close }) {
  const [values, setValues] = useState({});
  const [wrong, setWrong] = useState(null);
  const [answer, setAnswer] = useState(null);
  const submit = async (event) => {
    event.preventDefault();
    setWrong(null);
    try {
      const said = await send(values);
      if (said) setAnswer(said); else close();
    } catch (error) { setWrong(error); }
  };
  return html`<${Dialog} title=${title} close=${close}>${answer ? html`<div class="act"><p>${t("accounts.key_about")}</p><p class="code key">${answer}</p></div>` : html`<form class="act" onSubmit=${submit}>
    ${about ? html`<p>${about}</p>` : null}
    ${fields.map((each) => html`<label key=${each.name} class="stack">${each.label}<input type=${each.secret ? "password" : "text"} autocomplete=${each.known ? "current-password" : each.secret ? "new-password" : "off"} autocapitalize="none" spellcheck="false" required maxlength="256" value=${values[each.name] ?? ""} onInput=${(event) => setValues({ ...values, [each.name]: event.target.value })} /></label>`)}
    ${role ? html`<${Choices} name="role" legend=${t("accounts.role")} choices=${roles.map((each) => ({ value: each, label: `${t(`role.${each}`)} – ${t(`accounts.may.${each}`)}` }))} value=${values.role} choose=${(each) => setValues({ ...values, role: each })} />` : null}
    <p class="refusal" role="alert">${wrong ? refusalText(wrong) : ""}</p>
    <button class=${danger ? "second danger" : "action"} type="submit">${label}</button></form>`}<//>`;
}

export function OwnPassword({ close }) {
  const name = session.value.name;
  return html`<${Ask} title=${t("accounts.password_own")} about=${t("accounts.password_about")} fields=${passwordFields(true)} label=${t("accounts.password")} close=${close}
    send=${async (values) => { await ask("POST", `/api/v1/accounts/${encodeURIComponent(name)}/password`, values); }} />`;
}
