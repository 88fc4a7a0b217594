/**
 * The values at one place of a figure: what the pointer or the arrow keys read out.
 * @import { Evaluation, FigureName, Plot, Reading, Regime, Report } from "./types.js"
 */

/** @type {Regime[]} */
const REGIMES = ["small", "large"];

/** @param {number} value @returns {string} three significant digits */
export function digits(value) {
  if (!Number.isFinite(value)) return "not a number";
  if (value === 0) return "0";
  const size = Math.abs(value);
  return size >= 1e4 || size < 1e-3 ? value.toExponential(1) : String(Number(value.toPrecision(3)));
}

/** @param {number[]} values */
function mean(values) {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

/** @param {number[]} values @returns {string} mean ± standard deviation, with n */
function spread(values) {
  if (values.length < 2) return `${digits(mean(values))} (n = 1)`;
  const centre = mean(values);
  const deviation = Math.sqrt(
    values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1),
  );
  return `${digits(centre)} ± ${digits(deviation)} (n = ${values.length})`;
}

/** @param {Evaluation[]} points @returns {string} means, each as training / testing */
function evaluation(points) {
  /** @param {keyof Evaluation} key */
  const of = (key) => mean(points.map((point) => point[key]));
  const percent = (/** @type {number} */ share) => (100 * share).toFixed(1);
  return (
    `loss ${digits(of("train_loss"))} / ${digits(of("test_loss"))}, ` +
    `accuracy ${percent(of("train_accuracy"))} / ${percent(of("test_accuracy"))} %`
  );
}

/** @param {Report[]} reports @returns {Reading[]} one an epoch */
function curves(reports) {
  const trainings = reports.filter((report) => report.kind === "training");
  const epochs = [
    ...new Set(trainings.flatMap(({ points }) => points.map(({ epoch }) => epoch))),
  ].sort((a, b) => a - b);
  return epochs.map((epoch) => ({
    at: epoch,
    head: `Epoch ${epoch}, training / testing`,
    lines: REGIMES.flatMap((regime) => {
      const points = trainings
        .filter((training) => training.regime === regime)
        .flatMap((training) => training.points.find((point) => point.epoch === epoch) ?? []);
      return points.length > 0 ? [{ regime, text: evaluation(points) }] : [];
    }),
  }));
}

/** @param {Report[]} reports @returns {Reading[]} one an α */
function path(reports) {
  const points = reports.flatMap((report) => (report.kind === "path" ? report.points : []));
  const alphas = [...new Set(points.map(({ alpha }) => alpha))].sort((a, b) => a - b);
  return alphas.map((alpha) => ({
    at: alpha,
    head: `α = ${digits(alpha)}${alpha === 0 ? " (SB)" : alpha === 1 ? " (LB)" : ""}, training / testing`,
    lines: [{ regime: null, text: evaluation(points.filter((point) => point.alpha === alpha)) }],
  }));
}

/** @param {Report[]} reports @returns {Reading[]} one a row of the figure, from the top down */
function sharpness(reports) {
  const found = reports.filter((report) => report.kind === "sharpness");
  const epsilons = [...new Set(found.map(({ epsilon }) => epsilon))].sort((a, b) => b - a);
  return epsilons.flatMap((epsilon) =>
    REGIMES.flatMap((regime) => {
      const values = found
        .filter((report) => report.epsilon === epsilon && report.regime === regime)
        .map(({ value }) => value);
      if (values.length === 0) return [];
      return [
        { at: null, head: `ε = ${epsilon}`, lines: [{ regime, text: `φ = ${spread(values)}` }] },
      ];
    }),
  );
}

/**
 * All places of a figure that can be read, from left to right or from the top down.
 * @param {FigureName} figure
 * @param {Report[]} reports
 * @returns {Reading[]}
 */
export function readings(figure, reports) {
  if (figure === "curves") return curves(reports);
  if (figure === "path") return path(reports);
  return figure === "sharpness" ? sharpness(reports) : [];
}

/**
 * Where a value of the x axis lies.
 * @param {Plot} plot
 * @param {number} value
 * @returns {number} device pixels
 */
export function toPixel({ x, x_range, x_log }, value) {
  const scale = x_log ? Math.log : Number;
  const share = (scale(value) - scale(x_range[0])) / (scale(x_range[1]) - scale(x_range[0]));
  return x[0] + share * (x[1] - x[0]);
}

/**
 * The reading nearest to a place on the canvas.
 * @param {Plot[]} plots
 * @param {Reading[]} list not empty
 * @param {number} x device pixels
 * @param {number} y device pixels
 * @returns {number} its index
 */
export function nearest(plots, list, x, y) {
  const outside = (/** @type {[number, number]} */ [low, high], /** @type {number} */ value) =>
    Math.max(Math.min(low, high) - value, 0, value - Math.max(low, high));
  const distances = plots.map((plot) => outside(plot.x, x) + outside(plot.y, y));
  const plot = plots[distances.indexOf(Math.min(...distances))];
  if (!plot) return 0;
  const shares = list.map(({ at }, index) =>
    at === null
      ? Math.abs(plot.y[0] + ((index + 0.5) / list.length) * (plot.y[1] - plot.y[0]) - y)
      : Math.abs(toPixel(plot, at) - x),
  );
  return shares.indexOf(Math.min(...shares));
}
