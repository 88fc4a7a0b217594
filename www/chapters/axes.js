/**
 * Places on a figure's axes.
 * @import { PanelGeometry, Reading } from "../core/types.js"
 */

/**
 * Where a value of the x axis lies.
 * @param {PanelGeometry} plot
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
 * @param {PanelGeometry[]} plots
 * @param {Reading[]} list not empty
 * @param {number} x device pixels
 * @param {number} y device pixels
 * @returns {number | null} its index; null over a plot of another abscissa than the readings'
 */
export function nearest(plots, list, x, y) {
  const outside = (/** @type {[number, number]} */ [low, high], /** @type {number} */ value) =>
    Math.max(Math.min(low, high) - value, 0, value - Math.max(low, high));
  const distances = plots.map((plot) => outside(plot.x, x) + outside(plot.y, y));
  const plot = plots[distances.indexOf(Math.min(...distances))];
  if (!plot) return 0;
  // Readings are along one abscissa; this plot has its own.
  if (plot.name === "unread") return null;
  const shares = list.map(({ at }, index) =>
    at === null
      ? Math.abs(plot.y[0] + ((index + 0.5) / list.length) * (plot.y[1] - plot.y[0]) - y)
      : Math.abs(toPixel(plot, at) - x),
  );
  return shares.indexOf(Math.min(...shares));
}
