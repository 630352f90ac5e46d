// The days that a report is about: dates of the office as "2026-03-02", without zones.
export const day = (iso) => new Date(`${iso}T00:00:00Z`);
export const iso = (date) => date.toISOString().slice(0, 10);
export function plus(from, days) {
  const date = day(from);
  date.setUTCDate(date.getUTCDate() + days);
  return iso(date);
}
const first_of_month = (of) => `${of.slice(0, 7)}-01`;
function last_of_month(of) {
  const date = day(first_of_month(of));
  date.setUTCMonth(date.getUTCMonth() + 1, 0);
  return iso(date);
}

// By name, in the order of the buttons; `today` is the office's business day.
export function presets(today) {
  const weekday = (day(today).getUTCDay() + 6) % 7;
  const month_before = plus(first_of_month(today), -1);
  return {
    today: [today, today],
    yesterday: [plus(today, -1), plus(today, -1)],
    this_week: [plus(today, -weekday), today],
    this_month: [first_of_month(today), today],
    last_month: [first_of_month(month_before), month_before],
    this_year: [`${today.slice(0, 4)}-01-01`, today],
  };
}

// "day", "month" or "range": what a printed report calls itself.
export function kindOf(from, to, today) {
  if (from === to) return "day";
  return from === first_of_month(from) && from.slice(0, 7) === to.slice(0, 7) && (to === last_of_month(from) || to === today) ? "month" : "range";
}

const date_text = /^\d{4}-\d{2}-\d{2}$/;
// What the address says, or today.
export function fromAddress(search, today) {
  const params = new URLSearchParams(search);
  const [from, to] = [params.get("from"), params.get("to")];
  const good = date_text.test(from ?? "") && date_text.test(to ?? "") && from <= to;
  return { from: good ? from : today, to: good ? to : today, service: params.get("service") ?? "" };
}
export function query({ from, to, service }) {
  const params = new URLSearchParams({ from, to });
  if (service) params.set("service", service);
  return params.toString();
}
