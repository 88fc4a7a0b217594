import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { compared, parts, TINY } from "./comparison.mjs";
import { launch, open, settled } from "./helpers.mjs";

/** The same, but long enough to be interrupted. */
const LONGER = "#v=1&preset=instant&train=1000&epochs=60&trials=3";
const THREE = "&fix.rows=sb.lb.augmentation";

/** @type {import("playwright-core").Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** @param {import("playwright-core").Page} page */
function progress(page) {
  return page.evaluate(() => window.sharpMinima.remedies.comparison.progress());
}

/** @param {import("playwright-core").Page} page the table as it is shown */
function numbers(page) {
  return page
    .locator("#figure-remedies .comparison tbody tr")
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)));
}

test("three rows are compared from one click, and a click on a head sorts them", async () => {
  const { page, problems, close } = await open(browser, TINY + THREE);
  const { badge, rows, heads, button } = parts(page);
  assert.equal(await badge.innerText(), "nothing compared yet");
  await button("Compare").click();
  await compared(page);
  assert.equal(await progress(page), 1);
  assert.equal(await badge.innerText(), "compared here");
  assert.equal(await rows.count(), 3);
  const accuracy = (await heads.allInnerTexts()).findIndex((text) => /test.*accuracy/i.test(text));
  assert.ok(accuracy > 0, "there is a column of test accuracies");
  const head = heads.nth(accuracy);
  const values = async () =>
    (await numbers(page)).map((row) => Number.parseFloat(row[accuracy] ?? ""));
  await head.getByRole("button").click();
  await settled(page);
  assert.equal(await head.getAttribute("aria-sort"), "ascending");
  const ascending = await values();
  assert.ok(ascending.every(Number.isFinite), "each row has a number");
  assert.deepEqual(
    ascending,
    ascending.toSorted((a, b) => a - b),
  );
  await page.keyboard.press("Enter");
  await settled(page);
  assert.equal(await head.getAttribute("aria-sort"), "descending", "the head kept the focus");
  const descending = await values();
  assert.deepEqual(
    descending,
    descending.toSorted((a, b) => b - a),
  );
  assert.deepEqual(problems, []);
  await close();
});

test("cancel keeps the finished rows, and it can go on", async () => {
  const { page, problems, close } = await open(browser, LONGER + THREE);
  const { rows, button } = parts(page);
  await button("Compare").click();
  await page.waitForFunction(
    () => document.querySelectorAll("#figure-remedies .comparison tbody tr").length > 0,
    undefined,
    { timeout: 120_000 },
  );
  await button("Cancel").click();
  await page.waitForFunction(() => window.sharpMinima.pool.busy === 0);
  await settled(page);
  const there = await progress(page);
  const kept = await rows.count();
  assert.ok(there > 0 && there < 1, `${there}`);
  assert.ok(kept > 0);
  await page.waitForTimeout(200);
  assert.equal(await progress(page), there, "nothing goes on behind the scenes");
  await button("Go on").click();
  await page.waitForFunction(
    (there) => window.sharpMinima.remedies.comparison.progress() > there,
    there,
    { timeout: 120_000 },
  );
  assert.ok((await rows.count()) >= kept);
  await button("Cancel").click();
  assert.deepEqual(problems, []);
  await close();
});

test("the link restores what is chosen, and the numbers to the last digit", async () => {
  const { page, problems, close } = await open(browser, TINY + THREE);
  const { figure, button } = parts(page);
  await figure.locator(".strategy-choice summary").click();
  await figure.locator("#strategy-augmentation").uncheck();
  await figure.locator("#equal-gradients").check();
  const hash = await page.evaluate(() => location.hash);
  assert.match(hash, /&fix\.rows=sb\.lb&fix\.equal=gradients$/);
  await button("Compare").click();
  await compared(page);
  const again = await open(browser, hash);
  const other = parts(again.page);
  assert.equal(await again.page.evaluate(() => location.hash), hash);
  assert.ok(await again.page.locator("#equal-gradients").isChecked());
  assert.match(await other.figure.locator(".strategy-choice summary").innerText(), /\(2 of \d+\)/);
  await other.button("Compare").click();
  await compared(again.page);
  assert.deepEqual(await numbers(again.page), await numbers(page));
  await figure.locator(".strategy-choice").getByRole("button", { name: "As proposed" }).click();
  await figure.locator("#equal-epochs").check();
  assert.doesNotMatch(await page.evaluate(() => location.hash), /fix\./);
  assert.deepEqual([...problems, ...again.problems], []);
  await again.close();
  await close();
});

