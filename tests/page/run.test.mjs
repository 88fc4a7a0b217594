import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  badges,
  goTo,
  launch,
  open,
  pressRun,
  reportsOf,
  run,
  SMALL,
  visitNothing,
} from "./helpers.mjs";

/** @import { Report } from "../../www/types.js" */

/** @type {import("playwright-core").Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** @param {Report[]} reports */
const fingerprints = (reports) =>
  reports.flatMap((report) => (report.kind === "training" ? report.fingerprint : []));

/** @type {Report[]} */
let first = [];

test("a run trains, measures and draws, and the page says so", async () => {
  const visit = await open(browser, SMALL);
  const { page } = visit;
  assert.deepEqual(await badges(page), Array(4).fill(await badgeOfOtherSettings(page)));
  await run(visit);
  first = await reportsOf(page);
  assert.equal(first.length, 2 * 7);
  assert.equal(new Set(fingerprints(first)).size, 4, "each of the four networks is another");
  assert.deepEqual(await badges(page), Array(4).fill("your run, 2 trials"));
  assert.match(await page.locator("#status").innerText(), /^Done in .*your own run/);
  assert.equal(await page.evaluate(() => window.sharpMinima.pool.busy), 0);

  const cells = await page.locator("#figure-table tbody td").allInnerTexts();
  assert.equal(cells.length, 8 * 3);
  for (const cell of cells) assert.match(cell, /\d/);
  assert.deepEqual(visit.problems, []);
  await visit.close();
});

test("a few frames after the end every figure shows all of it, in sight or not", async () => {
  const visit = await open(browser, SMALL);
  await pressRun(visit.page);
  const verdicts = await visit.page.evaluate(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    while (window.sharpMinima.state === "running") await frame();
    // A dozen figures, one a frame, and some to spare.
    for (let count = 0; count < 30; count += 1) await frame();
    const figures = ["curves", "sharpness", "table", "path"];
    const verdicts = figures.map((figure) => `#figure-${figure} .verdicts li`).join();
    return [...document.querySelectorAll(verdicts)].map(({ textContent }) => textContent);
  });
  assert.equal(verdicts.length, 6);
  for (const text of verdicts) assert.match(text ?? "", /n = 2 pairs/);
  await visit.close();
});

/** @param {import("playwright-core").Page} page */
async function badgeOfOtherSettings(page) {
  const [badge] = await badges(page);
  assert.match(badge ?? "", /^former settings: training samples 2000, hidden layers 100-100/);
  return badge;
}

for (const workers of [1, 4]) {
  test(`the same link elsewhere gives the same bits, with ${workers} worker(s)`, async () => {
    const visit = await visitNothing(browser);
    await visit.page.addInitScript((count) => {
      Object.defineProperty(navigator, "hardwareConcurrency", { get: () => count });
    }, workers);
    await goTo(visit, SMALL);
    assert.equal(await visit.page.evaluate(() => window.sharpMinima.pool.size), workers);
    await run(visit);
    const reports = await reportsOf(visit.page);
    assert.deepEqual(fingerprints(reports), fingerprints(first));
    assert.deepStrictEqual(reports, first);
    await visit.close();
  });
}

test("the first trial of the default preset, run here, is the precomputed one to the bit", async () => {
  const visit = await open(browser, "#v=1&preset=instant&trials=1");
  assert.deepEqual(await badges(visit.page), Array(4).fill("precomputed, 5 trials"));
  const precomputed = (await reportsOf(visit.page)).filter(({ trial }) => trial === 0);
  await run(visit);
  assert.equal(precomputed.length, 7);
  assert.deepStrictEqual(await reportsOf(visit.page), precomputed);
  await visit.close();
});

test("after a change only what it touches is done again", async () => {
  const visit = await open(browser, SMALL);
  const { page } = visit;
  await run(visit);
  await page.evaluate(() => {
    location.hash = location.hash.replace("lb=50", "lb=100");
  });
  await page.waitForFunction(() => /lb=100/.test(location.hash));
  const jobs = await page.evaluate(async () => {
    const { Worker } = window;
    const jobs = /** @type {string[]} */ ([]);
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (
      /** @type {any} */ message,
      /** @type {any} */ transfer,
    ) {
      if (message.type === "job")
        jobs.push(`${message.job.kind} ${message.job.regime ?? ""}`.trim());
      post.call(this, message, transfer);
    };
    document.getElementById("run")?.click();
    while (window.sharpMinima.state === "running")
      await new Promise((done) => setTimeout(done, 20));
    return jobs;
  });
  assert.ok(jobs.includes("train large"));
  assert.ok(!jobs.includes("train small"), `SB was trained again: ${jobs}`);
  await visit.close();
});
