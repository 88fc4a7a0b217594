/** A page that has results before anything is run: those of small settings, made once. */

import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { fileOf } from "./figures.mjs";
import { goTo, open, run, SMALL, settled } from "./helpers.mjs";

/**
 * @import { Browser, BrowserContextOptions, Page } from "playwright-core"
 * @import { Visit } from "./helpers.mjs"
 * @typedef {{ browser: () => Promise<Browser>, open: (where?: string, options?: BrowserContextOptions) => Promise<Visit>,
 *   visit: (options?: BrowserContextOptions) => Promise<Visit> }} Suite
 */

/**
 * @typedef {object} Small
 * @property {string} file all as the page saves it
 * @property {string} shipped what would be shipped of it for the first figures
 * @property {string} later and for those of later chapters
 */

/** Where one file of tests leaves them for the others; each makes its own where nothing is named. */
const SHARED = process.env.SHARP_MINIMA_SHARED;

/** @type {Promise<Small> | undefined} */
let made;

/** What they are left in. */
const FILE = "small.json";

/**
 * The results of the small settings: all of them as the page saves them, and as they would be shipped.
 * @param {Suite} suite
 */
export function smallResults(suite) {
  made ??= left().catch(() => make(suite));
  return made;
}

/** @returns {Promise<Small>} fails where nobody has left any */
async function left() {
  if (!SHARED) throw new Error("nothing is shared");
  return JSON.parse(await readFile(join(SHARED, FILE), "utf8"));
}

/** @param {Small} small */
async function leave(small) {
  if (!SHARED) return;
  // Who reads it meanwhile finds all of it or nothing.
  const own = join(SHARED, `${process.pid}.json`);
  await writeFile(own, JSON.stringify(small));
  await rename(own, join(SHARED, FILE));
}

/**
 * @param {Suite} suite
 * @returns {Promise<Small>}
 */
async function make(suite) {
  const visit = await open(await suite.browser(), SMALL);
  await run(visit);
  const file = await fileOf(visit.page);
  const own = await visit.page.evaluate(() => window.sharpMinima.page.experiment());
  await visit.close();
  const [head = "", ...lines] = file.trimEnd().split("\n").slice(0, -1);
  const part = (/** @type {boolean} */ first) => {
    const entries = lines.map((line) => line.replace(/,$/, ""));
    const chosen = entries.filter((entry) => isFirst(own, JSON.parse(entry).job) === first);
    return `${head}\n${chosen.join(",\n")}\n]}\n`;
  };
  const small = { file, shipped: part(true), later: part(false) };
  await leave(small);
  return small;
}

/** The kinds of jobs of the first figures. */
const FIRST = ["train", "sharpness", "path", "bowl"];

/**
 * Whether a job is one of the first figures: of plain trainings with an experiment's own batches and rate.
 * @param {{ small_batch: number, large_batch: number, learning_rate: number }} own
 * @param {Record<string, unknown>} job
 */
function isFirst(own, job) {
  const [[kind, of] = ["", {}]] = Object.entries(job);
  const trainings = kind === "train" ? [of] : [/** @type {any} */ (of).of].flat();
  const isOwn = (/** @type {any} */ { experiment, strategy, snapshots }) =>
    strategy === undefined &&
    snapshots.length > 0 &&
    experiment.learning_rate === own.learning_rate &&
    [own.small_batch, own.large_batch].includes(experiment.small_batch);
  return FIRST.includes(kind) && trainings.every(isOwn);
}

/**
 * Opens the page as if the small settings' results came with it.
 * @param {Suite} suite
 * @param {string} [where] query and hash
 * @param {BrowserContextOptions} [options]
 */
export async function openShipped(suite, where = SMALL, options = {}) {
  const { shipped, later } = await smallResults(suite);
  const visit = await suite.visit(options);
  await ship(visit, shipped, later);
  await goTo(visit, where);
  await seeAll(visit.page);
  return visit;
}

/**
 * Lets all results come that a visitor gets who reads to the end.
 * @param {Page} page
 */
export async function seeAll(page) {
  await page.evaluate(() => window.sharpMinima.app.shipped.seeLater());
  await settled(page);
}

/** A file of no results. */
const EMPTY = '{"format":"sharp-minima results","version":2,"entries":[\n]}\n';

/** The figures whose shipped results come in the second file. */
export const LATER = [
  "landscape",
  "trials",
  "lines",
  "measures",
  "spectrum",
  "along",
  "sweep",
  "grid",
  "warmstart",
  "remedies",
  "rescaling",
  "predict",
  "connection",
  "claims",
];

/**
 * Lets the second file of every preset be empty.
 * @param {Visit} visit
 */
export async function withoutLater({ page }) {
  await page.route("**/results/*-later.json", (route) =>
    route.fulfill({ contentType: "application/json", body: EMPTY }),
  );
}

/**
 * Lets texts come as the results of the small settings' preset.
 * @param {Visit} visit
 * @param {string} text
 * @param {string} [later] the second file
 */
export async function ship({ page }, text, later = EMPTY) {
  for (const [name, body] of Object.entries({ plain: text, "plain-later": later })) {
    await page.route(`**/results/${name}.json`, (route) =>
      route.fulfill({ contentType: "application/json", body }),
    );
  }
}
