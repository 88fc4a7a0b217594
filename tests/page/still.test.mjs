/** A figure in a note that stands there without the wasm module until somebody touches it. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { badges } from "./figures.mjs";
import {
  address,
  expect,
  forgive,
  gate,
  goTo,
  hashOf,
  pressRun,
  settled,
  useBrowser,
} from "./helpers.mjs";

/** @import { Page } from "playwright-core" */

const suite = useBrowser();
const { open, visit: fresh } = suite;

/** The most that a figure in a note may load until it stands, in bytes as they travel: gzipped. */
const LIMIT = 350_000;
const STILLS = [
  ["instant", "path"],
  ["convincing", "curves"],
  ["digits", "sharpness"],
  ["plain", "path"],
];
/** What is told once, and has been told. */
const ONCE = ["cancelled", "events", "notices", "unsaved"];
/** All that is written but the picture. */
const WORDS = ".bar, .badge, .finding, .readout, figcaption, summary";
const MODULE = /\.wasm$/;

/** @param {Page} page resolves when the module is there, and all is drawn anew */
async function awake(page) {
  await page.waitForFunction(() => "pool" in window.sharpMinima && !window.sharpMinima.app.waits);
  await settled(page);
}

/** @param {Page} page */
const stillsOn = (page) => page.locator(".stage > svg.still").count();

test("a figure in a note loads little until it stands, and says all that it has to say", async () => {
  const visit = await fresh({ viewport: { width: 700, height: 800 } });
  /** @type {Promise<{ url: string, size: number }>[]} */
  const come = [];
  visit.page.on("response", (response) => {
    const { pathname } = new URL(response.url());
    const size = response.body().then((body) => gzipSync(body).length);
    come.push(size.then((size) => ({ url: pathname, size })));
  });
  await goTo(visit, "?embed=path");
  const files = await Promise.all(come);
  const sum = files.reduce((sum, { size }) => sum + size, 0);
  assert.ok(sum <= LIMIT, `${sum} bytes: ${JSON.stringify(files)}`);
  assert.ok(!files.some(({ url }) => MODULE.test(url)));
  await expect.poll(() => stillsOn(visit.page)).toBe(1);
  await expect.poll(() => badges(visit.page)).toEqual({ path: "shipped, 5 trials" });
  for (const part of [".finding", ".caption", ".verdicts", "#status", "#run", "#summary"])
    assert.notEqual(await visit.page.locator(part).innerText(), "", part);
});

for (const [preset, figure] of STILLS)
  test(`what was recorded of ${figure} in ${preset} is what the module says`, async () => {
    const { page } = await open(`?embed=${figure}#v=1&preset=${preset}`);
    await expect.poll(() => stillsOn(page)).toBe(1);
    const words = () => page.locator(WORDS).allInnerTexts();
    const before = await words();
    const folder = await page.locator("script[type=module]").getAttribute("src");
    const name = `${folder?.replace("main.js", "")}stills/${preset}/${figure}.json`;
    const { answers } = await page.evaluate(async (name) => (await fetch(name)).json(), name);
    await page.locator(".stage").click();
    await awake(page);
    await expect.poll(() => stillsOn(page)).toBe(0);
    assert.deepEqual(await words(), before);
    const asked = Object.keys(answers).filter((question) => !ONCE.includes(question));
    const said = await page.evaluate((asked) => {
      const page = /** @type {Record<string, any>} */ (
        /** @type {unknown} */ (window.sharpMinima.page)
      );
      const plain = (/** @type {unknown} */ answer) => JSON.parse(JSON.stringify(answer));
      return asked.map((question) => {
        const [method = "", figure] = question.split(" ");
        if (method === "records") return page.records(figure, false, "{address}");
        if (method === "batches") return [...page.batches()];
        return plain(figure ? page[method](figure) : page[method]());
      });
    }, asked);
    for (const [at, question] of asked.entries())
      assert.deepEqual(said[at], answers[question], question);
  });

test("pictures are as large as the stages, and are changed with them", async () => {
  for (const [, figure] of STILLS.slice(0, 3)) {
    const { page } = await open(`?embed=${figure}`);
    for (const width of [330, 440, 586, 736, 800, 920, 1060, 1220]) {
      await page.setViewportSize({ width, height: 900 });
      const size = await page.locator(".stage").evaluate((stage) => {
        const { width, height } = stage.getBoundingClientRect();
        return { width, height: Math.round(height) };
      });
      await page
        .locator(`.still[width="${size.width}"][height="${size.height}"]`)
        .waitFor({ state: "attached", timeout: 5000 });
    }
    assert.equal(await page.evaluate(() => "pool" in window.sharpMinima), false);
  }
});

test("Run, a slider and the address work as if the module had been there", async () => {
  const { page } = await open("?embed=sharpness");
  await pressRun(page);
  await page.waitForFunction(() => window.sharpMinima.state === "running");
  await page.keyboard.press("Escape");

  const slid = (await open("?embed=sharpness")).page;
  const batch = slid.locator("#batch-size");
  await batch.focus();
  await batch.press("ArrowLeft");
  await awake(slid);
  await slid.waitForFunction(() => /&lb=/.test(location.hash));

  const moved = (await open("?embed=path")).page;
  await moved.evaluate(() => {
    location.hash = "#v=1&preset=digits";
  });
  await awake(moved);
  await moved.waitForFunction(() => window.sharpMinima.page.hash() === "v=1&preset=digits");
  await settled(moved);
  await expect.poll(() => badges(moved)).toEqual({ path: "shipped, 5 trials" });
});

test("a module that does not come is told, and may come later", async () => {
  const visit = await fresh();
  const { page } = visit;
  const { held, letGo } = gate();
  await page.route(MODULE, async (route) => {
    await held;
    await route.abort();
  });
  await goTo(visit, "?embed=path");
  await pressRun(page);
  await page.locator("#status", { hasText: "Loading …" }).waitFor();
  letGo();
  await page.locator(".notices", { hasText: "cannot be changed or computed" }).waitFor();
  await expect.poll(() => stillsOn(page)).toBe(1);
  await page.unroute(MODULE);
  forgive(visit);
  await pressRun(page);
  await page.waitForFunction(() => window.sharpMinima.state === "running");
});

test("other settings, results of one's own and pictures that cannot be had need the module at once", async () => {
  const visit = await fresh();
  await visit.page.route("**/*.svg", (route) =>
    /stills/.test(route.request().url()) ? route.abort() : route.continue(),
  );
  await goTo(visit, "?embed=path");
  await awake(visit.page);
  forgive(visit);
  await expect.poll(() => badges(visit.page)).toEqual({ path: "shipped, 5 trials" });

  const own = await fresh();
  await own.page.goto(`${address()}?embed=sketch`);
  await own.page.waitForFunction(() => window.sharpMinima?.ready.then(() => true));
  await own.page.evaluate(
    () =>
      new Promise((done) => {
        const request = indexedDB.open("sharp-minima");
        request.onsuccess = () => {
          const store = request.result.transaction("entries", "readwrite").objectStore("entries");
          store.add('{"job":{},"report":{}}').onsuccess = () => done(undefined);
        };
      }),
  );
  await goTo(own, "?embed=path");
  assert.equal(await own.page.evaluate(() => "pool" in window.sharpMinima), true);
  forgive(own);

  const other = await open("?embed=path#v=1&preset=instant&lb=800");
  await expect.poll(() => stillsOn(other.page)).toBe(0);
  assert.match(await hashOf(other.page), /lb=800/);
});
