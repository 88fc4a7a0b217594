import assert from "node:assert/strict";
import { test } from "node:test";
import { move, partsOf, PAINTED, pictures, picturesNow, walkDown } from "./figures.mjs";
import { expect, inEach, run, settled, SMALL, useBrowser, windowOf } from "./helpers.mjs";
import { openShipped } from "./small.mjs";

/** @import { BrowserContextOptions, Page } from "playwright-core" */

const suite = useBrowser();

/** @param {BrowserContextOptions} options a page whose figures are all filled */
const openFull = (options) => openShipped(suite, SMALL, options);

/** @param {Page} page */
const paper = (page) =>
  page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

/** @param {Page} page */
const digests = async (page) => (await pictures(page)).map(({ digest }) => digest);

/** @param {Page} page each figure's own pixels, and its box in CSS pixels */
function sizes(page) {
  return page.locator(`figure ${PAINTED}`).evaluateAll((canvases) =>
    canvases.map((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) throw new Error("not a canvas");
      const { width, height } = canvas.getBoundingClientRect();
      return { own: [canvas.width, canvas.height], box: [width, height] };
    }),
  );
}

/** @param {Page} page the preview is drawn when it is first seen */
async function seeAll(page) {
  await page.evaluate(() => window.sharpMinima.app.shipped.seeLater());
  await page.locator("#figure-augmentation").scrollIntoViewIfNeeded();
  await page.waitForFunction(() => window.sharpMinima.page.figure("augmentation").has);
  await settled(page);
}

test("the theme is the system's, until it is chosen; figures follow, and the choice stays", async () => {
  const { page } = await openFull({ colorScheme: "light" });
  await seeAll(page);
  const light = { paper: await paper(page), digests: await digests(page) };
  await page.emulateMedia({ colorScheme: "dark" });
  await page.waitForFunction(
    (light) => getComputedStyle(document.documentElement).backgroundColor !== light,
    light.paper,
  );
  // Style sheets follow at once; scripts are told of the change with the frame after.
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
  await settled(page);
  const dark = { paper: await paper(page), digests: await digests(page) };
  for (const [index, digest] of dark.digests.entries())
    assert.notEqual(digest, light.digests[index]);

  await page.locator("#theme").click();
  await settled(page);
  assert.deepEqual({ paper: await paper(page), digests: await digests(page) }, light);
  await page.reload();
  await page.waitForFunction(() => window.sharpMinima?.ready.then(() => true));
  await seeAll(page);
  assert.deepEqual({ paper: await paper(page), digests: await digests(page) }, light);
});

test("what is far away is painted when it comes near", async () => {
  const { page } = await openFull({});
  const paintedOf = async (/** @type {string} */ name) =>
    (await picturesNow(page)).find(({ figure }) => figure === `figure-${name}`)?.drawn ?? NaN;
  assert.ok((await paintedOf("curves")) > 1000, "in sight");
  assert.equal(await paintedOf("connection"), 0, "far away");
  const words = page.locator("#figure-connection .caption");
  assert.notEqual(await words.innerText(), "", "its words are there");
  const isSeen = () =>
    page.locator("#figure-connection canvas").evaluate((canvas) => {
      const { top } = canvas.getBoundingClientRect();
      return top < innerHeight;
    });
  const comeNear = () =>
    page.locator("#figure-connection").evaluate((figure) => {
      const top = scrollY + figure.getBoundingClientRect().top - 1.7 * innerHeight;
      scrollTo({ top, behavior: "instant" });
    });
  // What is above may grow when it is come to, and push it away again.
  for (let times = 0; times < 5 && (await paintedOf("connection")) === 0; times += 1) {
    await comeNear();
    await settled(page);
  }
  assert.equal(await isSeen(), false);
  assert.ok((await paintedOf("connection")) > 1000, "near");
});

for (const deviceScaleFactor of [1, 2]) {
  test(`canvases have ${deviceScaleFactor} pixel(s) for each of CSS, whatever the window's size`, async () => {
    const { page } = await openFull({ deviceScaleFactor });
    await seeAll(page);
    const check = async () => {
      await walkDown(page);
      const all = await sizes(page);
      assert.ok(all.length > 0);
      for (const { own, box } of all)
        assert.deepEqual(
          own,
          box.map((length) => Math.round(deviceScaleFactor * length)),
        );
      return all.map(({ own }) => own);
    };
    const wide = await check();
    await page.setViewportSize({ width: 700, height: 800 });
    await page.waitForFunction(
      (before) => document.querySelector("canvas")?.width !== before,
      wide[0]?.[0],
    );
    await settled(page);
    assert.notDeepEqual(await check(), wide);
    for (const { figure, drawn } of await pictures(page))
      assert.ok(drawn > 1000, `${figure} is blank`);
  });
}

