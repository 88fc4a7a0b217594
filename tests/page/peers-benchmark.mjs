/**
 * Our training step beside TensorFlow.js's, in one page on one core. Both train the same network from the same
 * weights on the same batch, in short slices that take turns, so that a slow moment of the machine hits both. `cargo
 * xtask bench peers` calls it.
 */

import { address, launch } from "./helpers.mjs";
import { median } from "./quantiles.mjs";

/** Rounds that are counted; the medians are shown. */
const ROUNDS = 15;
/** Least length of a slice in seconds: far above the clock's resolution. */
const LENGTH = 0.15;
/** Steps after which the losses are compared again: by then gradients and ADAM count. */
const STEPS = 20;
/** By how much of itself the loss of the peer may be another one. */
const TOLERANCE = 1e-4;

/**
 * Runs in the page: every network by both, once their losses have agreed.
 * @param {{ folder: string, rounds: number, length: number, steps: number, tolerance: number }} settings
 * @returns {Promise<{ version: string, results: PeerResult[] }>}
 */
async function compare({ folder, rounds, length, steps, tolerance }) {
  /** @type {{ default: () => Promise<unknown>, Descent: DescentClass }} */
  const { default: init, Descent } = await import(`${folder}benchmark.js`);
  /** @type {typeof import("./tensorflow.mjs")} */
  const { Peer, start, tensors } = await import(`${folder}tensorflow.js`);
  await init();
  const version = await start(folder);

  /** @param {{ run: (steps: number) => number }} trained @param {number} count */
  const seconds = (trained, count) => {
    const begun = performance.now();
    trained.run(count);
    return (performance.now() - begun) / 1000;
  };

  /** @param {string} name */
  const compared = async (name) => {
    const ours = new Descent(name);
    const theirs = new Peer(JSON.parse(ours.problem()));
    for (const count of [1, steps]) {
      const [own, other] = [ours.run(count), theirs.run(count)];
      if (!(Math.abs(other - own) <= tolerance * own))
        throw new Error(`${name}: TensorFlow.js has a loss of ${other}, we have ${own}`);
    }
    const before = tensors();
    const both = [ours, theirs].map((trained) => {
      let count = 1;
      while (seconds(trained, count) < length) count *= 2;
      return { trained, count, rates: /** @type {number[]} */ ([]) };
    });
    // One round first is not counted.
    for (let round = -1; round < rounds; round += 1) {
      for (const { trained, count, rates } of both) {
        const rate = count / seconds(trained, count);
        if (round >= 0) rates.push(rate);
      }
      // Lets the page breathe.
      await new Promise((done) => setTimeout(done));
    }
    const left = tensors() - before;
    if (left > 0) throw new Error(`${name}: TensorFlow.js kept ${left} tensors`);
    theirs.dispose();
    ours.free();
    return { name, rates: both.map(({ rates }) => rates) };
  };

  const results = [];
  for (const name of Descent.names()) results.push(await compared(name));
  return { version, results };
}

/** @param {number} rate three figures of it */
function shown(rate) {
  return rate < 100 ? rate.toPrecision(3) : rate.toFixed(0);
}

/** @param {PeerResult} result */
function row({ name, rates: [ours = [], theirs = []] }) {
  const ratio = median(ours.map((rate, round) => rate / (theirs[round] ?? Number.NaN)));
  return `| ${name} | ${shown(median(ours))} | ${shown(median(theirs))} | ${ratio.toFixed(1)} |`;
}

const browser = await launch();
try {
  const page = await browser.newPage();
  await page.goto(address());
  const settings = {
    folder: address(),
    rounds: ROUNDS,
    length: LENGTH,
    steps: STEPS,
    tolerance: TOLERANCE,
  };
  const { version, results } = await page.evaluate(compare, settings);
  console.log(
    `Training steps per second in Chromium ${browser.version()} on one core, ours and TensorFlow.js ${version}'s (wasm, SIMD), medians of ${ROUNDS}\n`,
  );
  console.log("| network, batch | ours | TensorFlow.js | ratio |\n|---|---|---|---|");
  console.log(results.map(row).join("\n"));
} finally {
  await browser.close();
}
