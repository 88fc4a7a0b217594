/** Pause, cancel, and workers that are lost. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { badges, compute, entriesOf, fileOf, move, ofKind, pictures, partsOf } from "./figures.mjs";
import {
  address,
  ALONE,
  expect,
  finish,
  forgive,
  gate,
  goTo,
  idle,
  LONG,
  pressRun,
  run,
  settled,
  SMALL,
  stateOf,
  useBrowser,
} from "./helpers.mjs";
import { openShipped, smallResults } from "./small.mjs";

/** @import { Page } from "playwright-core" */

const suite = useBrowser();
const { open, visit: fresh } = suite;

/** @param {Page} page how many epochs the curves show */
function epochs(page) {
  return page.evaluate(() => window.sharpMinima.page.panel("curves").table.rows.length);
}

/** @param {Page} page @param {number} [least] waits until a training got so far */
function trained(page, least = 2) {
  return page.waitForFunction(
    (least) => window.sharpMinima.page.panel("curves").table.rows.length > least,
    least,
  );
}

test("pause halts all that is under way, resume goes on", async () => {
  const { page } = await open(LONG);
  await pressRun(page);
  await trained(page);
  await page.locator("#pause").click();
  assert.equal(await stateOf(page), "paused");
  await expect(page.locator("#pause")).toHaveText("Resume");
  await settled(page);
  await expect(page.locator("#status")).toHaveText(/^Paused at \d+ %\.$/);
  await expect(partsOf(page, "curves").figure.locator(".progress .said")).toHaveText(
    /^The run is paused, and this with it\.$/,
  );
  // What was on its way when the workers were told arrives; then nothing may.
  await page.waitForTimeout(300);
  const before = await epochs(page);
  await page.waitForTimeout(700);
  assert.equal(await epochs(page), before);
  await page.locator("#pause").click();
  assert.equal(await stateOf(page), "running");
  await trained(page, before + 1);
});

test("who changes the settings of a paused run can run again", async () => {
  const visit = await open(LONG);
  const { page } = visit;
  await pressRun(page);
  await trained(page);
  await page.locator("#pause").click();
  await move(page, SMALL);
  assert.equal(await stateOf(page), "idle");
  await run(visit);
});

test("a run that was paused has the same results, to the bit", async () => {
  const where = ALONE.replace("epochs=3", "epochs=60");
  const visit = await open(where);
  await run(visit);
  const other = await open(where);
  // In the page, where the run cannot end before the button is reached.
  const paused = await other.page.evaluate(async () => {
    const press = (/** @type {string} */ id) => document.getElementById(id)?.click();
    press("run");
    while (window.sharpMinima.page.bar().progress === 0)
      await new Promise((done) => requestAnimationFrame(done));
    press("pause");
    return window.sharpMinima.state;
  });
  assert.equal(paused, "paused");
  await other.page.waitForTimeout(100);
  await other.page.locator("#pause").click();
  await finish(other);
  assert.equal(await fileOf(other.page), await fileOf(visit.page));
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
      page.waitForFunction(() => window.sharpMinima.page.write().includes('"sharpness":')),
  },
};

for (const [name, { where, moment }] of Object.entries(MOMENTS)) {
  test(`cancelled ${name}, the page is idle, keeps what it has, and can run again`, async () => {
    const visit = await open(where);
    const { page } = visit;
    await settled(page);
    if (name !== "at once") await pressRun(page);
    await moment(page);
    const before = entriesOf(await fileOf(page)).length;
    // By the keyboard, as the button's title says.
    await page.keyboard.press("Escape");
    assert.equal(await stateOf(page), "cancelled");
    await idle(page);
    await expect(page.locator("#status")).toHaveText(/^Cancelled at \d+ %/);
    await expect(page.locator("#cancel")).toBeHidden();
    await expect(page.locator("#run")).toBeVisible();
    await settled(page);
    const kept = entriesOf(await fileOf(page)).length;
    assert.ok(kept >= before, `${kept} of ${before} are left`);
    if (name === "while measuring") assert.ok(kept > 0);
    for (const [figure, badge] of Object.entries(await badges(page)))
      assert.doesNotMatch(badge, /^(computing|waiting)/, figure);

    // The figure alone is enough to see that all works.
    await move(page, SMALL);
    await compute(page, "sharpness");
    await expect(partsOf(page, "sharpness").badge).toHaveText("computed here, 2 trials");
  });
}

