/** What the tests ask of figures and of what the page knows. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { expect, PATIENCE, settled } from "./helpers.mjs";

/**
 * @import { Locator, Page } from "playwright-core"
 * @import { FigureState } from "../../www/core/types.js"
 */

/**
 * Goes to other settings as a link within the page would.
 * @param {Page} page
 * @param {string} hash
 */
export async function move(page, hash) {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, hash);
  await page.waitForFunction((hash) => `#${window.sharpMinima.page.hash()}` === hash, hash);
}

/**
 * One figure's parts.
 * @param {Page} page
 * @param {string} name
 */
export function partsOf(page, name) {
  const figure = page.locator(`#figure-${name}`);
  return {
    figure,
    badge: figure.locator(".badge"),
    compute: figure.locator(".compute"),
    cancel: figure.locator(".progress .cancel"),
    caption: figure.locator(".caption"),
    button: (/** @type {string} */ text) => figure.getByRole("button", { name: text, exact: true }),
    /** @returns {Promise<FigureState>} */
    state: () => page.evaluate((name) => window.sharpMinima.page.figure(name), name),
  };
}

/**
 * Presses a figure's own button, and waits until it is computed.
 * @param {Page} page
 * @param {string} name
 */
export async function compute(page, name) {
  await partsOf(page, name).compute.click();
  await computed(page, name);
}

/**
 * Waits until nothing is computed for a figure any more, and it shows that.
 * @param {Page} page
 * @param {string} name
 */
export async function computed(page, name) {
  await page.waitForFunction((name) => !window.sharpMinima.page.figure(name).working, name, {
    timeout: 120_000,
  });
  await settled(page);
}

/**
 * The figures that the page has, in their order.
 * @param {Page} page
 * @returns {Promise<string[]>}
 */
export function figuresOf(page) {
  return page
    .locator("figure[data-figure]")
    .evaluateAll((figures) => figures.map((figure) => figure.getAttribute("data-figure") ?? ""));
}

/** @typedef {{ job: Record<string, any>, report: Record<string, any> }} Entry */

/**
 * Everything that the page knows, as it would save it.
 * @param {Page} page
 * @returns {Promise<string>}
 */
export function fileOf(page) {
  return page.evaluate(() => window.sharpMinima.page.write());
}

/**
 * The entries of a file of results.
 * @param {string} file
 * @returns {Entry[]}
 */
export function entriesOf(file) {
  return JSON.parse(file).entries;
}

/**
 * The entries of one kind of job, such as "train".
 * @param {Entry[]} entries
 * @param {string} kind
 */
export function ofKind(entries, kind) {
  return entries.filter(({ job }) => kind in job);
}

/**
 * The text of each figure's badge, of those that have one.
 * @param {Page} page
 * @returns {Promise<Record<string, string>>}
 */
export async function badges(page) {
  return Object.fromEntries(
    await page
      .locator("figure[data-figure]")
      .evaluateAll((figures) =>
        figures
          .map((figure) => [
            figure.getAttribute("data-figure") ?? "",
            figure.querySelector(".badge")?.textContent ?? "",
          ])
          .filter(([, badge]) => badge !== ""),
      ),
  );
}

/**
 * Checks the badges of all figures that have one; trials are not looked at.
 * @param {Page} page
 * @param {RegExp} expected
 * @param {string[]} [except] figures that may have another
 */
export async function badgesAre(page, expected, except = []) {
  await expect(async () => {
    const found = Object.entries(await badges(page)).filter(([name]) => !except.includes(name));
    assert.ok(found.length > 0, "no figure has a badge");
    for (const [name, badge] of found) assert.match(badge, expected, name);
  }).toPass({ timeout: PATIENCE });
}

/** The canvases that are painted: those that are not folded away. */
export const PAINTED = "canvas:is(:not(details *), details[open] *)";

/** @param {Page} page waits for what is computed as soon as it is seen */
async function previewed(page) {
  await page.waitForFunction(() => {
    const { has, working, paused } = window.sharpMinima.page.figure("augmentation");
    return has || !working || paused;
  });
  await settled(page);
}

/**
 * Goes through the page, for figures are painted when they are near, and back to its top.
 * @param {Page} page
 */
export async function walkDown(page) {
  for (const canvas of await page.locator(`figure[data-figure] ${PAINTED}`).all()) {
    await canvas.evaluate((it) => it.scrollIntoView({ block: "center", behavior: "instant" }));
    await settled(page);
    if (await canvas.evaluate((it) => it.closest("#figure-augmentation") !== null))
      await previewed(page);
  }
  await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
  await settled(page);
}

/**
 * How many pixels of each canvas that is not folded away are not blank, and a number that changes with any of them.
 * @param {Page} page
 * @returns {Promise<{ figure: string, drawn: number, digest: number }[]>}
 */
export async function pictures(page) {
  await walkDown(page);
  return picturesNow(page);
}

/** @param {Page} page the same of what is painted already */
export function picturesNow(page) {
  return page.locator(`figure[data-figure] ${PAINTED}`).evaluateAll((canvases) =>
    canvases.map((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) throw new Error("not a canvas");
      const { width, height } = canvas;
      // A copy, so that the page's own canvas stays where Chromium thinks it best.
      const copy = new OffscreenCanvas(width, height).getContext("2d", {
        willReadFrequently: true,
      });
      copy?.drawImage(canvas, 0, 0);
      const pixels = new Uint32Array(copy?.getImageData(0, 0, width, height).data.buffer ?? []);
      let drawn = 0;
      let digest = 0;
      for (const pixel of pixels) {
        if (pixel >>> 24 > 0) drawn += 1;
        digest = (Math.imul(digest, 31) + pixel) | 0;
      }
      return { figure: canvas.closest("figure")?.id ?? "", drawn, digest };
    }),
  );
}

/** Runs in the page: what it is at, for the message of a test that waited in vain. */
const doing = () => {
  const { app, page, pool } = window.sharpMinima;
  const said = Array.from(
    document.querySelectorAll("[role=status], .notices"),
    (of) => of.textContent,
  );
  return JSON.stringify({
    ...page.bar(),
    busy: pool.busy,
    awaited: app.awaited,
    event: app.event,
    said,
  });
};

/**
 * What a button saves.
 * @param {Page} page
 * @param {Locator} button
 */
export async function saved(page, button) {
  await unfold(button);
  await button.scrollIntoViewIfNeeded();
  // What was folded away or far is made now, and moves what is below it.
  await settled(page);
  const [download] = await Promise.all([
    page.waitForEvent("download").catch(async (error) => {
      throw new Error(`nothing was saved: ${await page.evaluate(doing)}`, { cause: error });
    }),
    button.click(),
  ]);
  const path = await download.path();
  return { name: download.suggestedFilename(), path, text: await readFile(path, "utf8") };
}

/** Runs in the page: opens whatever is folded around an element. @param {Element} element */
export const unfoldAround = (element) => {
  for (let at = element.closest("details"); at; at = at.parentElement?.closest("details") ?? null)
    at.open = true;
};

/**
 * Opens whatever is folded around something.
 * @param {import("playwright-core").Locator} inside
 */
export async function unfold(inside) {
  await inside.evaluate(unfoldAround);
}
