/** Chance that can be repeated. */

/**
 * @typedef {ReturnType<typeof seeded>} Chance
 */

/** @param {number} seed */
export function seeded(seed) {
  let state = seed >>> 0;
  /** The generator mulberry32. */
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    /** @param {number} least @param {number} most a whole number from one to the other */
    whole: (least, most) => least + Math.floor(next() * (most - least + 1)),
    /** @template T @param {readonly T[]} list @returns {T} */
    one: (list) => /** @type {T} */ (list[Math.floor(next() * list.length)]),
  };
}

/**
 * The seed that was asked for, or one of this moment.
 * @param {string | undefined} asked
 */
export function seedOf(asked) {
  const seed = asked ? Number(asked) : Date.now() % 2 ** 31;
  if (!Number.isSafeInteger(seed)) throw new Error(`SEED=${asked} is no whole number`);
  return seed;
}
