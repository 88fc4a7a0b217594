/**
 * Computes everything that the page shows of each preset and writes it to the folder named first, two
 * files a preset: the results that are there before any click, and those of later chapters. Presets may be named after it; without
 * any, all of them are computed. With the word "missing" in front, what is shipped stays, and only what it lacks
 * is computed. `cargo xtask precompute` calls it.
 */

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { goTo, launch, visitNothing } from "./helpers.mjs";

const LIMIT = 60 * 60_000;

const [folder, ...words] = process.argv.slice(2);
const missing = words[0] === "missing";
const named = missing ? words.slice(1) : words;
if (!folder) throw new Error("the folder to write to must be named");

const browser = await launch();
try {
  const all = await withPage("", () =>
    window.sharpMinima.app.presets.map((/** @type {{ name: string }} */ { name }) => name),
  );
  for (const preset of named.length > 0 ? named : all) {
    const texts = await withPage(`#v=1&preset=${preset}`, compute);
    for (const [name, text] of Object.entries({
      [preset]: texts[0],
      [`${preset}-later`]: texts[1],
    })) {
      await writeFile(join(folder, `${name}.json`), text);
      console.log(`${name}: ${text.split("\n").length - 3} entries, ${text.length} bytes`);
    }
  }
} finally {
  await browser.close();
}

/**
 * @template T
 * @param {string} where
 * @param {() => T | Promise<T>} work what is done in the page
 */
async function withPage(where, work) {
  const visit = await visitNothing(browser);
  visit.page.setDefaultTimeout(LIMIT);
  // What was computed before must not stand in for what is to be computed.
  if (!missing)
    await visit.page.route("**/results/*.json", (route) => route.fulfill({ status: 404 }));
  await goTo(visit, where);
  try {
    return await visit.page.evaluate(work);
  } finally {
    await visit.close();
  }
}

/** Fills the page, with what takes long, and gives the files that are shipped. */
async function compute() {
  const { app, page } = window.sharpMinima;
  await app.shipped.seeLater();
  const figures = Array.from(document.querySelectorAll("[data-figure]"), (figure) =>
    String(/** @type {HTMLElement} */ (figure).dataset.figure),
  );
  // Augmented samples are no results: whoever sees them draws them.
  const lacking = () =>
    figures.filter((name) => name !== "augmentation" && page.figure(name).offer);
  // Where nothing is lacking both files are written as they are now divided.
  if (lacking().length > 0) app.run(true);
  const rest = (/** @type {number} */ ms) => new Promise((done) => setTimeout(done, ms));
  while (page.phase() === "running") await rest(200);
  const { phase, status } = page.bar();
  if (lacking().length > 0) throw new Error(`${phase}, ${status} Lacking: ${lacking().join(", ")}`);
  for (const name of figures) {
    const [first, ...more] = page.shipped_views(name);
    for (const view of more) {
      page.set_view(view);
      for (app.ask(name); app.isBusy; ) await rest(100);
      if (page.figure(name).offer) throw new Error(`${name} lacks ${page.hash()}`);
    }
    page.set_view(first);
  }
  return [page.write_shipped(false), page.write_shipped(true)];
}
