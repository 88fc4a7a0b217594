/**
 * Serves a comparison: its trainings go to the pool, and the inquiries about their networks, until
 * nothing is wanted any more.
 * @import { Comparison, Equal, Inquiry, Outcome, RemedyOrder, TrainJob, TrainingReport } from "./types.js"
 * @import { Pool } from "./pool.js"
 *
 * @typedef {object} Trained
 * @property {TrainJob} job
 * @property {Outcome} outcome
 */

import { Cancelled } from "./pool.js";

/** So many milliseconds' answers are gathered before the comparison is asked what else it wants. */
const GATHERING = 20;

export class Comparing {
  /** What could not be computed, in words; empty if nothing failed. */
  failure = "";
  /** @type {Equal} what is equal between the rows just now */
  #equal = "epochs";
  #comparison;
  #pool;
  #known;
  #onNews;
  /** @type {Map<string, AbortController>} the orders under way */
  #under = new Map();
  /** @type {Set<string>} the orders that failed since someone last asked */
  #failed = new Set();
  /** @type {Map<string, Trained>} by way of comparing, row and trial */
  #trained = new Map();
  /** @type {Map<string, Outcome>} by job: rows may share one */
  #outcomes = new Map();
  /** @type {Set<string>} the trainings under way, by job */
  #training = new Set();
  /** The present call of run; null when nothing is computed. */
  #round = /** @type {object | null} */ (null);
  #wake = () => {};

  /**
   * @param {Comparison} comparison
   * @param {Pool} pool
   * @param {(key: string) => Outcome | undefined} known what the latest run has computed
   * @param {() => void} onNews told after every answer
   */
  constructor(comparison, pool, known, onNews) {
    this.#comparison = comparison;
    this.#pool = pool;
    this.#known = known;
    this.#onNews = onNews;
  }

  get works() {
    return this.#round !== null;
  }

  /** Computes what is wanted, until nothing more is or someone cancels. */
  async run() {
    if (this.works) return;
    const round = {};
    this.#round = round;
    this.failure = "";
    this.#failed.clear();
    try {
      while (this.#round === round) {
        this.#employ();
        if (this.#under.size === 0) break;
        await new Promise((done) => {
          this.#wake = () => done(undefined);
        });
        await new Promise((done) => setTimeout(done, GATHERING));
      }
    } catch (error) {
      this.cancel();
      this.failure = `It could not be compared: ${error instanceof Error ? error.message : error}.`;
    }
    if (this.#round === round) this.#round = null;
  }

  /** Ends the computing at once; what was answered stays. */
  cancel() {
    this.#round = null;
    this.#drop();
  }

  /** Something else is wanted: what nobody waits for is given up, what is new is begun. */
  refresh() {
    this.#wake();
  }

  /**
   * @param {Equal} equal
   * @returns {boolean} whether that is another than before
   */
  setEqual(equal) {
    if (equal === this.#equal) return false;
    // An answer on its way would be taken for one of the other kind.
    this.#drop();
    this.#equal = equal;
    this.#failed.clear();
    this.#comparison.equal(equal);
    return true;
  }

  #drop() {
    for (const stop of this.#under.values()) stop.abort();
    this.#wake();
  }

  #employ() {
    const wanted = new Map(this.#comparison.wanted().map((order) => [keyOf(order), order]));
    for (const [key, stop] of this.#under) if (!wanted.has(key)) stop.abort();
    for (const [key, order] of wanted) {
      const shared = order.job && this.#training.has(JSON.stringify(order.job));
      if (!shared && !this.#under.has(key) && !this.#failed.has(key)) void this.#serve(key, order);
    }
  }

  /**
   * @param {string} key
   * @param {RemedyOrder} order
   */
  async #serve(key, order) {
    const stop = new AbortController();
    this.#under.set(key, stop);
    try {
      if (order.job) await this.#train(order, order.job, stop.signal);
      else if (order.inquiry) await this.#inquire(order, order.inquiry, stop.signal);
    } catch (error) {
      if (!(error instanceof Cancelled)) {
        this.#failed.add(key);
        const why = error instanceof Error ? error.message : error;
        this.failure = `${order.row}, trial ${order.trial + 1}, could not be computed: ${why}.`;
      }
    }
    this.#under.delete(key);
    this.#wake();
    this.#onNews();
  }

  /**
   * @param {RemedyOrder} order
   * @param {TrainJob} job
   * @param {AbortSignal} signal
   */
  async #train({ row, trial, urgency }, job, signal) {
    const equal = this.#equal;
    const key = JSON.stringify(job);
    let outcome = this.#known(key) ?? this.#outcomes.get(key);
    if (!outcome) {
      this.#training.add(key);
      try {
        outcome = await this.#pool.run(urgency, job, [], () => {}, signal);
      } finally {
        this.#training.delete(key);
      }
    }
    this.#outcomes.set(key, outcome);
    if (outcome.report.kind !== "training") throw new Error("the training has no report");
    this.#trained.set(`${equal} ${row} ${trial}`, { job, outcome });
    this.#comparison.accept_training(row, trial, outcome.report);
  }

  /**
   * @param {RemedyOrder} order
   * @param {Inquiry} inquiry
   * @param {AbortSignal} signal
   */
  async #inquire({ row, trial, urgency, epoch }, inquiry, signal) {
    const x = this.#network(row, trial, epoch);
    const { report } = await this.#pool.run(urgency, inquiry, [x], () => {}, signal);
    this.#comparison.accept_answer(row, trial, epoch, report);
  }

  /**
   * A row's network: after an epoch, or the final one.
   * @param {string} row
   * @param {number} trial
   * @param {number | null} epoch
   */
  #network(row, trial, epoch) {
    const other = this.#equal === "epochs" ? "gradients" : "epochs";
    // A training that serves both ways of comparing is asked for once.
    const trained =
      this.#trained.get(`${this.#equal} ${row} ${trial}`) ??
      this.#trained.get(`${other} ${row} ${trial}`);
    const x = trained && networkAfter(trained, epoch);
    if (!x)
      throw new Error(epoch === null ? "its network is missing" : `epoch ${epoch} is missing`);
    return x;
  }
}

/** @param {RemedyOrder} order */
function keyOf({ row, trial, epoch, job, inquiry }) {
  return JSON.stringify([row, trial, epoch, job, inquiry]);
}

/**
 * @param {Trained} trained
 * @param {number | null} epoch
 * @returns {Float32Array | undefined}
 */
function networkAfter({ job, outcome: { report, vectors } }, epoch) {
  const [x, ...kept] = vectors;
  const last = /** @type {TrainingReport} */ (report).points.at(-1)?.epoch;
  if (epoch === null || epoch === last) return x;
  // A training that ended early has kept nothing after its end.
  return kept[job.snapshots.indexOf(epoch)];
}
