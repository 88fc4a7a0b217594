/**
 * How much memory the page has after five and after fifty runs of small settings, each of every figure
 * from its first training. `cargo xtask bench memory` calls it.
 */

import process from "node:process";
import { columns } from "../faults/table.mjs";
import { read, tellMemory } from "../soak/chromium.mjs";
import { memoryOf } from "../soak/processes.mjs";
import { finish, goTo, launch, pressRun, SMALL, visitNothing } from "./helpers.mjs";

/** @import { Gauged } from "../soak/types.js" */

const AFTER = [5, 50];

/** What each is called, and by what it is divided to be read. @type {Partial<Record<keyof Gauged, [string, number]>>} */
const SHOWN = {
  heap: ["JavaScript’s heap, MB", 1e6],
  wasm: ["the page’s wasm memory, MB", 1e6 / 65536],
  workerWasm: ["its workers’, MB", 1e6 / 65536],
  system: ["all of Chromium, MB", 1e6],
  workers: ["workers", 1],
  listeners: ["listeners", 1],
  nodes: ["nodes", 1],
};

const browser = await launch();
const visit = await visitNothing(browser);
const { page, problems } = visit;
await tellMemory(page);
await goTo(visit, SMALL);
const client = await page.context().newCDPSession(page);
await client.send("Performance.enable");
await client.send("HeapProfiler.enable");

/** @returns {Promise<Gauged>} with what this process and all that it started take, without itself */
async function gauge() {
  const gauged = await read(page, client);
  const all = await memoryOf(process.pid);
  return { ...gauged, ...(all && { system: all - process.memoryUsage.rss() }) };
}

/** @type {Gauged[]} */
const gauged = [];
for (let runs = 1; runs <= Math.max(...AFTER); runs += 1) {
  await pressRun(page);
  // One that has finished before says so until the next has begun.
  await page.waitForFunction(() => window.sharpMinima.state === "running");
  await finish(visit);
  if (AFTER.includes(runs)) gauged.push(await gauge());
}
await browser.close();
if (problems.length > 0) throw new Error(problems.join("\n"));

const [early, late] = /** @type {[Gauged, Gauged]} */ (gauged);
const line = (/** @type {[string, [string, number]]} */ [key, [name, unit]]) => {
  const [before, after] = [early, late].map((of) => of[/** @type {keyof Gauged} */ (key)] ?? NaN);
  const shown = [before, after].map((value = NaN) => (value / unit).toFixed(unit === 1 ? 0 : 1));
  return [name, ...shown, ((after ?? NaN) / (before ?? NaN)).toFixed(2)];
};
console.log("A tab in Chromium after runs of small settings:");
console.log(
  columns([
    ["after", ...AFTER.map((runs) => `${runs} runs`), "ratio"],
    ...Object.entries(SHOWN).map(line),
  ]),
);
