/**
 * How many claims the page tests at once, said once where verdicts are explained.
 */

import { write } from "../lib/dom.js";

/** @type {((claims: number) => string) | null} */
let sentence = null;

/** @param {(claims: number) => string} tested says it of so many claims */
export function tallyBy(tested) {
  sentence = tested;
  tally();
}

/** Counts the claims that are shown with a verdict, each once wherever it stands. */
export function tally() {
  const place = document.getElementById("tested");
  if (!sentence || !place) return;
  const shown = [...document.querySelectorAll(".verdicts li")];
  const tested = shown.filter((item) => !item.querySelector('[data-verdict="not comparable"]'));
  const claims = new Set(tested.map((item) => item.querySelector(".claim")?.textContent));
  write(place, sentence(claims.size));
}
