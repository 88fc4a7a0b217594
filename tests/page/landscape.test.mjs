/** Maps, surfaces and lines. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { compute, computed, entriesOf, fileOf, ofKind, partsOf, pictures } from "./figures.mjs";
import { expect, hashOf, idle, settled, SMALL, useBrowser } from "./helpers.mjs";
import { openShipped } from "./small.mjs";

/** @import { Page } from "playwright-core" */

const suite = useBrowser();
const { open } = suite;

/** Few points, so that a test is quick. */
const QUICK = `${SMALL}&map.grid=25`;
/** Many points. */
const MANY = `${SMALL.replace("train=200", "train=2000")}&map.plane=filter`;

/** @param {Page} page @param {string} name */
function picture(page, name) {
  return page.evaluate((name) => {
    const canvas = document.querySelector(`#figure-${name} canvas`);
    return canvas instanceof HTMLCanvasElement ? canvas.toDataURL() : "";
  }, name);
}

/** @param {Page} page */
function viewOf(page) {
  return page.evaluate(() => window.sharpMinima.page.view());
}

test("the map's value at SB's minimum is the loss that its training ended with", async () => {
  const { page } = await openShipped(suite);
  const own = await page.evaluate(() => window.sharpMinima.page.experiment());
  const training = ofKind(entriesOf(await fileOf(page)), "train").find(
    ({ job: { train } }) =>
      !train.strategy &&
      train.regime === "small" &&
      train.trial === 0 &&
      train.experiment.small_batch === own.small_batch &&
      train.experiment.learning_rate === own.learning_rate &&
      train.experiment.stop === own.stop &&
      train.order === undefined,
  );
  const loss = training?.report.training.points.at(-1).evaluation.train_loss;
  const readings = await page.evaluate(() => window.sharpMinima.page.readings("lines"));
  const text = readings.find(({ at }) => at === 0)?.lines[0]?.text ?? "";
  const shown = Number(/loss ([\d.]+)/.exec(text)?.[1]);
  assert.ok(Math.abs(shown - loss) < 0.01 * loss, `${text}, trained to ${loss}`);
});

test("a control computes another picture, and the link restores it", async () => {
  const { page } = await open(QUICK);
  await compute(page, "landscape");
  const { badge, button } = partsOf(page, "landscape");
  await page.locator("#landscape-plane").selectOption("random");
  await computed(page, "landscape");
  await expect(badge).toHaveText("computed here, trial 1");
  await button("New random directions").click();
  await computed(page, "landscape");
  await button("Zoom in").click();
  await computed(page, "landscape");
  const hash = await hashOf(page);
  assert.match(hash, /map\.plane=random/);
  assert.match(hash, /map\.draw=2/);
  assert.match(hash, /map\.zoom=1/);
  const first = await picture(page, "landscape");
  const { page: again } = await open(hash);
  await compute(again, "landscape");
  assert.equal(await hashOf(again), hash);
  assert.equal(await picture(again, "landscape"), first, "the same picture to the pixel");
});

test("a link to another view of shipped results is computed when it is seen", async () => {
  const { page } = await openShipped(suite, `${QUICK}&map.plane=random`);
  await page.locator("#figure-landscape").scrollIntoViewIfNeeded();
  await page.waitForFunction(() => {
    const { has, working } = window.sharpMinima.page.figure("landscape");
    return has && !working;
  });
  await settled(page);
  await expect(partsOf(page, "landscape").badge).toHaveText(/computed here, trial 1$/);
});

test("the other fields of the view are on demand, and work", async () => {
  const { page } = await open(QUICK);
  await compute(page, "landscape");
  const { figure } = partsOf(page, "landscape");
  await figure.locator(".figure-controls summary").click();
  const trial = figure.locator("select[id$=trial]");
  assert.deepEqual(await trial.locator("option").allInnerTexts(), ["1", "2"]);
  await trial.selectOption("2");
  await computed(page, "landscape");
  assert.equal((await viewOf(page)).trial, 2);
  assert.match(await hashOf(page), /map\.trial=2/);
  await expect(partsOf(page, "landscape").badge).toHaveText("computed here, trial 2");
});

