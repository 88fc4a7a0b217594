/**
 * Computes what a view of the landscape still needs, piece by piece on the pool.
 * @import { Atlas, Plate, Wanted } from "./types.js"
 * @import { Networks } from "./networks.js"
 * @import { Pool } from "./pool.js"
 */

import { Cancelled } from "./pool.js";

/** The axes of a slice come before anything else: all points wait for them. */
const FIRST = 0;

export class Surveyor {
  #atlas;
  #pool;
  #networks;
  #onNews;
  /** @type {Map<string, Promise<Float32Array[]>>} centre and directions of each slice */
  #axes = new Map();
  /** @type {Map<Plate, AbortController>} what is being computed */
  #working = new Map();
  /** Ends what all plates share. */
  #life = new AbortController();

  /**
   * @param {Atlas} atlas
   * @param {Pool} pool
   * @param {Networks} networks
   * @param {(plate: Plate, failure?: string) => void} onNews
   */
  constructor(atlas, pool, networks, onNews) {
    this.#atlas = atlas;
    this.#pool = pool;
    this.#networks = networks;
    this.#onNews = onNews;
  }

  /** @param {Plate} plate */
  works(plate) {
    return this.#working.has(plate);
  }

  /**
   * Computes what the plate needs now; what it needed before is given up.
   * @param {Plate} plate
   */
  async survey(plate) {
    this.#working.get(plate)?.abort();
    const controller = new AbortController();
    this.#working.set(plate, controller);
    let failure;
    try {
      // First the slices, then their points.
      for (let wanted = this.#atlas.wanted(plate); wanted.length > 0; ) {
        await Promise.all(wanted.map((one) => this.#compute(plate, one, controller.signal)));
        wanted = this.#atlas.wanted(plate);
      }
    } catch (error) {
      controller.abort();
      if (!(error instanceof Cancelled))
        failure = error instanceof Error ? error.message : String(error);
    }
    if (this.#working.get(plate) !== controller) return;
    this.#working.delete(plate);
    this.#onNews(plate, failure);
  }

  /**
   * Measures the sharpness at one place.
   * @param {Plate} plate
   * @param {Wanted} probe
   */
  async probe(plate, probe) {
    try {
      await this.#compute(plate, probe, this.#life.signal);
    } catch (error) {
      if (error instanceof Cancelled) return;
      this.#onNews(plate, error instanceof Error ? error.message : String(error));
    }
  }

  /** Gives everything up. */
  cancel() {
    this.#life.abort();
    this.#life = new AbortController();
    for (const controller of this.#working.values()) controller.abort();
  }

  /**
   * @param {Plate} plate
   * @param {Wanted} wanted
   * @param {AbortSignal} signal
   */
  async #compute(plate, { sheet, evaluated, urgency, survey }, signal) {
    const axes = await this.#axesOf({ sheet, evaluated, urgency, survey });
    if (signal.aborted) throw new Cancelled();
    if (survey) {
      const outcome = await this.#pool.run(urgency, survey, axes, () => {}, signal);
      this.#atlas.accept(sheet, evaluated, outcome.report);
    }
    this.#onNews(plate);
  }

  /**
   * @param {Wanted} wanted
   * @returns {Promise<Float32Array[]>}
   */
  #axesOf(wanted) {
    const key = JSON.stringify(wanted.sheet);
    const known = this.#axes.get(key);
    if (known) return known;
    const axes = this.#findAxes(wanted, this.#life.signal);
    this.#axes.set(key, axes);
    axes.catch(() => this.#axes.delete(key));
    return axes;
  }

  /**
   * @param {Wanted} wanted
   * @param {AbortSignal} signal
   */
  async #findAxes({ sheet, evaluated }, signal) {
    const { small, large } = await this.#networks.pair(
      this.#atlas.experiment(),
      sheet.trial,
      signal,
    );
    const survey = this.#atlas.slice_survey(sheet, small.epochs, large.epochs);
    const vectors = [...small.vectors, ...large.vectors];
    const outcome = await this.#pool.run(FIRST, survey, vectors, () => {}, signal);
    this.#atlas.accept(sheet, evaluated, outcome.report);
    return outcome.vectors;
  }
}
