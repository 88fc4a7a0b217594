/**
 * The module and its session as the build has recorded them for one figure: they answer what the page asks to show it.
 * The session itself takes over when it is there.
 * @import * as core from "../wasm/sharp_minima.js"
 * @import { Page } from "../wasm/sharp_minima.js"
 *
 * @typedef {Pick<typeof core, "version" | "figures" | "presets" | "setting_controls" | "view_controls" | "tested">} General
 * @typedef {object} Recording as xtask/record.mjs makes it
 * @property {Record<string, unknown>} general the module's answers
 * @property {Record<string, unknown>} answers the session's, by method and figure
 * @property {[width: number, height: number][]} sizes of the figure's pictures, in CSS pixels
 */

/** What the session is told before it is there. */
const TOLD = ["show_only", "see", "keep_still"];
/** Stands in numbers for the address of what is shown, which only the visit knows. */
export const ADDRESS = "{address}";

export class Recorded {
  /** @type {Recording["answers"] | null} null once the session answers */
  #answers;
  /** @type {Page | null} */
  #session = null;
  /** @type {[method: string, values: unknown[]][]} */
  #told = [];

  /** @param {Recording} recording */
  constructor({ general, answers }) {
    this.#answers = answers;
    const asked = Object.entries(general).map(([name, answer]) => [name, () => answer]);
    this.core = /** @type {General} */ ({ ...Object.fromEntries(asked), tested: () => "" });
    /** Stands for the session, before it is there and then. */
    this.page = /** @type {Page} */ (
      new Proxy(
        {},
        {
          get:
            (_, method) =>
            (/** @type {unknown[]} */ ...values) =>
              this.#call(String(method), values),
        },
      )
    );
  }

  /**
   * The session is there, and may be given results. What is shown is still what was recorded.
   * @param {Page} session
   */
  take(session) {
    this.#session = session;
    for (const [method, values] of this.#told) this.#call(method, values);
    this.#told = [];
  }

  /** From now on the session answers. */
  forget() {
    this.#answers = null;
  }

  /**
   * @param {string} method
   * @param {unknown[]} values
   * @returns {unknown} undefined for what was not recorded, as long as there is no session
   */
  #call(method, values) {
    const known = recordedAnswer(this.#answers ?? {}, method, values);
    if (known !== undefined) return known;
    if (this.#session) {
      const session = /** @type {Record<string, any>} */ (/** @type {unknown} */ (this.#session));
      return session[method](...values);
    }
    if (TOLD.includes(method)) this.#told.push([method, values]);
    return undefined;
  }
}

/**
 * @param {Recording["answers"]} answers
 * @param {string} method
 * @param {unknown[]} values
 */
function recordedAnswer(answers, method, [figure, ...values]) {
  const answer = answers[figure === undefined ? method : `${method} ${figure}`];
  if (method !== "records" || typeof answer !== "string") return answer;
  const address = JSON.stringify(values.at(-1)).slice(1, -1);
  return answer.replaceAll(ADDRESS, () => address);
}
