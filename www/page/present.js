/**
 * One figure at a time, as large as the screen allows: a button, a key or a link begins it, and all else of
 * it is loaded then.
 * @import { FigureInfo } from "../core/types.js"
 * @import { App } from "./app.js"
 */

import { get } from "../lib/dom.js";
import { query } from "./address.js";

/** Where a letter is typed, or chooses something. */
const TYPING = "input, select, textarea, [contenteditable], dialog";

/**
 * @param {App} app
 * @param {FigureInfo[]} infos
 */
export function offerPresentation(app, infos) {
  /** @param {string} [figure] */
  const begin = async (figure) => {
    try {
      const { present } = await import("./presentation.js");
      present(app, infos, figure);
    } catch (error) {
      app.notice(
        `The figures cannot be presented: ${error instanceof Error ? error.message : error}.`,
      );
    }
  };
  get("present").addEventListener("click", () => void begin());
  document.addEventListener("keydown", ({ key, target, ctrlKey, metaKey, altKey }) => {
    if (key.toLowerCase() !== "p" || ctrlKey || metaKey || altKey) return;
    if (!(target instanceof Element && target.closest(TYPING))) void begin();
  });
  if (query("present") === null) return;
  const name = query("figure");
  if (name === null || infos.some((info) => info.name === name)) void begin(name ?? undefined);
  else
    app.notice(
      `There is no figure “${name}” to present; there are ${infos.map((info) => info.name).join(", ")}.`,
    );
}
