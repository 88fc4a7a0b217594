/** How long something will still take, from how far it has come in how long. */

/** Before so many milliseconds there is no telling. */
const SOONEST = 800;

export class Pace {
  #since = performance.now();
  #from;
  /** Milliseconds of rest before the present one. */
  #rested = 0;
  #resting = /** @type {number | null} */ (null);

  /** @param {number} share what is done when it begins, in [0, 1] */
  constructor(share) {
    this.#from = share;
  }

  /** @param {boolean} resting time that passes meanwhile does not count */
  rest(resting) {
    const now = performance.now();
    if (resting) {
      this.#resting ??= now;
    } else if (this.#resting !== null) {
      this.#rested += now - this.#resting;
      this.#resting = null;
    }
  }

  /**
   * @param {number} share what is done now
   * @returns {number | null} seconds; null as long as there is no telling
   */
  left(share) {
    const took = (this.#resting ?? performance.now()) - this.#since - this.#rested;
    const done = share - this.#from;
    return took < SOONEST || done <= 0 ? null : ((took / 1000) * (1 - share)) / done;
  }
}
