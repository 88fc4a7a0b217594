/** The first screen, the tour, words that are explained, and ways through the chapters. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { expect, hashOf, settled, SMALL, useBrowser } from "./helpers.mjs";
import { openShipped } from "./small.mjs";

const suite = useBrowser();
const { open } = suite;

test("the first screen says what was found, in the numbers that are shown", async () => {
  const { page } = await open();
  await settled(page);
  const headline = await page.locator(".masthead .finding").innerText();
  const words = /large batch is ([\d.]+) points worse on new data, in a minimum ([\d.]+) times/;
  const [, points = "", times = ""] = words.exec(headline) ?? [];
  const rows = await page.evaluate(() => window.sharpMinima.page.panel("table").table.rows);
  const told = (/** @type {string} */ head) =>
    rows.find((row) => row.head === head)?.cells.at(-1) ?? "";
  const [gap = ""] = /[\d.]+/.exec(told("Testing accuracy, %")) ?? [];
  assert.ok(Math.abs(Number(points) - Number(gap)) <= 0.051, `${headline} ${gap}`);
  const [ratio = ""] = /[\d.]+/.exec(told("Sharpness φ at ε = 0.001")) ?? [];
  assert.ok(Math.abs(Number(times) - Number(ratio)) <= 0.051, `${headline} ${ratio}`);
  const box = await page.locator("#figure-bowls canvas").boundingBox();
  assert.ok(box && box.y + box.height < 800, "the bowls are on the first screen");
});

test("the bowls turn by hand and by keys, and the link keeps how", async () => {
  const { page } = await openShipped(suite);
  const pad = page.locator("#figure-bowls .reader");
  const view = () => page.evaluate(() => window.sharpMinima.page.view());
  const before = await view();
  const box = await pad.boundingBox();
  assert.ok(box);
  await page.mouse.move(box.x + 100, box.y + 100);
  await page.mouse.down();
  await page.mouse.move(box.x + 160, box.y + 120, { steps: 4 });
  await page.mouse.up();
  const dragged = await view();
  assert.notEqual(dragged.azimuth, before.azimuth);
  assert.notEqual(dragged.elevation, before.elevation);
  await pad.focus();
  await pad.press("ArrowLeft");
  assert.notEqual((await view()).azimuth, dragged.azimuth);
  assert.match(await hashOf(page), /map\.turn=/);
});

test("the tour leads through six figures, and ends where it began", async () => {
  const { page } = await openShipped(suite);
  await page.locator("#tour").click();
  const tour = page.getByRole("complementary", { name: "Guided tour" });
  const seen = new Set();
  for (let step = 1; step <= 6; step += 1) {
    await expect(tour).toHaveText(new RegExp(`${step} of 6`));
    seen.add(await tour.locator("p").innerText());
    await tour.locator(".primary").click();
  }
  assert.equal(seen.size, 6);
  await expect(tour).toBeHidden();
  assert.equal(await page.evaluate(() => document.activeElement?.id), "tour");
});

test("a hard word is explained on focus", async () => {
  const { page } = await openShipped(suite);
  const term = page.locator(".term").first();
  const tip = term.getByRole("tooltip");
  await expect(tip).toBeHidden();
  await term.focus();
  await expect(tip).toBeVisible();
  assert.ok((await tip.innerText()).length > 20);
  await page.keyboard.press("Escape");
  await expect(tip).toBeHidden();
});

test("a chapter's link stands in the address, and Back leads where one was", async () => {
  const { page } = await openShipped(suite);
  const hash = await hashOf(page);
  await page.locator('.contents a[data-goto="road"]').click();
  await expect.poll(() => page.evaluate(() => location.search)).toBe("?figure=path");
  await page.locator('.contents a[data-goto="remedies"]').click();
  await expect.poll(() => page.evaluate(() => location.search)).toBe("?figure=remedies");
  await page.goBack();
  await expect.poll(() => page.evaluate(() => location.search)).toBe("?figure=path");
  await page.waitForFunction(() => {
    const top = document.getElementById("road")?.getBoundingClientRect().top ?? Infinity;
    return Math.abs(top) < 200;
  });
  assert.equal(await hashOf(page), hash);
});

test("a link to a figure far down leads to it, however the page grows above", async () => {
  const { page } = await openShipped(suite, `?figure=remedies${SMALL}`);
  await page.waitForTimeout(1500);
  const top = await page
    .locator("#remedies")
    .evaluate((chapter) => chapter.getBoundingClientRect().top);
  assert.ok(Math.abs(top) < 200, `${top}`);
});
