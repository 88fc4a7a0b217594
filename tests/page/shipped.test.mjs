/** The comparison that stands on the page before any click. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { compared, parts, TINY } from "./comparison.mjs";
import { goTo, launch, open, settled, visitNothing } from "./helpers.mjs";

/** @import { Page } from "playwright-core" */
/** @import { KeptComparison } from "../../www/types.js" */

/** @type {import("playwright-core").Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** @param {Page} page what the chosen rows show */
function kept(page) {
  return page.evaluate(() => JSON.stringify(window.sharpMinima.remedies.comparison.keep()));
}

/** @param {Page} page how often a plain network has been trained, and another one */
async function watchTrainings(page) {
  await page.addInitScript(() => {
    const counts = { plain: 0, other: 0 };
    Object.assign(window, { trainings: counts });
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (/** @type {any[]} */ ...all) {
      const { job } = all[0] ?? {};
      if (job?.kind === "train") {
        // What is neutral in a strategy does not travel.
        const plain = Object.keys(job.strategy ?? {}).length === 0;
        counts[plain ? "plain" : "other"] += 1;
      }
      return Reflect.apply(post, this, all);
    };
  });
  return () => page.evaluate(() => /** @type {any} */ (window).trainings);
}

test("chart, table and verdicts stand there before any click, marked as precomputed", async () => {
  const { page, problems, close } = await open(browser);
  const { figure, badge, rows, button } = parts(page);
  await settled(page);
  assert.equal(await badge.innerText(), "precomputed, 5 trials");
  assert.equal(await rows.count(), 10);
  assert.deepEqual(await rows.locator("td:last-child").allInnerTexts(), Array(10).fill("5"));
  assert.equal(await figure.locator(".verdict").count(), 7);
  assert.ok(await button("Compare here").isVisible());
  assert.equal(await page.evaluate(() => window.sharpMinima.pool.busy), 0, "nothing is computed");
  assert.deepEqual(problems, []);
  await close();
});

test("who compares anew finds every number again, and keeps the old ones until then", async () => {
  const { page, problems, close } = await open(browser, "#v=1&preset=instant&fix.rows=lb.sam");
  const { figure, badge, rows, button } = parts(page);
  await settled(page);
  const shipped = await kept(page);
  assert.equal(await rows.count(), 2);
  await button("Compare here").click();
  assert.equal(await badge.innerText(), "precomputed, 5 trials");
  assert.equal(await rows.count(), 2);
  await compared(page);
  assert.equal(await badge.innerText(), "compared here");
  assert.match(await figure.innerText(), /Every precomputed number was found again/);
  assert.equal(await kept(page), shipped);
  assert.equal(await button("Compare here").isVisible(), false);
  assert.deepEqual(problems, []);
  await close();
});

test("a number that is not found again is told", async () => {
  const visit = await visitNothing(browser);
  await visit.page.route("**/remedies.json", async (route) => {
    const response = await route.fetch();
    /** @type {KeptComparison & { answers: { answer: { phi: number } }[] }} */
    const content = await response.json();
    for (const { row, answer } of content.answers) if (row === "lb") answer.phi *= 1 + 1e-15;
    await route.fulfill({ json: content });
  });
  await goTo(visit, "#v=1&preset=instant&fix.rows=lb");
  const { figure, button } = parts(visit.page);
  await button("Compare here").click();
  await compared(visit.page);
  assert.match(await figure.innerText(), /Not every number is the precomputed one/);
  await visit.close();
});

test("a strategy more is computed beside the precomputed ones", async () => {
  const { page, problems, close } = await open(browser, "#v=1&preset=instant&fix.rows=lb.sam");
  const { figure, badge, rows, button } = parts(page);
  const before = await rows.first().innerText();
  await figure.locator(".strategy-choice summary").click();
  await figure.locator("#strategy-rate-10").check();
  assert.equal(await badge.innerText(), "precomputed, 5 trials");
  await button("Compare the rest").click();
  await compared(page);
  assert.equal(await badge.innerText(), "precomputed, the rest compared here");
  assert.equal(await rows.count(), 3);
  assert.equal(await rows.first().innerText(), before);
  assert.deepEqual(problems, []);
  await close();
});

