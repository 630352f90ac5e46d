// A real office for the citizen's page: the server, a kiosk whose slips' QR leads to it, and clerks at counters.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bin, root } from "./programs.mjs";

export async function startOffice({ speed = null, more = "" } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "luot-phone-"));
  const slips = join(folder, "slips");
  mkdirSync(slips);
  writeFileSync(join(folder, "office.toml"), `phone_base_url = "https://luot.example"\n${readFileSync(join(root, "offices/phuong-thanh-xuan.toml"), "utf8")}${more}`);
  let server = null, listen = "127.0.0.1:0", http = "127.0.0.1:0";

  async function start() {
    const clock = ["--start", "2026-03-02T08:00", ...(speed ? ["--speed", String(speed)] : [])];
    server = spawn(join(bin, "ticket-server"), ["--office", join(folder, "office.toml"), "--data", join(folder, "data"), "--listen", listen, "--http", http, ...clock], { stdio: ["ignore", "pipe", "ignore"] });
    const line = await new Promise((said, failed) => {
      server.stdout.once("data", (text) => said(String(text)));
      server.once("exit", (code) => failed(new Error(`the server ended with ${code}`)));
    });
    [, listen, http] = /^listening (\S+) http (\S+)/.exec(line);
  }
  const kill = () => new Promise((gone) => { server.once("exit", gone); server.kill("SIGKILL"); });
  const run = (program, args) => execFileSync(join(bin, program), args, { encoding: "utf8", timeout: 30_000, stdio: ["ignore", "pipe", "pipe"] });

  await start();
  return {
    get origin() { return `http://${http}`; },
    start, kill,
    stop: async () => { if (server.exitCode === null && server.signalCode === null) await kill(); rmSync(folder, { recursive: true, force: true }); },
    // {number, token} of a slip: what its QR says, read back from the picture.
    slip: (service = "civil-status", of_class = "ordinary") => {
      const before = new Set(readdirSync(slips));
      const issued = JSON.parse(run("printer-driver", ["issue", "--server", listen, "--kiosk", "kiosk-1", "--service", service, "--class", of_class, "--printer", `png://${slips}`]));
      const made = readdirSync(slips).find((name) => !before.has(name));
      const url = execFileSync("zbarimg", ["--nodbus", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", join(slips, made)], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
      return { number: issued.number, ticket: issued.ticket, token: url.split("/t/")[1] };
    },
    desk: (counter, ...verb) => JSON.parse(run("counter-client", ["do", "--server", listen, "--counter", String(counter), "--clerk", `cb-0${counter}`, ...verb])),
  };
}
