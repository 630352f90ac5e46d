// Server-sent events that resume, read by fetch: unlike EventSource it sees the comment lines, so that a line that died in silence is noticed,
// and the status of an answer, so that a session that ended is told from a server that is away.

const silence_ms = 40_000;  // the server says something every 15 s
const doubtful_ms = 20_000;  // silent for so long: whoever looks again, or is back in the network, does not wait for the rest
const waits_ms = [250, 500, 1000, 2000, 4000, 8000];

// on: {event(name, data), state("live" | "lost" | "signed_out"), heard()}: the last with every piece that comes. Returns what ends it.
export function follow(url, on) {
  let ended = false, failed = 0, last_id = null, stop_waiting = null, controller = null, heard_ms = 0;

  async function once() {
    controller = new AbortController();
    let watchdog = setTimeout(() => controller.abort(), silence_ms);
    heard_ms = performance.now();
    const heard = () => { heard_ms = performance.now(); on.heard?.(); clearTimeout(watchdog); watchdog = setTimeout(() => controller.abort(), silence_ms); };
    try {
      const headers = { Accept: "text/event-stream" };
      if (last_id !== null) headers["Last-Event-ID"] = last_id;
      const answer = await fetch(url, { headers, cache: "no-store", credentials: "same-origin", signal: controller.signal });
      if (answer.status === 401 || answer.status === 403) return "signed_out";
      if (!answer.ok || !answer.body) return "lost";
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      let text = "", fields = { event: "message", data: [] }, alive = false;
      for (;;) {
        const { value, done } = await reader.read();
        if (done) return "lost";
        heard();
        text += value;
        const lines = text.split(/\r\n|\n|\r(?!$)/);
        text = lines.pop();
        for (const line of lines) {
          if (line === "") {
            if (fields.data.length > 0) on.event(fields.event, fields.data.join("\n"));
            fields = { event: "message", data: [] };
          } else if (!line.startsWith(":")) {
            const colon = line.indexOf(":");
            const name = colon < 0 ? line : line.slice(0, colon);
            const content = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
            if (name === "data") fields.data.push(content);
            else if (name === "event") fields.event = content;
            else if (name === "id") last_id = content;
          }
        }
        if (!alive) { alive = true; failed = 0; on.state("live"); }
      }
    } catch {
      return "lost";
    } finally {
      clearTimeout(watchdog);
      controller.abort();
    }
  }

  async function run() {
    while (!ended) {
      const outcome = await once();
      if (ended) return;
      on.state(outcome);
      if (outcome === "signed_out") return;
      const wait = waits_ms[Math.min(failed++, waits_ms.length - 1)] * (0.75 + Math.random() / 2);
      await new Promise((go_on) => { stop_waiting = go_on; setTimeout(go_on, wait); });
    }
  }
  // The network came back, or somebody looks again: not the whole wait.
  const hurry = () => {
    failed = Math.min(failed, 1);
    stop_waiting?.();
    if (performance.now() - heard_ms > doubtful_ms) controller?.abort();
  };
  addEventListener("online", hurry);
  document.addEventListener("visibilitychange", hurry);
  run();
  return () => {
    ended = true;
    removeEventListener("online", hurry);
    document.removeEventListener("visibilitychange", hurry);
    controller?.abort();
    stop_waiting?.();
  };
}
