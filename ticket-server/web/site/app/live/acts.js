// The acts from the live page: a dialog for each thing that they are about.
import { command, counterName, Refused, refusalText, serviceName } from "../parts/api.js";
import { Dialog } from "../parts/dialog.js";
import { html, useEffect, useState } from "../parts/view.js";
import { t } from "../parts/words.js";
import { AssignAct, CounterActs, StaffAct } from "./acts_counter.js";
import { FieldActs } from "./acts_field.js";
import { ClockAct, EndDayAct, NoticeAct } from "./acts_office.js";
import { TicketActs } from "./acts_ticket.js";

const kinds = { field: FieldActs, counter: CounterActs, assign: AssignAct, staff: StaffAct, ticket: TicketActs, notice: NoticeAct, end_day: EndDayAct, clock: ClockAct };

function titleOf(act, office) {
  switch (act.kind) {
    case "field": return serviceName(office, act.service);
    case "counter": return counterName(office, act.counter);
    case "assign": return t("act.assign.title", { counter: counterName(office, act.counter) });
    case "staff": return t("act.staff.title", { service: serviceName(office, act.service) });
    case "ticket": return t("act.ticket.title", { number: act.number });
    default: return t(`act.${act.kind}.title`);
  }
}

export function ActDialog({ act, shown, link, close }) {
  const [current, setCurrent] = useState(act);
  const [wrong, setWrong] = useState(null);
  const [busy, setBusy] = useState(false);
  const [version, setVersion] = useState(0);
  const [now, setNow] = useState(null);
  useEffect(() => { setWrong(null); setNow(null); }, [current]);
  // The body of a command, and what was done in words for the line below the page.
  const send = async (body, done) => {
    if (busy) return;
    if (link !== "live") return setWrong(new Refused(0, "stale"));
    setBusy(true);
    setWrong(null);
    try {
      await command(body);
      close(done);
    } catch (error) {
      setWrong(error);
      setBusy(false);
      // How it is now, for another look: the answer may be here before the stream has it.
      if (error instanceof Refused && error.code === "changed_meanwhile") { setNow(error.params.now ?? null); setVersion((n) => n + 1); }
    }
  };
  const Body = kinds[current.kind];
  return html`<${Dialog} title=${titleOf(current, shown.office)} close=${close}>
    <p class="refusal" role="alert">${wrong ? refusalText(wrong, shown.office) : link !== "live" ? t("refusal.stale") : ""}</p>
    <${Body} key=${`${current.kind}${version}`} act=${current} now=${now} shown=${shown} send=${send} busy=${busy} turn_to=${setCurrent} close=${close} />
  <//>`;
}
