// The words of the pages: the same in every language, none missing, none too many; and what the lock file and the pages may not name.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "./support/programs.mjs";

const site = join(root, "ticket-server/web/site");
const words = Object.fromEntries(["vi", "en"].map((code) => [code, JSON.parse(readFileSync(join(site, `words/${code}.json`), "utf8")).app]));

// key → its texts, of whatever form
function flat(tree, before = "") {
  return Object.entries(tree).flatMap(([key, value]) => {
    const name = before ? `${before}.${key}` : key;
    if (typeof value === "string") return [[name, [value]]];
    if (Array.isArray(value)) return [[name, value]];
    if (value.other !== undefined) return [[name, Object.values(value)]];
    return flat(value, name);
  });
}
const braces = (texts) => [...new Set(texts.flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)))].sort();
const sources = readdirSync(join(site, "app"), { recursive: true }).filter((name) => name.endsWith(".js")).map((name) => readFileSync(join(site, "app", name), "utf8"));

test("every language has the same texts with the same words in braces", () => {
  const [vi, en] = [new Map(flat(words.vi)), new Map(flat(words.en))];
  assert.deepEqual([...vi.keys()].filter((key) => !en.has(key)), []);
  assert.deepEqual([...en.keys()].filter((key) => !vi.has(key)), []);
  for (const [key, texts] of vi) assert.deepEqual(braces(en.get(key)), braces(texts), key);
});

test("every text that a page says is there, and every text there is said", () => {
  const there = new Set(flat(words.vi).map(([key]) => key));
  const whole = [], begun = [];
  for (const source of sources) {
    for (const [, key] of source.matchAll(/"([a-z_0-9]+(?:\.[a-z_0-9]+)*)"/g)) whole.push(key);
    for (const [, key] of source.matchAll(/`([a-z_.]+\.)\$\{/g)) begun.push(key);
    for (const [, key] of source.matchAll(/\bt\("([^"]+)"/g)) assert.ok(there.has(key), `there is no text ${key}`);
  }
  const said = new Set(whole);
  const unsaid = [...there].filter((key) => !said.has(key) && !begun.some((start) => key.startsWith(start)));
  assert.deepEqual(unsaid, []);
});

test("pages name no other server, and packages come from wherever the client is set to", () => {
  for (const source of sources) assert.doesNotMatch(source, /https?:\/\//);
  assert.doesNotMatch(readFileSync(join(root, "package-lock.json"), "utf8"), /"resolved"/);
});

test("no script and no style stands in a page", () => {
  const page = readFileSync(join(site, "app/index.html"), "utf8");
  assert.doesNotMatch(page, /<script(?![^>]*\bsrc=)[^>]*>/);
  assert.doesNotMatch(page, /<style| style=| on[a-z]+=/);
});
