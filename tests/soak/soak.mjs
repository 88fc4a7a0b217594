/**
 * A visitor stays for the minutes that are named, does everything at random, and every half minute it is noted what
 * the page needs. SEED in the environment repeats the chance. `cargo xtask soak` calls it.
 */

import { appendFile, mkdir, writeFile } from "node:fs/promises";
import process from "node:process";
import { firefox, webkit } from "../engines/engines.mjs";
import { seeded, seedOf } from "../faults/seeded.mjs";
import { CHANGES } from "./changes.mjs";
import { byPlaywright } from "./chromium.mjs";
import { csv, shown, verdict } from "./gauge.mjs";
import { foldAll, leave } from "./hands.mjs";
import { LOOKS } from "./looks.mjs";
import { byWebDriver } from "./webdriver.mjs";

/** @import { Visiting, Visitor } from "./types.js" */

/** Milliseconds between two readings. */
const EVERY = 30_000;

/** @type {Record<string, Visiting>} */
const ENGINES = {
  chromium: byPlaywright,
  firefox: (use) => byWebDriver(firefox(), use),
  webkit: (use) => byWebDriver(webkit(), use),
};

const [minutes = "60", engine = "chromium"] = process.argv.slice(2);
if (!/^\d+$/.test(minutes)) throw new Error("soak takes whole minutes");
const visiting = ENGINES[engine];
if (!visiting) throw new Error(`"${engine}" is none of ${Object.keys(ENGINES).join(", ")}`);
const seed = seedOf(process.env.SEED);
console.log(`SEED=${seed}`);
const chance = seeded(seed);

/** @type {import("./types.js").Reading[]} */
const readings = [];
/** @type {string[]} */
const failed = [];
/** @type {Record<string, number>} */
const counts = {};
const length = 60_000 * Number(minutes);
const log = `target/soak-${engine}.log`;

/** @param {Visitor} visitor */
async function stay(visitor) {
  const begun = performance.now();
  const gone = () => performance.now() - begun;
  let actions = 0;
  for (let next = EVERY; gone() < length && failed.length === 0; ) {
    // What begins anew has to have seen all again when the middle third begins.
    const early = gone() < length / 6 ? visitor.early : {};
    const all = { ...CHANGES, ...LOOKS, ...visitor.own, ...early };
    const name = chance.one(Object.keys(all));
    actions += 1;
    // A browser that hangs says nothing itself.
    await appendFile(log, `${Math.round(gone() / 1000)} s: ${name}\n`);
    counts[name] = (counts[name] ?? 0) + 1;
    await attempt(name, visitor, () => all[name]?.(visitor.hands, chance));
    if (gone() < next || failed.length > 0) continue;
    next = gone() + EVERY;
    await attempt("comes to rest", visitor, () => note(visitor, gone() / 1000, actions));
  }
}

/**
 * @param {string} name
 * @param {Visitor} visitor
 * @param {() => Promise<unknown> | undefined} task
 */
async function attempt(name, visitor, task) {
  try {
    await task();
    failed.push(...(await visitor.problems()).map((problem) => `${name}: ${problem}`));
  } catch (error) {
    fail(name, error);
  }
}

/** @param {string} name @param {unknown} error */
function fail(name, error) {
  failed.push(`${name}: ${error instanceof Error ? error.stack : error}`);
}

/** @param {Visitor} visitor @param {number} seconds @param {number} actions */
async function note(visitor, seconds, actions) {
  await leave(visitor.hands);
  await foldAll(visitor.hands);
  const reading = { seconds, actions, ...(await visitor.read()) };
  readings.push(reading);
  const lines = shown([reading]).split("\n");
  console.log(readings.length === 1 ? lines.join("\n") : lines.at(-1));
}

await mkdir("target", { recursive: true });
await writeFile(log, "");
try {
  await visiting(stay);
} catch (error) {
  // What was noted until then is still worth something.
  fail("comes and goes", error);
}

const file = `target/soak-${engine}.csv`;
await writeFile(file, csv(readings));
console.log(`\n${shown(readings)}\n`);
for (const [name, count] of Object.entries(counts))
  console.log(`${String(count).padStart(5)}  ${name}`);
console.log();
const all = verdict(readings);
for (const { name, before, after, flat } of all)
  console.log(
    `${name}: ${flat ? "flat" : "GROWS"}, ${Math.round(before)} in the middle third, ${Math.round(after)} in the last`,
  );
for (const problem of failed) console.error(problem);
console.log(`SEED=${seed}; ${file} is written`);
if (failed.length > 0 || all.length === 0 || all.some(({ flat }) => !flat)) process.exitCode = 1;
