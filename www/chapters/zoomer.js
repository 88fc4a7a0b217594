/**
 * Zooming a map around a place: by the wheel, and by two fingers.
 * @import { View } from "../core/types.js"
 *
 * @typedef {{ x: number, y: number }} Shares where a place is in its plot, in half-sides from the middle, right and up
 */

/** A wheel's ticks, and the spread of two fingers, until the window is halved. */
const WHEEL = 120;
const SPREAD = Math.log(1.6);
/** Lines of a wheel that counts in lines, in pixels. */
const LINE = 33;

export class Zoomer {
  #change;
  #rolled = 0;
  /** @type {Map<number, { x: number, y: number }>} */
  #fingers = new Map();
  #spread = 0;

  /** @param {(change: Partial<View>, done: boolean) => void} change */
  constructor(change) {
    this.#change = change;
  }

  /** Whether two fingers are down. */
  get pinches() {
    return this.#fingers.size > 1;
  }

  /**
   * @param {View} view
   * @param {number} steps how often the window is halved
   * @param {Shares} at what stays where it is
   */
  by(view, steps, at) {
    const [from, to] = [2 ** -view.zoom, 2 ** -(view.zoom + steps)];
    const x = view.x + at.x * (from - to);
    const y = view.y + at.y * (from - to);
    this.#change({ zoom: view.zoom + steps, x, y }, true);
  }

  /**
   * @param {WheelEvent} event
   * @param {View} view
   * @param {Shares} at
   */
  wheel(event, view, at) {
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1;
    // A pinch on a touchpad comes as a wheel with Ctrl, in small steps.
    this.#rolled -= event.deltaY * pixels * (event.ctrlKey && event.deltaMode === 0 ? 4 : 1);
    const steps = Math.trunc(this.#rolled / WHEEL);
    if (steps === 0) return;
    this.#rolled = 0;
    this.by(view, Math.sign(steps), at);
  }

  /** @param {PointerEvent} event */
  down(event) {
    if (event.pointerType !== "touch") return;
    this.#fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    this.#spread = this.#reach();
  }

  /**
   * @param {PointerEvent} event
   * @param {View} view
   * @param {Shares} at
   * @returns {boolean} whether it is part of a pinch
   */
  move(event, view, at) {
    if (!this.#fingers.has(event.pointerId)) return false;
    this.#fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (!this.pinches) return false;
    const steps = Math.trunc(Math.log(this.#reach() / this.#spread) / SPREAD);
    if (steps !== 0) {
      this.#spread = this.#reach();
      this.by(view, steps, at);
    }
    return true;
  }

  /** @param {PointerEvent} event */
  up(event) {
    this.#fingers.delete(event.pointerId);
  }

  #reach() {
    const [a, b] = [...this.#fingers.values()];
    return a && b ? Math.max(1, Math.hypot(a.x - b.x, a.y - b.y)) : 1;
  }
}
