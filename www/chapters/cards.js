/**
 * A card for each strategy: its formula, what it does to a step, its source, setting and cost.
 * @import { Card, Steps } from "../core/types.js"
 * @import { App } from "../page/app.js"
 */

import { make } from "../lib/dom.js";
import { formula } from "../lib/prose.js";
import { redraw } from "../lib/redraw.js";

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
function cardElement({ name, label, formula: text, steps, source, setting, cost }) {
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
    ...(steps ? [drawing(steps)] : []),
    make(
      "dl",
      {},
      ...facts
        .filter(([, text]) => text !== "")
        .map(([term, text]) => make("div", {}, make("dt", {}, term), make("dd", {}, text))),
    ),
  );
}

/** @param {Steps} steps */
function drawing({ contours, plain, tried, way, ends, mean, alternative }) {
  const paths = Object.entries({ contours, plain, tried, way, ends, mean }).filter(([, d]) => d);
  return drawn(
    "svg",
    { class: "step", viewBox: "30 8 150 100", role: "img", "aria-label": alternative },
    ...paths.map(([name, d]) => drawn("path", { class: name, d })),
  );
}

/**
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 * @param {...Node} children
 */
function drawn(name, attributes, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}
