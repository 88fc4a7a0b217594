/** A page that has results before anything is run: those of small settings, made once. */

import { fileOf } from "./figures.mjs";
import { goTo, open, run, SMALL, settled } from "./helpers.mjs";

/**
 * @import { Browser, BrowserContextOptions } from "playwright-core"
 * @import { Visit } from "./helpers.mjs"
 * @typedef {{ browser: () => Promise<Browser>, open: (where?: string, options?: BrowserContextOptions) => Promise<Visit>,
 *   visit: (options?: BrowserContextOptions) => Promise<Visit> }} Suite
 */

/** @type {Promise<{ file: string, shipped: string }> | undefined} */
let made;

/**
 * The results of the small settings: all of them as the page saves them, and as they would be shipped.
 * @param {Suite} suite
 */
export function smallResults(suite) {
  made ??= make(suite);
  return made;
}

/** @param {Suite} suite */
async function make(suite) {
  const visit = await open(await suite.browser(), SMALL);
  await run(visit);
  const file = await fileOf(visit.page);
  const shipped = await visit.page.evaluate(() => window.sharpMinima.page.write_shipped(false));
  await visit.close();
  return { file, shipped };
}

/**
 * Opens the page as if the small settings' results came with it.
 * @param {Suite} suite
 * @param {string} [where] query and hash
 * @param {BrowserContextOptions} [options]
 */
export async function openShipped(suite, where = SMALL, options = {}) {
  const { shipped } = await smallResults(suite);
  const visit = await suite.visit(options);
  await ship(visit, shipped);
  await goTo(visit, where);
  await settled(visit.page);
  return visit;
}

/**
 * Lets a text come as the results of the small settings' preset.
 * @param {Visit} visit
 * @param {string} text
 */
export async function ship({ page }, text) {
  await page.route("**/results/plain.json", (route) =>
    route.fulfill({ contentType: "application/json", body: text }),
  );
}
