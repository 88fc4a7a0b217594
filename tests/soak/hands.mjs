/** What every visitor does again and again. */

/**
 * @import { Chance } from "../faults/seeded.mjs"
 * @import { Hands } from "./types.js"
 */

/**
 * One of some, if there are any.
 * @template T
 * @param {T[]} all
 * @param {Chance} chance
 */
export const one = (all, chance) => (all.length > 0 ? chance.one(all) : undefined);

/** @param {Hands} hands ends whatever is open or under way */
export async function leave(hands) {
  for (let time = 0; time < 2; time += 1) await hands.press("Escape");
  await hands.rest();
}

/**
 * What is unfolded differs from moment to moment, and its tables have thousands of elements.
 * @param {Hands} hands
 */
export async function foldAll(hands) {
  await hands.inPage(() => {
    for (const details of document.querySelectorAll("details")) details.open = false;
  }, undefined);
  await hands.rest();
}