test("the first picture comes long before the last point, and is refined in place", async () => {
  const { page } = await open(MANY);
  await partsOf(page, "landscape").compute.click();
  const shares = await page.evaluate(async () => {
    const { page } = window.sharpMinima;
    const shares = [];
    for (;;) {
      const { has, working, progress } = page.figure("landscape");
      if (has) shares.push(progress);
      if (!working) return shares;
      await new Promise((done) => setTimeout(done, 50));
    }
  });
  assert.ok(shares.length > 2 && (shares[0] ?? 1) < 0.5, `first seen at ${shares[0]}`);
  assert.deepEqual(
    shares,
    shares.toSorted((a, b) => a - b),
  );
});

test("cancel ends the computing, keeps what is there, and it can go on", async () => {
  const { page } = await open(MANY);
  const { cancel, compute: button, badge, state } = partsOf(page, "landscape");
  await button.click();
  await page.waitForFunction(() => window.sharpMinima.page.figure("landscape").has);
  await cancel.click();
  await idle(page);
  const { progress, has } = await state();
  assert.ok(has && progress > 0 && progress < 1, `${progress}`);
  await settled(page);
  await expect(badge).toHaveText("computed here, trial 1, not complete");
  await expect(button).toHaveText(/^Continue/);
  await button.click();
  await page.waitForFunction(
    (there) => window.sharpMinima.page.figure("landscape").progress > there,
    progress,
  );
  await cancel.click();
});

test("keys read the map, and a place can be measured", async () => {
  const { page } = await open(QUICK);
  await compute(page, "landscape");
  const map = page.locator("#figure-landscape .reader");
  const output = page.locator("#figure-landscape .readout");
  await map.focus();
  await map.press("ArrowRight");
  const middle = await output.innerText();
  assert.match(middle, /α = .*training loss .*from SB.*from LB/);
  await map.press("ArrowRight");
  assert.notEqual(await output.innerText(), middle);
  await map.press("Enter");
  await page.waitForFunction(() =>
    window.sharpMinima.page.panel("landscape").table.rows.some(({ head }) => head === "A"),
  );
  await settled(page);
  await page.locator("#figure-landscape .fine > summary").click();
  const row = page.locator("#figure-landscape tbody tr", { hasText: /^A/ });
  const cells = await row.locator("td").allTextContents();
  assert.equal(cells.length, 7);
  for (const cell of cells.slice(4)) assert.match(cell, /^\d/, "loss, φ and λ are numbers");
  await map.press("+");
  assert.equal((await viewOf(page)).zoom, 1);
  await map.press("0");
  assert.equal((await viewOf(page)).zoom, 0);
});

test("dragging pans the map and turns the surface", async () => {
  const { page } = await open(QUICK);
  await compute(page, "landscape");
  const map = page.locator("#figure-landscape .reader");
  await map.scrollIntoViewIfNeeded();
  const drag = async (during = async () => {}) => {
    const box = await map.boundingBox();
    assert.ok(box);
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 40, y + 30, { steps: 4 });
    await during();
    await page.mouse.up();
  };
  await drag();
  const panned = await viewOf(page);
  assert.ok(panned.x < -0.05 && panned.y > 0.05, JSON.stringify(panned));
  await computed(page, "landscape");
  await page.locator("#landscape-shape").selectOption("surface");
  // Else its own drawing might come in the midst of the drag, finely.
  await settled(page);
  let moving = "";
  await drag(async () => {
    moving = await picture(page, "landscape");
  });
  await settled(page);
  assert.notEqual(moving, await picture(page, "landscape"), "finer when it is let go");
  const turned = await viewOf(page);
  assert.notEqual(turned.azimuth, panned.azimuth);
  assert.notEqual(turned.elevation, panned.elevation);
  assert.match(await hashOf(page), /map\.turn=/);
});

