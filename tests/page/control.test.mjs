import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  badges,
  finish,
  launch,
  LONG,
  open,
  pictures,
  pressRun,
  reportsOf,
  run,
  settled,
  SMALL,
  stateOf,
  verdicts,
} from "./helpers.mjs";

/** @import { Page } from "playwright-core" */

/** @type {import("playwright-core").Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** @param {Page} page @param {number} [epochs] waits until a training got so far */
function trained(page, epochs = 2) {
  return page.waitForFunction(
    (least) =>
      window.sharpMinima.study
        .reports()
        .some((report) => report.kind === "training" && report.points.length > least),
    epochs,
  );
}

/** @param {Page} page how many epochs the longest training has behind it, as far as it was shown */
function epochs(page) {
  return page.evaluate(() => {
    const reports = window.sharpMinima.study.reports();
    return Math.max(
      ...reports.map((report) => (report.kind === "training" ? report.points.length : 0)),
    );
  });
}

/** @param {Page} page waits until no worker has a job */
function idle(page) {
  return page.waitForFunction(() => window.sharpMinima.pool.busy === 0);
}

/** @param {Page} page the verdicts and what is drawn */
async function shown(page) {
  await settled(page);
  return { verdicts: await verdicts(page), pictures: await pictures(page) };
}

test("pause halts all that is under way, resume goes on", async () => {
  const visit = await open(browser, LONG);
  const { page } = visit;
  await pressRun(page);
  await trained(page);
  await page.locator("#pause").click();
  assert.equal(await stateOf(page), "paused");
  assert.equal(await page.locator("#pause").innerText(), "Resume");
  assert.match(await page.locator("#status").innerText(), /^Paused at \d+ %\.$/);
  // What was on its way when the workers were told arrives; then nothing may.
  await page.waitForTimeout(300);
  const before = await epochs(page);
  await page.waitForTimeout(700);
  assert.equal(await epochs(page), before);
  await page.locator("#pause").click();
  assert.equal(await stateOf(page), "running");
  await trained(page, before + 1);
  await visit.close();
});

test("a run that was paused has the same results, to the bit", async () => {
  const visit = await open(browser, SMALL.replace("epochs=3", "epochs=60"));
  const { page } = visit;
  await run(visit);
  const straight = await reportsOf(page);
  // In the page, where the run cannot end before the button is reached.
  const paused = await page.evaluate(async () => {
    const press = (/** @type {string} */ id) => document.getElementById(id)?.click();
    press("run");
    while (window.sharpMinima.study.reports().length === 0)
      await new Promise((done) => requestAnimationFrame(done));
    press("pause");
    return window.sharpMinima.state;
  });
  assert.equal(paused, "paused");
  await page.waitForTimeout(100);
  await page.locator("#pause").click();
  await finish(visit);
  assert.deepStrictEqual(await reportsOf(page), straight);
  assert.deepEqual(visit.problems, []);
  await visit.close();
});

/** @type {Record<string, { where: string, moment: (page: Page) => Promise<unknown> }>} */
const MOMENTS = {
  "at once": {
    where: LONG,
    // In the page, where nothing can come between the two.
    moment: (page) =>
      page.evaluate(() => {
        document.getElementById("run")?.click();
        document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
      }),
  },
  "while training": { where: LONG, moment: trained },
  "while paused": {
    where: LONG,
    moment: async (page) => {
      await trained(page);
      await page.locator("#pause").click();
    },
  },
  "while measuring": {
    // Many starts, so that the sharpness takes long enough to be met.
    where: "#v=1&preset=instant&train=2000&sb=200&epochs=1&trials=2&starts=10",
    moment: (page) =>
      page.waitForFunction(() =>
        window.sharpMinima.study.reports().some(({ kind }) => kind === "path"),
      ),
  },
};

