/** What a visitor does with the settings. */

import { OTHER, SMALL } from "../page/helpers.mjs";
import { leave, one } from "./hands.mjs";

/** @import { Action, Hands } from "./types.js" */

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

/** @param {Hands} hands */
const pauseOrResume = (hands) =>
  hands.inPage(() => window.sharpMinima.app.pauseOrResume(), undefined);

/** @type {Record<string, Action>} */
export const CHANGES = {
  "runs small settings": async (hands, chance) => {
    await goToSettings(hands, chance.one(QUICK));
    await hands.click("#run");
    await hands.rest();
  },
  "runs, rests, cancels": async (hands, chance) => {
    await goToSettings(hands, chance.one(QUICK));
    await hands.click("#run");
    await hands.wait(chance.whole(0, 1500));
    await pauseOrResume(hands);
    await hands.wait(chance.whole(0, 500));
    await pauseOrResume(hands);
    await hands.wait(chance.whole(0, 500));
    await leave(hands);
  },
  "takes a preset": async (hands, chance) => {
    await hands.click(`#presets [data-preset=${chance.one(["instant", "plain"])}]`);
    await hands.rest();
  },
  "changes a setting and goes back": async (hands, chance) => {
    await hands.click("#settings > summary");
    const slider = one(await hands.visible("#controls input[type=range]"), chance);
    if (slider) {
      await slider.focus();
      for (let step = chance.whole(1, 8); step > 0; step -= 1)
        await hands.press(chance.one(["ArrowLeft", "ArrowRight"]));
    }
    await leave(hands);
    await goToSettings(hands, chance.one(SETTINGS));
  },
  "chooses another view": async (hands, chance) => {
    const select = one(await hands.parts("figure[data-figure] select"), chance);
    if (!select) return;
    await select.unfold();
    // Some belong to other choices.
    if (!(await select.isVisible())) return;
    await select.scrollTo();
    const value = one(await select.values(), chance);
    if (value !== undefined) await select.choose(value);
    await hands.wait(500);
    await leave(hands);
    // Else there would be ever more views.
    await goToSettings(hands, chance.one(SETTINGS));
  },
  "goes back and forward": async (hands, chance) => {
    await goToSettings(hands, chance.one(SETTINGS));
    await goToSettings(hands, chance.one(SETTINGS));
    for (const step of /** @type {const} */ (["back", "forward", "back"])) {
      await hands.inPage((step) => history[step](), step);
      await hands.wait(300);
    }
    await hands.rest();
  },
  "forgets what was computed": (hands) => hands.clickButton("Forget what was computed here"),
};

/** @param {Hands} hands @param {string} hash */
async function goToSettings(hands, hash) {
  await hands.inPage((hash) => {
    location.hash = hash;
  }, hash);
  await hands.wait(100);
  await hands.rest();
}
