/**
 * Computes everything that the page shows of presets and writes it to the folder named first, a file of results for
 * each. The second argument is JSON: by preset, what else is to be computed, figures each with the hash of a view. With
 * the word "missing" behind it what is shipped stays, and only what it lacks is computed. `cargo xtask precompute`
 * calls it.
 */

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { goTo, launch, visitNothing } from "./helpers.mjs";

const LIMIT = 60 * 60_000;

const [folder, asked = "{}", word] = process.argv.slice(2);
const missing = word === "missing";
if (!folder) throw new Error("the folder to write to must be named");

const browser = await launch();
try {
  for (const [preset, views] of Object.entries(JSON.parse(asked))) {
    const text = await withPage(`#v=1&preset=${preset}`, compute, views);
    await writeFile(join(folder, `${preset}.json`), text);
    console.log(`${preset}: ${text.split("\n").length - 3} entries, ${text.length} bytes`);
  }
} finally {
  await browser.close();
}

/**
 * @template T, A
 * @param {string} where
 * @param {(argument: A) => T | Promise<T>} work what is done in the page
 * @param {any} argument
 */
async function withPage(where, work, argument) {
  const visit = await visitNothing(browser);
  visit.page.setDefaultTimeout(LIMIT);
  // What was computed before must not stand in for what is to be computed.
  if (!missing)
    await visit.page.route("**/results/*.json", (route) => route.fulfill({ status: 404 }));
  await goTo(visit, where);
  try {
    return await visit.page.evaluate(/** @type {any} */ (work), argument);
  } finally {
    await visit.close();
  }
}

/**
 * Fills the page, with what takes long, and gives all that is known.
 * @param {[string, string][]} views
 */
async function compute(views) {
  const { app, page } = window.sharpMinima;
  await app.shipped.seeLater();
  const figures = Array.from(document.querySelectorAll("[data-figure]"), (figure) =>
    String(/** @type {HTMLElement} */ (figure).dataset.figure),
  );
  // Augmented samples are no results: whoever sees them draws them.
  const lacking = () =>
    figures.filter((name) => name !== "augmentation" && page.figure(name).offer);
  if (lacking().length > 0) app.run(true);
  const rest = (/** @type {number} */ ms) => new Promise((done) => setTimeout(done, ms));
  while (page.phase() === "running") await rest(200);
  const { phase, status } = page.bar();
  if (lacking().length > 0) throw new Error(`${phase}, ${status} Lacking: ${lacking().join(", ")}`);
  for (const [name, hash] of views) {
    app.arrive(hash);
    for (app.ask(name); app.isBusy; ) await rest(100);
    if (page.figure(name).offer) throw new Error(`${name} lacks ${hash}`);
  }
  return page.write();
}
