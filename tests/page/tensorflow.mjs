/**
 * The peer in the page: the benchmark's training step by TensorFlow.js on its wasm backend, with SIMD and
 * without threads. `cargo xtask bench peers` makes one module of it and all that it imports.
 */

import "@tensorflow/tfjs-core/dist/register_all_gradients.js";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";

/** @import { Scalar, Tensor2D, Variable } from "@tensorflow/tfjs-core" */

/**
 * Starts TensorFlow.js, whose wasm module lies in `folder`.
 * @param {string} folder with a "/" at its end
 * @returns {Promise<string>} its version
 */
export async function start(folder) {
  setWasmPaths(folder);
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  if (!(await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT")))
    throw new Error("TensorFlow.js finds no SIMD here");
  if (!(await tf.setBackend("wasm")))
    throw new Error("TensorFlow.js's wasm backend does not start");
  return tf.version_core;
}

/** @returns {number} how many tensors there are */
export function tensors() {
  return tf.memory().numTensors;
}

/** Trains the network of a {@link Problem} on its one batch. */
export class Peer {
  /** @param {Problem} problem */
  constructor({ widths, batch_norm, epsilon, rate, x, inputs, labels }) {
    const [features = 0] = widths;
    const classes = widths.at(-1) ?? 0;
    let place = 0;
    /** @param {number} count */
    const taken = (count) => {
      place += count;
      return x.slice(place - count, place);
    };
    this.layers = widths.slice(1).map((outputs, index) => {
      const width = widths[index] ?? 0;
      // Its own layers hold W as inputs × outputs.
      const w = tf.tidy(() =>
        tf.variable(tf.transpose(tf.tensor2d(taken(outputs * width), [outputs, width]))),
      );
      const vector = () => tf.variable(tf.tensor1d(taken(outputs)));
      const [b, hidden] = [vector(), index < widths.length - 2];
      const [gamma, beta] = batch_norm && hidden ? [vector(), vector()] : [];
      return { w, b, gamma, beta, hidden };
    });
    this.epsilon = epsilon;
    this.inputs = tf.tensor2d(inputs, [labels.length, features]);
    this.labels = tf.oneHot(tf.tensor1d(labels, "int32"), classes);
    this.adam = tf.train.adam(rate, 0.9, 0.999, 1e-8);
  }

  /** The mean loss of the batch, with the batch's own statistics. */
  loss() {
    let a = this.inputs;
    for (const { w, b, gamma, beta, hidden } of this.layers) {
      a = tf.add(tf.matMul(a, w), b);
      if (gamma && beta) a = this.normalized(a, gamma, beta);
      if (hidden) a = tf.relu(a);
    }
    return /** @type {Scalar} */ (tf.losses.softmaxCrossEntropy(this.labels, a));
  }

  /**
   * @param {Tensor2D} z
   * @param {Variable} gamma
   * @param {Variable} beta
   */
  normalized(z, gamma, beta) {
    const { mean, variance } = tf.moments(z, 0);
    return /** @type {Tensor2D} */ (tf.batchNorm(z, mean, variance, beta, gamma, this.epsilon));
  }

  /**
   * Makes this many steps. The loss is read back once, so that all has really been done.
   * @param {number} steps
   * @returns {number} the loss before the last step
   */
  run(steps) {
    let loss = Number.NaN;
    for (let step = 1; step <= steps; step += 1) {
      // It keeps no tensor but this one.
      const value = this.adam.minimize(() => this.loss(), step === steps);
      if (value) {
        loss = value.dataSync()[0] ?? Number.NaN;
        value.dispose();
      }
    }
    return loss;
  }

  /** Frees all tensors. */
  dispose() {
    for (const { w, b, gamma, beta } of this.layers)
      for (const tensor of [w, b, gamma, beta]) tensor?.dispose();
    this.inputs.dispose();
    this.labels.dispose();
    this.adam.dispose();
  }
}
