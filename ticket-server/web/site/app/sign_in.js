// Who are you? A name and a password; how long to wait after too many that were wrong.
import { ask, refusalText, session } from "./parts/api.js";
import { html, useEffect, useRef, useState } from "./parts/view.js";
import { t } from "./parts/words.js";

export function SignIn({ languageChoice }) {
  const [wrong, setWrong] = useState(null);
  const [busy, setBusy] = useState(false);
  const name = useRef(), password = useRef();
  useEffect(() => { name.current.focus(); }, []);
  const send = async (event) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setWrong(null);
    try {
      const found = await ask("POST", "/api/v1/session", { name: name.current.value.trim(), password: password.current.value });
      session.set(found);
    } catch (error) {
      setWrong(error);
      setBusy(false);
      password.current.value = "";
      password.current.focus();
    }
  };
  return html`<main class="sign-in">
    <form class="card" onSubmit=${send} aria-describedby=${wrong ? "wrong" : undefined}>
      <div class="sign-in-head"><span class="brand-dark">Lượt</span>${languageChoice}</div>
      <h1>${t("sign_in.title")}</h1>
      <p class="muted">${t("sign_in.about")}</p>
      <label for="name">${t("sign_in.name")}</label>
      <input id="name" ref=${name} name="username" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="64" />
      <label for="password">${t("sign_in.password")}</label>
      <input id="password" ref=${password} name="password" type="password" autocomplete="current-password" required maxlength="256" />
      <p id="wrong" class="refusal" role="alert">${wrong ? refusalText(wrong) : ""}</p>
      <button class="action" type="submit" aria-disabled=${busy}>${busy ? t("sign_in.busy") : t("sign_in.in")}</button>
      <p class="muted small">${t("sign_in.help")}</p>
    </form>
  </main>`;
}
