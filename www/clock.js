/**
 * How far a run is and how long it may still take, from the progress of its jobs.
 * @import { Job } from "./types.js"
 *
 * @typedef {object} Entry
 * @property {string} sort jobs of one sort take about as long as each other
 * @property {number} started milliseconds on the run's clock; NaN while it waits
 * @property {number} progress 0 to 1
 * @property {number} took milliseconds, when done
 */

/** What a trial consists of: the jobs that will come although they cannot start yet. */
const PER_TRIAL = { "train small": 1, "train large": 1, sharpness: 4, path: 1 };
/** A sort's duration in units of a training run, as long as none was seen. */
const GUESS = { "train small": 1, "train large": 1, sharpness: 0.15, path: 0.1 };

/** @typedef {keyof typeof PER_TRIAL} Sort */

/**
 * @param {Job} job
 * @returns {Sort}
 */
function sortOf(job) {
  return job.kind === "train" ? `train ${job.regime}` : job.kind;
}

export class Clock {
  /** @type {Map<number, Entry>} */
  #entries = new Map();
  #trials;
  #workers;
  /** Time that counts: without pauses. */
  #gone = 0;
  #since = performance.now();
  #ticking = true;

  /**
   * @param {number} trials
   * @param {number} workers
   */
  constructor(trials, workers) {
    this.#trials = trials;
    this.#workers = workers;
  }

  get now() {
    return this.#gone + (this.#ticking ? performance.now() - this.#since : 0);
  }

  pause() {
    this.#gone = this.now;
    this.#ticking = false;
  }

  resume() {
    this.#since = performance.now();
    this.#ticking = true;
  }

  /**
   * @param {number} id
   * @param {Job} job
   */
  add(id, job) {
    this.#entries.set(id, { sort: sortOf(job), started: NaN, progress: 0, took: NaN });
  }

  /**
   * @param {number} id
   * @param {number} progress
   */
  advance(id, progress) {
    const entry = this.#entries.get(id);
    if (!entry) return;
    if (Number.isNaN(entry.started)) entry.started = this.now;
    entry.progress = progress;
    if (progress >= 1) entry.took = this.now - entry.started;
  }

  /**
   * Both estimates at once.
   * @returns {{ progress: number, left: number | null }} share done, in [0, 1], and seconds left;
   *   null as long as nothing can be said
   */
  estimate() {
    const sorts = /** @type {Sort[]} */ (Object.keys(PER_TRIAL));
    const entries = [...this.#entries.values()];
    const measured = new Map(
      sorts.map((sort) => [sort, this.#duration(entries.filter((entry) => entry.sort === sort))]),
    );
    const units = sorts.flatMap((sort) => (measured.get(sort) ?? 0) / GUESS[sort] || []);
    const unit = units.length > 0 ? units.reduce((a, b) => a + b) / units.length : null;
    let total = 0;
    let left = 0;
    let longest = 0;
    for (const sort of sorts) {
      const each = measured.get(sort) ?? GUESS[sort] * (unit ?? 1);
      const own = entries.filter((entry) => entry.sort === sort);
      const count = Math.max(own.length, PER_TRIAL[sort] * this.#trials);
      const done = own.reduce((sum, { progress }) => sum + progress, 0);
      total += count * each;
      left += (count - done) * each;
      for (const { progress } of own) longest = Math.max(longest, (1 - progress) * each);
    }
    const progress = total > 0 ? 1 - left / total : 0;
    return {
      progress,
      left: unit === null ? null : Math.max(left / this.#workers, longest) / 1000,
    };
  }

  /**
   * Mean duration of a job among these, extrapolated from those that run.
   * @param {Entry[]} entries
   * @returns {number | undefined} milliseconds
   */
  #duration(entries) {
    const known = entries.flatMap(({ started, progress, took }) => {
      if (progress >= 1 && took > 0) return [took];
      return progress > 0.02 ? [(this.now - started) / progress] : [];
    });
    return known.length > 0 ? known.reduce((a, b) => a + b) / known.length : undefined;
  }
}
