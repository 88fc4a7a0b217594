/** What must be there in the end: the results of a visit that nothing disturbs. */

import assert from "node:assert/strict";
import { fileOf } from "../page/figures.mjs";
import { open, settled } from "../page/helpers.mjs";

/**
 * @import { Browser, Page } from "playwright-core"
 * @import { Visit } from "../page/helpers.mjs"
 */

/** Clicks after which a page that still lacks something is given up. */
const CLICKS = 12;
/** Milliseconds that a run may take. */
export const LIMIT = 240_000;

/**
 * The entries that a page knows, each as the line it would save.
 * @param {Page} page
 */
export async function linesOf(page) {
  const lines = (await fileOf(page)).split("\n").slice(1, -2);
  return lines.map((line) => line.replace(/,$/, "")).sort();
}

/**
 * What a page has finished so far. Points of one slice are one entry, which grows while they are computed: here each
 * stands for itself.
 * @param {Page} page
 */
export async function finished(page) {
  return (await linesOf(page)).flatMap((line) =>
    line.startsWith('{"job":{"points":') ? placesOf(line) : line,
  );
}

/** @param {string} line of points */
function placesOf(line) {
  const { job, report } = JSON.parse(line);
  const { places, ...others } = job.points;
  const { grid, list } = places;
  // The first coordinate changes from one place to the next.
  const all =
    list ??
    grid.b.flatMap((/** @type {number} */ b) => grid.a.map((/** @type {number} */ a) => [a, b]));
  const columns = Object.values(report.points);
  return all.map((/** @type {number[]} */ place, /** @type {number} */ at) =>
    JSON.stringify([others, place, columns.map((column) => column[at])]),
  );
}

/** Runs in the page: whether nothing is loaded or computed. */
export const resting = () => {
  const { app, pool, state } = window.sharpMinima;
  return state !== "running" && app.awaited === "" && !app.shipped.awaited && pool.busy === 0;
};

/** @param {Page} page waits until nothing is loaded or computed */
export async function atRest(page) {
  await page.waitForFunction(resting, undefined, { timeout: LIMIT });
  await settled(page);
}

/** @param {Page} page the figures that lack something; augmented samples are no results */
export function lacking(page) {
  return page.evaluate(() =>
    Array.from(document.querySelectorAll("figure[data-figure]"), (figure) =>
      String(figure.getAttribute("data-figure")),
    ).filter((name) => name !== "augmentation" && window.sharpMinima.page.figure(name).offer),
  );
}

/**
 * Clicks as a visitor would until nothing is lacking: what did not come is loaded again, and a run goes on.
 * @param {Visit} visit
 */
export async function complete({ page }) {
  for (let click = 0; click < CLICKS; click += 1) {
    if ((await page.evaluate(() => window.sharpMinima.state)) === "paused")
      await page.locator("#pause").click();
    await page.evaluate(() => void window.sharpMinima.app.shipped.seeLater());
    await atRest(page);
    const again = page.getByRole("button", { name: "Load the results again" });
    if (await again.isVisible()) {
      await again.click();
      continue;
    }
    if ((await lacking(page)).length === 0) return;
    const rest = page.locator("#rest");
    await ((await rest.isVisible()) ? rest : page.locator("#run")).click();
  }
  const said = await page.locator("#status").innerText();
  const lacks = (await lacking(page)).join(", ");
  throw new Error(`still lacking: ${lacks}; the page says: ${said}`);
}

/** @type {Map<string, Promise<string[]>>} */
const undisturbed = new Map();

/**
 * The entries that an undisturbed visit ends with.
 * @param {Browser} browser
 * @param {string} where query and hash
 */
export function truth(browser, where) {
  const known = undisturbed.get(where);
  if (known) return known;
  const lines = open(browser, where).then(async (visit) => {
    await complete(visit);
    const lines = await linesOf(visit.page);
    await visit.close();
    assert.ok(lines.length > 0, `nothing is computed at ${where}`);
    assert.deepEqual(visit.problems, []);
    return lines;
  });
  undisturbed.set(where, lines);
  return lines;
}

/**
 * A visit's entries are those of the undisturbed one, to the bit.
 * @param {Browser} browser
 * @param {Visit} visit
 * @param {string} where
 */
export async function same(browser, visit, where) {
  await complete(visit);
  const [expected, found] = [await truth(browser, where), await linesOf(visit.page)];
  contains(found, expected, "lost");
  contains(expected, found, "too much");
}

/**
 * Entries are still there. The text is long: the first that is not is told by its job.
 * @param {string[]} all
 * @param {string[]} some
 * @param {string} what
 */
export function contains(all, some, what) {
  const there = new Set(all);
  const gone = some.filter((line) => !there.has(line));
  assert.equal(gone.length, 0, `${gone.length} entries are ${what}: ${gone[0]?.slice(0, 300)}`);
}