for (const [name, isMobile, widths] of /** @type {const} */ ([
  ["a phone's", true, [320, 390]],
  ["a desk's", false, [760, 1280, 1600]],
])) {
  test(`nothing is wider than ${name} window`, async () => {
    const { page } = await openFull(windowOf(widths[0], isMobile));
    const check = async (/** @type {number} */ width, /** @type {string} */ what) =>
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, what);
    await inEach(page, widths, async (width) => {
      await check(width, "the page");
      await page.locator("#settings > summary").click();
      await check(width, "the settings");
      await page.locator("#settings > summary").click();
    });
    for (const summary of await page.locator("main summary:visible").all()) await summary.click();
    await inEach(page, widths, async (width) => {
      await check(width, "everything unfolded");
      // The summary needs no scrolling of its own.
      const overflow = await page.evaluate(() => {
        const place = document.querySelector("#figure-table .scroll");
        return place ? place.scrollWidth - place.clientWidth : NaN;
      });
      assert.equal(overflow, 0);
    });
  });
}

test("before anything is computed nothing is wider than a phone's window", async () => {
  const options = { viewport: { width: 320, height: 844 }, isMobile: true, hasTouch: true };
  const { page } = await suite.open(`${SMALL}&seed=3`, options);
  await settled(page);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
});

test("all buttons of the bar fit a phone's window, however much they say", async () => {
  const options = { viewport: { width: 320, height: 844 }, isMobile: true, hasTouch: true };
  const { page } = await suite.open("", options);
  await page.evaluate(() => window.sharpMinima.app.arrive("#v=1&preset=instant&epochs=900"));
  await settled(page);
  const [run, rest] = [page.locator("#run"), page.locator("#rest")];
  await expect(run).toHaveText("Run these settings");
  await expect(rest).toHaveText(/^Compute the rest \(about /);
  for (const button of [run, rest]) {
    const { x, width } = (await button.boundingBox()) ?? { x: NaN, width: NaN };
    assert.ok(x >= 0 && x + width <= 320, `${await button.innerText()}: ${x} + ${width}`);
  }
});

test("on a wide screen lines stay short, and figures are wide", async () => {
  const { page } = await suite.open("", { viewport: { width: 2560, height: 1200 } });
  await settled(page);
  const lines = await page.evaluate(() =>
    [...document.querySelectorAll(".prose p, .caption, #choices li, .credits p")].map((words) => {
      /** @type {Map<number, number>} how many characters end at each height */
      const count = new Map();
      const walker = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
      const range = document.createRange();
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node.parentElement?.closest("sub, math, [role=tooltip]")) continue;
        for (let at = 0; at < (node.textContent ?? "").length; at += 1) {
          range.setStart(node, at);
          range.setEnd(node, at + 1);
          const { bottom, width } = range.getBoundingClientRect();
          if (width > 0) count.set(Math.round(bottom), (count.get(Math.round(bottom)) ?? 0) + 1);
        }
      }
      return { words: words.textContent?.slice(0, 60), most: Math.max(0, ...count.values()) };
    }),
  );
  assert.ok(lines.length > 30);
  assert.deepEqual(
    lines.filter(({ most }) => most > 85),
    [],
  );
  const box = await page.locator("#figure-landscape .stage").boundingBox();
  assert.ok(box && box.width > 1900, JSON.stringify(box));
});

test("nothing covers the tools of the first figure, whatever it lacks", async () => {
  const { page } = await suite.open();
  // What is shown is then of other settings, which takes two lines to say.
  await move(page, SMALL);
  const fine = page.locator("#figure-bowls .fine");
  await fine.locator("summary").click();
  for (const tool of await fine.locator("select, button").all()) {
    await tool.scrollIntoViewIfNeeded();
    const covered = await tool.evaluate((tool) => {
      const { x, y, width, height } = tool.getBoundingClientRect();
      const seen = document.elementFromPoint(x + width / 2, y + height / 2);
      return seen !== tool && !tool.contains(seen) ? seen?.className : null;
    });
    assert.equal(covered, null, await tool.innerText());
  }
});

test("on a phone the first figure's badge stands clear of the fine print", async () => {
  const visit = await suite.open("", windowOf(390, true));
  const { page } = visit;
  const { badge, figure } = partsOf(page, "bowls");
  const widths = [320, 360, 375, 390, 700];
  const clear = async () => {
    const parts = await Promise.all(
      [badge, figure.locator(".fine > summary")].map((part) => part.boundingBox()),
    );
    const [one, other] = parts;
    assert.ok(one && other, "both are there");
    const beside = one.x >= other.x + other.width || other.x >= one.x + one.width;
    const below = one.y >= other.y + other.height || other.y >= one.y + one.height;
    assert.ok(beside || below, JSON.stringify(parts));
  };
  await inEach(page, widths, clear);
  // What is shown is then of other settings, which takes more lines to say.
  await move(page, SMALL);
  await expect(badge).toHaveText(/^of other settings: /);
  await inEach(page, widths, clear);
  await run(visit);
  await expect(badge).toHaveText("computed here, trial 1");
  await inEach(page, widths, clear);
});
