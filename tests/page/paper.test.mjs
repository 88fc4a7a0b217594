/** The paper's claims in one table, the knob of its batch size, and results that come later. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { computed, partsOf } from "./figures.mjs";
import { hashOf, SMALL, settled, useBrowser } from "./helpers.mjs";

/** @import { Page } from "playwright-core" */

const { open } = useBrowser();

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

test("later results are asked for when a figure of theirs is seen, and not before", async () => {
  const { page } = await open();
  /** @type {string[]} */
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await settled(page);
  const later = () => asked.filter((path) => path.endsWith("instant-later.json"));
  assert.deepEqual(later(), []);
  const { figure, badge } = partsOf(page, "sweep");
  await figure.scrollIntoViewIfNeeded();
  await page.waitForFunction(() => window.sharpMinima.page.figure("sweep").has);
  await settled(page);
  assert.match(await badge.innerText(), /^shipped/);
  await partsOf(page, "claims").figure.scrollIntoViewIfNeeded();
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
  assert.deepEqual(heads, ["Claim", "Here", ...presets, "F1"]);
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
  assert.match(await compute.innerText(), /^Reproduce the paper \(about /);
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
  assert.equal(await slider.getAttribute("aria-valuetext"), `${size} samples`);
});
