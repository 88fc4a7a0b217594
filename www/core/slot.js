/**
 * A worker's place in the pool; the worker in it may be replaced.
 * @import { Message, News } from "./messages.js"
 *
 * @typedef {object} Given An order that can be given again.
 * @property {number} id
 * @property {string} job
 * @property {Uint32Array[]} labels
 * @property {Float32Array[][]} vectors
 * @property {Uint8Array[]} files
 * @property {string | undefined} archive
 * @property {boolean} again Whether a worker was lost with it before.
 *
 * @typedef {object} Heard who hears of the worker
 * @property {(slot: Slot, news: News) => void} news
 * @property {(slot: Slot, why: string) => void} lost
 */

import { hire } from "./files.js";

export class Slot {
  /** Whether this worker has ever answered. */
  ready = false;
  /** How many workers in a row died here without ever answering. */
  stillborn = 0;
  /** The order it works on. @type {number | null} */
  order = null;
  /** What it was given last. @type {Given | null} */
  given = null;
  /** For how many looks it has said nothing about its order. */
  silent = 0;
  /** The order it was told to cancel and has not yet let go of. @type {number | null} */
  stopping = null;
  /** Until when it is waited for then. */
  timer = 0;
  /** What this worker has been given. @type {Set<string>} */
  archives = new Set();
  /** @type {Worker} */
  #worker;
  #module;
  #heard;

  /**
   * @param {number} index
   * @param {WebAssembly.Module} module
   * @param {Heard} heard
   */
  constructor(index, module, heard) {
    this.index = index;
    this.#module = module;
    this.#heard = heard;
    this.#worker = this.#employ();
  }

  /**
   * @param {Message} message
   * @param {Transferable[]} [transfer]
   */
  post(message, transfer = []) {
    this.#worker.postMessage(message, transfer);
  }

  /**
   * Gives it a job, whose data it has.
   * @param {Given} given
   * @param {boolean} begun whether a training goes on from what was kept of it
   */
  give(given, begun) {
    const { id, job, labels, vectors, files } = given;
    this.given = given;
    this.silent = 0;
    // Copied, so that the originals stay for other jobs.
    const copies = vectors.map((list) => list.map((vector) => vector.slice()));
    this.post(
      { type: "job", id, job, labels, vectors: copies, files, begun },
      copies.flat().map(({ buffer }) => buffer),
    );
  }

  /**
   * Puts another worker in its place.
   * @param {number} stillborn
   */
  renew(stillborn) {
    this.#worker.terminate();
    this.ready = false;
    this.stillborn = stillborn;
    this.archives = new Set();
    this.#worker = this.#employ();
  }

  /** Ends it for good. */
  end() {
    clearTimeout(this.timer);
    this.#worker.terminate();
  }

  #employ() {
    const worker = hire();
    const { news, lost } = this.#heard;
    worker.onmessage = ({ data }) => news(this, data);
    worker.onerror = (event) => {
      event.preventDefault();
      lost(this, event.message || "its script could not be loaded");
    };
    worker.onmessageerror = () => lost(this, "its message could not be read");
    worker.postMessage(/** @type {Message} */ ({ type: "module", module: this.#module }));
    return worker;
  }
}
