/** What a visitor does, at random. */

import { figuresOf, unfold } from "../page/figures.mjs";
import { goTo, OTHER, SMALL, settled } from "../page/helpers.mjs";
import { atRest } from "../faults/results.mjs";

/**
 * @import { Locator, Page } from "playwright-core"
 * @import { Chance } from "../faults/seeded.mjs"
 * @import { Visit } from "../page/helpers.mjs"
 * @typedef {(visit: Visit, chance: Chance) => Promise<unknown>} Action
 */

/** The settings that a visitor comes back to: what is computed of each is kept, and must not be more and more. */
const SETTINGS = [
  "#v=1&preset=instant",
  "#v=1&preset=plain",
  SMALL,
  OTHER,
  SMALL.replace("trials=2", "trials=1"),
];
/** Those that are soon computed. */
const QUICK = SETTINGS.slice(2);

/**
 * One of those in sight somewhere on the page, if there are any.
 * @param {Locator} all
 * @param {Chance} chance
 */
async function one(all, chance) {
  const count = await all.count();
  return count > 0 ? all.nth(chance.whole(0, count - 1)) : undefined;
}

/** @param {Page} page ends whatever is open or under way */
export async function leave(page) {
  for (let time = 0; time < 2; time += 1) await page.keyboard.press("Escape");
  await atRest(page);
}

/**
 * @param {Page} page
 * @param {string} name of a figure
 */
async function goToFigure(page, name) {
  await page.locator(`#figure-${name}`).scrollIntoViewIfNeeded();
  await page.waitForTimeout(200);
}

/**
 * Drags from one place of an element to another.
 * @param {Page} page
 * @param {Locator} element
 * @param {Chance} chance
 */
async function drag(page, element, chance) {
  await element.scrollIntoViewIfNeeded();
  const box = await element.boundingBox();
  if (!box) return;
  const place = () => [box.x + chance.next() * box.width, box.y + chance.next() * box.height];
  const [[x = 0, y = 0], [toX = 0, toY = 0]] = [place(), place()];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(toX, toY, { steps: chance.whole(2, 12) });
  await page.mouse.up();
}

