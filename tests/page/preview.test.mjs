import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open } from "./helpers.mjs";

const TINY = "#v=1&preset=instant&train=200&epochs=3&trials=1&lb=100&sb=10";

/** @type {import("playwright-core").Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** @param {import("playwright-core").Page} page @param {string} text */
function badge(page, text) {
  return page.waitForFunction(
    (text) => document.querySelector("#figure-augmentation .badge")?.textContent === text,
    text,
  );
}

/** @param {import("playwright-core").Page} page */
function numbers(page) {
  return page.locator("#figure-augmentation .numbers tbody").innerText();
}

test("samples are augmented when they are seen, and anew on demand", async () => {
  const { page, problems, close } = await open(browser, TINY);
  const figure = page.locator("#figure-augmentation");
  await page.waitForFunction(() => window.sharpMinima.remedies);
  assert.equal(await figure.locator(".badge").innerText(), "");
  await figure.scrollIntoViewIfNeeded();
  await badge(page, "drawn here, draw 1");
  await figure.locator("details.numbers summary").click();
  const first = await numbers(page);
  assert.equal(first.trim().split("\n").length, 6);
  assert.match(await figure.locator(".caption").innerText(), /1 training signal of each of 6/);
  await figure.getByRole("button", { name: "Draw again" }).click();
  await badge(page, "drawn here, draw 2");
  assert.notEqual(await numbers(page), first);
  assert.deepEqual(problems, []);
  await close();
});

for (const [data, what] of /** @type {const} */ ([
  ["mnist", "1 training image of each of 6 classes"],
  ["optdigits", "1 training image of each of 6 classes"],
  ["spirals", "40 training points of each of 3 classes"],
]))
  test(`${data}: the preview is of its samples`, async () => {
    const { page, problems, close } = await open(browser, `${TINY}&data=${data}`);
    const figure = page.locator("#figure-augmentation");
    await page.waitForFunction(() => window.sharpMinima.remedies);
    await figure.scrollIntoViewIfNeeded();
    await badge(page, "drawn here, draw 1");
    await page.waitForFunction(
      (what) =>
        document.querySelector("#figure-augmentation .caption")?.textContent?.startsWith(what),
      what,
    );
    assert.deepEqual(problems, []);
    await close();
  });
