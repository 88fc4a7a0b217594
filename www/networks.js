/**
 * The trained pairs whose landscape is looked at: taken from the run where it has them, else trained
 * again, which gives the same networks to the bit.
 * @import { Experiment, Outcome, PageCore, Regime, TrainJob, TrainingReport } from "./types.js"
 * @import { Pool } from "./pool.js"
 *
 * @typedef {object} Trajectory
 * @property {Uint32Array} epochs ascending, from 0 to the last
 * @property {Float32Array[]} vectors x after each of them
 * @property {TrainingReport} report how the training went
 */

import { regimeName } from "./describe.js";
import { Cancelled } from "./pool.js";

/** Trainings that the landscape asks for come before those of a run's later trials. */
const URGENCY = 0;

export class Networks {
  /** Of which experiment all that follows is. */
  #experiment = "";
  /** @type {TrainJob[]} */
  #jobs = [];
  /** @type {Map<string, Promise<Outcome>>} by job, those under way as well: several figures ask */
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
    const train = async (/** @type {Regime} */ regime) => {
      const job = this.#jobs.find((job) => job.trial === trial && job.regime === regime);
      if (!job) throw new Error(`trial ${trial + 1}: there are ${experiment.trials}`);
      return trajectory(job, await this.#trained(job, signal));
    };
    const [small, large] = await Promise.all([train("small"), train("large")]);
    return { small, large };
  }

  /**
   * Another experiment has other networks; the former ones are let go.
   * @param {Experiment} experiment
   */
  #turnTo(experiment) {
    const key = JSON.stringify(experiment);
    if (key === this.#experiment) return;
    const study = new this.#core.Study(experiment);
    this.#jobs = study.jobs().flatMap(({ job }) => (job.kind === "train" ? [job] : []));
    study.free();
    this.#own.clear();
    this.#experiment = key;
  }

  /**
   * @param {TrainJob} job
   * @param {AbortSignal} signal
   * @returns {Promise<Outcome>}
   */
  async #trained(job, signal) {
    const key = JSON.stringify(job);
    const known = this.#known(key);
    if (known) return known;
    const shared = this.#own.get(key);
    const training = shared ?? this.#pool.run(URGENCY, job, [], () => {}, signal);
    this.#own.set(key, training);
    try {
      return await training;
    } catch (error) {
      if (this.#own.get(key) === training) this.#own.delete(key);
      // Whoever began it has given it up; this one still waits for it.
      if (shared && error instanceof Cancelled && !signal.aborted)
        return this.#trained(job, signal);
      throw error;
    }
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