/** @type {Record<string, Action>} */
export const ACTIONS = {
  "runs small settings": async ({ page }, chance) => {
    await goToSettings(page, chance.one(QUICK));
    await page.locator("#run").click();
    await atRest(page);
  },
  "runs, rests, cancels": async ({ page }, chance) => {
    await goToSettings(page, chance.one(QUICK));
    await page.locator("#run").click();
    await page.waitForTimeout(chance.whole(0, 1500));
    await page.evaluate(() => window.sharpMinima.app.pauseOrResume());
    await page.waitForTimeout(chance.whole(0, 500));
    await page.evaluate(() => window.sharpMinima.app.pauseOrResume());
    await page.waitForTimeout(chance.whole(0, 500));
    await leave(page);
  },
  "takes a preset": async ({ page }, chance) => {
    await page.locator(`#presets [data-preset=${chance.one(["instant", "plain"])}]`).click();
    await atRest(page);
  },
  "changes a setting and goes back": async ({ page }, chance) => {
    await page.locator("#settings > summary").click();
    const slider = await one(page.locator("#controls input[type=range]:visible"), chance);
    if (slider) {
      await slider.focus();
      for (let step = chance.whole(1, 8); step > 0; step -= 1)
        await page.keyboard.press(chance.one(["ArrowLeft", "ArrowRight"]));
    }
    await leave(page);
    await goToSettings(page, chance.one(SETTINGS));
  },
  "chooses another view": async ({ page }, chance) => {
    const select = await one(page.locator("figure[data-figure] select"), chance);
    if (!select) return;
    await unfold(select);
    // Some belong to other choices.
    if (!(await select.isVisible())) return;
    await select.scrollIntoViewIfNeeded();
    const values = await select
      .locator("option:not([disabled])")
      .evaluateAll((all) => all.map((option) => /** @type {HTMLOptionElement} */ (option).value));
    if (values.length > 0) await select.selectOption(chance.one(values));
    await page.waitForTimeout(500);
    await leave(page);
    // Else there would be ever more views.
    await goToSettings(page, chance.one(SETTINGS));
  },
  "moves a slider of a figure": async ({ page }, chance) => {
    const slider = await one(page.locator("figure[data-figure] input[type=range]:visible"), chance);
    if (!slider) return;
    await slider.scrollIntoViewIfNeeded();
    await slider.focus();
    for (let step = 0; step < 12; step += 1)
      await page.keyboard.press(chance.one(["ArrowLeft", "ArrowRight", "Home", "End"]));
    await atRest(page);
  },
  "drags in a drawing": async ({ page }, chance) => {
    const name = chance.one(["bowls", "landscape", "sketch", "path", "sharpness"]);
    await goToFigure(page, name);
    const reader = page.locator(`#figure-${name} .reader:visible, #figure-${name} canvas:visible`);
    const target = await one(reader, chance);
    if (target) await drag(page, target, chance);
    await leave(page);
  },
  "opens and closes details": async ({ page }, chance) => {
    const summary = await one(page.locator("#story summary:visible"), chance);
    await summary?.scrollIntoViewIfNeeded();
    await summary?.click();
    await settled(page);
    await summary?.click();
  },
  "opens dialogs": async ({ page }, chance) => {
    const tool = await one(page.locator("[data-tool=embed], [data-tool=link], #cite"), chance);
    if (!tool) return;
    await unfold(tool);
    if (!(await tool.isVisible())) return;
    await tool.click();
    await page.waitForTimeout(100);
    await page.keyboard.press("Escape");
  },
  presents: async ({ page }, chance) => {
    await page.locator("#present").click();
    await page.locator(".presentation figure").waitFor();
    for (let key = chance.whole(1, 6); key > 0; key -= 1) {
      await page.keyboard.press(chance.one(["ArrowRight", "ArrowRight", "ArrowLeft", "End"]));
      await page.waitForTimeout(150);
    }
    await page.keyboard.press("Escape");
    await page.locator(".presentation").waitFor({ state: "detached" });
  },
  "takes the tour": async ({ page }, chance) => {
    await page.locator("#tour").click();
    const tour = page.getByRole("complementary", { name: "Guided tour" });
    for (let step = chance.whole(1, 6); step > 0; step -= 1) {
      await tour.locator(".primary").click();
      await page.waitForTimeout(150);
    }
    if (await tour.isVisible()) await page.keyboard.press("Escape");
  },
  "changes the theme": ({ page }) => page.locator("#theme").click(),
  "goes back and forward": async ({ page }, chance) => {
    await goToSettings(page, chance.one(SETTINGS));
    await goToSettings(page, chance.one(SETTINGS));
    for (const step of /** @type {const} */ (["back", "forward", "back"]))
      await page.evaluate(async (step) => {
        history[step]();
        await new Promise((done) => setTimeout(done, 300));
      }, step);
    await atRest(page);
  },
  "reads all chapters": async ({ page }) => {
    for (const name of await figuresOf(page)) await goToFigure(page, name);
  },
  "saves the results": async ({ page }) => {
    const button = page.getByRole("button", { name: "Save all results" });
    const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
    await download.delete();
  },
  "forgets what was computed": ({ page }) =>
    page.getByRole("button", { name: "Forget what was computed here" }).click(),
  "opens a figure elsewhere": async ({ page, problems }, chance) => {
    const name = chance.one(["sharpness", "curves", "landscape", "path", "table"]);
    const other = await page.context().newPage();
    await goTo({ page: other, problems, close: () => other.close() }, `?embed=${name}${SMALL}`);
    await other.close();
  },
  "turns the screen": async ({ page }, chance) => {
    const [width, height] = chance.one([
      [1280, 800],
      [800, 1280],
      [390, 844],
    ]);
    await page.setViewportSize({ width: width ?? 1280, height: height ?? 800 });
    await settled(page);
    await page.setViewportSize({ width: 1280, height: 800 });
    await settled(page);
  },
};

/** @param {Page} page @param {string} hash */
async function goToSettings(page, hash) {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, hash);
  await page.waitForTimeout(100);
  await atRest(page);
}
