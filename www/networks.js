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

/** Trainings that the landscape asks for come before those of a run's later trials. */
const URGENCY = 0;

export class Networks {
  /** @type {Map<string, Outcome>} */
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
    const study = new this.#core.Study(experiment);
    const jobs = study.jobs().flatMap(({ job }) => (job.kind === "train" ? [job] : []));
    study.free();
    const train = (/** @type {Regime} */ regime) => {
      const job = jobs.find((job) => job.trial === trial && job.regime === regime);
      if (!job) throw new Error(`trial ${trial + 1}: there are ${experiment.trials}`);
      return this.#trained(job, signal);
    };
    const [small, large] = await Promise.all([train("small"), train("large")]);
    return { small, large };
  }

  /**
   * @param {TrainJob} job
   * @param {AbortSignal} signal
   */
  async #trained(job, signal) {
    const key = JSON.stringify(job);
    let outcome = this.#known(key) ?? this.#own.get(key);
    if (!outcome) {
      outcome = await this.#pool.run(URGENCY, job, [], () => {}, signal);
      this.#own.set(key, outcome);
    }
    return trajectory(job, outcome);
  }
}

/**
 * @param {TrainJob} job
 * @param {Outcome} outcome
 * @returns {Trajectory}
 */
function trajectory({ regime, snapshots }, { report, vectors: [x, ...kept] }) {
  if (report.kind !== "training" || !x) throw new Error("the training left no network");
  const name = regime === "small" ? "SB" : "LB";
  if (report.ending?.reason === "diverged")
    throw new Error(`the training of ${name} diverged: there is no minimum to look around`);
  const last = report.points.at(-1)?.epoch ?? 0;
  const epochs = snapshots.filter((epoch) => epoch < last);
  return {
    epochs: Uint32Array.from([...epochs, last]),
    vectors: [...kept.slice(0, epochs.length), x],
    report,
  };
}
