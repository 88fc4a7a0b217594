/**
 * A pool of share-nothing workers: jobs wait in order of urgency, a free worker takes the next.
 * A worker that dies loses its job alone and is replaced.
 * @import { Answered, AnyJob, Message, News, Outcome } from "./types.js"
 *
 * @typedef {object} Ticket A job on its way.
 * @property {number} id
 * @property {number} urgency
 * @property {AnyJob} job
 * @property {Float32Array[]} vectors
 * @property {(progress: number, report?: any) => void} onNews
 * @property {(outcome: Outcome<any>) => void} resolve
 * @property {(reason: Error) => void} reject
 *
 * @typedef {object} Slot A worker's place; the worker in it may be replaced.
 * @property {number} index
 * @property {Worker} worker
 * @property {boolean} ready Whether this worker has ever answered.
 * @property {number} stillborn How many workers in a row died here without ever answering.
 * @property {Ticket | null} ticket
 * @property {number | null} stopping The job it was told to cancel and has not yet let go of.
 * @property {number} timer
 * @property {Set<string>} archives What this worker has been given.
 */

import { archive, archiveOf } from "./archive.js";

/** A worker that has not answered a cancel after this many milliseconds is replaced. */
const PATIENCE = 40;
/** Workers that may die in a row, in one place, without ever having answered. */
const STILLBORN = 3;

/** What a job's promise is rejected with when it was cancelled. */
export class Cancelled extends Error {}

/** As many workers as cores, at least one, at most eight. */
export function poolSize() {
  return Math.max(1, Math.min(8, navigator.hardwareConcurrency || 1));
}

export class Pool {
  /** @type {Slot[]} */
  #slots = [];
  /** @type {Ticket[]} */
  #waiting = [];
  #paused = false;
  #ids = 0;
  #compile;
  #notice;
  /** @type {Promise<WebAssembly.Module> | null} */
  #compiling = null;
  /** @type {WebAssembly.Module | undefined} */
  #module;

  /**
   * @param {() => Promise<WebAssembly.Module>} compile gives the module, which is compiled once
   *   and posted to every worker
   * @param {number} size number of workers
   * @param {(text: string) => void} notice told in words when a worker had to be replaced
   */
  constructor(compile, size, notice) {
    this.#compile = compile;
    this.#notice = notice;
    this.size = size;
  }

  /** Number of workers that have a job. */
  get busy() {
    return this.#slots.filter(({ ticket }) => ticket).length;
  }

