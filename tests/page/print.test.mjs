/** The page on paper: a handout of few pages, with whole figures. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { PAINTED, pictures, picturesNow, walkDown } from "./figures.mjs";
import { expect, gate, goTo, settled, useBrowser } from "./helpers.mjs";

/** @import { BrowserContextOptions, Page } from "playwright-core" */

const suite = useBrowser();

const MARGIN = { top: "12mm", right: "12mm", bottom: "12mm", left: "12mm" };
/** A4 between its margins, in CSS pixels. */
const PAPER = 703;

/**
 * The page as the shipped results fill it.
 * @param {BrowserContextOptions} [options]
 */
async function filled(options) {
  const visit = await suite.open("", options);
  await visit.page.evaluate(() => window.sharpMinima.app.shipped.seeLater());
  await settled(visit.page);
  return visit;
}

/** @param {Page} page as just before and while it is printed */
async function lay(page) {
  await page.evaluate(() => void window.dispatchEvent(new Event("beforeprint")));
  const drawn = await picturesNow(page);
  await page.setViewportSize({ width: PAPER, height: 1000 });
  await page.emulateMedia({ media: "print" });
  return drawn;
}

for (const format of ["A4", "Letter"]) {
  test(`the page is printed on at most 12 pages of ${format}`, async () => {
    const { page } = await filled();
    const file = (await page.pdf({ format, margin: MARGIN })).toString("latin1");
    const pages = file.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    assert.ok(pages > 5 && pages <= 12, `${pages}`);
  });
}

for (const [name, width, colorScheme] of /** @type {const} */ ([
  ["a dark screen", 1440, "dark"],
  ["a phone", 390, "light"],
])) {
  test(`from ${name} figures are drawn for the paper, black on white and not squashed`, async () => {
    const { page } = await filled({ viewport: { width, height: 844 }, colorScheme });
    const before = await pictures(page);
    const drawn = await lay(page);
    const boxes = await page
      .locator(`figure:not([data-empty]) ${PAINTED}`)
      .evaluateAll((canvases) =>
        canvases.map((canvas) => {
          if (!(canvas instanceof HTMLCanvasElement)) throw new Error("not a canvas");
          const { width, height } = canvas.getBoundingClientRect();
          return {
            figure: canvas.closest("figure")?.id,
            canvas: canvas.width / canvas.height,
            box: width / height,
          };
        }),
      );
    assert.ok(boxes.length > 12, `${boxes.length}`);
    // Half a pixel of its height may be rounded away.
    for (const { figure, canvas, box } of boxes)
      assert.ok(Math.abs(canvas / box - 1) < 0.01, `${figure}: ${canvas} in ${box}`);
    const light = await filled({
      viewport: { width: 1280, height: 800 },
      colorScheme: "light",
    });
    // What is computed when it is seen has to be seen in both.
    await walkDown(light.page);
    assert.deepEqual(
      drawn,
      await lay(light.page),
      "drawn before the event is over, whatever the screen",
    );
    const ground = (/** @type {string} */ of) =>
      page.evaluate((of) => getComputedStyle(document.documentElement).getPropertyValue(of), of);
    assert.deepEqual([await ground("--ink"), await ground("--paper")], ["#000", "#fff"]);
    await page.emulateMedia({ media: "screen" });
    await page.setViewportSize({ width, height: 844 });
    await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
    await settled(page);
    assert.deepEqual(await pictures(page), before);
  });
}

test("on paper nothing is wider than the page, and what only a screen can do is left out", async () => {
  const { page } = await filled();
  await page.locator("#figure-measures .fine > summary").click();
  await settled(page);
  await lay(page);
  const wide = await page.evaluate(
    (paper) =>
      [...document.querySelectorAll("body *")]
        .filter(
          (element) =>
            element.checkVisibility() &&
            !element.closest(".unseen, math") &&
            element.getBoundingClientRect().right > paper + 0.5,
        )
        .map((element) => `${element.closest("figure")?.id} ${element.outerHTML.slice(0, 80)}`),
    PAPER,
  );
  assert.deepEqual(wide, []);
  for (const name of ["#bar", ".tools", "#theme", "#present", "#exchange", ".figure-controls"])
    await expect(page.locator(name).first(), name).toBeHidden();
  await expect(page.locator(".fine:not([open])").first()).toBeHidden();
  await expect(page.locator("#figure-measures .fine"), "what was opened is printed").toBeVisible();
  await expect(page.locator("#figure-table table")).toBeVisible();
});

test("the keys to print wait for what the page fetches late", async () => {
  const visit = await suite.visit();
  const { page } = visit;
  const { held, letGo } = gate();
  await page.route("**/results/*-later.json", async (route) => {
    await held;
    await route.continue();
  });
  await goTo(visit);
  await page.evaluate(() => {
    window.print = () => document.body.setAttribute("data-printed", "");
  });
  await page.keyboard.press("Control+p");
  const state = () =>
    page.evaluate(() => ({
      has: window.sharpMinima.page.figure("connection").has,
      printed: document.body.hasAttribute("data-printed"),
    }));
  assert.deepEqual(await state(), { has: false, printed: false });
  letGo();
  await page.locator("body[data-printed]").waitFor();
  assert.equal((await state()).has, true);
});
