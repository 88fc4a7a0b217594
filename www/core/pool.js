/**
 * A pool of share-nothing workers: a free one takes the most urgent order. A worker that dies loses its
 * job alone and is replaced.
 * @import { News } from "./messages.js"
 * @import { Given } from "./slot.js"
 * @import { WorkerOrder } from "../wasm/sharp_minima.js"
 *
 * @typedef {object} Orders who gives orders and hears of them
 * @property {() => WorkerOrder | undefined} next the most urgent order
 * @property {(id: number, share: number, report: string | undefined) => void} progress
 * @property {(id: number, share: number) => void} resumed an order goes on from what was done before
 * @property {(id: number, report: string, labels: Uint32Array, vectors: Float32Array[]) => void} done
 * @property {(id: number, why: string) => void} failed
 * @property {Set<string>} begun the jobs of trainings that were under way and can go on
 * @property {(text: string) => void} notice told in words when a worker had to be replaced
 */

import { archive, forget } from "./archive.js";
import { whyNot } from "./named.js";
import { Slot } from "./slot.js";

/** A worker that has not answered a cancel after this many milliseconds is replaced. */
const PATIENCE = 40;
/** Milliseconds between two looks at who is silent. While the page sleeps nobody looks, and nothing counts. */
const LOOK = 1000;
/** A worker with an order that was silent for so many looks is asked whether it is there, */
const SILENT = 10;
/** and after so many it is replaced. A single step of a large job may take a while. */
const LOST = 60;
/** One that is still starting, perhaps over a slow line, has so many times as long. */
const STARTING = 4;
/** Workers that may die in a row, in one place, without ever having answered. */
const STILLBORN = 3;
/** Milliseconds until a place is filled again whose workers did not start while others work. */
const REST = 10_000;

/** How an error begins that is one of the data. */
const DATA = "data: ";

/** As many workers as cores, at least one, at most eight. */
export function poolSize() {
  return Math.max(1, Math.min(8, navigator.hardwareConcurrency || 1));
}