  /** Starts the workers, so that the first job need not wait for them. */
  async warm() {
    this.#compiling ??= this.#compile();
    try {
      this.#module = await this.#compiling;
    } catch (error) {
      // The next run tries again.
      this.#compiling = null;
      const why = error instanceof Error ? error.message : String(error);
      for (const { reject } of this.#waiting.splice(0))
        reject(new Error(`what the workers run could not be loaded (${why})`));
      return;
    }
    while (this.#slots.length < this.size) {
      /** @type {Slot} */
      const slot = {
        index: this.#slots.length,
        worker: new Worker(new URL("./worker.js", import.meta.url), { type: "module" }),
        ready: false,
        stillborn: 0,
        ticket: null,
        stopping: null,
        timer: 0,
        archives: new Set(),
      };
      this.#slots.push(slot);
      this.#employ(slot);
    }
    this.#dispatch();
  }

  /**
   * Puts a job into the queue.
   * @template {AnyJob} J
   * @param {number} urgency the least number is served first, equal ones in order of arrival
   * @param {J} job
   * @param {Float32Array[]} vectors copied, so that the originals stay with the caller
   * @param {(progress: number, report?: Answered<J>) => void} onNews
   * @param {AbortSignal} signal ends the job at once
   * @returns {Promise<Outcome<Answered<J>>>} rejected with {@link Cancelled}, or with what went wrong
   */
  run(urgency, job, vectors, onNews, signal) {
    if (signal.aborted) return Promise.reject(new Cancelled());
    void this.warm();
    const ended = new AbortController();
    /** @type {Promise<Outcome<Answered<J>>>} */
    const promise = new Promise((resolve, reject) => {
      this.#ids += 1;
      const ticket = { id: this.#ids, urgency, job, vectors, onNews, resolve, reject };
      signal.addEventListener("abort", () => this.#abort(ticket), { signal: ended.signal });
      this.#waiting.push(ticket);
      this.#waiting.sort((a, b) => a.urgency - b.urgency || a.id - b.id);
      this.#dispatch();
    });
    // A signal that lives on must not keep the job and its vectors.
    return promise.finally(() => ended.abort());
  }

  /** Halts all workers within a slice; jobs keep their state. */
  pause() {
    this.#paused = true;
    for (const slot of this.#slots) this.#post(slot, { type: "pause" });
  }

  /** Lets them go on. */
  resume() {
    this.#paused = false;
    for (const slot of this.#slots) this.#post(slot, { type: "resume" });
    this.#dispatch();
  }

  /**
   * Takes a job back: out of the queue, or from its worker, which is replaced if it does not listen.
   * @param {Ticket} ticket
   */
  #abort(ticket) {
    this.#waiting = this.#waiting.filter((other) => other !== ticket);
    const slot = this.#slots.find((slot) => slot.ticket === ticket);
    if (slot) {
      slot.ticket = null;
      slot.stopping = ticket.id;
      slot.timer = window.setTimeout(() => this.#replace(slot), PATIENCE);
      this.#post(slot, { type: "cancel", id: ticket.id });
    }
    ticket.reject(new Cancelled());
  }

  /**
   * Ends one worker as a crash would: its job is lost, the worker is replaced.
   * @param {number} index
   */
  kill(index) {
    const slot = this.#slots[index];
    if (slot) this.#bury(slot, "it was ended from outside");
  }

  #dispatch() {
    if (this.#paused) return;
    for (const slot of this.#slots) {
      if (slot.ticket || slot.stopping !== null) continue;
      const ticket = this.#waiting.shift();
      if (!ticket) return;
      slot.ticket = ticket;
      void this.#assign(slot, ticket);
    }
  }

  /**
   * @param {Slot} slot
   * @param {Ticket} ticket
   */
  async #assign(slot, ticket) {
    const name = "experiment" in ticket.job ? archiveOf(ticket.job.experiment) : undefined;
    if (name && !slot.archives.has(name)) {
      try {
        const bytes = await archive(name);
        if (slot.ticket !== ticket) return;
        this.#post(slot, { type: "archive", name, bytes });
        slot.archives.add(name);
      } catch (error) {
        if (slot.ticket === ticket) this.#free(slot);
        return ticket.reject(error instanceof Error ? error : new Error(String(error)));
      }
    }
    const vectors = ticket.vectors.map((vector) => vector.slice());
    this.#post(
      slot,
      { type: "job", id: ticket.id, job: ticket.job, vectors },
      vectors.map(({ buffer }) => buffer),
    );
  }

  /**
   * @param {Slot} slot
   * @param {Message} order
   * @param {Transferable[]} [transfer]
   */
  #post(slot, order, transfer = []) {
    slot.worker.postMessage(order, transfer);
  }

  /** @param {Slot} slot */
  #employ(slot) {
    const { worker } = slot;
    worker.onmessage = ({ data }) => this.#hear(slot, data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#bury(slot, event.message || "its script could not be loaded");
    };
    worker.onmessageerror = () => this.#bury(slot, "its message could not be read");
    if (this.#module) this.#post(slot, { type: "module", module: this.#module });
    if (this.#paused) this.#post(slot, { type: "pause" });
  }

  /**
   * @param {Slot} slot
   * @param {News} news
   */
  #hear(slot, news) {
    if (news.type === "failed" && news.trap) return this.#bury(slot, news.message);
    slot.ready = true;
    slot.stillborn = 0;
    if (news.type === "ready") return;
    if (news.type !== "progress" && news.id === slot.stopping) return this.#free(slot);
    const { ticket } = slot;
    if (!ticket || news.id !== ticket.id) return;
    if (news.type === "progress") return ticket.onNews(news.progress, news.report);
    this.#free(slot);
    if (news.type === "done") ticket.resolve({ report: news.report, vectors: news.vectors });
    else ticket.reject(new Error(news.type === "failed" ? news.message : "the job was given up"));
  }

  /** @param {Slot} slot */
  #free(slot) {
    clearTimeout(slot.timer);
    slot.ticket = null;
    slot.stopping = null;
    this.#dispatch();
  }

  /**
   * A worker is lost, and with it the job it had.
   * @param {Slot} slot
   * @param {string} why
   */
  #bury(slot, why) {
    const { ticket } = slot;
    const stillborn = slot.ready ? 0 : slot.stillborn + 1;
    if (stillborn >= STILLBORN) return this.#despair(slot, why);
    this.#replace(slot, stillborn);
    this.#notice(`Worker ${slot.index + 1} was lost (${why}) and has been replaced.`);
    ticket?.reject(new Error(`its worker was lost (${why})`));
  }

  /**
   * @param {Slot} slot
   * @param {number} [stillborn]
   */
  #replace(slot, stillborn = 0) {
    slot.worker.terminate();
    slot.worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
    slot.ready = false;
    slot.stillborn = stillborn;
    slot.archives = new Set();
    this.#employ(slot);
    this.#free(slot);
  }

  /**
   * Workers do not start at all here: say so instead of trying for ever.
   * @param {Slot} slot
   * @param {string} why
   */
  #despair(slot, why) {
    const lost = [...this.#slots.flatMap(({ ticket }) => ticket ?? []), ...this.#waiting.splice(0)];
    for (const { worker, timer } of this.#slots.splice(0)) {
      clearTimeout(timer);
      worker.terminate();
    }
    this.#notice(`Worker ${slot.index + 1} does not start (${why}).`);
    for (const { reject } of lost) reject(new Error(`no worker could be started (${why})`));
  }
}
