/** Where the scenarios take place: one browser, one bad line, and a count of what was done and survived. */

import { forgive, goTo, visitNothing } from "../page/helpers.mjs";
import { complete, contains, same } from "./results.mjs";

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
    // A service worker would stand between the page and its faults.
    const visit = await visitNothing(this.browser, { serviceWorkers: "block", ...options });
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

export { complete, contains };

/** @param {unknown} error */
const told = (error) => (error instanceof Error ? (error.stack ?? error.message) : String(error));

/** @param {string} text */
const complain = (text) => console.error(`NOT SURVIVED: ${text}`);

/** @param {Row[]} rows as a table */
export function table(rows) {
  const all = rows.map(({ scenario, faults, survived, seconds }) => [
    scenario,
    String(faults),
    String(survived),
    seconds.toFixed(1),
  ]);
  const sum = (/** @type {"faults" | "survived" | "seconds"} */ what) =>
    rows.reduce((sum, row) => sum + row[what], 0);
  const last = ["all", String(sum("faults")), String(sum("survived")), sum("seconds").toFixed(1)];
  return columns([["scenario", "faults", "survived", "seconds"], ...all, last]);
}

/** @param {string[][]} rows the first column to the left, the others to the right */
export function columns(rows) {
  const widths =
    rows[0]?.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0))) ?? [];
  const line = (/** @type {string[]} */ row) =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join("  ");
  return rows.map(line).join("\n");
}
