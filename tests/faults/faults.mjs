/**
 * Faults of every kind are put into the page while it works: what was finished must be there afterwards, and what was
 * not must say so and go on at a click. The list runs once; then chance goes on for the minutes that are named first.
 * A second word runs only the scenarios whose names begin so. SEED in the environment repeats what chance did: that of
 * a bout in the random part repeats this bout first. `cargo xtask faults` calls it.
 */

import process from "node:process";
import { address, launch } from "../page/helpers.mjs";
import { scenarios as asleep } from "./asleep.mjs";
import { scenarios as device } from "./device.mjs";
import { fileScenarios } from "./files.mjs";
import { Ground } from "./ground.mjs";
import { scenarios as messages } from "./messages.mjs";
import { scenarios as offline } from "./offline.mjs";
import { random } from "./random.mjs";
import { scenarios as reload } from "./reload.mjs";
import { seeded, seedOf } from "./seeded.mjs";
import { badLine } from "./site.mjs";
import { scenarios as storage } from "./storage.mjs";
import { table } from "./table.mjs";
import { scenarios as workers } from "./workers.mjs";

const [minutes = "3", only = ""] = process.argv.slice(2);
if (!/^\d+$/.test(minutes)) throw new Error("faults takes whole minutes");
const seed = seedOf(process.env.SEED);
console.log(`SEED=${seed}`);

const site = await badLine(address());
process.env.SHARP_MINIMA_URL = site.address;
const browser = await launch();
const ground = new Ground(browser, site, seeded(seed));
const lists = [...workers, ...messages, ...asleep, ...offline, ...storage, ...reload, ...device];
const isAsked = (/** @type {string} */ name) => name.startsWith(only);
const plays = (/** @type {string} */ kind) => isAsked(kind) || only.startsWith(kind);
try {
  const files = plays("file ") ? await fileScenarios(ground) : [];
  for (const scenario of [...lists, ...files].filter(({ name }) => isAsked(name)))
    await ground.play(scenario);
  if (isAsked("random"))
    await ground.play({ name: "random", run: () => random(ground, seed, Number(minutes)) });
} finally {
  await browser.close();
  site.close();
}
console.log(`\n${table(ground.rows)}\n\nSEED=${seed}`);
if (ground.rows.some(({ faults, survived }) => survived < faults)) process.exitCode = 1;
