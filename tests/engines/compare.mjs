/** What two engines have computed, side by side. */

/**
 * Where two files of results first differ, in words; empty where they are the same to the last character.
 * @param {string} expected
 * @param {string} found
 */
export function difference(expected, found) {
  if (expected === found) return "";
  const [one, other] = [expected, found].map((file) => JSON.parse(file).entries);
  const count = Math.max(one.length, other.length);
  for (let at = 0; at < count; at += 1) {
    const field = firstField(one[at], other[at]);
    if (field) return `entry ${at + 1}, ${jobOf(one[at] ?? other[at])}: ${field}`;
  }
  return "the numbers are the same, and the text is not";
}

/**
 * @param {unknown} one
 * @param {unknown} other
 * @param {string} [path] where they stand
 * @returns {string} the first field in which they differ, with both values
 */
function firstField(one, other, path = "") {
  if (one === other) return "";
  if (!isNested(one) || !isNested(other))
    return `${path || "it"} is ${JSON.stringify(one)} and ${JSON.stringify(other)}`;
  for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const field = firstField(one[key], other[key], path ? `${path}.${key}` : key);
    if (field) return field;
  }
  return "";
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isNested(value) {
  return typeof value === "object" && value !== null;
}

/** @param {{ job: object }} entry */
function jobOf({ job }) {
  const text = JSON.stringify(job);
  return text.length > 80 ? `${text.slice(0, 80)} …` : text;
}

/**
 * The figures that show something else, among them the measured `files`.
 * @param {Record<string, string>} expected text by figure
 * @param {Record<string, string>} found
 */
export function otherFigures(expected, found) {
  const names = new Set([...Object.keys(expected), ...Object.keys(found)]);
  return [...names].filter((name) => expected[name] !== found[name]);
}

/**
 * How many numbers the reports of a file of results have.
 * @param {string} file
 */
export function numbersOf(file) {
  /** @type {{ report: unknown }[]} */
  const entries = JSON.parse(file).entries;
  return entries.reduce((sum, { report }) => sum + numbersIn(report), 0);
}

/**
 * @param {unknown} value
 * @returns {number}
 */
function numbersIn(value) {
  if (typeof value === "number") return 1;
  // What JSON has no numbers for.
  if (typeof value === "string") return /^(NaN|-?Infinity)$/.test(value) ? 1 : 0;
  if (!isNested(value)) return 0;
  let sum = 0;
  for (const part of Object.values(value)) sum += numbersIn(part);
  return sum;
}
