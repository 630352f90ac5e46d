// A real office: the server in a folder of its own on free ports of this machine, its accounts, and the programs that kiosks and clerks use.
import { execFile, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { bin, root } from "./programs.mjs";

const patience_ms = 30_000;
export const password = "một mật khẩu dài";

// {status, out, err} of a program that ends by itself.
export function run(program, args, input = "") {
  return new Promise((done) => {
    const child = execFile(join(bin, program), args, { timeout: patience_ms, encoding: "utf8" }, (error, out, err) => done({ status: error ? error.code ?? 1 : 0, out, err }));
    child.stdin.end(input);
  });
}

export class Office {
  #listen = "127.0.0.1:0";
  #http = "127.0.0.1:0";

  // start: office time; the example ward is open from 07:15 on Mondays.
  constructor({ start = "2026-03-02T08:00", speed = null } = {}) {
    this.folder = mkdtempSync(join(tmpdir(), "luot-browser."));
    this.clock = ["--start", start, ...(speed ? ["--speed", String(speed)] : [])];
  }

  // accounts: roles by name, there before the server starts, since it looks for new ones once a second only.
  static async open({ accounts = {}, ...options } = {}) {
    const office = new Office(options);
    mkdirSync(office.data);
    for (const [name, role] of Object.entries(accounts)) await office.#account(name, role);
    await office.start();
    return office;
  }

  get data() { return join(this.folder, "data"); }
  get origin() { return `http://${this.#http}`; }
  get server() { return this.#listen; }

  async start() {
    const log = openSync(join(this.folder, "server.log"), "a");
    this.process = spawn(join(bin, "ticket-server"), ["--office", join(root, "offices/phuong-thanh-xuan.toml"), "--data", this.data, "--listen", this.#listen, "--http", this.#http, ...this.clock], { stdio: ["ignore", "pipe", log] });
    this.ended = new Promise((over) => this.process.once("exit", over));
    const line = await Promise.race([new Promise((heard) => createInterface(this.process.stdout).once("line", heard)), this.ended.then(() => null)]);
    if (line === null) throw new Error(`the server did not start: ${readFileSync(join(this.folder, "server.log"), "utf8").slice(-2000)}`);
    const [, listen, , http] = line.split(/\s+/);
    [this.#listen, this.#http] = [listen, http];
  }

  // As a power cut would.
  async kill() {
    this.process.kill("SIGKILL");
    await this.ended;
  }

  async close() {
    this.process?.kill("SIGKILL");
    await this.ended;
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #account(name, role) {
    const said = await run("ticket-server", ["account", "add", name, "--role", role, "--data", this.data], `${password}\n`);
    if (said.status !== 0) throw new Error(said.err || said.out);
  }

  // One number from a kiosk: {status, number} or the refusal in `out`.
  async issue(service, kiosk = "kiosk-1") {
    const said = await run("printer-driver", ["issue", "--server", this.server, "--kiosk", kiosk, "--service", service]);
    let answer = {};
    try { answer = JSON.parse(said.out); } catch { /* the status says it */ }
    return { ...said, ...answer, status: said.status };
  }

  async at_counter(counter, clerk, ...verb) {
    const said = await run("counter-client", ["do", "--server", this.server, "--counter", String(counter), "--clerk", clerk, ...verb]);
    if (said.status !== 0) throw new Error(`${verb.join(" ")}: ${said.out}${said.err}`);
    return JSON.parse(said.out);
  }
}

export async function signIn(page, office, name) {
  await page.goto(office.origin);
  await page.locator("#name").fill(name);
  await page.locator("#password").fill(password);
  await page.keyboard.press("Enter");
  await page.locator(".live-page").waitFor();
}
