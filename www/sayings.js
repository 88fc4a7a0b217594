/**
 * What the page says about runs and results.
 * @import { Badge } from "./figure.js"
 * @import { Results } from "./results.js"
 * @import { Run } from "./run.js"
 */

import { describeTime, plural } from "./describe.js";

/**
 * Before the first run.
 * @param {Results} results
 */
export function openingSentence({ stage, experiment }) {
  if (stage !== "precomputed") return "Nothing has been run yet: press Run.";
  return `Precomputed results of ${plural(experiment.trials, "trial")}. Run trains anew, here.`;
}

/**
 * @param {Run} run
 * @param {number} took milliseconds, when it has ended
 * @param {boolean} asked whether it is of the settings that are asked for now
 * @returns {string}
 */
export function runSentence(run, took, asked) {
  const { progress, left } = run.estimate();
  const percent = `${Math.floor(100 * progress)} %`;
  switch (run.state) {
    case "running": {
      const time = left === null ? "" : `, about ${describeTime(left)} left`;
      const lost = run.losses.length > 0 ? `, ${plural(run.losses.length, "job")} lost` : "";
      return `${percent} done${time}${lost}.`;
    }
    case "paused":
      return `Paused at ${percent}.`;
    case "cancelled":
      return `Cancelled at ${percent}. What was measured stays.`;
    case "finished":
      return `Done in ${describeTime(took / 1000)}${asked ? ": these figures are your own run" : ""}.`;
    case "failed":
      return `The run failed: ${losses(run)}. What was measured stays; Run starts anew.`;
  }
}

/** @param {Run} run */
function losses({ losses: [first, ...others] }) {
  const more = others.length > 0 ? ` (and ${plural(others.length, "other job")})` : "";
  return `${first?.job ?? "a job"}: ${first?.why ?? "unknown reason"}${more}`;
}

/**
 * Where a figure's results come from, if they are of the settings that are asked for.
 * @param {Results} results
 * @param {boolean} current whether they are the latest
 * @returns {Badge}
 */
export function badge({ stage, experiment }, current) {
  const trials = plural(experiment.trials, "trial");
  switch (stage) {
    case "precomputed":
      return { text: `precomputed, ${trials}`, tone: "precomputed" };
    case "running":
      return { text: `live, ${trials}`, tone: "live" };
    case "paused":
      return { text: `paused, ${trials}`, tone: "live" };
    case "finished":
      return { text: `your ${current ? "" : "former "}run, ${trials}`, tone: "own" };
    case "cancelled":
    case "failed":
      return { text: `${stage} run, not all of ${trials}`, tone: "stale" };
  }
}

/**
 * Of results that belong to other settings.
 * @param {string} difference the settings shown that differ from those asked for
 * @returns {Badge}
 */
export function staleBadge(difference) {
  return { text: `former settings${difference ? `: ${difference}` : ""}`, tone: "stale" };
}

/**
 * Where there are no results.
 * @param {boolean} running whether some are to come
 * @returns {Badge}
 */
export function emptyBadge(running) {
  return {
    text: running ? "waiting for its data" : "nothing measured yet: press Run",
    tone: "none",
  };
}