test("what is no strategy is refused with a reason, and the landscape's view stays", async () => {
  const { page, close } = await open(
    browser,
    `${TINY}&map.grid=25&fix.rows=sb.prayer&fix.equal=luck`,
  );
  const notices = await page.locator("#notices").innerText();
  assert.match(notices, /fix\.rows: “prayer”: no strategy/);
  assert.match(notices, /fix\.equal: “luck” is not allowed; allowed is epochs, gradients/);
  const hash = await page.evaluate(() => location.hash);
  assert.match(hash, /&map\.grid=25&fix\.rows=sb$/);
  await close();
});

test("other settings keep the former table, and going back finds it again", async () => {
  const { page, problems, close } = await open(browser, TINY + THREE);
  const { badge, button } = parts(page);
  await button("Compare").click();
  await compared(page);
  const before = await numbers(page);
  const go = (/** @type {string} */ hash) =>
    page.evaluate((hash) => {
      location.hash = hash;
    }, hash);
  await go(`${TINY}&seed=7${THREE}`);
  await page.waitForFunction(() =>
    document.querySelector("#figure-remedies .badge")?.textContent?.startsWith("former settings"),
  );
  await settled(page);
  assert.deepEqual(await numbers(page), before);
  await go(TINY + THREE);
  await page.waitForFunction(
    () => document.querySelector("#figure-remedies .badge")?.textContent === "compared here",
  );
  assert.equal(await progress(page), 1, "nothing need be computed again");
  await go(`${TINY}&seed=7${THREE}`);
  await button("Compare").click();
  await compared(page);
  assert.equal(await badge.innerText(), "compared here");
  assert.notDeepEqual(await numbers(page), before);
  assert.deepEqual(problems, []);
  await close();
});

test("each strategy has its card, drawn; on a phone they stand one below another", async () => {
  const { page, problems, close } = await open(browser, TINY, {
    viewport: { width: 390, height: 800 },
  });
  const cards = page.locator("#strategies > li");
  const count = await page.evaluate(() => window.sharpMinima.remedies.comparison.rows().length);
  assert.equal(await cards.count(), count);
  await cards.first().scrollIntoViewIfNeeded();
  await page.waitForFunction(() => {
    const canvas = document.querySelector("#strategies canvas");
    if (!(canvas instanceof HTMLCanvasElement)) return false;
    const pixels = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data;
    return pixels?.some((value) => value > 0);
  });
  const lefts = await cards.evaluateAll((all) =>
    all.map((card) => card.getBoundingClientRect().left),
  );
  assert.equal(new Set(lefts).size, 1);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 390, `the page is ${wide} wide`);
  assert.deepEqual(problems, []);
  await close();
});

test("conservative training never runs without its control", async () => {
  const { page, problems, close } = await open(browser, `${TINY}&fix.rows=conservative`);
  const { rows, button } = parts(page);
  const control = page.locator("#strategy-control");
  assert.ok((await control.isChecked()) && (await control.isDisabled()));
  assert.match(await page.evaluate(() => location.hash), /fix\.rows=conservative\.control/);
  await button("Compare").click();
  await compared(page);
  assert.equal(await rows.count(), 2);
  await page.locator(".strategy-choice summary").click();
  await page.locator("#strategy-conservative").uncheck();
  assert.ok((await control.isChecked()) && (await control.isEnabled()), "it may go now");
  assert.deepEqual(problems, []);
  await close();
});
