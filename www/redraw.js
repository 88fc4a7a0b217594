/**
 * Drawing, kept out of the way of everything else: one figure a frame, and each at most about
 * ten times a second, less often where drawing is slow or the figure is out of sight.
 *
 * @typedef {object} Drawn
 * @property {() => void} draw
 * @property {boolean} visible
 */

/** Least milliseconds between two drawings of one figure: in sight and out of it. */
const IN_SIGHT = 100;
const OUT_OF_SIGHT = 1000;
/** Drawing may take this share of the time. */
const SHARE = 0.1;

/** @type {Map<Drawn, number>} what waits, and since when it rests */
const waiting = new Map();
/** @type {WeakMap<Drawn, number>} when each was last drawn, later where that took long */
const rested = new WeakMap();
let frame = 0;
/** @type {(() => void)[]} */
let onSettled = [];

/**
 * Asks for a drawing.
 * @param {Drawn} figure
 * @param {boolean} [soon] at the next frame
 */
export function redraw(figure, soon = false) {
  if (soon || !waiting.has(figure))
    waiting.set(figure, soon ? -Infinity : (rested.get(figure) ?? -Infinity));
  if (frame === 0) frame = requestAnimationFrame(step);
}

/** @returns {Promise<void>} resolves when nothing waits to be drawn */
export function settled() {
  return waiting.size === 0 ? Promise.resolve() : new Promise((done) => void onSettled.push(done));
}

function step() {
  frame = 0;
  const now = performance.now();
  for (const [figure, since] of waiting) {
    if (now - since < (figure.visible ? IN_SIGHT : OUT_OF_SIGHT)) continue;
    waiting.delete(figure);
    figure.draw();
    const end = performance.now();
    rested.set(figure, Math.max(end, end + (end - now) / SHARE - IN_SIGHT));
    break;
  }
  if (waiting.size > 0) {
    frame = requestAnimationFrame(step);
    return;
  }
  for (const done of onSettled) done();
  onSettled = [];
}
