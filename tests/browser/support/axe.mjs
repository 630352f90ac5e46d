// What axe-core finds against WCAG 2.2 AA. It is evaluated by the debugger, so that the page's content policy stays as it is.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// "rule: selector (what is wrong)", one for each place. A page to which fewer than `least` rules apply is not the page that was meant.
export async function offences(page, least = 8) {
  await page.evaluate(source);
  const { violations, passes } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], resultTypes: ["violations", "passes"] }));
  if (passes.length < least) throw new Error(`axe looked at nothing: ${passes.length} rules apply`);
  return violations.flatMap((each) => each.nodes.map((node) => `${each.id}: ${node.target.join(" ")} (${node.failureSummary.split("\n")[1]?.trim()})`));
}
