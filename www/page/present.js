/**
 * One figure at a time, as large as the screen allows: a button, a key or a link begins it, and all else of
 * it is loaded then.
 * @import { FigureInfo } from "../core/types.js"
 * @import { App } from "./app.js"
 */

import { whyNot } from "../core/named.js";
import { get } from "../lib/dom.js";
import { query } from "./address.js";

/** Where a letter is typed, or chooses something. */
const TYPING = "input, select, textarea, [contenteditable], dialog";

/** Where it is, once it did not come: browsers remember that of an address, and ask for it no more. */
let missed = "";

/** @returns {Promise<typeof import("./presentation.js")>} */
const load = () => (missed ? import(`${missed}?${Date.now()}`) : import("./presentation.js"));

/**
 * @param {App} app
 * @param {FigureInfo[]} infos
 */
export function offerPresentation(app, infos) {
  /** @param {string} [figure] */
  const begin = async (figure) => {
    try {
      const { present } = await load();
      present(app, infos, figure);
    } catch (error) {
      const why = whyNot(error, "presentation");
      missed = /https?:\S+?\.js/.exec(why)?.[0] ?? missed;
      app.notice(`The figures cannot be presented: ${why}. Reloading may help.`);
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
