/**
 * One worker: takes one job at a time and works on it in slices, so that pause and cancel get in.
 * @import { JobMessage, Message, WorkerScope } from "./core/messages.js"
 * @import { Worker, WorkerTask } from "./wasm/sharp_minima.js"
 *
 * @typedef {object} Running
 * @property {number} id
 * @property {string} job
 * @property {WorkerTask} task
 * @property {number} reported when it was reported last
 * @property {number} kept when its checkpoint was kept last, or it began
 * @property {boolean} begun whether there is a checkpoint of it
 */

import { checkpoint, drop, keep } from "./core/checkpoints.js";
import { instantiate } from "./core/wasm.js";

/** Milliseconds of work between two looks at the messages. */
const SLICE = 16;
/** Least milliseconds between two reports of progress. */
const REPORT_EVERY = 100;
/** Least milliseconds between two checkpoints: what is shorter is not worth one. */
const KEEP_EVERY = 10_000;

const scope = /** @type {WorkerScope} */ (/** @type {unknown} */ (self));

/** @type {Worker | undefined} */
let worker;
/** @type {Running | null} */
let current = null;
/** The order whose checkpoint is looked for. @type {number | null} */
let awaited = null;
let paused = false;

// A message to oneself comes after the messages that already wait, and is not clamped to 4 ms as
// a timer is. Only the latest turn counts, so that there is never more than one loop.
const channel = new MessageChannel();
let turn = 0;
channel.port1.onmessage = ({ data }) => {
  if (data === turn) slice();
};

function next() {
  turn += 1;
  channel.port2.postMessage(turn);
}

/** Works for one slice and then yields. */
function slice() {
  if (!current || paused) return;
  const { id, task } = current;
  try {
    let now = performance.now();
    const end = now + SLICE;
    let finished = false;
    while (!finished && now < end) {
      finished = task.advance();
      now = performance.now();
      if (!finished && now - current.kept >= KEEP_EVERY) keepNow(current, now);
    }
    if (finished) return finish(current);
    report(current);
  } catch (error) {
    return fail(id, error);
  }
  next();
}

/**
 * Keeps what it would go on from after a reload, if that can be told just now.
 * @param {Running} running
 * @param {number} now
 */
function keepNow(running, now) {
  const bytes = running.task.checkpoint();
  if (!bytes) return;
  running.kept = now;
  running.begun = true;
  const { id, job } = running;
  void keep(job, bytes).then((kept) => kept && scope.postMessage({ type: "kept", id }));
}

/**
 * Posts progress and, where there is news, the report so far.
 * @param {Running} running
 */
function report(running) {
  const now = performance.now();
  if (now - running.reported < REPORT_EVERY) return;
  running.reported = now;
  const { id, task } = running;
  const news = task.changed() ? task.report() : undefined;
  scope.postMessage({ type: "progress", id, progress: task.progress(), report: news });
}

/** @param {Running} running */
function finish({ id, job, task, begun }) {
  const text = task.report();
  if (text === undefined) throw new Error("the job ended without a report");
  const kept = task.kept();
  const { labels, vectors } = kept;
  kept.free();
  release();
  if (begun) void drop(job);
  scope.postMessage(
    { type: "done", id, report: text, labels, vectors },
    vectors.map(({ buffer }) => buffer),
  );
}

/**
 * @param {number | null} id
 * @param {unknown} error
 */
function fail(id, error) {
  const trap = error instanceof WebAssembly.RuntimeError;
  // After a trap the instance's memory is not to be trusted: the pool replaces this worker.
  if (trap) current = null;
  // What goes wrong with another message does not end the job under way.
  else if (id === current?.id) release();
  const message = error instanceof Error ? error.message : String(error);
  scope.postMessage({ type: "failed", id, message, trap });
}

function release() {
  current?.task.free();
  current = null;
}

/**
 * @param {JobMessage} order
 * @param {Uint8Array} [before] its checkpoint
 */
function start({ id, job, labels, vectors, files }, before) {
  if (!worker) throw new Error("the worker is not ready");
  const task = worker.start(job, labels, vectors, files, before);
  const now = performance.now();
  current = { id, job, task, reported: now, kept: now, begun: before !== undefined };
  if (before) scope.postMessage({ type: "resumed", id, progress: task.progress() });
  next();
}

/**
 * Goes on with a training that was under way.
 * @param {JobMessage} order
 */
async function goOn(order) {
  awaited = order.id;
  const before = await checkpoint(order.job);
  if (awaited !== order.id) return;
  awaited = null;
  try {
    start(order, before);
  } catch (error) {
    fail(order.id, error);
  }
}

/** @param {Message} order */
function obey(order) {
  switch (order.type) {
    case "archive":
      worker?.offer(order.name, order.bytes);
      break;
    case "job":
      if (order.begun) void goOn(order);
      else start(order);
      break;
    case "pause":
      paused = true;
      break;
    case "resume":
      paused = false;
      next();
      break;
    case "ping":
      scope.postMessage({ type: "pong" });
      break;
    case "cancel":
      if (awaited === order.id) awaited = null;
      if (current?.id === order.id) release();
      scope.postMessage({ type: "cancelled", id: order.id });
      break;
  }
}

scope.onmessage = async ({ data: first }) => {
  /** @type {Message[]} */
  const early = [];
  scope.onmessage = ({ data }) => void early.push(data);
  try {
    if (first.type !== "module") throw new Error("the first message must bring the module");
    const core = await instantiate(first.module);
    worker = new core.Worker();
  } catch (error) {
    // Without an instance nothing can be done here: let the pool replace this worker.
    return scope.postMessage({ type: "failed", id: null, message: String(error), trap: true });
  }
  scope.onmessage = ({ data }) => {
    try {
      obey(data);
    } catch (error) {
      fail("id" in data ? data.id : null, error);
    }
  };
  scope.postMessage({ type: "ready" });
  for (const order of early) scope.onmessage(new MessageEvent("message", { data: order }));
};
