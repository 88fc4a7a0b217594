/** What the page needs of memory in figures, and the verdict on whether that grows. */

import { columns } from "../faults/table.mjs";
import { median } from "../page/quantiles.mjs";

/** @import { Gauged, Reading } from "./types.js" */

/** By what share a median may grow. */
const SHARE = 0.1;
/** A module's memory is never given back, and grows by about a quarter at once: one such step says nothing yet. */
const STEP = 0.3;
/** A browser collects when it likes, and keeps room for what may come: what it takes goes up and down by itself. */
const LOOSE = 0.15;

/**
 * By what share each may grow, and what may come upon it in any case.
 * @type {Record<keyof Gauged, [share: number, room: number]>}
 */
const LIMITS = {
  heap: [SHARE, 2_000_000],
  system: [LOOSE, 60_000_000],
  wasm: [STEP, 2_000_000 / 65536],
  workers: [SHARE, 0],
  workerWasm: [STEP, 4_000_000 / 65536],
  listeners: [SHARE, 100],
  nodes: [SHARE, 500],
  documents: [SHARE, 2],
};

/**
 * Flat is what is not more in the last third than in the middle one: the first is when all is seen for the first time.
 * @param {Reading[]} readings
 */
export function verdict(readings) {
  const third = Math.floor(readings.length / 3);
  const last = readings.slice(readings.length - third);
  const middle = readings.slice(readings.length - 2 * third, readings.length - third);
  return told(readings, /** @type {(keyof Gauged)[]} */ (Object.keys(LIMITS))).map((name) => {
    const of = (/** @type {Reading[]} */ some) =>
      median(some.map((reading) => reading[name] ?? Number.NaN));
    const [before, after] = [of(middle), of(last)];
    const [share, room] = LIMITS[name];
    const flat = third > 0 && after <= Math.max(before * (1 + share), before + room);
    return { name, before, after, flat };
  });
}

/**
 * Those that the browser tells.
 * @template {keyof Reading} N
 * @param {Reading[]} readings
 * @param {N[]} names
 */
function told(readings, names) {
  return names.filter((name) => readings.some((reading) => reading[name] !== undefined));
}

/** @type {Record<keyof Reading, string>} */
const HEADS = {
  seconds: "s",
  actions: "actions",
  heap: "heap, MB",
  system: "browser, MB",
  wasm: "wasm, pages",
  workers: "workers",
  workerWasm: "theirs, pages",
  listeners: "listeners",
  nodes: "nodes",
  documents: "documents",
};
/** Those that are shown in millions. @type {(keyof Reading)[]} */
const BYTES = ["heap", "system"];

/** @param {Reading[]} readings */
const columnsOf = (readings) =>
  told(readings, /** @type {(keyof Reading)[]} */ (Object.keys(HEADS)));

/** @param {Reading[]} readings */
export function csv(readings) {
  const names = columnsOf(readings);
  const lines = readings.map((reading) => names.map((name) => reading[name]).join(","));
  return `${[names.join(","), ...lines].join("\n")}\n`;
}

/** @param {Reading[]} readings */
export function shown(readings) {
  const names = columnsOf(readings);
  const cell = (/** @type {Reading} */ reading, /** @type {keyof Reading} */ name) => {
    const value = reading[name] ?? Number.NaN;
    return BYTES.includes(name) ? (value / 1e6).toFixed(2) : String(Math.round(value));
  };
  return columns([
    names.map((name) => HEADS[name]),
    ...readings.map((reading) => names.map((name) => cell(reading, name))),
  ]);
}
