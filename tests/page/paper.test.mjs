/** The paper's claims in one table, the knob of its batch size, and results that come later. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { computed, partsOf } from "./figures.mjs";
import { expect, goTo, hashOf, settled, SMALL, useBrowser } from "./helpers.mjs";

/** @import { Page } from "playwright-core" */

const { open, visit } = useBrowser();

/** @param {Page} page */
function largeBatch(page) {
  return page.evaluate(() => window.sharpMinima.page.experiment().large_batch);
}

/** @param {Page} page what stands in the table, row by row */
function rows(page) {
  return partsOf(page, "claims")
    .figure.locator(".claims tbody tr")
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)));
}

/** @param {Page} page the paths of what it asks for from now on */
function asked(page) {
  /** @type {string[]} */
  const paths = [];
  page.on("request", (request) => paths.push(new URL(request.url()).pathname));
  return () => paths.filter((path) => path.endsWith("-later.json"));
}

test("later results come by themselves after the first screen, once", async () => {
  const visited = await visit();
  const { page } = visited;
  const later = asked(page);
  await goTo(visited);
  await page.evaluate(() => window.sharpMinima.app.shipped.whole());
  await settled(page);
  await expect(partsOf(page, "sweep").badge).toHaveText(/^shipped/);
  await partsOf(page, "claims").figure.scrollIntoViewIfNeeded();
  await settled(page);
  assert.equal(later().length, 1);
});

test("with settings of one's own they are asked for when a figure of theirs is seen", async () => {
  const visited = await visit();
  const { page } = visited;
  const later = asked(page);
  await goTo(visited, SMALL);
  await page.waitForTimeout(500);
  assert.deepEqual(later(), []);
  const coming = page.waitForRequest(/-later\.json$/);
  await partsOf(page, "sweep").figure.scrollIntoViewIfNeeded();
  await coming;
  await settled(page);
  assert.equal(later().length, 1);
});

test("every claim of the paper stands with verdicts of all presets, and leads to its figure", async () => {
  const { page } = await open();
  const { figure } = partsOf(page, "claims");
  await figure.scrollIntoViewIfNeeded();
  await settled(page);
  const told = await rows(page);
  assert.ok(told.length >= 15, `${told.length} claims`);
  const presets = await page.evaluate(() =>
    window.sharpMinima.app.presets.map((/** @type {{ label: string }} */ { label }) => label),
  );
  const heads = await figure.locator(".claims thead th").allInnerTexts();
  // The present settings fare as their preset does, which says so.
  const [first, ...others] = presets;
  assert.deepEqual(heads, ["Claim", `${first} (here)`, ...others, "F1"]);
  for (const row of told) assert.equal(row.length, heads.length);
  const link = figure.getByRole("link", { name: "LB tests worse than SB." });
  const hash = await hashOf(page);
  await link.click();
  const top = await page.locator("#figure-curves").evaluate((f) => f.getBoundingClientRect().top);
  assert.ok(Math.abs(top) < 300, `${top}`);
  assert.equal(await hashOf(page), hash);
});

test("the paper is reproduced with one button", async () => {
  const { page } = await open(`${SMALL}&fix.rows=sb.lb.augmentation`);
  const { figure, compute } = partsOf(page, "claims");
  await figure.scrollIntoViewIfNeeded();
  await settled(page);
  await expect(compute).toHaveText(/^Reproduce the paper \(about /);
  await compute.click();
  await computed(page, "claims");
  const [first] = await rows(page);
  assert.match(first?.[1] ?? "", /\d/, "there is a number");
  assert.equal(await page.evaluate(() => window.sharpMinima.page.figure("claims").progress), 1);
  const saved = page.waitForEvent("download");
  await figure.getByRole("button", { name: "Save as one file" }).click();
  assert.equal((await saved).suggestedFilename(), "sharp-minima-results.json");
});

test("the slider chooses the large batch, and the address follows without filling the history", async () => {
  const { page } = await open(SMALL);
  const slider = page.getByRole("slider", { name: "Large batch", exact: true });
  const before = await page.evaluate(() => history.length);
  await slider.focus();
  await page.keyboard.press("End");
  const train = await page.evaluate(() => window.sharpMinima.page.experiment().train);
  assert.equal(await largeBatch(page), train);
  await page.keyboard.press("Home");
  const small = await page.evaluate(() => window.sharpMinima.page.experiment().small_batch);
  assert.equal(await largeBatch(page), small);
  await page.keyboard.press("ArrowRight");
  const size = await largeBatch(page);
  assert.ok(size > small && size < train, `${size}`);
  await page.waitForFunction((size) => location.hash.includes(`lb=${size}`), size);
  assert.equal(await page.evaluate(() => history.length), before);
  await expect(slider).toHaveAttribute("aria-valuetext", `${size} samples`);
});
