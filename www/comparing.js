/**
 * Serves a comparison: its trainings are asked for, and the inquiries about their networks, until
 * nothing is wanted any more.
 * @import { Comparison, Equal, Inquiry, Outcome, RemedyOrder, TrainJob, TrainingReport } from "./types.js"
 * @import { Pool } from "./pool.js"
 *
 * @typedef {object} Trained
 * @property {TrainJob} job
 * @property {Outcome} outcome
 *
 * @typedef {(job: TrainJob, urgency: number, onProgress: (progress: number) => void, signal: AbortSignal) => Promise<Outcome>} Train
 *
 * @typedef {object} Task a training or an inquiry under way
 * @property {AbortController} stop
 * @property {string[]} rows whose it is: they may share a training
 * @property {number} work of all these rows, as the comparison counts it
 * @property {number} progress in [0, 1]
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
  #train;
  #onNews;
  /** @type {Map<string, Task>} what is under way */
  #under = new Map();
  /** @type {Set<string>} what failed since someone last asked */
  #failed = new Set();
  /** @type {Map<string, Trained>} by way of comparing, row and trial */
  #trained = new Map();
  /** The present call of run; null when nothing is computed. */
  #round = /** @type {object | null} */ (null);
  #wake = () => {};

  /**
   * @param {Comparison} comparison
   * @param {Pool} pool
   * @param {Train} train
   * @param {(answered: boolean) => void} onNews told after every answer, and on the way to it
   */
  constructor(comparison, pool, train, onNews) {
    this.#comparison = comparison;
    this.#pool = pool;
    this.#train = train;
    this.#onNews = onNews;
  }

  get works() {
    return this.#round !== null;
  }

  /** How much of all work is done, in [0, 1]; what is under way counts by its progress. */
  get progress() {
    const { work, done } = this.#comparison.counts();
    const tasks = [...this.#under.values()];
    const begun = tasks.reduce((sum, { work, progress }) => sum + work * progress, 0);
    return work > 0 ? Math.min(1, (done + begun) / work) : 1;
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
    for (const { stop } of this.#under.values()) stop.abort();
    this.#wake();
  }

  #employ() {
    const wanted = this.#wanted();
    for (const [key, task] of this.#under) {
      const orders = wanted.get(key);
      if (orders) Object.assign(task, shareOf(orders));
      else task.stop.abort();
    }
    for (const [key, orders] of wanted)
      if (!this.#under.has(key) && !this.#failed.has(key)) void this.#serve(key, orders);
  }

  /** What is wanted, the most urgent first; rows that share a training have it together. */
  #wanted() {
    /** @type {Map<string, [RemedyOrder, ...RemedyOrder[]]>} */
    const wanted = new Map();
    for (const order of this.#comparison.wanted()) {
      const key = keyOf(order);
      const others = wanted.get(key);
      if (others) others.push(order);
      else wanted.set(key, [order]);
    }
    return wanted;
  }

  /**
   * @param {string} key
   * @param {[RemedyOrder, ...RemedyOrder[]]} orders
   */
  async #serve(key, orders) {
    const [order] = orders;
    const task = { stop: new AbortController(), progress: 0, ...shareOf(orders) };
    this.#under.set(key, task);
    try {
      if (order.job) await this.#learn(order, order.job, task);
      else if (order.inquiry) await this.#inquire(order, order.inquiry, task);
    } catch (error) {
      if (!(error instanceof Cancelled)) {
        this.#failed.add(key);
        const why = error instanceof Error ? error.message : error;
        this.failure = `${order.row}, trial ${order.trial + 1}, could not be computed: ${why}.`;
      }
    }
    this.#under.delete(key);
    this.#wake();
    this.#onNews(true);
  }

  /**
   * @param {RemedyOrder} order
   * @param {TrainJob} job
   * @param {Task} task
   */
  async #learn({ trial, urgency }, job, task) {
    const equal = this.#equal;
    const outcome = await this.#train(job, urgency, this.#follow(task), task.stop.signal);
    if (outcome.report.kind !== "training") throw new Error("the training has no report");
    for (const row of task.rows) {
      this.#trained.set(`${equal} ${row} ${trial}`, { job, outcome });
      this.#comparison.accept_training(row, trial, outcome.report);
    }
  }

  /**
   * @param {RemedyOrder} order
   * @param {Inquiry} inquiry
   * @param {Task} task
   */
  async #inquire({ row, trial, urgency, epoch }, inquiry, task) {
    const x = this.#network(row, trial, epoch);
    const hear = this.#follow(task);
    const { report } = await this.#pool.run(urgency, inquiry, [x], hear, task.stop.signal);
    this.#comparison.accept_answer(row, trial, epoch, report);
  }

  /** @param {Task} task */
  #follow(task) {
    return (/** @type {number} */ progress) => {
      task.progress = progress;
      this.#onNews(false);
    };
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

/**
 * Which work an order is: a training is whoever's asks for it, an inquiry is about one row's network.
 * @param {RemedyOrder} order
 */
function keyOf({ row, trial, epoch, job, inquiry }) {
  return JSON.stringify(job ?? [row, trial, epoch, inquiry]);
}

/** @param {RemedyOrder[]} orders of the same work */
function shareOf(orders) {
  return {
    rows: orders.map(({ row }) => row),
    work: orders.reduce((sum, { work }) => sum + work, 0),
  };
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
