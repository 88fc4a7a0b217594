/** An element in the hands of a browser's driver. */

import { setTimeout as sleep } from "node:timers/promises";
import { error } from "selenium-webdriver";
import { inPage } from "../engines/driver.mjs";
import { unfoldAround } from "../page/figures.mjs";
import {
  areShown,
  chooseIn,
  focusIt,
  isUncovered,
  placeOf,
  scrollToIt,
  valuesOf,
} from "./inside.mjs";

/**
 * @import { WebDriver, WebElement } from "selenium-webdriver"
 * @import { Part } from "./types.js"
 */

/** Milliseconds that a visitor waits for something to be there. */
export const PATIENCE = 60_000;
/** Between two places of a drag. */
const STEP = 20;

/** What a click may meet while the page is still moving. */
const NOT_YET = [
  error.ElementClickInterceptedError,
  error.ElementNotInteractableError,
  error.NoSuchElementError,
  error.StaleElementReferenceError,
];

/**
 * Those of some elements that are not hidden.
 * @param {WebDriver} session
 * @param {WebElement[]} all
 */
export async function shownOf(session, all) {
  try {
    const shown = await inPage(session, areShown, ...all.map(there));
    return all.filter((_, at) => shown[at]);
  } catch (problem) {
    // What is gone by now is not shown.
    if (problem instanceof error.StaleElementReferenceError) return [];
    throw problem;
  }
}

/**
 * Clicks as soon as it can be clicked.
 * @param {WebDriver} session
 * @param {() => Promise<WebElement>} find
 */
export async function clickOn(session, find) {
  for (const end = performance.now() + PATIENCE; ; await sleep(100)) {
    try {
      const element = await find();
      // What is pinned to the window's top may lie over it otherwise.
      if (!(await inPage(session, isUncovered, there(element))))
        await inPage(session, scrollToIt, there(element));
      if (await element.isEnabled()) return await element.click();
    } catch (problem) {
      if (!NOT_YET.some((kind) => problem instanceof kind)) throw problem;
      if (performance.now() > end) throw problem;
    }
  }
}

/**
 * @param {WebDriver} session
 * @param {WebElement} element
 * @returns {Part}
 */
export function partOf(session, element) {
  const it = there(element);
  const scrollTo = () => inPage(session, scrollToIt, it);
  return {
    isVisible: async () => (await shownOf(session, [element])).length > 0,
    unfold: () => inPage(session, unfoldAround, it),
    scrollTo,
    click: () => clickOn(session, async () => element),
    focus: () => inPage(session, focusIt, it),
    values: () => inPage(session, valuesOf, it),
    choose: (value) => inPage(session, chooseIn, it, value),
    drag: async (from, to, steps) => {
      await scrollTo();
      const [begin, end] = [
        await inPage(session, placeOf, it, from),
        await inPage(session, placeOf, it, to),
      ];
      const hand = session.actions();
      hand.move(begin).press();
      for (let step = 1; step <= steps; step += 1) {
        const along = (/** @type {"x" | "y"} */ axis) =>
          Math.round(begin[axis] + ((end[axis] - begin[axis]) * step) / steps);
        hand.move({ x: along("x"), y: along("y"), duration: STEP });
      }
      await hand.release().perform();
    },
  };
}

/** What a function in the page gets where an element is sent. @param {WebElement} element */
const there = (element) => /** @type {Element} */ (/** @type {unknown} */ (element));
