/**
 * A figure of a preset in a note, without the wasm module: the build has drawn it and has recorded what is said of it.
 * That stands there until somebody touches it; then the module comes and takes over.
 * @import { Recording } from "../core/recorded.js"
 * @import { Vault } from "../core/vault.js"
 * @import { App } from "./app.js"
 */

import { drawing, file } from "../core/files.js";
import { whyNot } from "../core/named.js";
import { Recorded } from "../core/recorded.js";
import { Held } from "../lib/held.js";

/** By how much a picture may be stretched, as a natural logarithm. */
const STRETCH = 0.1;

/**
 * What was recorded of what the address asks for.
 * @param {Vault} vault
 * @returns {Promise<Still | null>} null where nothing was, or where this browser knows more
 */
export async function recorded(vault) {
  const name = document.documentElement.dataset.still;
  if (!name) return null;
  try {
    const kept = await vault.open();
    if (kept.length > 0) return null;
    const recording = await (await file(`stills/${name}.json`)).json();
    return new Still(name, recording);
  } catch {
    // With the module it works all the same.
    return null;
  }
}

export class Still extends Recorded {
  /** It has none to compute with yet. */
  module = null;
  #name;
  #sizes;
  #shown = "";
  /** @type {App | null} */
  #app = null;
  /** @type {Held | null} */
  #held = null;
  /** @type {ResizeObserver | null} */
  #observer = null;
  #load = () => Promise.resolve();
  /** @type {Promise<boolean> | null} */
  #waking = null;

  /**
   * @param {string} name preset and figure, as the pictures' files begin
   * @param {Recording} recording
   */
  constructor(name, recording) {
    super(recording);
    this.#name = name;
    this.#sizes = recording.sizes;
    /** The settings that were recorded. */
    this.hash = `#${this.page.hash()}`;
  }

  /**
   * Shows the picture, and waits for somebody to touch the page.
   * @param {App} app
   * @param {() => Promise<void>} load brings the session, and all it needs to compute
   */
  async stand(app, load) {
    const stage = document.querySelector(".stage");
    if (!stage) throw new Error("there is no figure to stand");
    this.#app = app;
    this.#load = load;
    this.#held = new Held(() => void this.awake());
    await this.#show(stage);
    this.#observer = new ResizeObserver(() => void this.#show(stage));
    this.#observer.observe(stage);
  }

  /**
   * Brings the module, once.
   * @returns {Promise<boolean>} whether the session answers
   */
  awake() {
    this.#waking ??= this.#wake();
    return this.#waking;
  }

  async #wake() {
    this.#tell(true);
    try {
      await this.#load();
    } catch (error) {
      // Whoever touches it once more may have more luck.
      this.#waking = null;
      this.#tell(false);
      this.#app?.notice(
        `This figure cannot be changed or computed: ${whyNot(error, "the module")}.`,
      );
      return false;
    }
    this.forget();
    this.#observer?.disconnect();
    this.#tell(false);
    this.#held?.letGo();
    return true;
  }

  /** @param {boolean} waits whether the page waits for the module */
  #tell(waits) {
    if (!this.#app) return;
    this.#app.waits = waits;
    this.#app.changed();
  }

  /**
   * The picture that is nearest to the stage; without one the module draws.
   * @param {Element} stage
   */
  async #show(stage) {
    const { width, height } = stage.getBoundingClientRect();
    // A frame that is hidden has no size yet.
    if (width === 0 || height === 0 || this.#waking) return;
    const [size] = this.#sizes.toSorted(
      (a, b) => strain(a, width, height) - strain(b, width, height),
    );
    if (!size || strain(size, width, height) > STRETCH) return void this.awake();
    const name = `stills/${this.#name}-${size.join("x")}.svg`;
    if (name === this.#shown) return;
    this.#shown = name;
    try {
      const picture = await drawing(name);
      if (name !== this.#shown || this.#waking) return;
      for (const still of stage.querySelectorAll(".still")) still.remove();
      stage.append(picture);
    } catch {
      void this.awake();
    }
  }
}

/**
 * @param {[width: number, height: number]} size of a picture
 * @param {number} width of its stage
 * @param {number} height
 * @returns {number} by how much it is stretched, as a natural logarithm
 */
function strain([across, down], width, height) {
  return Math.max(Math.abs(Math.log(width / across)), Math.abs(Math.log(height / down)));
}
