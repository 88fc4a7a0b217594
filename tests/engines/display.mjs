/** A display in memory, for browsers that have no headless mode. */

import { spawn } from "node:child_process";
import { once } from "node:events";

/**
 * Has a display as long as something is done with it.
 * @template T
 * @param {(name: string) => Promise<T>} use takes what DISPLAY has to be
 * @returns {Promise<T>}
 */
export async function withDisplay(use) {
  // It says by the fourth file which number was free.
  const child = spawn("Xvfb", ["-displayfd", "3", "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const lost = new Promise((_, fail) => child.once("error", fail));
  try {
    const told = once(/** @type {NodeJS.EventEmitter} */ (child.stdio[3]), "data");
    const [number] = /** @type {[Buffer]} */ (await Promise.race([told, lost]));
    return await use(`:${number.toString().trim()}`);
  } finally {
    child.kill();
  }
}
