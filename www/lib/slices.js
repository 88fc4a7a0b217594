/** What takes long, in slices: the page stays fluent in between. */

/** Milliseconds that a slice takes at least. */
const SLICE = 12;

/** Lets the page do what waits. */
export function breath() {
  return new Promise((done) => setTimeout(done));
}

/**
 * Does something with each of a list.
 * @template T
 * @param {T[]} list
 * @param {(one: T, index: number) => void} act
 */
export async function bySlices(list, act) {
  let end = performance.now() + SLICE;
  for (const [index, one] of list.entries()) {
    act(one, index);
    if (performance.now() < end) continue;
    await breath();
    end = performance.now() + SLICE;
  }
}
