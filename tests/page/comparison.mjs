/** What the tests of the comparison share. */

import { settled } from "./helpers.mjs";

/** Settings whose trainings take a moment, all trials and strategies included. */
export const TINY = "#v=1&preset=instant&train=200&epochs=3&trials=2&lb=100&sb=10";

/** @param {import("playwright-core").Page} page */
export function parts(page) {
  const figure = page.locator("#figure-remedies");
  return {
    figure,
    badge: figure.locator(".badge"),
    rows: figure.locator(".comparison tbody tr"),
    heads: figure.locator(".comparison thead th"),
    button: (/** @type {string} */ name) => figure.getByRole("button", { name, exact: true }),
  };
}

/** @param {import("playwright-core").Page} page waits until nothing more is compared */
export async function compared(page) {
  await page.waitForFunction(() => !window.sharpMinima.remedies.works, undefined, {
    timeout: 120_000,
  });
  await settled(page);
}
