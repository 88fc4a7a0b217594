/** Measures bare matrix products beside its siblings, as many of them as there are cores. */

import init, { Benchmark } from "./benchmark.js";

/** Least length of a measurement in milliseconds. */
const LENGTH = 100;

/** @type {BenchmarkInstance | undefined} */
let benchmark;
let iterations = 1;

/** @returns {number} milliseconds */
function time() {
  const start = performance.now();
  benchmark?.run(iterations);
  return performance.now() - start;
}

/** @param {MessageEvent<string | null>} event a job, or nothing: then the products are timed */
self.onmessage = async ({ data: job }) => {
  if (job === null) {
    const rate = ((benchmark?.flops() ?? Number.NaN) * iterations) / time();
    return self.postMessage(1000 * rate);
  }
  await init();
  benchmark = Benchmark.ofJob(job);
  iterations = 1;
  // The first rounds are V8's baseline compiler's.
  while (time() < LENGTH) iterations *= 2;
  self.postMessage(null);
};
