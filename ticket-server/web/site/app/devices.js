// What hangs and stands in the hall, when it was last heard of, and how a new one is let in.
import { ask, may, refusalText } from "./parts/api.js";
import { Choices, Dialog } from "./parts/dialog.js";
import { live, officeNow } from "./parts/live_store.js";
import { html, useCallback, useEffect, useEvery, useState, useWatched } from "./parts/view.js";
import { clockSpan, dateAt, has, span, t, timeAt } from "./parts/words.js";

// What can be enrolled, and what such a device is called for instance.
const examples = { kiosk: "kiosk-1", counter: "counter-3", board: "board-3" };

// What a board shows, small, as it last sent it.
function Thumbnail({ device, at }) {
  const [missing, setMissing] = useState(false);
  useEffect(() => {
    if (!missing) return;
    const again = setTimeout(() => setMissing(false), 3000);  // a board sends its first one some seconds after it came
    return () => clearTimeout(again);
  }, [missing]);
  if (missing) return html`<span class="thumbnail muted small">${t("devices.no_picture")}</span>`;
  return html`<img class="thumbnail" src=${`/api/v1/devices/board/${encodeURIComponent(device.name)}/picture.png?at=${at}`} alt=${t("devices.picture_of", { device: device.name })} onError=${() => setMissing(true)} />`;
}

function stateOf(device, seen) {
  const troubles = [...(seen?.troubles ?? [])];
  if (seen?.printer && device.connected) troubles.unshift(t(`printer.${seen.printer.state}`) + (seen.printer.slips_left !== null && seen.printer.slips_left !== undefined ? `, ${t("devices.slips_left", { n: seen.printer.slips_left })}` : ""));
  if (seen?.dark) troubles.push(t("devices.dark"));
  if (troubles.length > 0 || seen?.printer || !device.status) return troubles.join(" · ");
  return has(`devices.status.${device.status}`) ? t(`devices.status.${device.status}`) : has(`printer.${device.status}`) ? t(`printer.${device.status}`) : device.status;
}

function Row({ device, seen, office, act, at }) {
  const connected = device.connected;
  const bad = seen?.printer && !["ready", "unknown", "paper_low"].includes(seen.printer.state);
  return html`<tr role="row">
    <th scope="row" role="rowheader"><strong>${device.name}</strong><span class="second-line muted">${t(`role.${device.role}`)}${seen?.version ? ` · ${seen.version}` : ""}</span></th>
    <td role="cell" class=${connected ? "ok" : "bad"}>${t(connected ? "devices.connected" : "devices.away")}<span class="second-line muted">${!connected && device.last_seen_us ? t("devices.last_seen", { time: span(officeNow() - device.last_seen_us), date: dateAt(device.last_seen_us, office.zone), at: timeAt(device.last_seen_us, office.zone) }) : seen ? t("devices.since", { date: dateAt(seen.since_us, office.zone), at: timeAt(seen.since_us, office.zone) }) : ""}</span></td>
    <td role="cell" class=${bad ? "bad" : ""}>${stateOf(device, seen)}</td>
    <td role="cell">${device.role === "board" ? html`<${Thumbnail} device=${device} at=${at} />` : null}</td>
    <td role="cell" data-label=${t("devices.enrolled")}>${device.enrolled_at_us ? dateAt(device.enrolled_at_us, office.zone) : html`<span class="muted">${t("devices.not_enrolled")}</span>`}</td>
    ${may("administrator") ? html`<td role="cell" class="n">${device.enrolled_at_us ? html`<button class="quiet" type="button" onClick=${() => act({ kind: "revoke", device })}>${t("devices.revoke")}<span class="unseen"> ${device.name}</span></button>` : null}</td>` : null}
  </tr>`;
}

