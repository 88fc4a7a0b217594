/** Where the scenarios take place: one browser, one bad line, and a count of what was done and survived. */

import { forgive, goTo, visitNothing } from "../page/helpers.mjs";
import { same } from "./results.mjs";

/**
 * @import { Browser, BrowserContextOptions } from "playwright-core"
 * @import { Visit } from "../page/helpers.mjs"
 * @import { Chance } from "./seeded.mjs"
 * @import { Site } from "./site.mjs"
 *
 * @typedef {{ name: string, run: (ground: Ground) => Promise<void> }} Scenario
 * @typedef {{ scenario: string, faults: number, survived: number, seconds: number }} Row
 */

/** Milliseconds that a fault may take with all that mends it. */
const LIMIT = 300_000;

export class Ground {
  /** @type {Visit[]} */
  #visits = [];
  /** @type {Row[]} */
  rows = [];
  /** @type {Row} */
  #row = { scenario: "", faults: 0, survived: 0, seconds: 0 };

  /**
   * @param {Browser} browser
   * @param {Site} site
   * @param {Chance} chance
   */
  constructor(browser, site, chance) {
    this.browser = browser;
    this.site = site;
    this.chance = chance;
  }

  /** @param {BrowserContextOptions} [options] */
  async visit(options) {
    const visit = await visitNothing(this.browser, options);
    this.#visits.push(visit);
    return visit;
  }

  /** @param {string} where query and hash */
  async open(where) {
    const visit = await this.visit();
    await goTo(visit, where);
    return visit;
  }

  /** @param {Visit} visit @param {string} where whose undisturbed results it must have in the end */
  same(visit, where) {
    return same(this.browser, visit, where);
  }

  /** @param {Scenario} scenario */
  async play({ name, run }) {
    const begun = performance.now();
    this.#row = { scenario: name, faults: 0, survived: 0, seconds: 0 };
    try {
      await run(this);
    } catch (error) {
      this.#row.faults += 1;
      complain(`${name}: ${told(error)}`);
    }
    this.#row.seconds = (performance.now() - begun) / 1000;
    this.rows.push(this.#row);
    const { faults, survived, seconds } = this.#row;
    console.log(`${name}: ${survived} of ${faults} survived, ${seconds.toFixed(1)} s`);
  }

  /**
   * Puts a fault in. It is survived where `work` finds what it must, and nothing was thrown in the page that nobody
   * caught.
   * @param {string} name
   * @param {() => Promise<unknown>} work
   * @param {RegExp} [expected] what is thrown in any case
   */
  async fault(name, work, expected) {
    this.#row.faults += 1;
    /** @type {NodeJS.Timeout | undefined} */
    let timer;
    const limit = new Promise((_, fail) => {
      timer = setTimeout(() => fail(new Error(`not done after ${LIMIT / 1000} s`)), LIMIT);
    });
    try {
      await Promise.race([work(), limit]);
      for (const visit of this.#visits) {
        if (expected) forgive(visit, expected);
        const thrown = visit.problems.filter((problem) => problem.startsWith("uncaught:"));
        if (thrown.length > 0) throw new Error(thrown.join("\n"));
      }
      this.#row.survived += 1;
    } catch (error) {
      const problems = this.#visits.flatMap((visit) => visit.problems.slice(0, 10));
      complain([`${this.#row.scenario}, ${name}: ${told(error)}`, ...problems].join("\n  "));
    } finally {
      clearTimeout(timer);
      this.site.mend();
      await Promise.all(this.#visits.splice(0).map((visit) => visit.close().catch(() => {})));
    }
  }

  /** A fault more was put in, and what was looked at then was right. */
  more() {
    this.#row.faults += 1;
    this.#row.survived += 1;
  }
}

/** @param {unknown} error */
const told = (error) => (error instanceof Error ? (error.stack ?? error.message) : String(error));

/** @param {string} text */
const complain = (text) => console.error(`NOT SURVIVED: ${text}`);
