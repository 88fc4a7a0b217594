/** Tables on the console. */

/** @import { Row } from "./ground.mjs" */

/** @param {Row[]} rows as a table */
export function table(rows) {
  const all = rows.map(({ scenario, faults, survived, seconds }) => [
    scenario,
    String(faults),
    String(survived),
    seconds.toFixed(1),
  ]);
  const sum = (/** @type {"faults" | "survived" | "seconds"} */ what) =>
    rows.reduce((sum, row) => sum + row[what], 0);
  const last = ["all", String(sum("faults")), String(sum("survived")), sum("seconds").toFixed(1)];
  return columns([["scenario", "faults", "survived", "seconds"], ...all, last]);
}

/** @param {string[][]} rows the first column to the left, the others to the right */
export function columns(rows) {
  const widths =
    rows[0]?.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0))) ?? [];
  const line = (/** @type {string[]} */ row) =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join("  ");
  return rows.map(line).join("\n");
}
