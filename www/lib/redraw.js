/**
 * Drawing, kept out of the way of everything else: as much in a frame as takes no long time, and each figure at
 * most about ten times a second, less often where drawing is slow and seldom where the figure is out of sight.
 *
 * @typedef {object} Drawn
 * @property {() => Iterator<void> | void} draw its steps, of which each may be done in a frame of its own
 * @property {boolean} visible
 */

/**
 * Of one figure, in sight and out of it: least milliseconds between two drawings, and the share of the time
 * that its drawing may take.
 */
const IN_SIGHT = { rest: 100, share: 0.1 };
const OUT_OF_SIGHT = { rest: 1000, share: 0.01 };

/** @type {Map<Drawn, boolean>} what waits, and whether for the next frame */
const waiting = new Map();
/** @type {WeakMap<Drawn, { end: number, took: number }>} when each was last drawn */
const last = new WeakMap();
let asked = false;
/** The timer of the next turn, while no figure has one sooner. */
let pause = 0;
/** @type {{ figure: Drawn, steps: Iterator<void>, took: number } | null} what was drawn last and is not done yet */
let begun = null;
/** @type {(() => void)[]} */
let onSettled = [];
/** @type {(() => void)[]} */
const onDrawn = [];

/** After so many milliseconds what is left of a drawing waits for the next frame. */
const LONG = 8;

/** Milliseconds after which what is drawn no longer waits for a frame: browsers give none to what is out of sight. */
const PATIENCE = 250;

/**
 * Asks for the next step once, after the next frame or soon: a frame's own task has what was pressed to do, and
 * what was drawn before to put on the screen.
 */
function ask() {
  if (asked) return;
  asked = true;
  clearTimeout(pause);
  const go = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    setTimeout(step);
  };
  const frame = requestAnimationFrame(go);
  const timer = setTimeout(go, PATIENCE);
}

/** @param {() => void} listener told whenever nothing waits to be drawn any more */
export function afterDrawing(listener) {
  onDrawn.push(listener);
}

/**
 * Asks for a drawing.
 * @param {Drawn} figure
 * @param {boolean} [soon] at the next frame
 */
export function redraw(figure, soon = false) {
  waiting.set(figure, soon || waiting.get(figure) === true);
  ask();
}

/**
 * Lets no figure wait for its turn, nor any that is asked for meanwhile.
 * @returns {Promise<void>} resolves when nothing waits to be drawn
 */
export function settled() {
  if (waiting.size === 0 && !begun) return Promise.resolve();
  ask();
  return new Promise((done) => void onSettled.push(done));
}

/**
 * When a figure that waits has its turn.
 * @param {[Drawn, boolean]} waits whether for the next frame
 */
function turn([figure, soon]) {
  if (soon || onSettled.length > 0) return -Infinity;
  const { end, took } = last.get(figure) ?? { end: -Infinity, took: 0 };
  const { rest, share } = figure.visible ? IN_SIGHT : OUT_OF_SIGHT;
  return end + Math.max(rest, took / share);
}

/** Begins one drawing after another while they take no long time. */
function step() {
  asked = false;
  const since = performance.now();
  for (let now = since; now - since <= LONG && goOn(since, now); now = performance.now());
  next();
}

/**
 * Goes on with what is begun, or begins the next.
 * @param {number} since when the steps of this frame began
 * @param {number} now
 * @returns {boolean} whether a drawing was ended
 */
function goOn(since, now) {
  const drawing = begun ?? beginning(now);
  begun = null;
  if (!drawing) return false;
  const isDone = drawOn(drawing.steps, since);
  const end = performance.now();
  drawing.took += end - now;
  last.set(drawing.figure, { end, took: drawing.took });
  if (!isDone) begun = drawing;
  return isDone;
}

/**
 * The drawing of the figure whose turn it is.
 * @param {number} now
 */
function beginning(now) {
  const figure = due(now);
  if (!figure) return null;
  waiting.delete(figure);
  return { figure, steps: figure.draw() ?? [][Symbol.iterator](), took: 0 };
}

/**
 * Does as many steps as take no long time.
 * @param {Iterator<void>} steps
 * @param {number} since
 * @returns {boolean} whether those were all
 */
function drawOn(steps, since) {
  while (!steps.next().done) if (performance.now() - since > LONG) return false;
  return true;
}

/**
 * The figure whose turn it is; those in sight come first.
 * @param {number} now
 */
function due(now) {
  const all = [...waiting].filter((waits) => now >= turn(waits));
  const [figure] = all.find(([figure]) => figure.visible) ?? all[0] ?? [];
  return figure;
}

/** Goes on if there is anything left: in the next frame, or when a figure has its turn. */
function next() {
  if (begun) return ask();
  if (waiting.size > 0) return wait(Math.min(...[...waiting].map(turn)) - performance.now());
  for (const done of onSettled) done();
  onSettled = [];
  for (const told of onDrawn) told();
}

/** @param {number} time milliseconds: a frame that changes nothing costs, too */
function wait(time) {
  if (time <= 0) return ask();
  clearTimeout(pause);
  pause = window.setTimeout(ask, time);
}
