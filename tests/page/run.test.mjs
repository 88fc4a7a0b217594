/** One button fills the page; each figure can be computed alone. */

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  badges,
  badgesAre,
  compute,
  computed,
  entriesOf,
  figuresOf,
  fileOf,
  move,
  ofKind,
  partsOf,
} from "./figures.mjs";
import {
  expect,
  goTo,
  idle,
  pressRun,
  run,
  settled,
  SMALL,
  stateOf,
  useBrowser,
} from "./helpers.mjs";

/** @import { Page } from "playwright-core" */

const { open, visit: fresh } = useBrowser();

/** Batch-normalised networks, and no map of many points. */
const NORMED = `${SMALL.replace("plain", "instant")}&map.grid=25`;
/** Figures that show one trial say which. */
const OWN = /^computed here, (2 trials|trial 1)$/;

/** What a page of few figures, run elsewhere, found. */
let first = "";

/** The sharpness alone: trainings and measures, quickly. */
const QUICK = `?embed=sharpness${NORMED}`;

test("a run fills every figure, and the page says so", async () => {
  const visit = await open(SMALL);
  const { page } = visit;
  await settled(page);
  // A preview of samples is drawn as soon as it is seen.
  await badgesAre(page, /^not computed yet$/, ["augmentation"]);
  await run(visit);
  const names = await figuresOf(page);
  // What a command found of the paper's network comes when it is seen.
  for (const name of names.filter((name) => name !== "f1")) {
    const { has, working, offer } = await partsOf(page, name).state();
    assert.deepEqual({ has, working, offer }, { has: true, working: false, offer: "" }, name);
    await expect(partsOf(page, name).compute).toBeHidden();
  }
  await badgesAre(page, OWN, ["augmentation"]);
  await expect(page.locator("#status")).toHaveText(/^Done in .*your own run/);
  await expect(page.locator("#run")).toHaveText("Run again");
  await expect(page.locator("#rest")).toBeHidden();
  assert.equal(await page.evaluate(() => window.sharpMinima.pool.busy), 0);

  const entries = entriesOf(await fileOf(page));
  const plain = ofKind(entries, "train").filter(({ job }) => !job.train.strategy);
  const fingerprints = plain.map(({ report }) => JSON.stringify(report.training.fingerprint));
  assert.ok(new Set(fingerprints).size >= 4, "each network is another");
  const cells = await page.locator("#figure-table tbody td").allInnerTexts();
  assert.ok(cells.length > 0);
  for (const cell of cells) assert.match(cell, /\d/);
});

test("what takes long is left out, and offered with the time that it takes", async () => {
  const visit = await open("#v=1&preset=convincing&trials=20");
  const { page } = visit;
  const names = await figuresOf(page);
  for (const name of names) {
    const { offer } = await partsOf(page, name).state();
    assert.match(offer, /^((Compute|Continue|Reproduce the paper) \(about .+\)|)$/, name);
  }
  await settled(page);
  const rest = await page.evaluate(() => window.sharpMinima.page.rest_label());
  assert.match(rest, /^Compute the rest \(about .+\)$/);
  await expect(page.locator("#rest")).toHaveText(rest);
  await pressRun(page);
  assert.equal(await stateOf(page), "running");
  const long = [];
  for (const name of names) if ((await partsOf(page, name).state()).offer !== "") long.push(name);
  for (const name of ["measures", "remedies"]) assert.ok(long.includes(name), `${long}`);
  // However long the trainings are, a run trains.
  for (const name of ["curves", "path"]) assert.ok(!long.includes(name), `${long}`);
  await expect(page.locator("#rest")).toBeHidden();
  await page.keyboard.press("Escape");
  await page.locator("#rest").click();
  for (const name of long) assert.ok((await partsOf(page, name).state()).working, name);
  await page.keyboard.press("Escape");
});

test("a figure's own button computes it alone", async () => {
  const { page } = await open(SMALL);
  const { badge, compute: button } = partsOf(page, "path");
  await expect(button).toHaveText(/^Compute \(about .+\)$/);
  await compute(page, "path");
  await expect(badge).toHaveText(OWN);
  await expect(button).toBeHidden();
  assert.equal(await stateOf(page), "idle", "that was no run");
  // The preset's shipped results are of other settings.
  const entries = entriesOf(await fileOf(page)).filter((entry) =>
    JSON.stringify(entry.job).includes('"train":200,'),
  );
  assert.deepEqual([...new Set(entries.flatMap(({ job }) => Object.keys(job)))].sort(), [
    "path",
    "train",
  ]);
  // The trainings are the curves' too.
  await expect(partsOf(page, "curves").badge).toHaveText(OWN);
  await expect(partsOf(page, "sharpness").badge).toHaveText("not computed yet");
});

test("a figure's computing can be cancelled, keeps what is there, and goes on", async () => {
  const { page } = await open("#v=1&preset=plain&train=1000&trials=2");
  const { cancel, compute: button, state } = partsOf(page, "sharpness");
  await button.click();
  await page.waitForFunction(() => {
    const { progress, working } = window.sharpMinima.page.figure("sharpness");
    return working && progress > 0.2;
  });
  await cancel.click();
  await idle(page);
  const { progress, working } = await state();
  assert.equal(working, false);
  assert.ok(progress > 0 && progress < 1, `${progress}`);
  await page.waitForTimeout(200);
  assert.equal((await state()).progress, progress, "nothing goes on behind the scenes");
  await expect(button).toHaveText(/^Continue \(about .+\)$/);
  await button.click();
  await computed(page, "sharpness");
  await expect(partsOf(page, "sharpness").badge).toHaveText(OWN);
});

