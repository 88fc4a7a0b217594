/**
 * How fast the core is in Chromium: each benchmark in GFLOP/s, and as a fraction of the matrix
 * products alone at the same shapes. `cargo xtask bench page` calls it.
 *
 * Names are "what shape", as "step 40-100-100-10 B=32"; the same name after "dot" is its matrix
 * products alone.
 */

import { address, launch } from "./helpers.mjs";

/** Measurements of each benchmark; the medians are shown. */
const REPEATS = 15;
/** Least length of a measurement in seconds: far above the clock's resolution. */
const LENGTH = 0.05;

/**
 * Runs in the page. The benchmarks take turns, so that a slow moment of the machine hits all.
 * @param {{ module: string, repeats: number, length: number }} settings
 * @returns {Promise<{ name: string, rates: number[] }[]>} in FLOP/s
 */
async function measureAll({ module, repeats, length }) {
  /** @type {{ default: () => Promise<unknown>, Benchmark: BenchmarkClass }} */
  const { default: init, Benchmark } = await import(module);
  await init();

  /** @param {BenchmarkInstance} benchmark @param {number} iterations */
  const seconds = (benchmark, iterations) => {
    const start = performance.now();
    benchmark.run(iterations);
    return (performance.now() - start) / 1000;
  };

  const all = Benchmark.names().map((name) => {
    const benchmark = new Benchmark(name);
    let iterations = 1;
    // The first rounds are V8's baseline compiler's; by the time this ends its optimiser is done.
    while (seconds(benchmark, iterations) < length) iterations *= 2;
    return { name, benchmark, iterations, rates: /** @type {number[]} */ ([]) };
  });
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    for (const { benchmark, iterations, rates } of all) {
      rates.push((benchmark.flops() * iterations) / seconds(benchmark, iterations));
    }
    // Lets the page breathe.
    await new Promise((done) => setTimeout(done));
  }
  return all.map(({ name, rates }) => ({ name, rates }));
}

/** @param {number[]} values */
function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/**
 * A row for each benchmark that has its matrix products beside it.
 * @param {{ name: string, rates: number[] }[]} results
 */
function table(results) {
  const byName = new Map(results.map(({ name, rates }) => [name, rates]));
  return results.flatMap(({ name, rates }) => {
    const dot = byName.get(`dot ${name}`);
    if (!dot) return [];
    // Neighbours in time are compared, so that the machine's other work cancels out.
    const share = median(rates.map((rate, repeat) => rate / (dot[repeat] ?? Number.NaN)));
    return {
      benchmark: name,
      "GFLOP/s": (median(rates) / 1e9).toFixed(1),
      "dot GFLOP/s": (median(dot) / 1e9).toFixed(1),
      "of dot": `${(100 * share).toFixed(0)} %`,
    };
  });
}

const browser = await launch();
try {
  const page = await browser.newPage();
  await page.goto(address());
  const module = `${address()}benchmark.js`;
  const results = await page.evaluate(measureAll, { module, repeats: REPEATS, length: LENGTH });
  console.log(`Chromium ${browser.version()}, medians of ${REPEATS}`);
  console.table(table(results));
} finally {
  await browser.close();
}
