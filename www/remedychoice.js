/**
 * Which strategies are compared and at equal what, and how the address tells it.
 * @import { Equal, Remedy } from "./types.js"
 *
 * @typedef {object} Choice
 * @property {ReadonlySet<string> | null} names null for the strategies that are proposed
 * @property {Equal} equal
 */

/** Longer texts are cut when they are quoted. */
const MOST_QUOTED = 40;
/** More than so many unknown names nobody wants to read. */
const MOST_NAMED = 3;

/**
 * The names that a choice means among the strategies that there are, in their order: a strategy that
 * has a control never goes without it.
 * @param {Choice} choice
 * @param {Remedy[]} rows
 */
export function chosen({ names }, rows) {
  const own = rows.filter((row) => (names ? names.has(row.name) : row.default));
  const controls = controlsOf(own);
  return rows.filter((row) => own.includes(row) || controls.has(row.name)).map(({ name }) => name);
}

/** @param {Remedy[]} rows */
export function controlsOf(rows) {
  return new Set(rows.flatMap(({ beside }) => beside ?? []));
}

/**
 * @param {string} hash
 * @param {Remedy[]} rows
 * @returns {{ choice: Choice, notices: string[] }} what cannot be understood is told and passed over
 */
export function readChoice(hash, rows) {
  /** @type {Choice} */
  const choice = { names: null, equal: "epochs" };
  /** @type {string[]} */
  const notices = [];
  for (const part of hash.replace(/^#/, "").split("&")) {
    const [key = "", value = ""] = part.split("=");
    if (key === "fix.rows") {
      const given = value === "" ? [] : value.split(".");
      choice.names = new Set(given.filter((name) => rows.some((row) => row.name === name)));
      const unknown = given.filter((name) => !choice.names?.has(name));
      if (unknown.length > 0)
        notices.push(
          `${key}: ${unknown.slice(0, MOST_NAMED).map(quoted).join(", ")}${unknown.length > MOST_NAMED ? " and others" : ""}: no strategy for these settings; passed over.`,
        );
    } else if (key === "fix.equal") {
      if (value === "epochs" || value === "gradients") choice.equal = value;
      else notices.push(`${key}: ${quoted(value)} is not allowed; allowed is epochs, gradients.`);
    } else if (key.startsWith("fix.")) {
      notices.push(`${quoted(key)} is not known here; it was passed over.`);
    }
  }
  return { choice, notices };
}

/**
 * @param {Choice} choice
 * @param {Remedy[]} rows
 * @returns {string} such as "&fix.rows=sb.lb.sam"; empty for what is proposed
 */
export function writeChoice(choice, rows) {
  const names = chosen(choice, rows).join(".");
  const proposed = chosen({ ...choice, names: null }, rows).join(".");
  const rowsPart = names === proposed ? "" : `&fix.rows=${names}`;
  return rowsPart + (choice.equal === "epochs" ? "" : `&fix.equal=${choice.equal}`);
}

/** @param {string} text */
function quoted(text) {
  return `“${text.length > MOST_QUOTED ? `${text.slice(0, MOST_QUOTED)}…` : text}”`;
}
