// A made-up office that answers like the server, for looking at the pages alone: node tests/browser/support/mock.mjs SITE [PORT]
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { pathToFileURL } from "node:url";
import { fixture } from "./fixture.mjs";

const types = { ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".json": "application/json", ".svg": "image/svg+xml", ".woff2": "font/woff2" };
const csp = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
const app = ["/", "/history", "/counters", "/devices", "/audit", "/accounts", "/sign-in"];

export async function startMock(site, port = 0, role = "administrator") {
  const state = { signed_in: true, commands: [], refuse: null, busy: 0, away: false, lose: false, asked: [], streams: new Set(), ...fixture() };
  const server = createServer(async (request, answer) => {
    const url = new URL(request.url, "http://127.0.0.1");
    if (state.away) return request.socket.destroy();
    state.asked.push(url.pathname);
    const send = (status, body, type = "application/json") => {
      answer.writeHead(status, { "Content-Type": type, "Content-Security-Policy": csp, "Cache-Control": "no-store" });
      answer.end(typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body));
    };
    let body = "";
    for await (const piece of request) body += piece;
    const me = { name: "thuy", role, csrf: "c" };
    const api = url.pathname.replace("/api/v1", "");
    if (url.pathname === "/api/v1/session") {
      if (request.method === "DELETE") { state.signed_in = false; return send(204, ""); }
      if (request.method === "POST") {
        if (JSON.parse(body).password !== "đúng rồi") return send(401, { error: { code: "wrong_password" } });
        state.signed_in = true;
      }
      return state.signed_in ? send(200, me) : send(401, { error: { code: "not_signed_in" } });
    }
    if (url.pathname.startsWith("/api/v1/") && !state.signed_in) return send(401, { error: { code: "not_signed_in" } });
    if (url.pathname === "/api/v1/live/events") {
      answer.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store", "Content-Security-Policy": csp });
      answer.write(`event: live\nid: a-1\ndata: ${JSON.stringify(state.live)}\n\n`);
      state.streams.add(answer);
      return;
    }
    if (url.pathname === "/api/v1/commands") {
      state.commands.push(JSON.parse(body));
      if (state.lose) return request.socket.destroy();  // done, and nobody hears of it
      return state.refuse ? send(409, { error: state.refuse }) : send(200, { seq: 1, at_us: state.live.now.at_us });
    }
    const known = url.pathname.startsWith("/api/v1/") ? state.answers[api] : null;
    if (known && state.busy > 0 && state.busy--) return send(503, { error: { code: "busy" } });
    if (known) return send(200, known);
    if (url.pathname.startsWith("/api/")) return send(404, { error: { code: "not_found" } });
    const path = app.includes(url.pathname) ? "/app/index.html" : normalize(url.pathname);
    try { send(200, await readFile(join(site, path)), types[extname(path)]); } catch { send(404, "not found", "text/plain"); }
  });
  await new Promise((ready) => server.listen(port, "127.0.0.1", ready));
  return { state, origin: `http://127.0.0.1:${server.address().port}`, stop: () => new Promise((stopped) => { server.closeAllConnections(); server.close(stopped); }) };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { origin } = await startMock(process.argv[2], Number(process.argv[3] ?? 0));
  console.log(origin);
}
