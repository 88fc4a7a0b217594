import assert from "node:assert/strict";
import { test } from "node:test";
import { computed, partsOf } from "./figures.mjs";
import { expect, hashOf, settled, useBrowser } from "./helpers.mjs";

/** @import { Page } from "playwright-core" */

const { open } = useBrowser();

const TINY = "#v=1&preset=instant&train=200&epochs=3&trials=1&lb=100&sb=10";

/** @param {Page} page scrolls to the samples, which are drawn then */
async function see(page) {
  await page.locator("#figure-augmentation").scrollIntoViewIfNeeded();
  await page.waitForFunction(() => window.sharpMinima.page.figure("augmentation").has);
  await settled(page);
}

/** @param {Page} page */
function numbers(page) {
  return page.locator("#figure-augmentation .fine tbody").innerText();
}

test("samples are augmented when they are seen, and anew on demand", async () => {
  const { page } = await open(TINY);
  const { figure, caption, badge, button } = partsOf(page, "augmentation");
  await settled(page);
  await expect(badge).toHaveText("not computed yet");
  await see(page);
  await expect(badge).toHaveText(/^(computed|drawn) here/);
  await figure.locator("details.fine > summary").click();
  const first = await numbers(page);
  assert.equal(first.trim().split("\n").length, 6);
  await expect(caption).toHaveText(/1 training signal of each of 6/);
  await button("Draw again").click();
  await computed(page, "augmentation");
  assert.notEqual(await numbers(page), first);
  assert.match(await hashOf(page), /augment\.draw=1/);
});

for (const [data, what] of /** @type {const} */ ([
  ["mnist", "1 training image of each of 6 classes"],
  ["optdigits", "1 training image of each of 6 classes"],
  ["spirals", "40 training points of each of 3 classes"],
]))
  test(`${data}: the preview is of its samples`, async () => {
    const { page } = await open(`${TINY}&data=${data}`);
    await see(page);
    const caption = await partsOf(page, "augmentation").caption.innerText();
    assert.ok(caption.startsWith(what), caption);
  });