test("a few frames after the end every figure shows all of it, in sight or not", async () => {
  const visit = await open(SMALL);
  await pressRun(visit.page);
  const shown = await visit.page.evaluate(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    while (window.sharpMinima.state === "running") await frame();
    const figures = document.querySelectorAll("figure[data-figure]");
    // One figure a frame, each perhaps asked for twice, and some to spare.
    for (let count = 0; count < 3 * figures.length; count += 1) await frame();
    return [...figures].map((figure) => {
      const name = figure.getAttribute("data-figure") ?? "";
      const { page } = window.sharpMinima;
      return {
        name,
        badge: figure.querySelector(".badge")?.textContent,
        expected: page.figure(name).badge,
        verdicts: figure.querySelectorAll(".verdicts li").length,
        there: page.panel(name).verdicts.length,
      };
    });
  });
  assert.ok(shown.some(({ verdicts }) => verdicts > 0));
  for (const { name, badge, expected, verdicts, there } of shown)
    assert.deepEqual([badge, verdicts], [expected, there], name);
});

for (const workers of [1, 4]) {
  test(`the same link elsewhere gives the same bits, with ${workers} worker(s)`, async () => {
    const visit = await fresh();
    await visit.page.addInitScript((count) => {
      Object.defineProperty(navigator, "hardwareConcurrency", { get: () => count });
    }, workers);
    await goTo(visit, QUICK);
    assert.equal(await visit.page.evaluate(() => window.sharpMinima.pool.size), workers);
    await run(visit);
    const found = await fileOf(visit.page);
    first ||= found;
    assert.equal(found, first);
    assert.ok(entriesOf(found).length > 4);
  });
}

/**
 * Notes the jobs that workers are given from now on.
 * @param {Page} page
 * @returns {Promise<() => Promise<string[]>>} those until then, such as "train large"
 */
async function noteJobs(page) {
  await page.evaluate(() => {
    const jobs = /** @type {string[]} */ ([]);
    Object.assign(window, { jobs });
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (/** @type {any[]} */ ...all) {
      if (all[0]?.type === "job") {
        const [kind, job] = Object.entries(JSON.parse(all[0].job))[0] ?? [];
        jobs.push(`${kind} ${/** @type {any} */ (job)?.regime ?? ""}`.trim());
      }
      return Reflect.apply(post, this, all);
    };
  });
  return () => page.evaluate(() => /** @type {any} */ (window).jobs.splice(0));
}

test("after a change only what it touches is done again", async () => {
  const visit = await open(QUICK);
  const { page } = visit;
  await run(visit);
  await move(page, NORMED.replace("lb=50", "lb=100"));
  const jobs = await noteJobs(page);
  await run(visit);
  const given = await jobs();
  assert.ok(given.includes("train large"), `${given}`);
  assert.ok(!given.includes("train small"), `SB was trained again: ${given}`);
});

test("what one figure has trained is not trained again for another", async () => {
  const { page } = await open(`${SMALL}&fix.rows=sb.lb.sam`);
  const jobs = await noteJobs(page);
  const trainings = async () => (await jobs()).filter((job) => job.startsWith("train"));
  await compute(page, "curves");
  assert.equal((await trainings()).length, 4);
  await compute(page, "path");
  await compute(page, "along");
  assert.deepEqual(await trainings(), []);
  await compute(page, "remedies");
  assert.equal((await trainings()).length, 2, "one strategy more");
});

test("progress is smooth: what is under way counts by its share, and it never goes back", async () => {
  const { page } = await open("#v=1&preset=plain&train=1000&epochs=140&trials=5&fix.rows=lb");
  await page.evaluate(() => {
    const seen = /** @type {number[]} */ ([]);
    Object.assign(window, { seen });
    const bar = document.querySelector("#figure-remedies progress");
    new MutationObserver(() => seen.push(/** @type {HTMLProgressElement} */ (bar).value)).observe(
      /** @type {Element} */ (bar),
      { attributes: true, attributeFilter: ["value"] },
    );
  });
  await compute(page, "remedies");
  const seen = /** @type {number[]} */ (
    await page.evaluate(() => /** @type {any} */ (window).seen)
  );
  assert.deepEqual(
    seen,
    seen.toSorted((a, b) => a - b),
  );
  assert.ok(new Set(seen).size > 6, `${seen}`);
  assert.ok(await partsOf(page, "remedies").figure.locator("progress").isHidden());
});

test("who runs again finds the same numbers, and the old ones stay until then", async () => {
  const visit = await open(QUICK);
  const { page } = visit;
  await run(visit);
  const before = await fileOf(page);
  const verdicts = page.locator(".verdicts");
  const said = await verdicts.innerText();
  // It rests before anything new has come, however long a click from outside takes.
  const press = (/** @type {string[]} */ ids) => {
    for (const id of ids) document.getElementById(id)?.click();
  };
  await page.evaluate(press, ["run", "pause"]);
  await settled(page);
  assert.equal(await stateOf(page), "paused");
  assert.equal(await verdicts.innerText(), said);
  assert.deepEqual(Object.keys(await badges(page)), ["sharpness"]);
  await page.evaluate(press, ["pause"]);
  await page.waitForFunction(() => window.sharpMinima.state === "finished");
  assert.equal(await fileOf(page), before);
});