for (const [name, { where, moment }] of Object.entries(MOMENTS)) {
  test(`cancelled ${name}, the page is idle, keeps what it has, and can run again`, async () => {
    const visit = await open(browser, where);
    const { page } = visit;
    const before = await shown(page);
    if (name !== "at once") await pressRun(page);
    await moment(page);
    // By the keyboard, as the button's title says.
    await page.keyboard.press("Escape");
    assert.equal(await stateOf(page), "idle");
    await idle(page);
    assert.match(await page.locator("#status").innerText(), /^Cancelled at \d+ %/);
    assert.equal(await page.locator("#cancel").isVisible(), false);

    const after = await shown(page);
    assert.ok(after.pictures.every(({ drawn }) => drawn > 1000));
    // Nothing of the run got so far: the earlier sharpness stays.
    if (name !== "while measuring") assert.equal(after.verdicts[1], before.verdicts[1]);
    if (name === "at once") assert.deepEqual(after.verdicts, before.verdicts);

    await page.evaluate((hash) => {
      location.hash = hash;
    }, SMALL);
    await run(visit);
    assert.deepEqual(await badges(page), Array(4).fill("your run, 2 trials"));
    assert.deepEqual(visit.problems, []);
    await visit.close();
  });
}

test("a hundred impatient presses do no harm", async () => {
  const visit = await open(browser, SMALL);
  await visit.page.evaluate(async () => {
    const press = (/** @type {string} */ id) => document.getElementById(id)?.click();
    for (let turn = 0; turn < 100; turn += 1) {
      press(["run", "pause", "cancel", "pause"][turn % 4] ?? "");
      if (turn % 10 === 0) await new Promise((done) => setTimeout(done, 30));
    }
    press("cancel");
  });
  await idle(visit.page);
  await run(visit);
  assert.equal((await reportsOf(visit.page)).length, 2 * 7);
  assert.deepEqual(visit.problems, []);
  await visit.close();
});

test("a worker that dies costs its job alone, is reported, and the page can run again", async () => {
  const visit = await open(
    browser,
    "#v=1&preset=instant&train=200&hidden=20&sb=1&lb=50&epochs=40&trials=2",
  );
  const { page } = visit;
  await pressRun(page);
  await trained(page);
  await page.evaluate(() => window.sharpMinima.pool.kill(0));
  await page.waitForFunction(() => window.sharpMinima.state === "failed", undefined, {
    timeout: 60_000,
  });
  await settled(page);
  assert.match(
    await page.locator("#status").innerText(),
    /^The run failed: .*trial \d: its worker was lost \(.*\).* stays; Run starts anew\.$/,
  );
  assert.match(await page.locator("#notices").innerText(), /^Worker 1 was lost .* replaced\.$/);
  assert.equal(await page.evaluate(() => window.sharpMinima.pool.busy), 0);
  const reports = await reportsOf(page);
  assert.ok(
    reports.some(({ kind }) => kind === "sharpness"),
    "the other trial went on",
  );
  assert.ok((await pictures(page)).every(({ drawn }) => drawn > 1000));

  await page.evaluate((hash) => {
    location.hash = hash;
  }, SMALL);
  await run(visit);
  assert.equal(await page.locator("#notices").isVisible(), false);
  assert.deepEqual(await badges(page), Array(4).fill("your run, 2 trials"));
  await visit.close();
});

test("workers that cannot start end the run with a sentence", async () => {
  const visit = await open(browser, SMALL);
  const { page } = visit;
  await page.waitForFunction(() => window.sharpMinima.pool.size > 0);
  await page.route("**/worker.js", (route) => route.abort());
  await page.reload();
  await page.waitForFunction(() => window.sharpMinima?.ready.then(() => true));
  await pressRun(page);
  await page.waitForFunction(() => window.sharpMinima.state === "failed");
  assert.match(
    await page.locator("#status").innerText(),
    /^The run failed: .*its script could not be loaded/,
  );
  await page.unroute("**/worker.js");
  await run(visit);
  await visit.close();
});
