/**
 * How fast the landscape is in the page: a map of 51 × 51 points of the convincing preset on 1,000
 * samples, when its first picture is there, and the frames while a surface is turned. `cargo xtask
 * bench landscape` calls it.
 */

import { compute, computed, partsOf } from "./figures.mjs";
import { launch, open } from "./helpers.mjs";
import { quantile } from "./quantiles.mjs";

const WHERE = "#v=1&preset=convincing&trials=1&map.samples=1000&map.plane=points";
/** Frames of a turn. */
const FRAMES = 300;

/**
 * Runs in the page: drags the surface in every frame, so that each has a picture of its own.
 * @param {{ x: number, y: number, count: number }} from
 * @returns {Promise<number[]>} milliseconds from the beginning of each frame to that of the next
 */
function turn({ x, y, count }) {
  const pad = document.querySelector("#figure-landscape .reader");
  /** @type {number[]} */
  const begun = [];
  return new Promise((done) => {
    const step = (/** @type {number} */ time) => {
      begun.push(time);
      const at = begun.length;
      if (at > count) return done(begun.slice(1).map((time, frame) => time - (begun[frame] ?? 0)));
      const place = { clientX: x + 3 * at, clientY: y + 10 * Math.sin(at / 10) };
      pad?.dispatchEvent(new PointerEvent("pointermove", { pointerId: 1, ...place }));
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  });
}

const browser = await launch();
try {
  const { page } = await open(browser, WHERE);
  // The pair is trained and its plane found; from now on there are only points.
  await compute(page, "landscape");
  const times = await page.evaluate(async () => {
    const { app, page } = window.sharpMinima;
    const start = performance.now();
    app.look({ plane: "components" }, "landscape");
    let first = Number.NaN;
    while (page.figure("landscape").working) {
      if (Number.isNaN(first) && page.figure("landscape").has) first = performance.now() - start;
      await new Promise((done) => setTimeout(done, 5));
    }
    return { first, all: performance.now() - start };
  });
  console.log(
    `51 × 51 points on 1,000 samples, axes included: first points after ${(times.first / 1000).toFixed(2)} s, all after ${(times.all / 1000).toFixed(2)} s on ${await page.evaluate(() => window.sharpMinima.pool.size)} workers`,
  );

  await partsOf(page, "landscape").figure.scrollIntoViewIfNeeded();
  for (const plane of ["points", "random"]) {
    await page.locator("#landscape-plane").selectOption(plane);
    await page.locator("#landscape-shape").selectOption("surface");
    await computed(page, "landscape");
    const box = await page.locator("#figure-landscape .reader").boundingBox();
    if (!box) throw new Error("there is no surface");
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    await page.mouse.move(middle.x, middle.y);
    await page.mouse.down();
    await page.mouse.move(middle.x + 1, middle.y);
    const frames = await page.evaluate(turn, { ...middle, count: FRAMES });
    await page.mouse.up();
    console.log(
      `turning the surface (${plane}): ${frames.length} frames, median ${quantile(frames, 0.5).toFixed(1)} ms, 95 % within ${quantile(frames, 0.95).toFixed(1)} ms`,
    );
  }
} finally {
  await browser.close();
}
