// Asks again until it is so; `what` is said of what never was.
import { setTimeout as pause } from "node:timers/promises";

export async function until(what, met) {
  const give_up_ms = performance.now() + 180_000;
  while (!(await met())) {
    if (performance.now() > give_up_ms) throw new Error(`never: ${what}`);
    await pause(100);
  }
}
