// A real office: the server in a folder of its own on free ports of this machine, its accounts, and the programs that kiosks and clerks use.
import { execFile, spawn } from "node:child_process";
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { lastingPort } from "./ports.mjs";
import { bin, root } from "./programs.mjs";

const patience_ms = 180_000;  // only against what hangs
export const password = "một mật khẩu dài";

// {status, out, err} of a program that ends by itself.
function execute(path, args, input = "") {
  return new Promise((done) => {
    const child = execFile(path, args, { timeout: patience_ms, encoding: "utf8" }, (error, out, err) => done({ status: error ? error.code ?? 1 : 0, out, err }));
    child.stdin.end(input);
  });
}
export const run = (program, args, input) => execute(join(bin, program), args, input);

export class Office {
  #listen = "127.0.0.1:0";
  #http = "127.0.0.1:0";

  // start: office time; the example ward is open from 07:15 on Mondays. phones: whether slips have a QR.
  constructor({ start = "2026-03-02T08:00", speed = null, phones = false } = {}) {
    this.folder = mkdtempSync(join(tmpdir(), "luot-browser."));
    mkdirSync(this.data);
    const ward = readFileSync(join(root, "offices/phuong-thanh-xuan.toml"), "utf8");
    writeFileSync(join(this.folder, "office.toml"), `${phones ? 'phone_base_url = "https://luot.example"\n' : ""}${ward}`);
    this.clock = ["--start", start, ...(speed ? ["--speed", String(speed)] : [])];
  }

  // accounts: roles by name, there before the server starts, since it looks for new ones once a second only. lasting: for a server that is killed
  // and started again.
  static async open({ accounts = {}, lasting = false, ...options } = {}) {
    const office = new Office(options);
    if (lasting) [office.#listen, office.#http] = [`127.0.0.1:${await lastingPort()}`, `127.0.0.1:${await lastingPort()}`];
    for (const [name, role] of Object.entries(accounts)) await office.#account(name, role);
    await office.start();
    return office;
  }

  get data() { return join(this.folder, "data"); }
  get origin() { return `http://${this.#http}`; }
  get server() { return this.#listen; }

  async start() {
    const log = openSync(join(this.folder, "server.log"), "a");
    this.process = spawn(join(bin, "ticket-server"), ["--office", join(this.folder, "office.toml"), "--data", this.data, "--listen", this.#listen, "--http", this.#http, ...this.clock], { stdio: ["ignore", "pipe", log] });
    closeSync(log);
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

  // One number from a kiosk: {status, number, ticket} or the refusal in `out`.
  async issue(service, ...more) {
    const said = await run("printer-driver", ["issue", "--server", this.server, "--kiosk", "kiosk-1", "--service", service, ...more]);
    let answer = {};
    try { answer = JSON.parse(said.out); } catch { /* the status says it */ }
    return { ...said, ...answer, status: said.status };
  }

  // {number, token} of a slip: what its QR says, read back from the picture.
  async slip(service = "civil-status", of_class = "ordinary") {
    const slips = mkdtempSync(join(this.folder, "slips."));
    const { status, number, out, err } = await this.issue(service, "--class", of_class, "--printer", `png://${slips}`);
    if (status !== 0) throw new Error(`no slip: ${out}${err}`);
    const read = await execute("zbarimg", ["--nodbus", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", join(slips, readdirSync(slips)[0])]);
    if (read.status !== 0) throw new Error(`no QR on the slip: ${read.out}${read.err}`);
    return { number, token: read.out.trim().split("/t/")[1] };
  }

  // What a clerk does at a counter.
  async desk(counter, ...verb) {
    const said = await run("counter-client", ["do", "--server", this.server, "--counter", String(counter), "--clerk", `cb-0${counter}`, ...verb]);
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
