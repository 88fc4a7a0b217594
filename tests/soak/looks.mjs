/** What a visitor does who looks at what is there. */

import { SMALL } from "../page/helpers.mjs";
import { leave, one } from "./hands.mjs";

/** @import { Action } from "./types.js" */

/** @type {Record<string, Action>} */
export const LOOKS = {
  "moves a slider of a figure": async (hands, chance) => {
    const slider = one(await hands.visible("figure[data-figure] input[type=range]"), chance);
    if (!slider) return;
    await slider.scrollTo();
    await slider.focus();
    for (let step = 0; step < 12; step += 1)
      await hands.press(chance.one(["ArrowLeft", "ArrowRight", "Home", "End"]));
    await hands.rest();
  },
  "drags in a drawing": async (hands, chance) => {
    const figure = `#figure-${chance.one(["bowls", "landscape", "sketch", "path", "sharpness"])}`;
    for (const part of await hands.parts(figure)) await part.scrollTo();
    await hands.wait(200);
    const drawing = one(await hands.visible(`${figure} .reader, ${figure} canvas`), chance);
    const place = () => /** @type {const} */ ([chance.next(), chance.next()]);
    await drawing?.drag(place(), place(), chance.whole(2, 12));
    await leave(hands);
  },
  "opens and closes details": async (hands, chance) => {
    const summary = one(await hands.visible("#story summary"), chance);
    await summary?.scrollTo();
    await summary?.click();
    await hands.settled();
    await summary?.click();
  },
  "opens dialogs": async (hands, chance) => {
    const tool = one(await hands.parts("[data-tool=embed], [data-tool=link], #cite"), chance);
    if (!tool) return;
    await tool.unfold();
    if (!(await tool.isVisible())) return;
    await tool.click();
    await hands.wait(100);
    await hands.press("Escape");
  },
  presents: async (hands, chance) => {
    await hands.click("#present");
    await hands.awaits(".presentation figure", true);
    for (let key = chance.whole(1, 6); key > 0; key -= 1) {
      await hands.press(chance.one(["ArrowRight", "ArrowRight", "ArrowLeft", "End"]));
      await hands.wait(150);
    }
    await hands.press("Escape");
    await hands.awaits(".presentation", false);
  },
  "takes the tour": async (hands, chance) => {
    await hands.click("#tour");
    for (let step = chance.whole(1, 6); step > 0; step -= 1) {
      await hands.click(".tour .primary");
      await hands.wait(150);
    }
    if ((await hands.visible(".tour")).length > 0) await hands.press("Escape");
  },
  "changes the theme": (hands) => hands.click("#theme"),
  "reads all chapters": async (hands) => {
    for (const figure of await hands.parts("figure[data-figure]")) {
      await figure.scrollTo();
      await hands.wait(200);
    }
  },
  "opens a figure elsewhere": (hands, chance) => {
    const name = chance.one(["sharpness", "curves", "landscape", "path", "table"]);
    return hands.elsewhere(`?embed=${name}${SMALL}`);
  },
  "turns the screen": async (hands, chance) => {
    const sizes = /** @type {const} */ ([
      [1280, 800],
      [800, 1280],
      [390, 844],
    ]);
    for (const [width, height] of [chance.one(sizes), sizes[0]]) {
      await hands.resize(width, height);
      await hands.settled();
    }
  },
};
