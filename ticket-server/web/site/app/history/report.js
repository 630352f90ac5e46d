// The report of a range: asked for when the range changes, and while a day of it is not over again each minute.
import { ask } from "../parts/api.js";
import { useEffect, useRef, useState } from "../parts/view.js";
import { query } from "./range.js";

const tries = 20, pause_ms = 500, again_ms = 60_000;

// now: of the live page. {report, as_of: {day, at_us} of the day that is not over, or null, wrong, busy, again()}: again() asks anew without a word and
// ends when that is answered; what is shown stays, with its moment, where it cannot be.
export function useReport(range, now) {
  const [state, set] = useState({ report: null, of: null, as_of: null, wrong: null, busy: false });
  const asked = useRef(0);
  const wanted = range && query(range);
  const has_today = Boolean(range && now && range.from <= now.day && now.day <= range.to);
  const open = has_today && now.day_open;

  // Reports are made one at a time: who comes while others wait asks again.
  const fetchReport = async (quiet) => {
    const mine = ++asked.current;
    if (!quiet) set((was) => ({ ...was, busy: true, wrong: null }));
    for (let left = tries; ; --left) {
      try {
        const report = await ask("GET", `/api/v1/history?${wanted}`);
        const as_of = report.day_open ? { day: now.day, at_us: report.at_us } : null;
        if (mine === asked.current) set({ report, of: wanted, as_of, wrong: null, busy: false });
        return;
      } catch (error) {
        if (mine !== asked.current) return;
        if (error.code === "busy" && left > 1) {
          await new Promise((go_on) => setTimeout(go_on, pause_ms));
          if (mine !== asked.current) return;
          continue;
        }
        set((was) => (quiet && was.of === wanted ? { ...was, busy: false } : { ...was, wrong: error, busy: false }));
        return;
      }
    }
  };

  const shown = useRef(null);
  useEffect(() => {
    if (!wanted) return;
    // The same range whose day began or ended meanwhile is not a new question of whoever reads it.
    fetchReport(shown.current === wanted);
    shown.current = wanted;
    return () => { ++asked.current; };
  }, [wanted, open, has_today && now.day]);
  useEffect(() => {
    if (!open) return;
    const look = () => { if (!document.hidden) fetchReport(true); };
    const timer = setInterval(look, again_ms);
    document.addEventListener("visibilitychange", look);
    return () => { clearInterval(timer); document.removeEventListener("visibilitychange", look); };
  }, [wanted, open]);
  return { ...state, again: () => (open ? fetchReport(true) : Promise.resolve()) };
}
