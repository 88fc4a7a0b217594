/** @import { Verdict } from "../core/types.js" */

/**
 * A sign for each way that a claim can fare.
 * @type {Record<Verdict["verdict"], string>}
 */
export const SIGNS = {
  replicated: "✓",
  "not replicated": "✗",
  "holds here": "✓",
  "does not hold here": "✗",
  undecided: "?",
  "not comparable": "–",
};
