// What the server is asked. Answers are JSON; what it refuses is thrown as Refused, whose words are refusalText().
import { Watched } from "./view.js";
import { has, minuteOfDay, named, t } from "./words.js";

export class Refused extends Error {
  constructor(status, code, params = {}) {
    super(code);
    this.status = status;
    this.code = code;
    this.params = params;
  }
}

// Who is signed in: {name, role, csrf}; null: nobody; undefined: not known yet.
export const session = new Watched(undefined);

const ranks = { viewer: 1, supervisor: 2, administrator: 3 };
export const may = (role) => (ranks[session.value?.role] ?? 0) >= ranks[role];

export async function ask(method, path, body) {
  const headers = { Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (method !== "GET" && session.value?.csrf) headers["X-Luot-CSRF"] = session.value.csrf;
  // Of what was to change something nobody knows what became of it, where no answer came or one that is not the server's own.
  const unknown = method === "GET" ? "no_connection" : "answer_lost";
  let answer, text;
  try {
    answer = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body), credentials: "same-origin" });
    text = await answer.text();
  } catch {
    throw new Refused(0, unknown);
  }
  let said = null;
  try { said = text === "" ? null : JSON.parse(text); } catch { if (answer.ok) throw new Refused(answer.status, "not_understood"); }
  if (!answer.ok) {
    const error = said?.error ?? { code: method !== "GET" && answer.status >= 500 ? unknown : `http_${answer.status}` };
    if (answer.status === 401 && error.code !== "wrong_password" && session.value) session.set(null);
    throw new Refused(answer.status, error.code, error.params ?? {});
  }
  return said;
}

// Something that the office is asked to do, as luot.v1.Command in JSON.
export const command = (body) => ask("POST", "/api/v1/commands", body);

// Why something was refused, in words. The office's codes become its names.
export function refusalText(error, office) {
  if (!(error instanceof Refused)) return t("refusal.unexpected", { what: error?.message ?? String(error) });
  const params = { ...error.params };
  if (params.service) params.service = serviceName(office, params.service);
  if (params.counter) params.counter = counterName(office, Number(params.counter));
  if (params.why) params.why = has(`why.${params.why}`) ? t(`why.${params.why}`) : undefined;
  if (params.state) params.state = has(`state.${params.state}`) ? t(`state.${params.state}`) : undefined;
  if (params.opens_minute) params.opens_minute = minuteOfDay(Number(params.opens_minute));
  if (params.field) params.field = has(`value.${params.field}`) ? t(`value.${params.field}`) : undefined;
  if (params.role) params.role = has(`role.${params.role}`) ? t(`role.${params.role}`) : params.role;
  if (params.needed) params.needed = has(`role.${params.needed}`) ? t(`role.${params.needed}`) : params.needed;
  const key = `refusal.${error.code}`;
  return has(key) ? t(key, params) : t("refusal.unworded", { code: error.code });
}

export const serviceName = (office, code) => named(office?.services?.find((each) => each.code === code)?.name) || code;
export const serviceNames = (office, codes) => (codes.length === 0 ? t("none") : codes.map((code) => serviceName(office, code)).join(", "));
export const counterName = (office, id) => named(office?.counters?.find((each) => each.id === id)?.name) || t("counter_n", { n: id });
// What a column has room for: "1 Hộ tịch" of "Quầy 1 – Hộ tịch".
export function shortCounterName(office, id) {
  const whole = counterName(office, id);
  const rest = whole.replace(/^(Quầy|Counter)\s+\d+\s*[–-]?\s*/i, "");
  return rest === "" || rest === whole ? (rest === "" ? String(id) : whole) : `${id} ${rest}`;
}
export const reasonName = (office, kind, code) => named(office?.reasons?.[kind]?.find((each) => each.code === code)?.name) || code;
export const className = (office, code) => named(office?.classes?.find((each) => each.code === code)?.name) || code;
