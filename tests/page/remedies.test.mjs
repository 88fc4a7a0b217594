/** The strategies side by side. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { compute, computed, move, partsOf, unfold } from "./figures.mjs";
import { expect, hashOf, idle, OTHER, settled, SMALL, useBrowser } from "./helpers.mjs";

/** @import { Page } from "playwright-core" */

const { open } = useBrowser();

const THREE = `${SMALL}&fix.rows=sb.lb.augmentation`;
/** Long enough to be interrupted. */
const LONGER = "#v=1&preset=instant&train=1000&epochs=60&trials=3&fix.rows=sb.lb.augmentation";

/** @param {Page} page */
function parts(page) {
  const all = partsOf(page, "remedies");
  const table = all.figure.locator(".comparison");
  return { ...all, rows: table.locator("tbody tr"), heads: table.locator("thead th") };
}

/** @param {Page} page */
async function progress(page) {
  return (await parts(page).state()).progress;
}

/** @param {Page} page the table as it is shown */
function numbers(page) {
  return parts(page).rows.evaluateAll((rows) =>
    rows.map((row) => [...row.children].map((cell) => cell.textContent)),
  );
}

test("three rows are compared from one click, and a click on a head sorts them", async () => {
  const { page } = await open(THREE);
  const { badge, rows, heads } = parts(page);
  await settled(page);
  await expect(badge).toHaveText("not computed yet");
  await compute(page, "remedies");
  assert.equal(await progress(page), 1);
  await expect(badge).toHaveText("computed here, 2 trials");
  await expect(rows).toHaveCount(3);
  await unfold(rows.first());
  const accuracy = (await heads.allInnerTexts()).findIndex((text) => /test.*accuracy/i.test(text));
  assert.ok(accuracy > 0, "there is a column of test accuracies");
  const head = heads.nth(accuracy);
  const values = async () =>
    (await numbers(page)).map((row) => Number.parseFloat(row[accuracy] ?? ""));
  await head.getByRole("button").click();
  await settled(page);
  await expect(head).toHaveAttribute("aria-sort", "ascending");
  const ascending = await values();
  assert.ok(ascending.every(Number.isFinite), "each row has a number");
  assert.deepEqual(
    ascending,
    ascending.toSorted((a, b) => a - b),
  );
  await page.keyboard.press("Enter");
  await settled(page);
  await expect(head, "the head kept the focus").toHaveAttribute("aria-sort", "descending");
  const descending = await values();
  assert.deepEqual(
    descending,
    descending.toSorted((a, b) => b - a),
  );
  assert.match(await hashOf(page), new RegExp(`&fix\\.sort=${accuracy}&fix\\.descending=`));
  const { page: again } = await open(await hashOf(page));
  await compute(again, "remedies");
  assert.deepEqual(await numbers(again), await numbers(page), "the link has the order, too");
});

test("cancel keeps the finished rows, and it can go on", async () => {
  const { page } = await open(LONGER);
  const { rows, compute: button, cancel } = parts(page);
  await button.click();
  await page.waitForFunction(
    () => {
      const ended = document.querySelectorAll("#figure-remedies .comparison td:last-child");
      return [...ended].some(({ textContent }) => Number(textContent) > 0);
    },
    undefined,
    { timeout: 120_000 },
  );
  await cancel.click();
  await idle(page);
  const there = await progress(page);
  const kept = await rows.count();
  assert.ok(there > 0 && there < 1, `${there}`);
  assert.ok(kept > 0);
  await page.waitForTimeout(200);
  assert.equal(await progress(page), there, "nothing goes on behind the scenes");
  await expect(button).toHaveText(/^Continue/);
  await button.click();
  await page.waitForFunction(
    (there) => window.sharpMinima.page.figure("remedies").progress > there,
    there,
    { timeout: 120_000 },
  );
  assert.ok((await rows.count()) >= kept);
  await cancel.click();
});