test("what is shown when a run is cancelled is what was shown before it", async () => {
  const { page } = await openShipped(suite);
  const before = { pictures: await pictures(page), badges: await badges(page) };
  await page.evaluate(() => {
    document.getElementById("run")?.click();
    document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
  });
  assert.equal(await stateOf(page), "cancelled");
  await settled(page);
  assert.deepEqual({ pictures: await pictures(page), badges: await badges(page) }, before);
});

test("a hundred impatient presses do no harm", async () => {
  const visit = await open(ALONE);
  const { page } = visit;
  await page.evaluate(async () => {
    const press = (/** @type {string} */ id) => document.getElementById(id)?.click();
    for (let turn = 0; turn < 100; turn += 1) {
      press(["run", "pause", "cancel", "pause"][turn % 4] ?? "");
      if (turn % 10 === 0) await new Promise((done) => setTimeout(done, 30));
    }
    press("cancel");
  });
  await idle(page);
  await run(visit);
  const straight = await open(ALONE);
  await run(straight);
  assert.equal(await fileOf(page), await fileOf(straight.page));
});

test("a worker that dies costs its job alone, is reported, and the page can run again", async () => {
  const visit = await open(
    "?embed=sharpness#v=1&preset=instant&train=200&hidden=20&sb=1&lb=50&epochs=400&trials=2",
  );
  const { page } = visit;
  await pressRun(page);
  // One that has not answered yet has not begun, and its job is given again; one that has just
  // finished has none to lose. So it dies in the moment in which it is seen at work.
  await page.waitForFunction(() => {
    const { pool } = window.sharpMinima;
    if (!pool.ready || pool.busy < 2) return false;
    pool.kill(0);
    return true;
  });
  await page.waitForFunction(() => window.sharpMinima.state === "failed", undefined, {
    timeout: 60_000,
  });
  await settled(page);
  await expect(page.locator("#status")).toHaveText(
    /^The run failed: .*trial \d.*: its worker was lost \(.*\).* stays; Run starts anew\.$/,
  );
  await expect(page.locator("#notices")).toHaveText(/^Worker 1 was lost .* replaced\.$/);
  assert.equal(await page.evaluate(() => window.sharpMinima.pool.busy), 0);
  const measured = ofKind(entriesOf(await fileOf(page)), "sharpness");
  assert.ok(measured.length > 0, "the other trial went on");
  await run(visit);
  await expect(page.locator("#notices")).toBeHidden();
  await expect(partsOf(page, "sharpness").badge).toHaveText("computed here, 2 trials");
});

test("a figure alone says what it lost, and can be computed again", async () => {
  const { page } = await open("#v=1&preset=plain&epochs=1000&trials=1");
  const { figure, compute: button } = partsOf(page, "path");
  await button.click();
  await page.waitForFunction(
    () => window.sharpMinima.pool.ready && window.sharpMinima.pool.busy > 0,
  );
  await page.evaluate(() => {
    for (let index = 0; index < window.sharpMinima.pool.size; index += 1)
      window.sharpMinima.pool.kill(index);
  });
  await page.waitForFunction(() => !window.sharpMinima.page.figure("path").working);
  await settled(page);
  await expect(figure.locator(".progress .said")).toHaveText(
    /^It could not be computed: .*its worker was lost/,
  );
  await move(page, SMALL);
  await compute(page, "path");
  await expect(partsOf(page, "path").badge).toHaveText("computed here, 2 trials");
});

test("workers that cannot start end the run with a sentence", async () => {
  const visit = await fresh();
  const { page } = visit;
  await page.route("**/worker*.js", (route) => route.abort());
  // The whole page, which has more jobs than workers.
  await page.goto(`${address()}${SMALL}`);
  await page.waitForFunction(() => window.sharpMinima?.ready.then(() => true));
  await pressRun(page);
  await page.waitForFunction(() => window.sharpMinima.state === "failed");
  await expect(page.locator("#status")).toHaveText(
    /^The run failed: .*its script could not be loaded/,
  );
  await page.unroute("**/worker*.js");
  await run(visit);
  forgive(visit);
});

test("a data file that does not come ends the run with a sentence, and is tried again", async () => {
  const visit = await open(
    "?embed=sharpness#v=1&preset=digits&train=200&hidden=20&epochs=2&trials=1",
  );
  const { page } = visit;
  // A route that is taken away may swallow a request that is under way.
  let comes = false;
  await page.route("**/*.bin", (route) => (comes ? route.continue() : route.abort()));
  await pressRun(page);
  await page.waitForFunction(() => window.sharpMinima.state === "failed");
  await expect(page.locator("#status")).toHaveText(
    /^The run failed: .*the data file mnist14.*could not be loaded \(.+\)/,
  );
  comes = true;
  await run(visit);
  forgive(visit, /\.bin|ERR_FAILED/);
});

