import assert from "node:assert/strict";
import { test } from "node:test";
import { pictures, picturesNow, walkDown } from "./figures.mjs";
import {
  address,
  forgive,
  goTo,
  inEach,
  SMALL,
  settled,
  useBrowser,
  windowOf,
} from "./helpers.mjs";
import { openShipped, seeAll, ship, smallResults } from "./small.mjs";

/** @import { Page } from "playwright-core" */

const FONTS = "**/*.woff2";

const suite = useBrowser();

/**
 * The page without its fonts, as it is until they have come.
 * @param {import("playwright-core").BrowserContextOptions} options
 */
async function openWithoutFonts(options) {
  const visit = await suite.visit(options);
  const { shipped, later } = await smallResults(suite);
  await ship(visit, shipped, later);
  await visit.page.route(FONTS, (route) => route.abort());
  await goTo(visit, SMALL);
  await seeAll(visit.page);
  // That is what was asked for.
  forgive(visit);
  return visit;
}

/**
 * The text that the browser sets in fonts which are not the page's, with those fonts.
 * @param {Page} page
 */
async function strangers(page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("DOM.enable");
  await devtools.send("CSS.enable");
  const { nodes } = await devtools.send("DOM.getFlattenedDocument", { depth: -1 });
  const texts = new Map();
  for (const { nodeType, parentId, nodeValue } of nodes)
    if (nodeType === 3 && nodeValue.trim() !== "") texts.set(parentId, nodeValue.trim());
  const found = [];
  for (const { nodeId, localName } of nodes) {
    // Code is set in whatever font the visitor's machine has for it.
    if (!texts.has(nodeId) || ["code", "textarea", "script", "title"].includes(localName)) continue;
    const { fonts } = await devtools.send("CSS.getPlatformFontsForNode", { nodeId });
    for (const { familyName, isCustomFont } of fonts)
      if (!isCustomFont) found.push(`<${localName}> ${texts.get(nodeId)}: ${familyName}`);
  }
  return found;
}

test("all text is set in the shipped fonts, in canvases too", async () => {
  const { page } = await openShipped(suite);
  await walkDown(page);
  const { loaded, failed, canvases } = await page.evaluate(() => {
    const faces = [...document.fonts];
    const status = (/** @type {FontFaceLoadStatus} */ status) =>
      faces
        .filter((face) => face.status === status)
        .map(({ family, style }) => `${family} ${style}`);
    return {
      loaded: status("loaded").map((name) => name.replaceAll('"', "")),
      failed: status("error"),
      canvases: [...document.querySelectorAll("canvas")].map(
        (canvas) => canvas.getContext("2d")?.font ?? "",
      ),
    };
  });
  assert.deepEqual(loaded.sort(), [
    "Inter normal",
    "Noto Sans Math Formulas normal",
    "Noto Sans Math normal",
  ]);
  assert.deepEqual(failed, []);
  // What was measured last; what was never measured has no text.
  const measured = canvases.filter((font) => font !== "10px sans-serif");
  assert.ok(measured.length > 5, canvases.join("\n"));
  for (const font of measured) assert.match(font, /px Inter, /);
  assert.deepEqual(await strangers(page), []);
});

test("what was drawn before the fonts came is drawn again when they have", async () => {
  const first = await openShipped(suite);
  const expected = await pictures(first.page);

  const late = await suite.visit();
  const { shipped, later } = await smallResults(suite);
  await ship(late, shipped, later);
  /** @type {() => void} */
  let letGo = () => {};
  const held = new Promise((done) => {
    letGo = () => done(undefined);
  });
  await late.page.route(FONTS, async (route) => {
    await held;
    await route.continue();
  });
  // The page is not loaded before its fonts are, but it starts.
  await late.page.goto(address() + SMALL, { waitUntil: "domcontentloaded" });
  await late.page.waitForFunction(() => window.sharpMinima?.ready.then(() => true));
  await late.page.evaluate(() => window.sharpMinima.app.shipped.seeLater());
  // What is further down is painted when it comes near.
  const inSight = async () =>
    (await picturesNow(late.page)).filter(({ figure }) => figure === "figure-curves");
  let before = await inSight();
  while (before.some(({ drawn }) => drawn < 1000)) before = await inSight();
  letGo();
  await settled(late.page);
  const after = await pictures(late.page);
  assert.deepEqual(after, expected);
  assert.equal(before.length, 1);
  assert.notDeepEqual(
    after.find(({ figure }) => figure === "figure-curves"),
    before[0],
  );
});