test("the link restores what is chosen, and the numbers to the last digit", async () => {
  const { page } = await open(THREE);
  const { figure } = parts(page);
  await figure.locator(".strategy-choice summary").click();
  await figure.locator("#strategy-augmentation").uncheck();
  await figure.locator("#remedies-equal").selectOption("gradients");
  await computed(page, "remedies");
  const hash = await hashOf(page);
  assert.match(hash, /&fix\.equal=gradients&fix\.rows=sb\.lb$/);
  if ((await progress(page)) < 1) await compute(page, "remedies");
  const { page: again } = await open(hash);
  const other = parts(again);
  await settled(again);
  assert.equal(await hashOf(again), hash);
  await expect(again.locator("#remedies-equal")).toHaveValue("gradients");
  await expect(other.figure.locator(".strategy-choice summary")).toHaveText(/\(2 of \d+\)/);
  await compute(again, "remedies");
  assert.deepEqual(await numbers(again), await numbers(page));
  await figure.locator(".strategy-choice").getByRole("button", { name: "As proposed" }).click();
  await figure.locator("#remedies-equal").selectOption("epochs");
  await page.waitForFunction(() => !location.hash.includes("fix."));
});

test("what was never computed is not begun by choosing what to compare", async () => {
  const { page } = await open(THREE);
  const { figure, state } = parts(page);
  await figure.locator(".strategy-choice summary").click();
  await figure.locator("#strategy-augmentation").uncheck();
  assert.equal((await state()).working, false);
  assert.equal(await page.evaluate(() => window.sharpMinima.pool.busy), 0);
});

test("what is no strategy is refused with a reason, and the landscape's view stays", async () => {
  const { page } = await open(`${SMALL}&map.grid=25&fix.rows=sb.prayer&fix.equal=luck`);
  const notices = await page.locator("#notices").innerText();
  assert.match(notices, /fix\.rows: “prayer”: no strategy/);
  assert.match(notices, /fix\.equal .*“luck” is not allowed; allowed is epochs, gradients/);
  assert.match(await hashOf(page), /&map\.grid=25&fix\.rows=sb$/);
});

test("other settings keep the former table, and going back finds it again", async () => {
  const { page } = await open(THREE);
  const { badge } = parts(page);
  await compute(page, "remedies");
  const before = await numbers(page);
  const other = `${OTHER}&fix.rows=sb.lb.augmentation`;
  await move(page, other);
  await settled(page);
  await expect(badge).toHaveText("of other settings: seed 1");
  assert.deepEqual(await numbers(page), before);
  await move(page, THREE);
  await settled(page);
  await expect(badge).toHaveText("computed here, 2 trials");
  assert.equal(await progress(page), 1, "nothing need be computed again");
  await move(page, other);
  await compute(page, "remedies");
  await expect(badge).toHaveText("computed here, 2 trials");
  assert.notDeepEqual(await numbers(page), before);
});

test("each strategy has its card, drawn; on a phone they stand one below another", async () => {
  const { page } = await open(SMALL, { viewport: { width: 390, height: 800 } });
  const cards = page.locator("#strategies > li");
  await cards.first().waitFor();
  const count = await page.evaluate(() => window.sharpMinima.page.cards().length);
  await expect(cards).toHaveCount(count);
  await cards.first().scrollIntoViewIfNeeded();
  // Who changes samples alone takes plain steps: there is nothing to draw.
  const drawn = await page
    .locator("#strategies > li:has(.way)")
    .evaluateAll((all) => all.map((card) => card.dataset.strategy));
  assert.ok(drawn.includes("sb") && drawn.includes("sam"), String(drawn));
  assert.ok(!drawn.includes("augmentation"), String(drawn));
  const lefts = await cards.evaluateAll((all) =>
    all.map((card) => card.getBoundingClientRect().left),
  );
  assert.equal(new Set(lefts).size, 1);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 390, `the page is ${wide} wide`);
});

test("conservative training never runs without its control", async () => {
  const { page } = await open(`${SMALL}&fix.rows=conservative`);
  const { rows } = parts(page);
  const control = page.locator("#strategy-control");
  assert.ok((await control.isChecked()) && (await control.isDisabled()));
  await compute(page, "remedies");
  await expect(rows).toHaveCount(2);
  await page.locator(".strategy-choice summary").click();
  await page.locator("#strategy-conservative").uncheck();
  await settled(page);
  await expect(control, "it may go now").toBeEnabled();
});
