/** What screen readers are told: politely, and not more often than one can listen. */

import { get, write } from "../lib/dom.js";

/** Least milliseconds between two announcements. */
const PAUSE = 4000;

let last = -Infinity;
let timer = 0;

/**
 * Says a sentence; while others are being said, only the latest is kept.
 * @param {string} text
 * @param {boolean} [important] says it at once
 */
export function announce(text, important = false) {
  clearTimeout(timer);
  const wait = important ? 0 : Math.max(0, last + PAUSE - performance.now());
  timer = window.setTimeout(() => {
    last = performance.now();
    write(get("announcer"), text);
  }, wait);
}
