/**
 * A card for each strategy: its formula, what it does to a step, its source, setting and cost.
 * @import { Card } from "../core/types.js"
 * @import { App } from "../page/app.js"
 */

import { make } from "../lib/dom.js";
import { formula } from "../lib/prose.js";
import { redraw } from "../lib/redraw.js";

/** One drawing for each thing that strategies do to a step. */
const STEPS = new URL("../steps.svg", import.meta.url).href;
const SVG = "http://www.w3.org/2000/svg";

export class Cards {
  visible = true;
  #app;
  #place;
  /** Cards are of nothing that does not stand in the link. */
  #hash = "";
  #shown = "";

  /**
   * @param {HTMLElement} place an empty list
   * @param {App} app
   */
  constructor(place, app) {
    this.#app = app;
    this.#place = place;
    app.add(this);
  }

  /** @param {boolean} soon */
  refresh(soon) {
    redraw(this, soon);
  }

  /** Called by the redraw queue. */
  draw() {
    const hash = this.#app.page.hash();
    if (hash === this.#hash) return;
    this.#hash = hash;
    const cards = this.#app.page.cards();
    const shown = JSON.stringify(cards);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#place.replaceChildren(...cards.map(cardElement));
  }
}

/** @param {Card} card */
function cardElement({ name, label, formula: text, step, alternative, source, setting, cost }) {
  /** @type {[string, string][]} */
  const facts = [
    ["Setting", setting],
    ["Cost", cost],
    ["Source", source],
  ];
  return make(
    "li",
    { class: "strategy", "data-strategy": name },
    make("h4", {}, label),
    make("p", { class: "formula" }, ...formula(text)),
    drawing(step, alternative),
    make(
      "dl",
      {},
      ...facts
        .filter(([, text]) => text !== "")
        .map(([term, text]) => make("div", {}, make("dt", {}, term), make("dd", {}, text))),
    ),
  );
}

/**
 * @param {string} step
 * @param {string} alternative
 */
function drawing(step, alternative) {
  const svg = document.createElementNS(SVG, "svg");
  svg.classList.add("step");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", alternative);
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${STEPS}#${step}`);
  svg.append(use);
  return svg;
}
