import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { goTo, launch, open, reportsOf, settled, visitNothing } from "./helpers.mjs";

/** Few points, so that a test is quick. */
const QUICK = "#v=1&preset=instant&map.grid=25&map.samples=1000";

/** @type {import("playwright-core").Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/**
 * Waits until nothing is computed for a figure any more.
 * @param {import("playwright-core").Page} page
 * @param {string} plate
 */
async function computed(page, plate) {
  await page.waitForFunction((plate) => !window.sharpMinima.landscape.works(plate), plate, {
    timeout: 120_000,
  });
  await settled(page);
}

/** @param {import("playwright-core").Page} page @param {string} plate */
function picture(page, plate) {
  return page.evaluate((plate) => {
    const canvas = document.querySelector(`#figure-${plate} canvas`);
    return canvas instanceof HTMLCanvasElement ? canvas.toDataURL() : "";
  }, plate);
}

test("the landscape of the precomputed results is there at once, and says so", async () => {
  const { page, problems, close } = await open(browser);
  for (const plate of /** @type {const} */ (["landscape", "lines"])) {
    const badge = page.locator(`#figure-${plate} .badge`);
    assert.equal(await badge.innerText(), "precomputed, trial 1");
    assert.equal(
      await page.evaluate((plate) => window.sharpMinima.landscape.atlas.progress(plate), plate),
      1,
    );
  }
  // The map's value at SB's minimum is the loss its training ended with.
  const reports = await reportsOf(page);
  const training = reports.find(
    (report) => report.kind === "training" && report.trial === 0 && report.regime === "small",
  );
  const loss = training?.kind === "training" ? training.points.at(-1)?.train_loss : undefined;
  const readings = await page.evaluate(() => window.sharpMinima.landscape.atlas.readings());
  const text = readings.find(({ at }) => at === 0)?.lines[0]?.text ?? "";
  const shown = Number(/loss ([\d.]+)/.exec(text)?.[1]);
  assert.ok(loss && Math.abs(shown - loss) < 0.01 * loss, `${text}, trained to ${loss}`);
  assert.deepEqual(problems, []);
  await close();
});

test("a control computes another picture, and the link restores it", async () => {
  const { page, problems, close } = await open(browser, QUICK);
  await page.locator("#figure-landscape select[id=landscape-plane]").selectOption("random");
  await computed(page, "landscape");
  assert.match(await page.locator("#figure-landscape .badge").innerText(), /computed here/);
  await page.locator("#figure-landscape").getByText("Another slice").click();
  await computed(page, "landscape");
  await page.locator("#figure-landscape").getByRole("button", { name: "Zoom in" }).click();
  await computed(page, "landscape");
  const hash = await page.evaluate(() => location.hash);
  assert.match(hash, /map\.plane=random/);
  assert.match(hash, /map\.draw=2/);
  assert.match(hash, /map\.zoom=1/);
  const first = await picture(page, "landscape");
  const again = await open(browser, hash);
  await again.page.locator("#figure-landscape").scrollIntoViewIfNeeded();
  await again.page.waitForFunction(() => window.sharpMinima.landscape.works("landscape"));
  await computed(again.page, "landscape");
  assert.equal(await again.page.evaluate(() => location.hash), hash);
  assert.equal(await picture(again.page, "landscape"), first, "the same picture to the pixel");
  assert.deepEqual([...problems, ...again.problems], []);
  await again.close();
  await close();
});

test("the first picture comes long before the last point", async () => {
  const { page, close } = await open(browser, "#v=1&preset=instant&map.plane=filter");
  const shares = await page.evaluate(async () => {
    const { landscape } = window.sharpMinima;
    const shares = [];
    const end = landscape.compute("landscape");
    let over = false;
    void end.then(() => {
      over = true;
    });
    while (!over) {
      if (landscape.atlas.has("landscape")) shares.push(landscape.atlas.progress("landscape"));
      await new Promise((done) => setTimeout(done, 20));
    }
    return shares;
  });
  assert.ok((shares[0] ?? 1) < 0.05, `first seen at ${shares[0]}`);
  assert.deepEqual(
    shares,
    shares.toSorted((a, b) => a - b),
    "it is refined in place",
  );
  await close();
});

test("cancel ends the computing, keeps what is there, and it can go on", async () => {
  const { page, close } = await open(browser, "#v=1&preset=instant&map.plane=filter");
  const figure = page.locator("#figure-landscape");
  await figure.scrollIntoViewIfNeeded();
  await page.waitForFunction(() => window.sharpMinima.landscape.atlas.has("landscape"));
  await figure.getByRole("button", { name: "Cancel" }).click();
  await page.waitForFunction(() => window.sharpMinima.pool.busy === 0);
  const progress = () =>
    page.evaluate(() => window.sharpMinima.landscape.atlas.progress("landscape"));
  const there = await progress();
  assert.ok(there > 0 && there < 1, `${there}`);
  await figure.getByRole("button", { name: "Go on" }).click();
  await page.waitForFunction(
    (there) => window.sharpMinima.landscape.atlas.progress("landscape") > there,
    there,
  );
  await figure.getByRole("button", { name: "Cancel" }).click();
  await close();
});

