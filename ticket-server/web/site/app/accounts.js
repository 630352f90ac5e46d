// Who may sign in, and keys for programs: for administrators.
import { ask, refusalText, session } from "./parts/api.js";
import { Ask, passwordFields } from "./parts/ask.js";
import { live } from "./parts/live_store.js";
import { html, useCallback, useEffect, useState, useWatched } from "./parts/view.js";
import { dateAt, t } from "./parts/words.js";

function List({ title, rows, add, columns, acts }) {
  return html`<section class="card"><div class="card-head"><h2>${title}</h2><button class="second" type="button" onClick=${add.act}>${add.label}</button></div>
    ${rows.length === 0 ? html`<p class="muted calm">${t("table.empty")}</p>` : html`<div class="scroll-x" tabindex="0" role="region" aria-label=${title}><table class="stacks" role="table"><caption class="unseen">${title}</caption>
      <thead role="rowgroup"><tr role="row">${columns.map((each) => html`<th key=${each.label} scope="col" role="columnheader">${each.label}</th>`)}<th scope="col" role="columnheader"><span class="unseen">${t("live.acts")}</span></th></tr></thead>
      <tbody role="rowgroup">${rows.map((row) => html`<tr key=${row.name} role="row">${columns.map((each, i) => (i === 0 ? html`<th scope="row" role="rowheader">${each.text(row)}</th>` : html`<td role="cell" data-label=${each.label}>${each.text(row)}</td>`))}
        <td role="cell" class="n">${acts(row).map((each) => html`<button key=${each.label} class="quiet" type="button" onClick=${each.act}>${each.label}<span class="unseen"> ${row.name}</span></button>`)}</td></tr>`)}</tbody></table></div>`}
  </section>`;
}

export function AccountsPage() {
  const { document: shown } = useWatched(live);
  const me = useWatched(session);
  const [accounts, setAccounts] = useState(null), [keys, setKeys] = useState(null);
  const [wrong, setWrong] = useState(null), [asked, setAsked] = useState(null);
  const look = useCallback(() => Promise.all([ask("GET", "/api/v1/accounts"), ask("GET", "/api/v1/keys")]).then(([one, other]) => { setAccounts(one.accounts); setKeys(other.keys); setWrong(null); }, setWrong), []);
  useEffect(() => { look(); }, [look]);
  const zone = shown?.office?.zone;
  if (!zone || (!accounts && !wrong)) return html`<p class="card note" role="status">${t("loading")}</p>`;
  const did = (act) => async (values) => { const said = await act(values); look(); return said?.key; };
  const name = { name: "name", label: t("accounts.name") }, password = passwordFields(false)[0];
  const common = [{ label: t("accounts.name"), text: (row) => row.name }, { label: t("accounts.role"), text: (row) => t(`role.${row.role}`) }, { label: t("accounts.created"), text: (row) => dateAt(row.created_us, zone) }];
  return html`<div class="report">
    <p class="refusal" role="alert">${wrong ? refusalText(wrong) : ""}</p>
    <${List} title=${t("accounts.title")} rows=${accounts ?? []} columns=${[...common, { label: t("accounts.sessions"), text: (row) => row.sessions }]}
      add=${{ label: t("accounts.add"), act: () => setAsked({ title: t("accounts.add"), about: t("accounts.password_about"), fields: [name, password], role: true, label: t("accounts.add"), send: did((values) => ask("POST", "/api/v1/accounts", values)) }) }}
      acts=${(row) => [
        { label: t("accounts.password"), act: () => setAsked({ title: t("accounts.password_of", { name: row.name }), about: t("accounts.password_about"), fields: passwordFields(row.name === me?.name), label: t("accounts.password"), send: did((values) => ask("POST", `/api/v1/accounts/${encodeURIComponent(row.name)}/password`, values)) }) },
        ...(row.name === me?.name ? [] : [{ label: t("accounts.remove"), act: () => setAsked({ title: t("accounts.remove_title", { name: row.name }), about: t("accounts.remove_about"), fields: [], danger: true, label: t("accounts.remove"), send: did(() => ask("DELETE", `/api/v1/accounts/${encodeURIComponent(row.name)}`)) }) }])]} />
    <${List} title=${t("accounts.keys")} rows=${keys ?? []} columns=${common}
      add=${{ label: t("accounts.add_key"), act: () => setAsked({ title: t("accounts.add_key"), about: t("accounts.add_key_about"), fields: [name], role: true, label: t("accounts.add_key"), send: did((values) => ask("POST", "/api/v1/keys", values)) }) }}
      acts=${(row) => [{ label: t("accounts.remove"), act: () => setAsked({ title: t("accounts.remove_title", { name: row.name }), about: t("accounts.remove_key_about"), fields: [], danger: true, label: t("accounts.remove"), send: did(() => ask("DELETE", `/api/v1/keys/${encodeURIComponent(row.name)}`)) }) }]} />
    ${asked ? html`<${Ask} ...${asked} close=${() => setAsked(null)} />` : null}
  </div>`;
}