/** What may come in the place of a data file: [what it is, its bytes made of the right ones, what is said]. */
const SPOILT = /** @type {const} */ ([
  [
    "a page to sign in",
    () => Buffer.from("<!doctype html>"),
    /could not be loaded \(something else/,
  ],
  ["cut off", (/** @type {Buffer} */ whole) => whole.subarray(0, 5000), /archive is cut short/],
]);

for (const [what, spoil, said] of SPOILT) {
  test(`a data file that is ${what} is not kept`, async () => {
    const visit = await open(
      "?embed=sharpness#v=1&preset=digits&train=200&hidden=20&epochs=2&trials=1",
    );
    const { page } = visit;
    await page.route("**/*.bin", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: spoil(await response.body()), headers: {} });
    });
    await pressRun(page);
    await page.waitForFunction(() => window.sharpMinima.state === "failed");
    await expect(page.locator("#status")).toHaveText(said);
    await page.unroute("**/*.bin");
    await run(visit);
  });
}

test("the bar says that data are on their way", async () => {
  const visit = await open(
    "?embed=sharpness#v=1&preset=digits&train=200&hidden=20&epochs=2&trials=1",
  );
  const { page } = visit;
  const { held, letGo } = gate();
  await page.route("**/*.bin", async (route) => {
    await held;
    await route.continue();
  });
  await pressRun(page);
  await page.locator("#status").getByText("Loading the data …", { exact: true }).waitFor();
  letGo();
  await finish(visit);
});

test("a worker that dies without a word is replaced, and its job is computed again", async () => {
  const visit = await fresh();
  const { page } = visit;
  await page.addInitScript(() => {
    const post = Worker.prototype.postMessage;
    let dead = false;
    Worker.prototype.postMessage = function (/** @type {any[]} */ ...all) {
      if (!dead && all[0]?.type === "job") {
        dead = true;
        // Nobody hears of it.
        this.terminate();
      }
      return Reflect.apply(post, this, all);
    };
  });
  await goTo(visit, ALONE);
  await page.evaluate(() => window.sharpMinima.pool.warm());
  await page.waitForFunction(() => window.sharpMinima.pool.ready);
  await pressRun(page);
  const looking = setInterval(() => {
    page.evaluate(() => window.sharpMinima.pool.look()).catch(() => {});
  }, 50);
  try {
    await finish(visit);
  } finally {
    clearInterval(looking);
  }
  await expect(page.locator("#notices")).toHaveText(
    /^Worker \d+ was lost \(it did not answer\) and has been replaced\.$/,
  );
  await expect(partsOf(page, "sharpness").badge).toHaveText("computed here, 2 trials");
});

test("a worker that is silent but answers keeps its job", async () => {
  const { page } = await open(LONG);
  await pressRun(page);
  await trained(page);
  await page.evaluate(async () => {
    const { pool } = window.sharpMinima;
    for (let look = 0; look < 200; look += 1) {
      pool.look();
      await new Promise((done) => setTimeout(done, 20));
    }
  });
  await expect(page.locator("#notices")).toBeHidden();
  await page.keyboard.press("Escape");
});

test("what goes wrong with another message does not end a worker's job", async () => {
  const visit = await fresh();
  const { page } = visit;
  await page.addInitScript(() => {
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (/** @type {any[]} */ ...all) {
      const answer = Reflect.apply(post, this, all);
      if (all[0]?.type === "job")
        Reflect.apply(post, this, [{ type: "archive", name: "none", bytes: new Uint8Array() }]);
      return answer;
    };
  });
  await goTo(visit, ALONE);
  await run(visit);
});

test("a run ends when what it lacks is not asked for any more", async () => {
  const visit = await open(`?embed=landscape${SMALL}&map.grid=25`);
  const { page } = visit;
  await run(visit);
  await page.locator("#landscape-plane").selectOption("random");
  await pressRun(page);
  await page.locator("#landscape-plane").selectOption("points");
  await finish(visit);
});

test("a run ends when what it lacks comes with the page or in a file", async () => {
  const { shipped } = await smallResults(suite);
  const visit = await fresh();
  const { page } = visit;
  const { held, letGo } = gate();
  await page.route("**/results/plain.json", async (route) => {
    await held;
    await route.fulfill({ contentType: "application/json", body: shipped });
  });
  await page.goto(`${address()}${ALONE}`);
  await page.locator("#run:enabled").click();
  letGo();
  await finish(visit);
});
