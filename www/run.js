/**
 * One run: the study's jobs go to the pool, their reports come back to the results.
 * @import { Job, Outcome, Regime, Report } from "./types.js"
 * @import { Pool } from "./pool.js"
 * @import { Results } from "./results.js"
 *
 * @typedef {"running" | "paused" | "finished" | "failed" | "cancelled"} State
 */

import { Clock } from "./clock.js";
import { describeJob } from "./describe.js";
import { Cancelled } from "./pool.js";

export class Run {
  /** @type {State} */
  state = "running";
  /** @type {{ job: string, why: string }[]} jobs that were lost */
  losses = [];
  /** Finished jobs: their vectors feed later jobs, and the next run may reuse them. */
  done = new Map(/** @type {[string, Outcome][]} */ ([]));

  #results;
  #pool;
  #former;
  #onChange;
  #clock;
  /** @type {Map<string, Float32Array>} */
  #minima = new Map();
  /** @type {Map<number, Report>} latest reports of growing trainings, not yet accepted */
  #inbox = new Map();
  #pending = 0;
  #ids = 0;
  #stop = new AbortController();

  /**
   * @param {Results} results where the reports go
   * @param {Pool} pool
   * @param {Map<string, Outcome>} former outcomes that need not be computed again
   * @param {(what: "news" | "state") => void} onChange
   */
  constructor(results, pool, former, onChange) {
    this.#results = results;
    this.#pool = pool;
    this.#former = former;
    this.#onChange = onChange;
    this.#clock = new Clock(results.experiment.trials, pool.size);
  }

  get active() {
    return this.state === "running" || this.state === "paused";
  }

  start() {
    this.#schedule();
  }

  pause() {
    if (this.state !== "running") return;
    this.#pool.pause();
    this.#clock.pause();
    this.#enter("paused");
  }

  resume() {
    if (this.state !== "paused") return;
    this.#clock.resume();
    this.#pool.resume();
    this.#enter("running");
  }

  cancel() {
    if (!this.active) return;
    this.flush();
    // The state first: the rejections that follow are then known for what they are.
    const paused = this.state === "paused";
    this.state = "cancelled";
    this.#stop.abort();
    if (paused) this.#pool.resume();
    this.#enter("cancelled");
  }

  /** @returns {{ progress: number, left: number | null }} share done, seconds left */
  estimate() {
    return this.#clock.estimate();
  }

  /** Hands the latest reports over; called before drawing, so that no more is read than drawn. */
  flush() {
    for (const report of this.#inbox.values()) this.#results.accept(report);
    this.#inbox.clear();
  }

  /** @param {State} state */
  #enter(state) {
    this.state = state;
    this.#results.stage = state;
    if (!this.active) this.#results.study.close();
    this.#onChange("state");
  }

  #schedule() {
    if (!this.active) return;
    const jobs = this.#results.study.jobs();
    this.#pending += jobs.length;
    for (const { urgency, job } of jobs) void this.#work(urgency, job);
    if (this.#pending === 0) this.#end();
  }

  #end() {
    const complete = this.losses.length === 0 && this.#results.study.finished();
    if (!complete && this.losses.length === 0)
      this.losses.push({ job: "the run", why: "it ended before everything was measured" });
    this.#enter(complete ? "finished" : "failed");
  }

  /**
   * @param {number} urgency
   * @param {Job} job canonical: an equal one need not be done again
   */
  async #work(urgency, job) {
    const id = this.#ids++;
    this.#clock.add(id, job);
    try {
      const key = JSON.stringify(job);
      const outcome = this.#former.get(key) ?? (await this.#compute(id, urgency, job));
      if (!this.active) return;
      this.done.set(key, outcome);
      this.#inbox.delete(id);
      this.#clock.advance(id, 1);
      this.#keep(job, outcome);
      this.#results.accept(outcome.report);
      this.#onChange("news");
    } catch (error) {
      if (error instanceof Cancelled) return;
      this.flush();
      this.losses.push({
        job: describeJob(job),
        why: error instanceof Error ? error.message : String(error),
      });
      this.#onChange("news");
    } finally {
      this.#pending -= 1;
    }
    this.#schedule();
  }

  /**
   * @param {number} id
   * @param {number} urgency
   * @param {Job} job
   */
  #compute(id, urgency, job) {
    const hear = (/** @type {number} */ progress, /** @type {Report | undefined} */ report) => {
      if (!this.active) return;
      this.#clock.advance(id, progress);
      if (report) this.#inbox.set(id, report);
      this.#onChange("news");
    };
    return this.#pool.run(urgency, job, this.#vectors(job), hear, this.#stop.signal);
  }

  /**
   * @param {Job} job
   * @param {Outcome} outcome
   */
  #keep(job, { vectors: [x] }) {
    if (job.kind === "train" && x) this.#minima.set(`${job.regime} ${job.trial}`, x);
  }

  /**
   * The minima that a job starts from.
   * @param {Job} job
   * @returns {Float32Array[]}
   */
  #vectors(job) {
    if (job.kind === "train") return [];
    /** @type {Regime[]} */
    const regimes = job.kind === "path" ? ["small", "large"] : [job.regime];
    return regimes.map((regime) => {
      const x = this.#minima.get(`${regime} ${job.trial}`);
      if (!x) throw new Error("the minimum it starts from is missing");
      return x;
    });
  }
}
