/**
 * How much of the machine a run of the page uses: the operations of its jobs over what all cores could do in
 * the same time with bare matrix products at the same shapes, all of them at once. A machine's speed changes:
 * the products are measured before and after the run, and their mean counts. `cargo xtask bench run` calls it.
 *
 * What the workers do is seen from outside: every order and every answer is a message.
 */

import { readFile } from "node:fs/promises";
import { address, launch, settled } from "./helpers.mjs";
import { median } from "./quantiles.mjs";

/** @import { Browser } from "playwright-core" */

/** @typedef {{ worker: number, job: string, report: string, begun: number, ended: number }} Done Times in milliseconds. */
/** @typedef {Pick<Done, "job" | "report">} Ordered As JSON. */
/** @typedef {{ start: number, end: number, done: Done[], bytes: number, main: number }} Seen */

/** Measurements of the bare products; the medians are taken. */
const REPEATS = 9;

const CASES = [
  { name: "Run, instant", preset: "instant", more: "", figure: null },
  { name: "Run, convincing", preset: "convincing", more: "", figure: null },
  { name: "default comparison", preset: "instant", more: "&seed=7", figure: "remedies" },
];

/** Runs in the page before anything else: notes every order and its answer. */
function watch() {
  /** @type {Done[]} */
  const done = [];
  let bytes = 0;
  let workers = 0;
  const size = (/** @type {Transferable[]} */ transfer) =>
    transfer
      .map((part) => (part instanceof ArrayBuffer ? part.byteLength : 0))
      .reduce((sum, bytes) => sum + bytes, 0);
  class Watched extends Worker {
    #index = workers++;
    #begun = 0;
    #job = "";

    /** @param {string | URL} url @param {WorkerOptions} [options] */
    constructor(url, options) {
      super(url, options);
      this.addEventListener("message", ({ data }) => {
        if (data.type !== "done") return;
        const ended = performance.now();
        const { report } = data;
        done.push({ worker: this.#index, job: this.#job, report, begun: this.#begun, ended });
      });
    }

    /** @override @param {any} message @param {any} [transfer] */
    postMessage(message, transfer = []) {
      if (message.type === "job") {
        this.#begun = performance.now();
        this.#job = message.job;
        bytes += size(transfer);
      }
      super.postMessage(message, transfer);
    }
  }
  Object.assign(window, { Worker: Watched, seen: () => ({ done, bytes }) });
}

/**
 * @param {Browser} browser
 * @param {{ preset: string, more: string, figure: string | null }} what
 * @returns {Promise<Seen>}
 */
async function runOnce(browser, { preset, more, figure }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.addInitScript(watch);
  const page = await context.newPage();
  await page.goto(`${address()}#v=1&preset=${preset}${more}`);
  await page.waitForFunction(() => window.sharpMinima?.ready.then(() => true));
  const client = await context.newCDPSession(page);
  await client.send("Performance.enable", { timeDomain: "threadTicks" });
  const busy = async () => {
    const { metrics } = await client.send("Performance.getMetrics");
    return 1000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0);
  };
  // A visitor reads before they press.
  await page.evaluate(() => window.sharpMinima.app.shipped.whole());
  await settled(page);
  await page.evaluate(() =>
    addEventListener("click", ({ timeStamp }) => Object.assign(window, { pressed: timeStamp }), {
      capture: true,
    }),
  );
  const before = await busy();
  await page.locator(figure ? `#figure-${figure} .compute` : "#run").click();
  const isDone = (/** @type {string | null} */ figure) =>
    figure
      ? !window.sharpMinima.page.figure(figure).working
      : window.sharpMinima.state === "finished";
  await page.waitForFunction(isDone, figure, { timeout: 600_000 });
  const main = (await busy()) - before;
  const seen = await page.evaluate(() => {
    const { seen, pressed } = /** @type {any} */ (window);
    return { ...seen(), start: pressed };
  });
  await context.close();
  const end = Math.max(...seen.done.map((/** @type {Done} */ { ended }) => ended));
  return { ...seen, end, main };
}

/**
 * Runs in the page of the benchmarks: FLOP/s of one core's bare products while all cores do the same, for each
 * kind of these jobs, and each job's kind and operations.
 * @param {{ module: string, script: string, jobs: Ordered[], size: number, repeats: number }} what
 * @returns {Promise<{ rates: [kind: string, measured: number[]][], kinds: string[], operations: number[] }>}
 */
async function bareRates({ module, script, jobs, size, repeats }) {
  /** @type {{ default: () => Promise<unknown>, Benchmark: BenchmarkClass }} */
  const { default: init, Benchmark } = await import(module);
  await init();
  const kinds = jobs.map(({ job }) => Benchmark.kindOf(job) ?? "");
  const workers = Array.from({ length: size }, () => new Worker(script, { type: "module" }));
  /** @param {string | null} message */
  const ask = (message) =>
    Promise.all(
      workers.map(
        (worker) =>
          new Promise((answer) => {
            worker.onmessage = ({ data }) => answer(data);
            worker.postMessage(message);
          }),
      ),
    );
  /** @type {[string, number[]][]} */
  const rates = [];
  for (const [kind, job] of new Map(jobs.map(({ job }, at) => [kinds[at] ?? "", job]))) {
    await ask(job);
    const means = [];
    for (let repeat = 0; repeat < repeats; repeat += 1) {
      const all = /** @type {number[]} */ (await ask(null));
      means.push(all.reduce((sum, rate) => sum + rate, 0) / size);
    }
    rates.push([kind, means]);
  }
  for (const worker of workers) worker.terminate();
  const operations = jobs.map(({ job, report }) => Benchmark.operations(job, report) ?? 0);
  return { rates, kinds, operations };
}

/**
 * The bare products of these jobs' networks, and each job's kind and operations.
 * @param {Browser} browser @param {Ordered[]} jobs @param {number} size
 */
async function bare(browser, jobs, size) {
  const page = await browser.newPage();
  await page.goto(`${address()}benchmarks/`);
  const { rates, ...of } = await page.evaluate(bareRates, {
    module: `${address()}benchmarks/benchmark.js`,
    script: `${address()}benchmarks/run-worker.js`,
    jobs,
    size,
    repeats: REPEATS,
  });
  await page.close();
  return { rates: new Map(rates.map(([kind, measured]) => [kind, median(measured)])), ...of };
}

/**
 * The jobs whose reports are shipped of a preset: a run does the like.
 * @param {string} preset
 * @returns {Promise<Ordered[]>}
 */
async function shipped(preset) {
  const file = new URL(`../../www/results/${preset}.json`, import.meta.url);
  /** @type {{ entries: { job: unknown, report: unknown }[] }} */
  const { entries } = JSON.parse(await readFile(file, "utf8"));
  return entries.map(({ job, report }) => ({
    job: JSON.stringify(job),
    report: JSON.stringify(report),
  }));
}

/** @param {Browser} browser */
async function workers(browser) {
  const page = await browser.newPage();
  await page.goto(address());
  await page.waitForFunction(() => window.sharpMinima?.ready.then(() => true));
  const size = await page.evaluate(() => window.sharpMinima.pool.size);
  await page.close();
  return size;
}

/** @param {Browser} browser @param {(typeof CASES)[number]} what */
async function measure(browser, what) {
  const size = await workers(browser);
  const before = (await bare(browser, await shipped(what.preset), size)).rates;
  const { start, end, done, bytes, main } = await runOnce(browser, what);
  const { rates: after, kinds, operations } = await bare(browser, done, size);
  const both = [...after.keys()].filter((kind) => before.has(kind));
  // Of networks that are not shipped only the later rate is known.
  const rate = (/** @type {string} */ kind) => {
    const later = after.get(kind) ?? Number.NaN;
    return ((before.get(kind) ?? later) + later) / 2;
  };
  const products = kinds.reduce(
    (sum, kind, index) => sum + (operations[index] ?? 0) / rate(kind),
    0,
  );
  const gigaflops = (/** @type {Map<string, number>} */ rates) =>
    (both.reduce((sum, kind) => sum + (rates.get(kind) ?? 0), 0) / both.length / 1e9).toFixed(1);
  const wall = end - start;
  const capacity = size * wall;
  const working = done.reduce((sum, { begun, ended }) => sum + ended - begun, 0);
  const first = Math.min(...done.map(({ begun }) => begun));
  const share = (/** @type {number} */ time) => `${((100 * time) / capacity).toFixed(0)} %`;
  return {
    what: what.name,
    seconds: (wall / 1000).toFixed(2),
    efficiency: share(1000 * products),
    "products before": `${gigaflops(before)} GFLOP/s`,
    "products after": `${gigaflops(after)} GFLOP/s`,
    starting: share(size * (first - start)),
    waiting: share(capacity - working - size * (first - start)),
    "main thread": share(main),
    "beside the products": share(working - 1000 * products),
    jobs: done.length,
    "MB copied": (bytes / 1e6).toFixed(1),
    workers: size,
  };
}

const browser = await launch();
try {
  console.log(`Chromium ${browser.version()}: shares of all cores' time from the click to the end`);
  for (const what of CASES) console.table([await measure(browser, what)]);
} finally {
  await browser.close();
}