test("what is no view is refused with a reason, and what is there stays", async () => {
  const { page } = await open(`${QUICK}&map.plane=moon&line.along=filter&map.samples=1000`);
  const notices = page.locator("#notices");
  await expect(notices).toHaveText(/“moon” is not allowed; allowed is points, /);
  const rise = page.locator("#figure-lines input[id$=rise]");
  if (!(await rise.isVisible()))
    await page.locator("#figure-lines .figure-controls summary").click();
  await rise.fill("deep");
  await rise.press("Enter");
  const error = page.locator("#figure-lines .error:visible");
  await expect(error).toHaveText(/“deep” is not allowed; allowed is 0.001 to 100/);
  assert.equal((await viewOf(page)).rise, 0.1);
});

test("the way along the training can be stepped, and played only where motion is welcome", async () => {
  const calm = await openShipped(suite, SMALL, { reducedMotion: "reduce" });
  assert.ok(await calm.page.locator(".timeline .play").isHidden());
  await calm.page.getByRole("button", { name: "One epoch back" }).click();
  await settled(calm.page);
  await expect(calm.page.locator(".timeline .epoch")).toHaveText("epoch 2 of 3");
  assert.match(await hashOf(calm.page), /map\.epoch=2/);
  const { page } = await openShipped(suite);
  const play = page.locator(".timeline .play");
  await play.click();
  await expect(play).toHaveText("▮▮ Pause");
  await page.waitForFunction(() => window.sharpMinima.page.view().epoch < 3);
  await play.click();
  const { epoch } = await viewOf(page);
  await page.waitForTimeout(2500);
  assert.equal((await viewOf(page)).epoch, epoch, "stopped it stays");
});

test("who drags along the accuracy takes both paths to the epoch there", async () => {
  const { page } = await openShipped(suite);
  const before = (await pictures(page)).find(({ figure }) => figure === "figure-landscape");
  const scrubber = page.locator("#figure-landscape .scrubber");
  await scrubber.scrollIntoViewIfNeeded();
  await settled(page);
  const box = await scrubber.boundingBox();
  assert.ok(box && box.width > 300 && box.height > 40);
  const to = (/** @type {number} */ share) =>
    page.mouse.move(box.x + share * box.width, box.y + box.height / 2);
  await to(0.9);
  await page.mouse.down();
  await to(0.35);
  await settled(page);
  assert.equal((await viewOf(page)).epoch, 1, "of three");
  await to(-0.2);
  await settled(page);
  assert.equal((await viewOf(page)).epoch, 0, "beyond its end");
  await to(2 / 3);
  await page.mouse.up();
  await settled(page);
  assert.match(await hashOf(page), /map\.epoch=2/);
  await expect(page.locator(".timeline .epoch")).toHaveText("epoch 2 of 3");
  const after = (await pictures(page)).find(({ figure }) => figure === "figure-landscape");
  assert.notEqual(after?.digest, before?.digest);
  await scrubber.scrollIntoViewIfNeeded();
  // On a random plane there are no paths, and nothing to drag along.
  await page.locator("#landscape-plane").selectOption("random");
  await settled(page);
  assert.ok(await scrubber.isHidden());
});

test("the sketch shows the gap, and shifts by slider and by hand", async () => {
  const { page } = await open(SMALL);
  const alternative = () => page.locator("#figure-sketch canvas").getAttribute("aria-label");
  await settled(page);
  const before = await alternative();
  const slider = page.locator("#sketch-shift");
  await slider.fill("0.4");
  await settled(page);
  const after = await alternative();
  assert.notEqual(after, before);
  assert.match(after ?? "", /shifted by 0.4/);
  assert.match(await hashOf(page), /sketch\.shift=0\.4/);
  const pad = page.locator("#figure-sketch .reader");
  const box = await pad.boundingBox();
  assert.ok(box);
  await page.mouse.move(box.x + 100, box.y + 60);
  await page.mouse.down();
  await page.mouse.move(box.x + 80, box.y + 60, { steps: 3 });
  await page.mouse.up();
  await settled(page);
  assert.ok(Number(await slider.inputValue()) < 0.4);
});
