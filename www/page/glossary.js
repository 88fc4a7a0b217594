/** Hard words, explained where they first stand in a chapter: on hover, focus and tap. */

import { make } from "../lib/dom.js";

/** What each word means, in a sentence or two. Longer ones first, so that none hides within another. */
const TERMS = /** @type {const} */ ([
  [
    "batch norm",
    "Batch normalisation: each layer's inputs are shifted and scaled to mean 0 and variance 1 over the batch.",
  ],
  [
    "Batch normalisation",
    "Each layer's inputs are shifted and scaled to mean 0 and variance 1 over the batch.",
  ],
  [
    "cross-entropy",
    "The mean of −ln p, where p is the probability that the network gives to the right label.",
  ],
  [
    "eigenvalues",
    "Of the Hessian: the curvatures of the loss along its principal directions. Large ones mean a steep bowl.",
  ],
  [
    "Hessian",
    "The matrix of the loss's second derivatives: how the loss curves in every direction.",
  ],
  [
    "Lanczos",
    "A method that finds the largest eigenvalues of a matrix from a few products with vectors.",
  ],
  [
    "L-BFGS-B",
    "A quasi-Newton method that keeps to bounds. It learns the curvature from its own steps.",
  ],
  ["nats", "The unit of a loss by natural logarithms: 1 nat is a factor e in probability."],
  ["optimiser", "The rule that turns gradients into steps, such as SGD or ADAM."],
  [
    "SAM",
    "Sharpness-aware minimisation: each step uses the gradient at the worst place nearby (Foret et al. 2021).",
  ],
  [
    "weight space",
    "The space with one dimension for each weight of the network. A network is a point in it.",
  ],
]);

/**
 * Marks the terms in the chapters' own words.
 * @param {ParentNode} [root]
 */
export function explain(root = document) {
  let count = 0;
  for (const chapter of root.querySelectorAll("main .chapter"))
    for (const [term, meaning] of TERMS) {
      const found = find(chapter, term);
      if (!found) continue;
      const { node, at } = found;
      const word = node.splitText(at);
      word.splitText(term.length);
      const id = `term-${count++}`;
      const tip = make("span", { role: "tooltip", id }, meaning);
      const marked = make(
        "span",
        { class: "term", tabindex: "0", "aria-describedby": id },
        make("span", {}, term),
        tip,
      );
      word.replaceWith(marked);
      marked.addEventListener("pointerenter", () => keepInside(tip));
      marked.addEventListener("focus", () => keepInside(tip));
      // Escape closes what was opened by focus.
      marked.addEventListener("keydown", (event) => {
        if (event.key === "Escape") marked.blur();
      });
    }
}

/**
 * The first place of a term in the text of a chapter, outside of links and formulas.
 * @param {Element} chapter
 * @param {string} term
 */
function find(chapter, term) {
  const pattern = new RegExp(`(?<![\\w-])${term}(?![\\w-])`);
  for (const prose of chapter.querySelectorAll(".prose p")) {
    const walker = document.createTreeWalker(prose, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.textContent?.search(pattern) ?? -1;
      const inside = node.parentElement?.closest("a, math, .term, code");
      if (at >= 0 && !inside && node instanceof Text) return { node, at };
    }
  }
  return null;
}

/**
 * Moves an explanation so that it does not leave the window.
 * @param {HTMLElement} tip
 */
function keepInside(tip) {
  tip.dataset.side = "";
  const { right } = tip.getBoundingClientRect();
  if (right > document.documentElement.clientWidth - 8) tip.dataset.side = "left";
}