export class Pool {
  /** @type {Slot[]} */
  #slots = [];
  #paused = false;
  /** Orders that were given to workers which did not start. @type {Given[]} */
  #left = [];
  /** When a place that was given up may be filled again. */
  #again = 0;
  /** How many orders wait for their data. */
  #loading = 0;
  #timer = 0;
  #module;
  #orders;
  #heard = {
    news: (/** @type {Slot} */ slot, /** @type {News} */ news) => this.#hear(slot, news),
    lost: (/** @type {Slot} */ slot, /** @type {string} */ why) => this.#lose(slot, why),
  };

  /**
   * @param {WebAssembly.Module} module compiled once and posted to every worker
   * @param {number} size number of workers
   * @param {Orders} orders
   */
  constructor(module, size, orders) {
    this.#module = module;
    this.#orders = orders;
    this.size = size;
  }

  /** Number of workers that have a job. */
  get busy() {
    return this.#slots.filter(({ order }) => order !== null).length;
  }

  /** Whether every worker has answered. */
  get ready() {
    return this.#slots.length > 0 && this.#slots.every(({ ready }) => ready);
  }

  /** Whether all who have an order wait for its data. */
  get loading() {
    return this.#loading > 0 && this.#loading >= this.busy;
  }

  /** Looks who is silent: a worker may die without a word. */
  look() {
    if (this.#paused) return;
    for (const slot of this.#slots) {
      const { order, given, ready } = slot;
      if (order === null || given?.id !== order) continue;
      slot.silent += 1;
      if (slot.silent === SILENT) slot.post({ type: "ping" });
      else if (slot.silent === LOST * (ready ? 1 : STARTING)) this.#giveAgain(slot, given);
    }
  }

  /** Gives orders to whoever is free. */
  serve() {
    if (this.#paused) return;
    const free = () =>
      this.#slots.find(({ order, stopping }) => order === null && stopping === null);
    while (this.#slots.length === 0 || free()) {
      const idle = free();
      const left = idle && this.#left.shift();
      if (idle && left) {
        idle.order = left.id;
        void this.#give(idle, left);
        continue;
      }
      const order = this.#orders.next();
      if (!order) return;
      this.warm();
      const slot = free();
      if (slot) void this.#assign(slot, order);
    }
  }

  /** Starts the workers, so that the first job need not wait for them. */
  warm() {
    this.#timer ||= window.setInterval(() => this.look(), LOOK);
    if (this.#slots.length > 0 && performance.now() < this.#again) return;
    for (let index = 0; index < this.size; index += 1) {
      if (this.#slots.some((slot) => slot.index === index)) continue;
      const slot = new Slot(index, this.#module, this.#heard);
      this.#slots.push(slot);
      this.#rested(slot);
    }
  }

  /**
   * Halts all workers within a slice, jobs keep their state; or lets them go on.
   * @param {boolean} paused
   */
  rest(paused) {
    if (paused === this.#paused) return;
    this.#paused = paused;
    for (const slot of this.#slots) slot.post({ type: paused ? "pause" : "resume" });
  }

  /**
   * Takes orders back; a worker that does not listen is replaced.
   * @param {Uint32Array | number[]} ids
   */
  cancel(ids) {
    this.#left = this.#left.filter(({ id }) => ![...ids].includes(id));
    for (const slot of this.#slots) {
      const { order } = slot;
      if (order === null || ![...ids].includes(order)) continue;
      slot.order = null;
      slot.stopping = order;
      slot.timer = window.setTimeout(() => this.#replace(slot), PATIENCE);
      slot.post({ type: "cancel", id: order });
    }
  }

  /**
   * Ends one worker as a crash would: its job is lost, the worker is replaced.
   * @param {number} index
   */
  kill(index) {
    const slot = this.#slots[index];
    if (slot) this.#lose(slot, "it was ended from outside");
  }

  /**
   * @param {Slot} slot
   * @param {WorkerOrder} order
   */
  async #assign(slot, order) {
    const { id, job, labels, vectors, files, archive: name } = order;
    order.free();
    slot.order = id;
    await this.#give(slot, { id, job, labels, vectors, files, archive: name, again: false });
  }

  /**
   * @param {Slot} slot
   * @param {Given} given
   */
  async #give(slot, given) {
    const { id, job, archive: name } = given;
    if (name && !slot.archives.has(name)) {
      try {
        this.#loading += 1;
        const bytes = await archive(name).finally(() => {
          this.#loading -= 1;
        });
        if (slot.order !== id) return;
        slot.post({ type: "archive", name, bytes });
        slot.archives.add(name);
      } catch (error) {
        if (slot.order !== id) return;
        slot.order = null;
        this.#orders.failed(id, error instanceof Error ? error.message : String(error));
        return;
      }
    }
    slot.give(given, this.#orders.begun.has(job));
  }

  /**
   * A new worker rests while all do.
   * @param {Slot} slot
   */
  #rested(slot) {
    if (this.#paused) slot.post({ type: "pause" });
  }

  /**
   * @param {Slot} slot
   * @param {News} news
   */
  #hear(slot, news) {
    if (news.type === "failed" && news.trap) return this.#lose(slot, news.message);
    slot.ready = true;
    slot.stillborn = 0;
    slot.silent = 0;
    if (news.type === "ready" || news.type === "pong") return;
    if (news.type !== "progress" && news.id !== null && news.id === slot.stopping)
      return this.#free(slot);
    if (slot.order === null || news.id !== slot.order) return;
    const { order } = slot;
    if (news.type === "kept") return void (slot.given && this.#orders.begun.add(slot.given.job));
    if (news.type === "resumed") return this.#orders.resumed(order, news.progress);
    if (news.type === "progress") return this.#orders.progress(order, news.progress, news.report);
    slot.order = null;
    if (slot.given) this.#orders.begun.delete(slot.given.job);
    if (news.type === "done") this.#orders.done(order, news.report, news.labels, news.vectors);
    else {
      const why = news.type === "failed" ? news.message : "it was given up";
      const archive = why.startsWith(DATA) && slot.given?.archive;
      if (archive) this.#forgetArchive(archive);
      this.#orders.failed(order, archive ? whyNot(why, archive) : why);
    }
  }

  /**
   * The data that a job could not use are not kept.
   * @param {string} name
   */
  #forgetArchive(name) {
    forget(name);
    for (const { archives } of this.#slots) archives.delete(name);
  }

  /**
   * A worker does not answer: it is replaced, and what it was given is computed again, once.
   * @param {Slot} slot
   * @param {Given} given
   */
  #giveAgain(slot, given) {
    const why = "it did not answer";
    if (!slot.ready || given.again) return this.#lose(slot, why);
    this.#renew(slot, 0);
    this.#orders.notice(replaced(slot, why));
    void this.#give(slot, { ...given, again: true });
  }

  /** @param {Slot} slot */
  #free(slot) {
    clearTimeout(slot.timer);
    slot.stopping = null;
    this.serve();
  }

  /**
   * A worker is lost, and with it the job it had; one that never answered has not begun with it.
   * @param {Slot} slot
   * @param {string} why
   */
  #lose(slot, why) {
    const { order, given, ready } = slot;
    const untried = !ready && given?.id === order ? given : null;
    const stillborn = ready ? 0 : slot.stillborn + 1;
    if (stillborn >= STILLBORN) return this.#giveUp(slot, untried, why);
    if (untried) this.#renew(slot, stillborn);
    else {
      slot.order = null;
      this.#replace(slot, stillborn);
    }
    this.#orders.notice(replaced(slot, why));
    if (untried) void this.#give(slot, untried);
    else if (order !== null) this.#orders.failed(order, `its worker was lost (${why})`);
  }

  /**
   * @param {Slot} slot
   * @param {number} [stillborn]
   */
  #replace(slot, stillborn = 0) {
    this.#renew(slot, stillborn);
    this.#free(slot);
  }

  /**
   * @param {Slot} slot
   * @param {number} stillborn
   */
  #renew(slot, stillborn) {
    slot.renew(stillborn);
    this.#rested(slot);
  }

  /**
   * Workers do not start any more: say so instead of trying for ever.
   * @param {Slot} slot
   * @param {Given | null} untried what it was given and has not begun with
   * @param {string} why
   */
  #giveUp(slot, untried, why) {
    this.#orders.notice(`Worker ${slot.index + 1} does not start (${why}).`);
    if (this.#slots.some(({ ready }) => ready)) this.#leave(slot, untried, why);
    else this.#giveUpAll(why);
  }

  /**
   * Those that once started go on, and do what it was given.
   * @param {Slot} slot
   * @param {Given | null} untried
   * @param {string} why
   */
  #leave(slot, untried, why) {
    const { order } = slot;
    slot.end();
    this.#slots.splice(this.#slots.indexOf(slot), 1);
    this.#again = performance.now() + REST;
    if (untried) this.#left.push(untried);
    else if (order !== null) this.#orders.failed(order, `its worker was lost (${why})`);
    this.serve();
  }

  /** @param {string} why */
  #giveUpAll(why) {
    const lost = [...this.#slots.map(({ order }) => order), ...this.#left.map(({ id }) => id)];
    this.#left = [];
    // All of them are taken before anyone is told, who would begin anew with the next.
    for (let next = this.#orders.next(); next; next = this.#orders.next()) {
      lost.push(next.id);
      next.free();
    }
    for (const slot of this.#slots.splice(0)) slot.end();
    for (const id of lost)
      if (id !== null) this.#orders.failed(id, `no worker could be started (${why})`);
  }
}

/**
 * @param {Slot} slot
 * @param {string} why
 */
function replaced({ index }, why) {
  return `Worker ${index + 1} was lost (${why}) and has been replaced.`;
}