function Enrol({ close, done }) {
  const [role, setRole] = useState("");
  const [name, setName] = useState("");
  const [code, setCode] = useState(null);
  const [wrong, setWrong] = useState(null);
  const [left, setLeft] = useState(0);
  useEvery(1, useCallback(() => setLeft((n) => Math.max(0, n - 1)), []));
  const send = async (event) => {
    event.preventDefault();
    setWrong(null);
    try {
      const found = await ask("POST", "/api/v1/devices/codes", { role, name: name.trim() });
      setCode(found);
      setLeft(found.expires_s);
      done();
    } catch (error) { setWrong(error); }
  };
  return html`<${Dialog} title=${t("devices.enrol")} close=${close}>
    ${code ? html`<div class="act"><p>${t("devices.code_about", { device: code.name })}</p>
        <p class="code" aria-live="polite">${code.code}</p>
        <p><code>${t("devices.code_flags", { code: code.code })}</code></p>
        <p class=${left === 0 ? "refusal" : "muted"}>${left === 0 ? t("devices.code_over") : t("devices.code_left", { time: clockSpan(left) })}</p></div>`
      : html`<form class="act" onSubmit=${send}><p>${t("devices.enrol_about")}</p>
        <${Choices} name="role" legend=${t("devices.what")} choices=${Object.keys(examples).map((each) => ({ value: each, label: t(`role.${each}`) }))} value=${role} choose=${setRole} />
        <label for="device-name">${t("devices.name")}</label><input id="device-name" required maxlength="64" value=${name} placeholder=${examples[role] ?? ""} aria-describedby="device-name-about" spellcheck="false" autocapitalize="none" onInput=${(event) => setName(event.target.value)} />
        <p id="device-name-about" class="muted small">${role === "" ? "" : t(`devices.name_about.${role}`)}</p>
        <p class="refusal" role="alert">${wrong ? refusalText(wrong) : ""}</p>
        <button class="action" type="submit">${t("devices.make_code")}</button></form>`}
  <//>`;
}

function Revoke({ device, close, done }) {
  const [wrong, setWrong] = useState(null);
  const send = async () => {
    try {
      await ask("DELETE", `/api/v1/devices/${device.role}/${encodeURIComponent(device.name)}`);
      done();
      close();
    } catch (error) { setWrong(error); }
  };
  return html`<${Dialog} title=${t("devices.revoke_title", { device: device.name })} close=${close}><div class="act"><p>${t("devices.revoke_about")}</p>
    <p class="refusal" role="alert">${wrong ? refusalText(wrong) : ""}</p><button class="second danger" type="button" onClick=${send}>${t("devices.revoke")}</button></div><//>`;
}

export function DevicesPage() {
  const { document: shown } = useWatched(live);
  const [found, setFound] = useState(null);
  const [wrong, setWrong] = useState(null);
  const [act, setAct] = useState(null);
  const [at, setAt] = useState(0);
  const look = useCallback(() => {
    ask("GET", "/api/v1/devices").then((list) => { setFound(list); setWrong(null); setAt((n) => n + 1); }, setWrong);
  }, []);
  useEffect(look, [look, shown?.devices]);
  useEvery(15, look);
  const office = shown?.office;
  if (!office || (!found && !wrong)) return html`<p class="card note" role="status">${t("loading")}</p>`;
  const seen = new Map((shown.devices ?? []).map((each) => [`${each.role} ${each.name}`, each]));
  return html`<section class="card">
    <div class="card-head"><h2>${t("devices.title")}</h2>${may("administrator") ? html`<button class="second" type="button" onClick=${() => setAct({ kind: "enrol" })}>${t("devices.enrol")}</button>` : null}</div>
    <p class="refusal" role="alert">${wrong ? refusalText(wrong, office) : ""}</p>
    ${found?.codes?.length ? html`<p class="muted">${t("devices.codes_open", { names: found.codes.map((each) => each.name).join(", ") })}</p>` : null}
    ${found?.devices.length === 0 ? html`<p class="muted calm">${t("devices.none")}</p>` : html`<div class="scroll-x" tabindex="0" role="region" aria-label=${t("devices.title")}><table class="devices stacks" role="table">
      <caption class="unseen">${t("devices.title")}</caption>
      <thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">${t("devices.device")}</th><th scope="col" role="columnheader">${t("devices.line")}</th><th scope="col" role="columnheader">${t("devices.state")}</th><th scope="col" role="columnheader">${t("devices.picture")}</th><th scope="col" role="columnheader">${t("devices.enrolled")}</th>${may("administrator") ? html`<th scope="col" role="columnheader"><span class="unseen">${t("live.acts")}</span></th>` : null}</tr></thead>
      <tbody role="rowgroup">${found?.devices.map((device) => html`<${Row} key=${`${device.role} ${device.name}`} device=${device} seen=${seen.get(`${device.role} ${device.name}`)} ...${{ office, act: setAct, at }} />`)}</tbody>
    </table></div>`}
  </section>
  ${act?.kind === "enrol" ? html`<${Enrol} close=${() => setAct(null)} done=${look} />` : null}
  ${act?.kind === "revoke" ? html`<${Revoke} device=${act.device} close=${() => setAct(null)} done=${look} />` : null}`;
}
