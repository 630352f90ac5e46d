// The words of the pages, from words/*.json, section "app"; and how numbers, times and ranges are written in a language.
import { Watched } from "./view.js";

export const languages = ["vi", "en"];
const kept = "luot.language";

// {code, words}: set once a catalogue is there.
export const language = new Watched({ code: "vi", words: {} });

export async function chooseLanguage(code) {
  const chosen = languages.includes(code) ? code : "vi";
  const answer = await fetch(new URL(`../../words/${chosen}.json`, import.meta.url));
  if (!answer.ok) throw new Error(`words ${chosen}: ${answer.status}`);
  const words = (await answer.json()).app;
  try { localStorage.setItem(kept, chosen); } catch { /* private windows keep nothing */ }
  document.documentElement.lang = chosen;
  language.set({ code: chosen, words });
}

export function rememberedLanguage() {
  try { return localStorage.getItem(kept) ?? "vi"; } catch { return "vi"; }
}

function find(key) {
  let at = language.value.words;
  for (const part of key.split(".")) at = at?.[part];
  return at;
}

export const has = (key) => find(key) !== undefined;

const placeholders = /\{(\w+)\}/g;
const known = (text, params) => [...text.matchAll(placeholders)].every(([, name]) => params[name] !== undefined && params[name] !== null && params[name] !== "");

// The text at a key, filled in. Several texts: the first whose words in braces are all known. {one, other}: by params.n.
export function t(key, params = {}) {
  let text = find(key);
  if (text === undefined) return key;
  if (Array.isArray(text)) text = text.find((each) => known(each, params)) ?? text[text.length - 1];
  if (typeof text === "object") text = Number(params.n) === 1 && text.one !== undefined ? text.one : text.other;
  return text.replace(placeholders, (whole, name) => {
    const value = params[name];
    if (value === undefined || value === null) return "…";
    return typeof value === "number" ? number(value) : String(value);
  });
}

// An office's own words: {vi, en}.
export function named(texts) {
  if (!texts) return "";
  return texts[language.value.code] ?? texts.vi ?? Object.values(texts)[0] ?? "";
}

const locale = () => (language.value.code === "en" ? "en-GB" : "vi-VN");

// So that "dat" finds "Đất đai".
export const plain = (text) => String(text).normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();

export const number = (value, digits = 0) =>
  new Intl.NumberFormat(locale(), { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);

// A share of 1: "68 %", "99,86 %". Rounded half up, but never to 0 or 100 % what is not.
export function percent(share, digits = 0) {
  if (share === null || share === undefined) return "–";
  const scale = 10 ** digits;
  let scaled = Math.round(share * 100 * scale);
  if (share > 0 && scaled === 0) scaled = 1;
  if (share < 1 && scaled >= 100 * scale) scaled = 100 * scale - 1;
  return `${number(scaled / scale, digits)}${language.value.code === "en" ? "" : "\u00a0"}%`;
}

// Of a wait that was: never nicer than it was, so that 30:20 does not stand as 30 beside a target of 30.
export const wholeMinutes = (seconds) => Math.ceil(seconds / 60);
// Whole minutes that have passed: "41 phút".
export const minutes = (us) => t("unit.minutes", { n: Math.max(0, Math.floor(us / 60e6)) });
// From 100 minutes on in hours: "2 giờ 05".
export function span(us) {
  const whole = Math.max(0, Math.floor(us / 60e6));
  if (whole < 100) return t("unit.minutes", { n: whole });
  return t("unit.hours", { h: number(Math.floor(whole / 60)), m: String(whole % 60).padStart(2, "0") });
}
export function shortSpan(us) {
  const whole = Math.max(0, Math.floor(us / 60e6));
  return whole < 100 ? t("unit.short_minutes", { n: whole }) : t("unit.hours", { h: number(Math.floor(whole / 60)), m: String(whole % 60).padStart(2, "0") });
}

// "6:10", "1:02:33"
export function clockSpan(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (n) => String(n).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  return hours > 0 ? `${hours}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}` : `${Math.floor(whole / 60)}:${two(whole % 60)}`;
}

// Minutes of a range of waits, as slips say it: never nicer than it is.
export function range(expected) {
  if (!expected) return null;
  const low = Math.floor(expected.low_us / 60e6);
  const high = Math.ceil(expected.high_us / 60e6);
  if (high <= 5) return t("unit.under", { n: 5 });
  return low === high ? number(low) : `${number(low)}–${number(high)}`;
}

export function minuteOfDay(minute) {
  const two = (n) => String(n).padStart(2, "0");
  return `${two(Math.floor(minute / 60) % 24)}:${two(minute % 60)}`;
}

let formats = new Map();
function format(zone, options) {
  const key = JSON.stringify([locale(), zone, options]);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat("en-GB", { timeZone: zone, hourCycle: "h23", ...options }));
  return formats.get(key);
}
// "09:42" on the office's clocks.
export const timeAt = (us, zone) => format(zone, { hour: "2-digit", minute: "2-digit" }).format(us / 1000);
export const secondAt = (us, zone) => format(zone, { hour: "2-digit", minute: "2-digit", second: "2-digit" }).format(us / 1000);
// "02/03/2026"
export const dateAt = (us, zone) => format(zone, { day: "2-digit", month: "2-digit", year: "numeric" }).format(us / 1000);
// 0 is Monday. Of the date, which after midnight is another one than the business day's.
export const weekdayAt = (us, zone) => (new Date(dateAt(us, zone).split("/").reverse().join("-")).getUTCDay() + 6) % 7;
export const date = (iso) => iso.slice(0, 10).split("-").reverse().join("/");
export const weekday = (n) => find("weekdays")?.[n] ?? "";
export const weekdayInText = (n) => find("weekdays_in_text")?.[n] ?? weekday(n);
export const shortWeekday = (n) => find("weekdays_short")?.[n] ?? weekday(n);