for (const [name, isMobile, widths] of /** @type {const} */ ([
  ["a phone's", true, [320, 390]],
  ["a desk's", false, [760, 1000, 1280, 1920]],
])) {
  test(`without the fonts nothing is wider than its place in ${name} window`, async () => {
    const { page } = await openWithoutFonts(windowOf(widths[0], isMobile));
    await inEach(page, widths, async (width) => {
      await walkDown(page);
      assert.deepEqual(await tooWide(page), [], `${width} pixels`);
      await page.locator("#settings > summary").click();
      assert.deepEqual(await tooWide(page), [], `${width} pixels, the settings`);
      await page.locator("#settings > summary").click();
    });
  });
}

/**
 * What reaches out of the window, and boxes with less room than they need, but for those that are
 * made to be scrolled.
 * @param {Page} page
 */
function tooWide(page) {
  return page.evaluate(() => {
    const scrolls = (/** @type {Element} */ element) =>
      getComputedStyle(element).overflowX !== "visible";
    const name = (/** @type {Element} */ { localName, className, id, textContent }) =>
      `${localName}#${id}.${className}: ${textContent?.slice(0, 40)}`;
    const wide = [];
    for (const element of document.querySelectorAll("body, body *")) {
      const { left, right, width } = element.getBoundingClientRect();
      const skipped = width <= 1 || element.closest(".skip, .unseen, svg");
      if (skipped || !element.checkVisibility()) continue;
      const summary = element.matches("#figure-table .scroll");
      if (scrolls(element) && !summary) continue;
      // The presets, which scroll, reach to the window's edges.
      const room = element.matches(".bar-row") ? 0 : element.clientWidth;
      if (room > 0 && element.scrollWidth > room + 1)
        wide.push(`${name(element)} needs ${element.scrollWidth} of ${room}`);
      let around = element.parentElement;
      while (around && !scrolls(around)) around = around.parentElement;
      if (!around && (left < -0.5 || right > innerWidth + 0.5))
        wide.push(`${name(element)} from ${left} to ${right}`);
    }
    return wide;
  });
}

for (const scale of [1, 2, 3]) {
  test(`max’s subscript keeps off the fraction’s bar, ${scale} pixel(s) for each of CSS`, async () => {
    const options = /** @type {const} */ ({ deviceScaleFactor: scale, colorScheme: "light" });
    const { page } = await suite.open("", options);
    await settled(page);
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    const formula = page.locator("#sharpness math").first();
    const png = await formula.screenshot();
    // Rows of ink: the bar is the one with the longest run.
    const { gap, run } = await page.evaluate(
      async (source) => {
        const image = new Image();
        image.src = source;
        await image.decode();
        const { width, height } = image;
        const context = new OffscreenCanvas(width, height).getContext("2d");
        if (!context) throw new Error("no canvas");
        context.drawImage(image, 0, 0);
        const { data } = context.getImageData(0, 0, width, height);
        const dark = (/** @type {number} */ x, /** @type {number} */ y) =>
          (data[4 * (y * width + x)] ?? 255) < 128;
        let bar = { y: 0, from: 0, run: 0 };
        for (let y = 0; y < height; y += 1)
          for (let x = 0, from = 0; x <= width; x += 1) {
            if (x < width && dark(x, y)) continue;
            if (x - from > bar.run) bar = { y, from, run: x - from };
            from = x + 1;
          }
        const blank = (/** @type {number} */ y) => {
          for (let x = bar.from; x < bar.from + bar.run; x += 1) if (dark(x, y)) return false;
          return true;
        };
        let gap = 0;
        while (bar.y - gap > 0 && blank(bar.y - gap - 1)) gap += 1;
        return { gap, run: bar.run };
      },
      `data:image/png;base64,${png.toString("base64")}`,
    );
    assert.ok(run > scale * 60, `the longest run is ${run}`);
    assert.ok(gap >= 2 * scale, `${gap / scale} CSS pixels between the bar and what is above`);
  });
}
