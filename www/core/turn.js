/** Of the figures of a note one computes at a time: what it has found the next need not compute again. */

export class Turn {
  #name;
  #come;
  /** @type {(() => void) | null} */
  #leave = null;
  #asked = false;
  /** Whether there are no turns, as in a sandboxed frame, or one whose browser gives it nothing in common with others. */
  #free = !navigator.locks;

  /**
   * @param {string} name of what is shared by turns
   * @param {() => void} come told when it is this figure's
   */
  constructor(name, come) {
    this.#name = name;
    this.#come = come;
  }

  /** Whether another figure has it. */
  get isAwaited() {
    return this.#asked;
  }

  /** @returns {boolean} whether it is this figure's; else it is asked for */
  take() {
    if (this.#free || this.#leave) return true;
    if (!this.#asked) void this.#ask();
    return false;
  }

  /** Lets the next have it. */
  leave() {
    this.#leave?.();
    this.#leave = null;
  }

  async #ask() {
    this.#asked = true;
    const have = () => {
      this.#asked = false;
      const left = new Promise((done) => {
        this.#leave = () => done(undefined);
      });
      this.#come();
      return left;
    };
    try {
      await navigator.locks.request(this.#name, have);
    } catch {
      this.#asked = false;
      this.#free = true;
      this.#come();
    }
  }
}
