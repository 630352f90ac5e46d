// The five figures that are read first.
import { serviceName } from "../parts/api.js";
import { officeNow } from "../parts/live_store.js";
import { Figure } from "../parts/figure.js";
import { html } from "../parts/view.js";
import { number, percent, span, t, wholeMinutes } from "../parts/words.js";

export function Summary({ shown }) {
  const { summary, office } = shown;
  const longest_us = summary.longest ? officeNow() - summary.longest.since_us : null;
  const targets = office.targets_minutes;
  const beyond = longest_us !== null && targets.length > 0 && longest_us > Math.max(...targets) * 60e6;
  const level = summary.levels[0];
  const usual = summary.usual_waiting === null ? t("live.usual_unknown") : t("live.usual", { n: summary.usual_waiting });
  return html`<section class="card summary" aria-label=${t("live.summary")}><dl>
    <${Figure} name=${t("live.waiting")} value=${number(summary.waiting)}
      beside=${summary.called_before === 0 ? usual : `${usual} · ${t("live.sent_back", { n: summary.called_before })}`} />
    <${Figure} name=${t("live.longest")} value=${longest_us === null ? "–" : span(longest_us)} bad=${beyond}
      beside=${summary.longest ? `${summary.longest.number} ${serviceName(office, summary.longest.service)}${beyond ? ` · ${t("live.beyond_target")}` : ""}` : t("live.nobody_waits")} />
    <${Figure} name=${t("live.median")} value=${summary.wait.count === 0 ? "–" : t("unit.minutes", { n: wholeMinutes(summary.wait.p50_s) })}
      beside=${summary.wait.count === 0 ? t("live.nobody_called") : t("live.p90", { n: wholeMinutes(summary.wait.p90_s) })} />
    ${level ? html`<${Figure} name=${t("live.within", { n: level.target_minutes })} value=${percent(level.share)}
      beside=${summary.levels.slice(1).map((each) => t("live.within_also", { n: each.target_minutes, share: percent(each.share) })).join(" · ")} />` : null}
    <${Figure} name=${t("live.served")} value=${number(summary.served)} beside=${t("live.left", { walk_out: summary.walk_out, no_show: summary.no_show })} />
  </dl></section>`;
}

