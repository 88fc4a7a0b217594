/**
 * A card for each strategy: its formula, what it does to a step, its source, setting and cost.
 * @import { Comparison, RemedyCard } from "./types.js"
 */

import { make } from "./dom.js";
import { fonts } from "./fonts.js";
import { formula } from "./prose.js";
import { redraw } from "./redraw.js";
import { isDark, onTheme } from "./theme.js";

/** Canvas pixels in one CSS pixel, at most. */
const MOST_PIXELS = 3;

export class RemedyCards {
  #place;
  /** @type {RemedyCard[]} */
  #shown = [];
  /** @type {Drawing[]} */
  #drawings = [];
  #sizes = new ResizeObserver((entries) => {
    const changed = new Set(entries.map(({ target }) => target));
    for (const drawing of this.#drawings) if (changed.has(drawing.box)) redraw(drawing, true);
  });
  #sight = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        const drawing = this.#drawings.find(({ box }) => box === target);
        if (!drawing) continue;
        drawing.visible = isIntersecting;
        if (isIntersecting) redraw(drawing);
      }
    },
    { rootMargin: "200px" },
  );

  /** @param {HTMLElement} place an empty list */
  constructor(place) {
    this.#place = place;
    const again = (/** @type {boolean} */ printing) => {
      for (const drawing of this.#drawings) {
        if (printing) drawing.draw();
        else redraw(drawing, true);
      }
    };
    onTheme(again);
    void fonts.then(() => again(false));
  }

  /**
   * @param {RemedyCard[]} cards
   * @param {Comparison} comparison who draws them
   */
  show(cards, comparison) {
    if (cards === this.#shown) return;
    this.#shown = cards;
    this.#sizes.disconnect();
    this.#sight.disconnect();
    for (const drawing of this.#drawings) drawing.comparison = null;
    this.#drawings = cards.map((card) => new Drawing(card, comparison));
    this.#place.replaceChildren(
      ...cards.map((card, index) => cardElement(card, this.#drawings[index])),
    );
    for (const { box } of this.#drawings) {
      this.#sizes.observe(box);
      this.#sight.observe(box);
    }
  }
}

/** What a strategy does to a step. */
class Drawing {
  visible = false;
  #canvas = make("canvas", { role: "img" });
  box = make("div", { class: "step" }, this.#canvas);
  #picture;

  /**
   * @param {RemedyCard} card
   * @param {Comparison | null} comparison who draws it; null once the card is gone
   */
  constructor({ picture, alternative }, comparison) {
    this.#picture = picture;
    this.comparison = comparison;
    this.#canvas.setAttribute("aria-label", alternative);
  }

  /** Called by the redraw queue. */
  draw() {
    const scale = Math.min(devicePixelRatio || 1, MOST_PIXELS);
    const { width, height } = this.box.getBoundingClientRect();
    if (!this.comparison || width === 0 || height === 0) return;
    const canvas = this.#canvas;
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    try {
      this.comparison.draw(this.#picture, canvas, { dark: isDark(), scale });
    } catch (error) {
      const why = error instanceof Error ? error.message : error;
      this.box.replaceChildren(`This step could not be drawn: ${why}.`);
      this.comparison = null;
    }
  }
}

/**
 * @param {RemedyCard} card
 * @param {Drawing | undefined} drawing
 */
function cardElement({ name, label, formula: text, source, setting, cost }, drawing) {
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
    ...(drawing ? [drawing.box] : []),
    make(
      "dl",
      {},
      ...facts
        .filter(([, text]) => text !== "")
        .map(([term, text]) => make("div", {}, make("dt", {}, term), make("dd", {}, text))),
    ),
  );
}
