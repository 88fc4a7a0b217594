/**
 * Settings, jobs and times in words.
 * @import { Control, Experiment, Job, Regime } from "./types.js"
 */

/** @param {Regime} regime */
export const regimeName = (regime) => (regime === "small" ? "SB" : "LB");

/**
 * @param {Job} job
 * @returns {string} such as "sharpness of LB at ε = 0.001, trial 2"
 */
export function describeJob(job) {
  const trial = `trial ${job.trial + 1}`;
  if (job.kind === "train") return `training of ${regimeName(job.regime)}, ${trial}`;
  if (job.kind === "sharpness")
    return `sharpness of ${regimeName(job.regime)} at ε = ${job.epsilon}, ${trial}`;
  return `path between the minima, ${trial}`;
}

/**
 * @param {number} count
 * @param {string} noun
 */
export function plural(count, noun) {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}

/**
 * @param {number} seconds
 * @returns {string} rounded as far as an estimate deserves
 */
export function describeTime(seconds) {
  if (seconds < 1.5) return "1 s";
  if (seconds < 20) return `${Math.round(seconds)} s`;
  if (seconds < 90) return `${Math.round(seconds / 5) * 5} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}

/**
 * One setting's value as the controls would show it.
 * @param {Control} control
 * @param {Experiment} experiment
 * @returns {string}
 */
export function describeValue(control, experiment) {
  const value = experiment[control.field];
  if (control.kind === "choice")
    return control.choices.find((choice) => choice.value === value)?.label ?? String(value);
  if (control.kind === "flag") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.join("-") || "none";
  return String(value);
}

/**
 * The settings that differ, as "Learning rate 0.005, Epochs 40".
 * @param {Control[]} controls
 * @param {Experiment} shown the settings whose values are named
 * @param {Experiment} other
 */
export function describeDifference(controls, shown, other) {
  return controls
    .filter(({ field }) => String(shown[field]) !== String(other[field]))
    .map(
      (control) =>
        `${control.label.charAt(0).toLowerCase()}${control.label.slice(1)} ${describeValue(control, shown)}`,
    )
    .join(", ");
}

/**
 * All that matters of an experiment in one line.
 * @param {Control[]} controls
 * @param {Experiment} experiment
 * @returns {string}
 */
export function describeExperiment(controls, experiment) {
  /** @param {keyof Experiment} field */
  const show = (field) => {
    const control = controls.find((candidate) => candidate.field === field);
    return control ? describeValue(control, experiment) : String(experiment[field]);
  };
  return [
    `${show("data")}, ${experiment.train.toLocaleString("en")} samples`,
    `layers ${show("hidden")} ${show("activation")}${experiment.batch_norm ? ", batch norm" : ""}`,
    `${show("optimizer")} ${experiment.learning_rate}`,
    `SB ${experiment.small_batch}, LB ${experiment.large_batch}`,
    plural(experiment.epochs, "epoch"),
    plural(experiment.trials, "trial"),
    `seed ${experiment.seed}`,
  ].join(" · ");
}
