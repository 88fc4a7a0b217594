/** What the benchmarks say of many measurements. */

/** @param {number[]} values @param {number} share */
export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
}

/** @param {number[]} values the lower of both in the middle, where their number is even */
export function median(values) {
  return quantile(values, 0.5);
}
