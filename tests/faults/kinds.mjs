/** What each kind of file is to the page: when it is fetched, what is said without it, and what mends it. */

import assert from "node:assert/strict";
import { ALONE, goTo, pressRun } from "../page/helpers.mjs";
import { atRest, lacking } from "./results.mjs";

/**
 * @import { Page } from "playwright-core"
 * @import { Visit } from "../page/helpers.mjs"
 *
 * @typedef {object} Kind
 * @property {RegExp} files
 * @property {string | ((path: string) => string)} where query and hash of the visit that needs it
 * @property {string[]} [examples] files of it that are fetched at different places
 * @property {(visit: Visit, path: string) => Promise<void>} [act] makes the page fetch it
 * @property {(page: Page, path: string) => Promise<void>} [says] that the page says what is missing, and that the rest
 *   works; without it nobody need be told
 * @property {(visit: Visit, where: string, path: string) => Promise<void>} mend
 * @property {boolean} [computes] whether something is computed of it
 * @property {RegExp} [thrown] what the browser throws of it
 */

/** @param {string} path */
const nameOf = (path) => path.split("/").at(-1) ?? path;

/** @param {string} name as a pattern */
const plain = (name) => new RegExp(name.replaceAll(".", "\\."));

/** @param {Page} page @param {string} place @param {RegExp} sentence */
async function told(page, place, sentence) {
  const found = page.locator(`${place}:visible`, { hasText: sentence });
  await found.waitFor({ timeout: 20_000 }).catch(async () => {
    const words = await page.locator("body").innerText();
    throw new Error(`${sentence} is not said: ${words.slice(0, 1500)}`);
  });
}

/** @param {Visit} visit @param {string} where */
async function reloaded(visit, where) {
  await visit.page.goto("about:blank");
  await goTo(visit, where);
}

/** @param {Page} page that can be used */
async function works(page) {
  const theme = () => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
  const before = await theme();
  // An embedded figure follows the page around.
  if (await page.locator("#theme").isVisible())
    for (let turn = 0; turn < 2; turn += 1) await page.locator("#theme").click();
  assert.equal(await theme(), before);
  assert.ok(await page.locator("#run").isEnabled());
}

/** @param {Visit} visit runs, and waits for the end, whatever it is */
async function tried({ page }) {
  await pressRun(page);
  await atRest(page);
}

/** One figure is there soon. */
const FIGURE = "?embed=sharpness#v=1&preset=instant";

/** The links that need each archive. @type {Record<string, string>} */
const DATA = { "mnist14.bin": "mnist", "mnist28.bin": "mnist28", "optdigits.bin": "optdigits" };

/** @type {Kind[]} */
export const KINDS = [
  {
    // Without these the page cannot start, and its words can still be read.
    files: /(main|support|chunk-\w+)\.js$|\.wasm$/,
    where: FIGURE,
    says: async (page, path) => {
      // A module that another imports is not named by any browser.
      const name = /chunk/.test(path) ? /main\.js|chunk/ : plain(nameOf(path));
      await told(page, "#unsupported", name);
      assert.equal(await page.locator("[role=alert]:visible").count(), 1, "one sentence");
    },
    mend: reloaded,
    thrown: /^uncaught: /,
  },
  {
    files: /\.css$/,
    where: FIGURE,
    says: async (page, path) => {
      await told(page, "#unsupported", plain(nameOf(path)));
      await page.waitForFunction(() => window.sharpMinima?.ready.then(() => true));
      await works(page);
    },
    mend: reloaded,
  },
  {
    // The browser's own letters do as well, and nobody misses an icon.
    files: /\.(woff2|svg)$/,
    where: FIGURE,
    mend: reloaded,
  },
  {
    files: /worker\.js$/,
    where: ALONE,
    act: tried,
    says: (page) => told(page, "#status", /^The run failed: .*worker.* could be started \(.+\)/),
    mend: tried,
    computes: true,
  },
  {
    files: /results\/\w+(-later)?\.json$/,
    where: (path) => {
      const [, preset = "", later] = /results\/(\w+?)(-later)?\.json/.exec(path) ?? [];
      return `?embed=${later ? "landscape" : "sharpness"}#v=1&preset=${preset}`;
    },
    examples: ["instant", "plain", "convincing", "digits"].flatMap((name) => [
      `results/${name}.json`,
      `results/${name}-later.json`,
    ]),
    says: async (page, path) => {
      await told(page, "#notices", plain(nameOf(path)));
      await works(page);
    },
    mend: async ({ page }) => {
      await page.getByRole("button", { name: "Load the results again" }).click();
      await atRest(page);
      assert.deepEqual(await lacking(page), [], "the results are all there");
    },
  },
  {
    files: /data\/\w+\.bin$/,
    where: (path) =>
      `?embed=sharpness#v=1&preset=digits&data=${DATA[nameOf(path)]}&train=200&hidden=20&epochs=2&trials=1`,
    examples: Object.keys(DATA).map((name) => `data/${name}`),
    act: tried,
    says: (page, path) => told(page, "#status", plain(nameOf(path))),
    mend: tried,
    computes: true,
  },
  {
    files: /presentation-\w+\.js$/,
    where: "",
    act: async ({ page }) => {
      await page.locator("#present").click();
      await page.locator(".presentation, #notices li").first().waitFor();
      if (await page.locator(".presentation").isVisible()) await page.keyboard.press("Escape");
    },
    says: async (page) => {
      await told(page, "#notices", /cannot be presented: .*presentation/);
      await works(page);
    },
    mend: async (visit, where) => {
      await reloaded(visit, where);
      await visit.page.locator("#present").click();
      await visit.page.locator(".presentation").waitFor();
      await visit.page.keyboard.press("Escape");
    },
  },
  {
    files: /from_pytorch\.py$/,
    where: "",
    act: async ({ page }) => {
      const details = page.locator("details:has(#from-pytorch)").last();
      await details.evaluate((element) => {
        for (
          let at = /** @type {Element | null} */ (element);
          at;
          at = at.parentElement?.closest("details") ?? null
        )
          /** @type {HTMLDetailsElement} */ (at).open = true;
      });
      await page.waitForFunction(() => document.getElementById("from-pytorch")?.textContent);
    },
    says: async (page) => {
      await told(page, "#from-pytorch", /listing could not be fetched/);
      await works(page);
    },
    mend: async ({ page }) => {
      const summary = page.locator("details:has(#from-pytorch) > summary").last();
      await summary.click();
      await summary.click();
      await told(page, "#from-pytorch", /import json/);
    },
  },
];
