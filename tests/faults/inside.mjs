/** What runs in the page before anything else, so that its workers can be reached. */

import { goTo, pressRun } from "../page/helpers.mjs";

/** @import { Page } from "playwright-core" */
/** @import { Ground } from "./ground.mjs" */

/**
 * Answers of workers come late: each worker's in their order, those of different workers in any.
 * @typedef {{ seed: number, most: number }} Lateness most: milliseconds
 */

/** @param {Lateness} lateness */
function watchWorkers({ seed, most }) {
  let state = seed;
  const delay = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (most * state) / 2 ** 32;
  };
  /** @type {Watched[]} */
  const all = [];
  class Watched extends Worker {
    ended = false;

    /** @param {string | URL} url @param {WorkerOptions} [options] */
    constructor(url, options) {
      super(url, options);
      all.push(this);
      if (most > 0) this.#beLate();
    }

    /** @override */
    terminate() {
      this.ended = true;
      super.terminate();
    }

    #beLate() {
      /** @type {((event: MessageEvent) => void) | null} */
      let handler = null;
      /** @type {Promise<unknown>} */
      let before = Promise.resolve();
      Object.defineProperty(this, "onmessage", {
        get: () => handler,
        set: (next) => {
          handler = next;
        },
      });
      this.addEventListener("message", (event) => {
        const wait = new Promise((done) => setTimeout(done, delay()));
        before = before
          .then(() => wait)
          // No browser tells of a worker that was ended.
          .then(() => this.ended || handler?.call(this, event));
      });
    }
  }
  const faults = {
    /** Ends a worker, and nobody hears of it. @param {number} chance in [0, 1) */
    silence: (chance) => {
      const alive = all.filter(({ ended }) => !ended);
      const one = alive[Math.floor(chance * alive.length)];
      if (one) Worker.prototype.terminate.call(one);
    },
  };
  Object.assign(window, { Worker: Watched, faults });
}

/**
 * Opens the page with workers that can be reached.
 * @param {Ground} ground
 * @param {string} where query and hash
 * @param {number} [most] milliseconds by which their answers are late
 */
export async function openWatched(ground, where, most = 0) {
  const visit = await ground.visit();
  await visit.page.addInitScript(watchWorkers, { seed: ground.chance.whole(1, 2 ** 31), most });
  await goTo(visit, where);
  return visit;
}

/**
 * The same, with a run under way.
 * @param {Ground} ground
 * @param {string} where query and hash
 * @param {number} [most] milliseconds by which the workers' answers are late
 */
export async function openRunning(ground, where, most) {
  const visit = await openWatched(ground, where, most);
  await pressRun(visit.page);
  return visit;
}

/** @param {Page} page whose visitor saves data: nothing is fetched ahead */
export function saveData(page) {
  return page.addInitScript(() =>
    Object.defineProperty(navigator, "connection", { value: { saveData: true } }),
  );
}

/**
 * Lets a worker die without a word.
 * @param {Page} page
 * @param {number} chance in [0, 1)
 */
export function silence(page, chance) {
  return page.evaluate((chance) => /** @type {any} */ (window).faults.silence(chance), chance);
}

/**
 * Lets the pool look who is silent as often as it does in minutes.
 * @param {Page} page
 */
export function hasten(page) {
  return page.evaluate(async () => {
    for (let look = 0; look < 70; look += 1) {
      window.sharpMinima.pool.look();
      await new Promise((done) => setTimeout(done, 60));
    }
  });
}
