// Ports for servers that are killed and started again at the same address.
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { randomInt } from "node:crypto";

const free = (port) => new Promise((told) => {
  const probe = createServer();
  probe.once("error", () => told(false));
  probe.listen(port, "127.0.0.1", () => probe.close(() => told(true)));
});

// A free one of this machine's, and none that the system gives to whoever asks for any: it is still free after a kill.
export async function lastingPort() {
  const [first, last] = readFileSync("/proc/sys/net/ipv4/ip_local_port_range", "utf8").trim().split(/\s+/).map(Number);
  for (;;) {
    const port = first > 16_000 ? randomInt(first - 12_000, first) : randomInt(first, last);
    if (await free(port)) return port;
  }
}
