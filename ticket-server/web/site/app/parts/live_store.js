// What the office is like now: the document of /api/v1/live, kept up by its events. When the line is lost the clock stands still too, since
// nobody knows what has happened meanwhile.
import { ask, session } from "./api.js";
import { follow } from "./event_stream.js";
import { Watched } from "./view.js";

// {document: sections or null, link: "connecting" | "live" | "lost", lost_at_us}
export const live = new Watched({ document: null, link: "connecting" });

let told_ms = 0;    // when the office's time was told
let heard_ms = 0;   // when there was the last sign of life: what is shown is of then, however late the loss is noticed
let stopped_at_us = null, end = null;

function officeTimeAt(moment_ms) {
  const { now } = live.value.document;
  return now.at_us + (moment_ms - told_ms) * 1000 * (now.speed ?? 1);
}

// The office's time, µs since 1970.
export function officeNow() {
  if (!live.value.document?.now) return 0;
  return stopped_at_us ?? officeTimeAt(performance.now());
}

function put(state) {
  live.set({ ...live.value, ...state });
}

export function startLive() {
  if (end) return;
  end = follow("/api/v1/live/events", {
    heard() { heard_ms = performance.now(); },
    event(name, data) {
      if (name !== "live") return;
      const sections = JSON.parse(data);
      if (sections.now) { told_ms = heard_ms; stopped_at_us = null; }
      put({ document: { ...live.value.document, ...sections } });
    },
    state(link) {
      if (link === "signed_out") {
        stopLive();
        // Whoever was signed out is told by the session itself: the office's page may only be busy.
        ask("GET", "/api/v1/session").then((found) => { session.set(found); setTimeout(startLive, 2000); }).catch(() => session.set(null));
        return;
      }
      if (link === "lost" && stopped_at_us === null && live.value.document?.now) stopped_at_us = officeTimeAt(Math.max(told_ms, heard_ms));
      if (link === "live" && live.value.link !== "live" && live.value.document?.now) {
        // What comes first says what changed; the clock goes on from where it was until then.
        const at_us = officeNow();
        if (stopped_at_us !== null) { told_ms = performance.now() - (at_us - live.value.document.now.at_us) / 1000 / (live.value.document.now.speed ?? 1); stopped_at_us = null; }
      }
      put({ link });
    },
  });
}

export function stopLive() {
  end?.();
  end = null;
  put({ link: "connecting" });
}
