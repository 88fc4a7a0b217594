/** What the page needs of memory, and the verdict on whether that grows. */

import { columns } from "../faults/table.mjs";
import { median } from "../page/quantiles.mjs";

/**
 * @import { CDPSession, Page } from "playwright-core"
 * @typedef {{ seconds: number, actions: number, heap: number, wasm: number, workers: number, workerWasm: number,
 *   listeners: number, nodes: number, documents: number }} Reading heap in bytes, wasm and workerWasm in pages
 */

/** The script of the workers, with this before it, tells the memory of its module. */
const TELLING = `{
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (...all) => {
    const made = await Reflect.apply(instantiate, WebAssembly, all);
    self.memory = (made.instance ?? made).exports.memory;
    return made;
  };
}
`;

/** @param {Page} page lets the memory of its module, and of its workers', be reached */
export async function tellMemory(page) {
  await page.addInitScript(TELLING);
  await page.route("**/worker.js", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: TELLING + (await response.text()) });
  });
}

/** Runs in the page or in a worker: how many pages its module has. */
const pagesOf = () => {
  const { memory } = /** @type {{ memory?: WebAssembly.Memory }} */ (globalThis);
  return (memory?.buffer.byteLength ?? 0) / 65536;
};

/** Milliseconds that a worker may take to answer: one that has just been ended never does. */
const PATIENCE = 2000;

/**
 * @param {Page} page
 * @param {CDPSession} client
 * @param {number} seconds since the beginning
 * @param {number} actions so far
 * @returns {Promise<Reading>}
 */
export async function read(page, client, seconds, actions) {
  for (let time = 0; time < 2; time += 1) await client.send("HeapProfiler.collectGarbage");
  const { metrics } = await client.send("Performance.getMetrics");
  const metric = (/** @type {string} */ name) =>
    metrics.find((one) => one.name === name)?.value ?? Number.NaN;
  const workers = page.workers();
  const late = () => new Promise((done) => setTimeout(() => done(0), PATIENCE));
  const pages = await Promise.all(
    workers.map((worker) => Promise.race([worker.evaluate(pagesOf).catch(() => 0), late()])),
  );
  return {
    seconds,
    actions,
    heap: metric("JSHeapUsedSize"),
    wasm: await page.evaluate(pagesOf),
    workers: workers.length,
    workerWasm: pages.map(Number).reduce((sum, one) => sum + one, 0),
    listeners: metric("JSEventListeners"),
    nodes: metric("Nodes"),
    documents: metric("Documents"),
  };
}

/** By what share a median may grow. */
const SHARE = 0.1;
/** A module's memory is never given back, and grows by about a quarter at once: one such step says nothing yet. */
const STEP = 0.3;
/** What may come upon it in any case. @type {Partial<Record<keyof Reading, number>>} */
const ROOM = {
  heap: 2_000_000,
  wasm: 2_000_000 / 65536,
  workers: 0,
  workerWasm: 4_000_000 / 65536,
  listeners: 100,
  nodes: 500,
  documents: 2,
};

/**
 * Flat is what is not more in the last third than in the middle one: the first is when all is seen for the first time.
 * @param {Reading[]} readings
 */
export function verdict(readings) {
  const third = Math.floor(readings.length / 3);
  const last = readings.slice(readings.length - third);
  const middle = readings.slice(readings.length - 2 * third, readings.length - third);
  return Object.entries(ROOM).map(([name, room]) => {
    const of = (/** @type {Reading[]} */ some) =>
      median(some.map((reading) => reading[/** @type {keyof Reading} */ (name)]));
    const [before, after] = [of(middle), of(last)];
    const share = /wasm/i.test(name) ? STEP : SHARE;
    const flat = third > 0 && after <= Math.max(before * (1 + share), before + room);
    return { name, before, after, flat };
  });
}

const HEADS = /** @type {const} */ ([
  ["seconds", "s"],
  ["actions", "actions"],
  ["heap", "heap, MB"],
  ["wasm", "wasm, pages"],
  ["workers", "workers"],
  ["workerWasm", "theirs, pages"],
  ["listeners", "listeners"],
  ["nodes", "nodes"],
  ["documents", "documents"],
]);

/** @param {Reading} reading */
const cells = (reading) =>
  HEADS.map(([name]) =>
    name === "heap" ? (reading.heap / 1e6).toFixed(2) : String(Math.round(reading[name])),
  );

/** @param {Reading[]} readings */
export function csv(readings) {
  const lines = readings.map((reading) => HEADS.map(([name]) => reading[name]).join(","));
  return `${[HEADS.map(([name]) => name).join(","), ...lines].join("\n")}\n`;
}

/** @param {Reading[]} readings */
export function shown(readings) {
  return columns([HEADS.map(([, head]) => head), ...readings.map(cells)]);
}
