/**
 * How many claims the page tests at once, said once where verdicts are explained.
 * @import { PageCore } from "./types.js"
 */

import { write } from "./dom.js";

/** @type {PageCore["tested"] | null} */
let sentence = null;

/** @param {PageCore} core */
export function tallyBy(core) {
  sentence = core.tested;
  tally();
}

/** Counts the claims that are shown with a verdict, each once wherever it stands. */
export function tally() {
  const place = document.getElementById("tested");
  if (!sentence || !place) return;
  const shown = [...document.querySelectorAll(".verdicts li")];
  const tested = shown.filter((item) => !item.querySelector('[data-verdict="not comparable"]'));
  const claims = new Set(tested.map((item) => item.querySelector("strong")?.textContent));
  write(place, sentence(claims.size));
}