test("keys read the map, and a place can be measured", async () => {
  const { page, problems, close } = await open(browser, QUICK);
  await page.evaluate(() => window.sharpMinima.landscape.compute("landscape"));
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
    window.sharpMinima.landscape.atlas
      .panel("landscape")
      .table.rows.some(({ head }) => head === "A"),
  );
  await settled(page);
  await page.locator("#figure-landscape summary", { hasText: "Numbers" }).click();
  const row = page.locator("#figure-landscape tbody tr", { hasText: /^A/ });
  const cells = await row.locator("td").allTextContents();
  assert.equal(cells.length, 7);
  for (const cell of cells.slice(4)) assert.match(cell, /^\d/, "loss, φ and λ are numbers");
  await map.press("+");
  assert.equal(await page.evaluate(() => window.sharpMinima.landscape.atlas.view().zoom), 1);
  await map.press("0");
  assert.equal(await page.evaluate(() => window.sharpMinima.landscape.atlas.view().zoom), 0);
  assert.deepEqual(problems, []);
  await close();
});

test("dragging pans the map and turns the surface", async () => {
  const { page, close } = await open(browser, QUICK);
  await page.evaluate(() => window.sharpMinima.landscape.compute("landscape"));
  const map = page.locator("#figure-landscape .reader");
  await map.scrollIntoViewIfNeeded();
  const view = () => page.evaluate(() => window.sharpMinima.landscape.atlas.view());
  const drag = async () => {
    const box = await map.boundingBox();
    assert.ok(box);
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 40, y + 30, { steps: 4 });
    await page.mouse.up();
  };
  await drag();
  const panned = await view();
  assert.ok(panned.x < -0.05 && panned.y > 0.05, JSON.stringify(panned));
  await computed(page, "landscape");
  await page.locator("#landscape-shape").selectOption("surface");
  await drag();
  const turned = await view();
  assert.notEqual(turned.azimuth, panned.azimuth);
  assert.notEqual(turned.elevation, panned.elevation);
  assert.match(await page.evaluate(() => location.hash), /map\.turn=/);
  await close();
});

test("what is no view is refused with a reason, and what is there stays", async () => {
  const { page, close } = await open(
    browser,
    "#v=1&preset=instant&map.plane=moon&line.along=filter&map.samples=1000",
  );
  const notices = page.locator("#notices");
  assert.match(await notices.innerText(), /“moon” is not allowed; allowed is points, /);
  const rise = page.locator("#lines-rise");
  await rise.fill("deep");
  await rise.press("Enter");
  const error = page.locator("#figure-lines .error").first();
  assert.match(await error.innerText(), /“deep” is not allowed; allowed is 0.001 to 100/);
  assert.equal(await page.evaluate(() => window.sharpMinima.landscape.atlas.view().rise), 0.5);
  await close();
});

test("the way along the training can be stepped, and played only where motion is welcome", async () => {
  const calm = await open(browser, "", { reducedMotion: "reduce" });
  assert.ok(await calm.page.locator(".timeline .play").isHidden());
  await calm.page.getByRole("button", { name: "One epoch back" }).click();
  assert.equal(await calm.page.locator(".timeline .epoch").innerText(), "epoch 39 of 40");
  assert.match(await calm.page.evaluate(() => location.hash), /map\.epoch=39/);
  await calm.close();
  const { page, close } = await open(browser);
  const play = page.locator(".timeline .play");
  await play.click();
  await page.waitForFunction(() => {
    const epoch = window.sharpMinima.landscape.atlas.view().epoch;
    return epoch > 3 && epoch < 40;
  });
  await play.click();
  const paused = await page.locator(".timeline .epoch").innerText();
  await page.waitForTimeout(400);
  assert.equal(await page.locator(".timeline .epoch").innerText(), paused);
  await close();
});

test("the sketch shows the gap, and shifts by slider and by hand", async () => {
  const { page, problems, close } = await open(browser);
  const alternative = () => page.locator("#figure-sketch canvas").getAttribute("aria-label");
  const before = await alternative();
  await page.locator("#shift").fill("0.4");
  await settled(page);
  const after = await alternative();
  assert.notEqual(after, before);
  assert.match(after ?? "", /shifted by 0.4/);
  const pad = page.locator("#figure-sketch .reader");
  const box = await pad.boundingBox();
  assert.ok(box);
  await page.mouse.move(box.x + 100, box.y + 60);
  await page.mouse.down();
  await page.mouse.move(box.x + 80, box.y + 60, { steps: 3 });
  await page.mouse.up();
  assert.ok(Number(await page.locator("#shift").inputValue()) < 0.4);
  assert.deepEqual(problems, []);
  await close();
});

test("without its file the landscape can be computed", async () => {
  const visit = await visitNothing(browser);
  await visit.page.route("**/landscape.json", (route) => route.fulfill({ status: 404 }));
  await goTo(visit);
  const figure = visit.page.locator("#figure-lines");
  assert.equal(await figure.locator(".badge").innerText(), "nothing computed yet");
  await figure.getByRole("button", { name: "Compute" }).click();
  await computed(visit.page, "lines");
  assert.match(await figure.locator(".badge").innerText(), /computed here/);
  await visit.close();
});
