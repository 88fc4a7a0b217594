/**
 * How fast the core is in Chromium: each benchmark in GFLOP/s, and as a fraction of the matrix
 * products alone at the same shapes. `cargo xtask bench page` calls it.
 *
 * Names are "what shape", as "step 40-100-100-10 B=32"; the same name after "products" is its matrix
 * products alone, and after "dot" those by ndarray. After them, what each measure of flatness costs beside one gradient, and what a
 * step of each strategy costs beside a plain one.
 */

import { address, launch } from "./helpers.mjs";
import { median } from "./quantiles.mjs";

/** Measurements of each benchmark; the medians are shown. */
const REPEATS = 15;
/** Least length of a measurement in seconds: far above the clock's resolution. */
const LENGTH = 0.05;
/** Times every measure is taken; the medians are shown. */
const TAKES = 3;
/** Gradients that are timed before and after each measure. */
const GRADIENTS = 5;
/** Times that every strategy makes its steps; the medians are shown. */
const ROUNDS = 31;
/** Steps in one measurement. */
const STEPS = 10;
/** A step that takes more than this many times its gradient evaluations is too slow. */
const LIMIT = 1.2;

/** @typedef {{ count: number, seconds: number, ratio: number }} MeasureCost */

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

/**
 * Runs in the page: every measure between gradients of the same minute, which its time is told by.
 * @param {{ module: string, repeats: number, gradients: number }} settings
 * @returns {Promise<{ name: string, runs: MeasureCost[] }[]>}
 */
async function takeAll({ module, repeats, gradients }) {
  /** @type {{ default: () => Promise<unknown>, Measuring: MeasuringClass }} */
  const { default: init, Measuring } = await import(module);
  await init();
  const measuring = new Measuring();

  /** @returns {number} seconds of one gradient */
  const gradient = () => {
    const start = performance.now();
    for (let i = 0; i < gradients; i += 1) measuring.gradient();
    return (performance.now() - start) / 1000 / gradients;
  };

  const results = [];
  for (const [index, name] of Measuring.names().entries()) {
    const runs = [];
    for (let repeat = 0; repeat < repeats; repeat += 1) {
      const before = gradient();
      const start = performance.now();
      const count = measuring.run(index);
      const seconds = (performance.now() - start) / 1000;
      runs.push({ count, seconds, ratio: seconds / (0.5 * (before + gradient())) });
      // Lets the page breathe.
      await new Promise((done) => setTimeout(done));
    }
    results.push({ name, runs });
  }
  return results;
}

/**
 * Runs in the page: steps of all strategies in turns, each as a multiple of the plain step's time.
 * @param {{ module: string, rounds: number, steps: number }} settings
 * @returns {Promise<{ name: string, gradients: number, seconds: number[], ratios: number[] }[]>}
 */
async function stepAll({ module, rounds, steps }) {
  /** @type {{ default: () => Promise<unknown>, Stepping: SteppingClass }} */
  const { default: init, Stepping } = await import(module);
  await init();
  const cases = Stepping.names().map((name) => ({ name, stepping: new Stepping(name) }));

  /** @param {SteppingInstance} stepping */
  const time = (stepping) => {
    const start = performance.now();
    stepping.run(steps);
    return (performance.now() - start) / 1000 / steps;
  };

  const results = cases.map(({ name, stepping }) => ({
    name,
    gradients: stepping.gradients(),
    seconds: /** @type {number[]} */ ([]),
    ratios: /** @type {number[]} */ ([]),
  }));
  // The first rounds are V8's baseline compiler's.
  for (let round = -2; round < rounds; round += 1) {
    const [plain = Number.NaN, ...others] = cases.map(({ stepping }) => time(stepping));
    if (round >= 0)
      for (const [index, seconds] of [plain, ...others].entries()) {
        results[index]?.seconds.push(seconds);
        results[index]?.ratios.push(seconds / plain);
      }
    // Lets the page breathe.
    await new Promise((done) => setTimeout(done));
  }
  return results;
}

/**
 * A row for each benchmark that has its matrix products beside it.
 * @param {{ name: string, rates: number[] }[]} results
 */
function table(results) {
  const byName = new Map(results.map(({ name, rates }) => [name, rates]));
  // Neighbours in time are compared, so that the machine's other work cancels out.
  const ratio = (/** @type {number[]} */ of, /** @type {number[]} */ to) =>
    median(of.map((rate, repeat) => rate / (to[repeat] ?? Number.NaN)));
  return results.flatMap(({ name, rates }) => {
    const products = byName.get(`products ${name}`);
    const dot = byName.get(`dot ${name}`);
    if (!products || !dot) return [];
    return {
      benchmark: name,
      "GFLOP/s": (median(rates) / 1e9).toFixed(1),
      "products GFLOP/s": (median(products) / 1e9).toFixed(1),
      "dot GFLOP/s": (median(dot) / 1e9).toFixed(1),
      "of products": `${(100 * ratio(rates, products)).toFixed(0)} %`,
      "products by dot": ratio(products, dot).toFixed(2),
    };
  });
}

/**
 * A row for each measure, and one for all of them together but those that are measured alone.
 * @param {{ name: string, runs: MeasureCost[] }[]} results
 */
function costs(results) {
  const medians = results.map(({ name, runs }) => ({
    name,
    count: median(runs.map(({ count }) => count)),
    seconds: median(runs.map(({ seconds }) => seconds)),
    ratio: median(runs.map(({ ratio }) => ratio)),
  }));
  const all = { name: "all measures", count: 0, seconds: 0, ratio: 0 };
  for (const { count, seconds, ratio } of medians.filter(({ name }) => !name.endsWith("alone"))) {
    all.count += count;
    all.seconds += seconds;
    all.ratio += ratio;
  }
  return [...medians, all].map(({ name, count, seconds, ratio }) => ({
    measure: name,
    gradients: count.toFixed(0),
    seconds: seconds.toFixed(3),
    "times one gradient": ratio.toFixed(0),
  }));
}

/**
 * A row for each strategy, marked where it is too slow.
 * @param {{ name: string, gradients: number, seconds: number[], ratios: number[] }[]} results
 */
function steps(results) {
  return results.map(({ name, gradients, seconds, ratios }) => {
    const ratio = median(ratios);
    const quotient = ratio / gradients;
    return {
      strategy: name.replace("strategy ", ""),
      milliseconds: (1000 * median(seconds)).toFixed(3),
      "times a plain step": ratio.toFixed(2),
      gradients,
      "time by gradients": `${quotient.toFixed(2)}${quotient > LIMIT ? "  too slow" : ""}`,
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
  const settings = { module, repeats: TAKES, gradients: GRADIENTS };
  console.log(`Measures at the convincing preset, medians of ${TAKES}`);
  console.table(costs(await page.evaluate(takeAll, settings)));
  console.log(`Steps of LB at the convincing preset, medians of ${ROUNDS}`);
  console.table(steps(await page.evaluate(stepAll, { module, rounds: ROUNDS, steps: STEPS })));
} finally {
  await browser.close();
}
