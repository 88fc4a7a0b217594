/** A visitor with Chromium, by Playwright: its protocol tells of the heap and counts what the page has. */

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { atRest } from "../faults/results.mjs";
import { unfold } from "../page/figures.mjs";
import { goTo, launch, settled, visitNothing } from "../page/helpers.mjs";
import { pagesOf } from "./inside.mjs";

/**
 * @import { CDPSession, Locator, Page } from "playwright-core"
 * @import { Visit } from "../page/helpers.mjs"
 * @import { Gauged, Hands, Part, Visiting } from "./types.js"
 */

/** Milliseconds that a worker may take to answer: one that has just been ended never does. */
const PATIENCE = 2000;

/** @type {Visiting} */
export async function byPlaywright(use) {
  const browser = await launch();
  try {
    const visit = await visitNothing(browser, { acceptDownloads: true });
    const { page, problems } = visit;
    page.setDefaultTimeout(60_000);
    await tellMemory(page);
    await goTo(visit);
    const client = await page.context().newCDPSession(page);
    await client.send("Performance.enable");
    await client.send("HeapProfiler.enable");
    await use({
      hands: handsOf(visit),
      own: { "saves the results": () => save(page) },
      early: {},
      problems: async () => problems.splice(0),
      read: () => read(page, client),
    });
  } finally {
    await browser.close();
  }
}

/** @param {Page} page lets the memory of its module, and of its workers', be reached */
export async function tellMemory(page) {
  const path = fileURLToPath(new URL("tell.js", import.meta.url));
  const telling = await readFile(path, "utf8");
  await page.addInitScript({ path });
  await page.route("**/worker.js", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: telling + (await response.text()) });
  });
}

/**
 * @param {Page} page
 * @param {CDPSession} client
 * @returns {Promise<Gauged>}
 */
export async function read(page, client) {
  for (let time = 0; time < 2; time += 1) await client.send("HeapProfiler.collectGarbage");
  const { metrics } = await client.send("Performance.getMetrics");
  const metric = (/** @type {string} */ name) =>
    metrics.find((one) => one.name === name)?.value ?? Number.NaN;
  const workers = page.workers();
  const late = () => new Promise((done) => setTimeout(() => done(0), PATIENCE));
  const pages = await Promise.all(
    workers.map((worker) => Promise.race([worker.evaluate(pagesOf).catch(() => 0), late()])),
  );
  return {
    heap: metric("JSHeapUsedSize"),
    wasm: await page.evaluate(pagesOf),
    workers: workers.length,
    workerWasm: pages.map(Number).reduce((sum, one) => sum + one, 0),
    listeners: metric("JSEventListeners"),
    nodes: metric("Nodes"),
    documents: metric("Documents"),
  };
}

/** @param {Page} page */
async function save(page) {
  const button = page.getByRole("button", { name: "Save all results" });
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  await download.delete();
}

/**
 * @param {Visit} visit
 * @returns {Hands}
 */
function handsOf({ page, problems }) {
  const parts = async (/** @type {Locator} */ all) =>
    (await all.all()).map((one) => partOf(page, one));
  return {
    parts: (css) => parts(page.locator(css)),
    visible: (css) => parts(page.locator(css).locator("visible=true")),
    click: (css) => page.locator(css).click(),
    clickButton: (name) => page.getByRole("button", { name }).click(),
    press: (key) => page.keyboard.press(key),
    wait: (milliseconds) => page.waitForTimeout(milliseconds),
    awaits: (css, there) => page.locator(css).waitFor({ state: there ? "visible" : "detached" }),
    rest: () => atRest(page),
    settled: () => settled(page),
    inPage: (task, argument) =>
      page.evaluate(/** @type {(argument: any) => any} */ (task), argument),
    elsewhere: async (where) => {
      const other = await page.context().newPage();
      await goTo({ page: other, problems, close: () => other.close() }, where);
      await other.close();
    },
    resize: (width, height) => page.setViewportSize({ width, height }),
  };
}

/**
 * @param {Page} page
 * @param {Locator} element
 * @returns {Part}
 */
function partOf(page, element) {
  return {
    isVisible: () => element.isVisible(),
    unfold: () => unfold(element),
    scrollTo: () => element.scrollIntoViewIfNeeded(),
    click: () => element.click(),
    focus: () => element.focus(),
    values: () =>
      element
        .locator("option:not([disabled])")
        .evaluateAll((all) => all.map((option) => /** @type {HTMLOptionElement} */ (option).value)),
    choose: (value) => element.selectOption(value),
    drag: async (from, to, steps) => {
      await element.scrollIntoViewIfNeeded();
      const box = await element.boundingBox();
      if (!box) return;
      await page.mouse.move(box.x + from[0] * box.width, box.y + from[1] * box.height);
      await page.mouse.down();
      await page.mouse.move(box.x + to[0] * box.width, box.y + to[1] * box.height, { steps });
      await page.mouse.up();
    },
  };
}
