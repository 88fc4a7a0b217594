import assert from "node:assert/strict";
import { test } from "node:test";
import { run, settled, useBrowser } from "./helpers.mjs";

const { browser, open } = useBrowser();

/** The longest the main thread may be blocked, in milliseconds. */
const LONGEST = 50;

/**
 * @typedef {object} TraceEvent
 * @property {string} name
 * @property {number} pid
 * @property {number} tid
 * @property {number} [dur] by the clock, in microseconds
 * @property {number} [tdur] of the processor's time, in microseconds
 * @property {{ name?: string }} [args]
 */

/**
 * The tasks of the renderers' main threads, in milliseconds.
 * @param {TraceEvent[]} events
 */
function mainThreadTasks(events) {
  const thread = (/** @type {TraceEvent} */ { pid, tid }) => `${pid} ${tid}`;
  const main = new Set(
    events
      .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
      .map(thread),
  );
  return events
    .filter((event) => event.name === "RunTask" && main.has(thread(event)))
    .map(({ dur = 0, tdur = 0 }) => ({ clock: dur / 1000, own: tdur / 1000 }));
}

// By the clock, which Chromium's long-task entries go by, a task is also long if the machine gave
// the thread no processor in the midst of it. So the entries are shown, and what counts is the
// processor's time of each task.
test("while the instant preset trains, no task blocks the main thread for more than 50 ms", async (t) => {
  const visit = await open();
  const { page } = visit;
  await settled(page);
  await page.evaluate(() => {
    const tasks = /** @type {number[]} */ ([]);
    const observer = new PerformanceObserver((list) => {
      tasks.push(...list.getEntries().map(({ duration }) => duration));
    });
    observer.observe({ type: "longtask" });
    Object.assign(window, { tasks });
  });
  await (await browser()).startTracing(page, {
    categories: ["disabled-by-default-devtools.timeline"],
  });
  await run(visit);
  const trace = JSON.parse((await (await browser()).stopTracing()).toString());
  const entries = await page.evaluate(
    () => /** @type {{ tasks: number[] }} */ (/** @type {unknown} */ (window)).tasks,
  );

  const tasks = mainThreadTasks(trace.traceEvents);
  const most = (/** @type {number[]} */ values) => Math.round(Math.max(0, ...values));
  const own = most(tasks.map((task) => task.own));
  t.diagnostic(
    `${tasks.length} tasks, at most ${own} ms each, by the clock ${most(tasks.map(({ clock }) => clock))} ms; ` +
      `${entries.length} long-task entries${entries.length > 0 ? `, at most ${most(entries)} ms` : ""}`,
  );
  assert.ok(tasks.length > 100 && own > 0, "the trace holds the run");
  assert.ok(own <= LONGEST, `the longest task took ${own} ms`);
});
