/**
 * A visitor stays for the minutes that are named, does everything at random, and every half minute it is noted what
 * the page needs. SEED in the environment repeats the chance. `cargo xtask soak` calls it.
 */

import { mkdir, writeFile } from "node:fs/promises";
import process from "node:process";
import { seeded, seedOf } from "../faults/seeded.mjs";
import { goTo, launch, visitNothing } from "../page/helpers.mjs";
import { ACTIONS, leave } from "./actions.mjs";
import { csv, read, shown, tellMemory, verdict } from "./gauge.mjs";

/** Milliseconds between two readings. */
const EVERY = 30_000;

const [minutes = "60"] = process.argv.slice(2);
if (!/^\d+$/.test(minutes)) throw new Error("soak takes whole minutes");
const seed = seedOf(process.env.SEED);
console.log(`SEED=${seed}`);
const chance = seeded(seed);

const browser = await launch();
const visit = await visitNothing(browser, { acceptDownloads: true });
const { page, problems } = visit;
page.setDefaultTimeout(60_000);
await tellMemory(page);
await goTo(visit);
const client = await page.context().newCDPSession(page);
await client.send("Performance.enable");
await client.send("HeapProfiler.enable");

/** @type {import("./gauge.mjs").Reading[]} */
const readings = [];
/** @type {string[]} */
const failed = [];
/** @type {Record<string, number>} */
const counts = {};
const begun = performance.now();
const end = begun + 60_000 * Number(minutes);
let next = begun + EVERY;
let actions = 0;

async function note() {
  await leave(page);
  const reading = await read(page, client, (performance.now() - begun) / 1000, actions);
  readings.push(reading);
  console.log(shown([reading]).split("\n").at(-1));
}

try {
  console.log(shown([]));
  while (performance.now() < end && failed.length === 0) {
    const name = chance.one(Object.keys(ACTIONS));
    actions += 1;
    counts[name] = (counts[name] ?? 0) + 1;
    try {
      await ACTIONS[name]?.(visit, chance);
    } catch (error) {
      failed.push(`${name}: ${error instanceof Error ? error.stack : error}`);
    }
    failed.push(...problems.splice(0).map((problem) => `${name}: ${problem}`));
    if (performance.now() < next) continue;
    next = performance.now() + EVERY;
    await note();
  }
} finally {
  await browser.close();
}

await mkdir("target", { recursive: true });
await writeFile("target/soak.csv", csv(readings));
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
console.log(`SEED=${seed}; target/soak.csv is written`);
if (failed.length > 0 || all.some(({ flat }) => !flat)) process.exitCode = 1;