test("other settings have nothing precomputed, and the default ones find it at once", async () => {
  const { page, problems, close } = await open(browser, TINY);
  const { badge, rows, button } = parts(page);
  assert.equal(await badge.innerText(), "nothing compared yet");
  const go = (/** @type {string} */ hash) =>
    page.evaluate((hash) => {
      location.hash = hash;
    }, hash);
  const shows = (/** @type {string} */ start) =>
    page.waitForFunction(
      (start) =>
        document.querySelector("#figure-remedies .badge")?.textContent?.startsWith(start) ?? false,
      start,
    );
  await go("#v=1&preset=instant");
  await shows("precomputed, 5 trials");
  await settled(page);
  assert.equal(await rows.count(), 10);
  await go(TINY);
  await shows("former settings");
  assert.equal(await rows.count(), 10, "the former table stays");
  assert.ok(await button("Compare").isVisible());
  await go("#v=1&preset=instant");
  await shows("precomputed, 5 trials");
  assert.deepEqual(problems, []);
  await close();
});

test("without its file, or with one of another version, the chapter still opens", async () => {
  for (const answer of [
    { status: 404 },
    { json: { experiment: {}, trainings: [], answers: [] } },
  ]) {
    const visit = await visitNothing(browser);
    await visit.page.route("**/remedies.json", (route) => route.fulfill(answer));
    await goTo(visit);
    const { badge, button } = parts(visit.page);
    assert.equal(await badge.innerText(), "nothing compared yet");
    assert.ok(await button("Compare").isVisible());
    await visit.close();
  }
});

test("progress is smooth: what is under way counts by its share", async () => {
  const { page, problems, close } = await open(
    browser,
    "#v=1&preset=instant&train=1000&epochs=60&trials=1&fix.rows=lb",
  );
  const { figure, button } = parts(page);
  await page.evaluate(() => {
    const seen = /** @type {number[]} */ ([]);
    Object.assign(window, { seen });
    const bar = document.querySelector("#figure-remedies progress");
    new MutationObserver(() => seen.push(/** @type {HTMLProgressElement} */ (bar).value)).observe(
      /** @type {Element} */ (bar),
      { attributes: true, attributeFilter: ["value"] },
    );
  });
  await button("Compare").click();
  await compared(page);
  const seen = await page.evaluate(() => /** @type {any} */ (window).seen);
  const ascending = seen.toSorted((/** @type {number} */ a, /** @type {number} */ b) => a - b);
  assert.deepEqual(seen, ascending, "it never goes back");
  // Three jobs: a training and two inquiries.
  assert.ok(new Set(seen).size > 6, `${seen}`);
  assert.ok(await figure.locator("progress").isHidden());
  assert.deepEqual(problems, []);
  await close();
});

test("a pair that another chapter has trained is not trained again, and the other way round", async () => {
  for (const order of ["measures", "remedies"]) {
    const visit = await visitNothing(browser);
    const count = await watchTrainings(visit.page);
    await goTo(visit, `${TINY}&fix.rows=sb.lb.sam`);
    await visit.page.evaluate(async (order) => {
      const { remedies, measures } = window.sharpMinima;
      const all = [() => measures.compute("along"), () => remedies.compute()];
      for (const compute of order === "measures" ? all : all.reverse()) await compute();
    }, order);
    assert.deepEqual(await count(), { plain: 4, other: 2 }, `${order} first`);
    assert.equal(
      await visit.page.evaluate(() => window.sharpMinima.remedies.comparison.progress()),
      1,
    );
    assert.deepEqual(visit.problems, []);
    await visit.close();
  }
});
