/**
 * Sentences with mathematics in them: they come as plain text, as screen readers and CSV files
 * take it, and are set here as index.html sets its own: letters in italics, "x_S" and "x₀" with
 * subscripts.
 */

import { make } from "./dom.js";

/** A letter that stands for a quantity, with or without an index, but not within a word. */
const SYMBOL = /(?<![\p{L}\p{N}_])([xfnαεφ]|T(?=_))(?:_([\p{L}\p{N}])|([₀-₉]))?(?![\p{L}\p{N}_])/gu;
const FIRST_SUBSCRIPT = "₀".charCodeAt(0);

/** In a formula every letter alone is one, and functions and gradients have indices too. */
const IN_FORMULA = /(?:(argmin|∇|(?<!\p{L})\p{L})_(\p{L}))|(?<![\p{L}’])\p{L}(?!\p{L})/gu;

/**
 * A formula, with words in it or without.
 * @param {string} text
 * @returns {(Node | string)[]}
 */
export function formula(text) {
  /** @type {(Node | string)[]} */
  const parts = [];
  let end = 0;
  for (const { 0: all, 1: base, 2: index = "", index: start } of text.matchAll(IN_FORMULA)) {
    const letter = base ?? all;
    parts.push(text.slice(end, start), /^\p{L}$/u.test(letter) ? make("i", {}, letter) : letter);
    if (base) parts.push(make("sub", {}, /\p{Ll}/u.test(index) ? make("i", {}, index) : index));
    end = start + all.length;
  }
  return [...parts, text.slice(end)].filter((part) => part !== "");
}

/**
 * @param {string} text
 * @returns {(Node | string)[]}
 */
export function prose(text) {
  /** @type {(Node | string)[]} */
  const parts = [];
  let end = 0;
  for (const { 0: all, 1: letter = "", 2: index, 3: small, index: start } of text.matchAll(
    SYMBOL,
  )) {
    parts.push(text.slice(end, start), make("i", {}, letter));
    const below = small ? String(small.charCodeAt(0) - FIRST_SUBSCRIPT) : index;
    if (below) parts.push(make("sub", {}, /\p{Ll}/u.test(below) ? make("i", {}, below) : below));
    end = start + all.length;
  }
  return [...parts, text.slice(end)].filter((part) => part !== "");
}
