/**
 * The sections' words stand in index.html; here their numbers are filled in and their links work.
 * @import { Experiment } from "../core/types.js"
 */

import { write } from "../lib/dom.js";
import { query } from "./address.js";

/**
 * Fills every element with data-value, named after a setting, from an experiment.
 * @param {Experiment} experiment
 */
export function tell(experiment) {
  /** @type {Record<string, unknown>} */
  const values = { ...experiment };
  for (const element of document.querySelectorAll("[data-value]")) {
    const value = element instanceof HTMLElement ? values[element.dataset.value ?? ""] : undefined;
    if (value !== undefined)
      write(element, typeof value === "number" ? value.toLocaleString("en") : String(value));
  }
}

/** @param {string} figure */
function goTo(figure) {
  const place = document.querySelector(`figure[data-figure=${figure}]`);
  place?.scrollIntoView({ block: "center" });
}

/** Goes to the figure that the address names, once it is there. */
export function goToLinked() {
  const figure = query("figure");
  if (figure !== null && /^\w+$/.test(figure)) goTo(figure);
}

/** The hash belongs to the experiment: links within the page must not write to it. */
export function keepHash() {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[data-goto]") : null;
    if (!(link instanceof HTMLAnchorElement)) return;
    const target = document.getElementById(link.dataset.goto ?? "");
    if (!target) return;
    event.preventDefault();
    target.scrollIntoView();
    target.focus({ preventScroll: true });
  });
}
