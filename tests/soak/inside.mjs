/** What a visitor's hands do in the page itself. Each function is sent there as text: it sees nothing of this module. */

/** @import { Gauged } from "./types.js" */

/** @param {Element[]} all whether there is something of each to be seen, in the window or not */
export const areShown = (...all) =>
  all.map((element) => {
    const { width, height } = element.getBoundingClientRect();
    return width > 0 && height > 0 && element.checkVisibility({ visibilityProperty: true });
  });

/** @param {Element} element whether its middle is in the window, and nothing lies over it */
export function isUncovered(element) {
  const { left, top, width, height } = element.getBoundingClientRect();
  const found = document.elementFromPoint(left + width / 2, top + height / 2);
  return element.contains(found);
}

/** @param {Element} element */
export const scrollToIt = (element) =>
  element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });

/** @param {Element} element */
export const focusIt = (element) => /** @type {HTMLElement} */ (element).focus();

/** @param {Element} select */
export const valuesOf = (select) =>
  [.../** @type {HTMLSelectElement} */ (select).options]
    .filter(({ disabled }) => !disabled)
    .map(({ value }) => value);

/**
 * The list that a select opens belongs to the browser, and not every driver gets there.
 * @param {Element} select
 * @param {string} value
 */
export function chooseIn(select, value) {
  /** @type {HTMLSelectElement} */ (select).value = value;
  for (const type of ["input", "change"]) select.dispatchEvent(new Event(type, { bubbles: true }));
}

/**
 * Where a place of an element is in the window: beyond its rim no pointer gets.
 * @param {Element} element
 * @param {readonly [number, number]} place as shares of its width and height
 */
export function placeOf(element, [across, down]) {
  const { left, top, width, height } = element.getBoundingClientRect();
  const within = (/** @type {number} */ at, /** @type {number} */ size) =>
    Math.round(Math.max(1, Math.min(size - 2, at)));
  return {
    x: within(left + across * width, innerWidth),
    y: within(top + down * height, innerHeight),
  };
}

/** @returns {string[]} what went wrong since this was asked last */
export function problemsSince() {
  const { engineProblems } = /** @type {{ engineProblems: string[] }} */ (
    /** @type {unknown} */ (window)
  );
  return engineProblems.splice(0);
}

/** In a worker as well: how many pages its module has. */
export const pagesOf = () =>
  /** @type {{ modulePages(): number }} */ (/** @type {unknown} */ (globalThis)).modulePages();

/**
 * What the first scripts have counted.
 * @param {number} patience milliseconds
 * @returns {Promise<Omit<Gauged, "wasm">>}
 */
export async function counted(patience) {
  const { livingWorkers, workerPages, heldListeners } =
    /** @type {{ livingWorkers(): number, workerPages(patience: number): Promise<number>, heldListeners(): number }} */ (
      /** @type {unknown} */ (window)
    );
  return {
    workers: livingWorkers(),
    workerWasm: await workerPages(patience),
    listeners: heldListeners(),
    nodes: document.getElementsByTagName("*").length,
  };
}
