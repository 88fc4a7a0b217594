/**
 * The trained pairs, SB and LB of each trial: taken from the run where it has them, else trained again,
 * once for all chapters that ask, which gives the same networks to the bit.
 * @import { Experiment, Outcome, PageCore, Regime, TrainJob, TrainingReport } from "./types.js"
 * @import { Pool } from "./pool.js"
 *
 * @typedef {object} Trajectory
 * @property {Uint32Array} epochs ascending, from 0 to the last
 * @property {Float32Array[]} vectors x after each of them
 * @property {TrainingReport} report how the training went
 *
 * @typedef {(progress: number) => void} Listener told how far a training is, in [0, 1]
 *
 * @typedef {object} Training one that is under way or done
 * @property {Promise<Outcome>} outcome
 * @property {Set<Listener>} listeners
 */

import { regimeName } from "./describe.js";
import { Cancelled } from "./pool.js";

/** Trainings that the landscape asks for come before those of a run's later trials. */
const URGENCY = 0;

export class Networks {
  /** Of which experiment all that follows is. */
  #experiment = "";
  /** @type {Map<string, TrainJob>} the trainings of its pairs */
  #jobs = new Map();
  /** @type {Map<string, Training>} by job */
  #own = new Map();
  #core;
  #pool;
  #known;

  /**
   * @param {PageCore} core
   * @param {Pool} pool
   * @param {(key: string) => Outcome | undefined} known what the latest run has computed
   */
  constructor(core, pool, known) {
    this.#core = core;
    this.#pool = pool;
    this.#known = known;
  }

  /**
   * @param {Experiment} experiment
   * @param {number} trial
   * @param {AbortSignal} signal
   * @returns {Promise<{ small: Trajectory, large: Trajectory }>}
   */
  async pair(experiment, trial, signal) {
    this.#turnTo(experiment);
    const jobs = [...this.#jobs.values()];
    const train = async (/** @type {Regime} */ regime) => {
      const job = jobs.find((job) => job.trial === trial && job.regime === regime);
      if (!job) throw new Error(`trial ${trial + 1}: there are ${experiment.trials}`);
      return trajectory(job, await this.#trained(job, URGENCY, () => {}, signal));
    };
    const [small, large] = await Promise.all([train("small"), train("large")]);
    return { small, large };
  }

  /**
   * Any training of an experiment; only those of its pairs are kept for others.
   * @param {Experiment} experiment
   * @param {TrainJob} job canonical
   * @param {number} urgency
   * @param {Listener} listener
   * @param {AbortSignal} signal
   * @returns {Promise<Outcome>}
   */
  train(experiment, job, urgency, listener, signal) {
    this.#turnTo(experiment);
    return this.#jobs.has(JSON.stringify(job))
      ? this.#trained(job, urgency, listener, signal)
      : this.#pool.run(urgency, job, [], listener, signal);
  }

  /**
   * Networks that another experiment does not have are let go.
   * @param {Experiment} experiment
   */
  #turnTo(experiment) {
    const key = JSON.stringify(experiment);
    if (key === this.#experiment) return;
    const study = new this.#core.Study(experiment);
    const jobs = study.jobs().flatMap(({ job }) => (job.kind === "train" ? [job] : []));
    study.free();
    this.#jobs = new Map(jobs.map((job) => [JSON.stringify(job), job]));
    for (const job of this.#own.keys()) if (!this.#jobs.has(job)) this.#own.delete(job);
    this.#experiment = key;
  }

  /**
   * @param {TrainJob} job
   * @param {number} urgency
   * @param {Listener} listener
   * @param {AbortSignal} signal
   * @returns {Promise<Outcome>}
   */
  async #trained(job, urgency, listener, signal) {
    const key = JSON.stringify(job);
    const known = this.#known(key);
    if (known) return known;
    const shared = this.#own.get(key);
    const training = shared ?? this.#begin(job, urgency, signal);
    training.listeners.add(listener);
    this.#own.set(key, training);
    try {
      return await training.outcome;
    } catch (error) {
      if (this.#own.get(key) === training) this.#own.delete(key);
      // Whoever began it has given it up; this one still waits for it.
      if (shared && error instanceof Cancelled && !signal.aborted)
        return this.#trained(job, urgency, listener, signal);
      throw error;
    } finally {
      training.listeners.delete(listener);
    }
  }

  /**
   * @param {TrainJob} job
   * @param {number} urgency
   * @param {AbortSignal} signal
   * @returns {Training}
   */
  #begin(job, urgency, signal) {
    /** @type {Set<Listener>} */
    const listeners = new Set();
    const hear = (/** @type {number} */ progress) => {
      for (const listener of listeners) listener(progress);
    };
    return { outcome: this.#pool.run(urgency, job, [], hear, signal), listeners };
  }
}

/**
 * @param {TrainJob} job
 * @param {Outcome} outcome
 * @returns {Trajectory}
 */
function trajectory({ regime, snapshots }, { report, vectors: [x, ...kept] }) {
  if (report.kind !== "training" || !x) throw new Error("the training left no network");
  if (report.ending?.reason === "diverged")
    throw new Error(
      `the training of ${regimeName(regime)} diverged: there is no minimum to look around`,
    );
  const last = report.points.at(-1)?.epoch ?? 0;
  const epochs = snapshots.filter((epoch) => epoch < last);
  return {
    epochs: Uint32Array.from([...epochs, last]),
    vectors: [...kept.slice(0, epochs.length), x],
    report,
  };
}
