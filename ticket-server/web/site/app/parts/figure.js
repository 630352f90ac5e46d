// One of the figures that are read first: what it is of, how much, and what stands beside it.
import { html } from "./view.js";

export function Figure({ name, value, beside, bad }) {
  return html`<div class="figure"><dt>${name}</dt><dd><span class=${bad ? "big bad" : "big"}>${value}</span> <span class="beside">${beside}</span></dd></div>`;
}
