/** What a program and all that it started take from the system, as Linux tells. */

import { readdir, readFile } from "node:fs/promises";

const PROC = "/proc";

/**
 * Bytes; what several processes share is shared out among them. Undefined where the system tells nothing.
 * @param {number} pid
 * @returns {Promise<number | undefined>}
 */
export async function memoryOf(pid) {
  const all = await Promise.all([...(await family(pid))].map(proportional));
  return all.length > 0 ? all.reduce((sum, bytes) => sum + bytes, 0) : undefined;
}

/** @param {number} first @returns {Promise<Set<number>>} a process and those below it */
async function family(first) {
  const names = await readdir(PROC).catch(() => /** @type {string[]} */ ([]));
  const pids = names.map(Number).filter((pid) => pid > 0);
  const parents = await Promise.all(
    pids.map(async (pid) => /** @type {const} */ ([pid, await parentOf(pid)])),
  );
  const found = new Set(pids.filter((pid) => pid === first));
  // One may have a higher number than those that it started.
  for (let before = -1; before < found.size; ) {
    before = found.size;
    for (const [pid, parent] of parents) if (found.has(parent)) found.add(pid);
  }
  return found;
}

/** @param {number} pid */
async function parentOf(pid) {
  const line = await told(pid, "stat");
  // The name in brackets may have anything in it.
  return Number(line.slice(line.lastIndexOf(")") + 1).split(" ")[2] ?? 0);
}

/** @param {number} pid */
async function proportional(pid) {
  const [, kilobytes = "0"] = /^Pss:\s+(\d+)/m.exec(await told(pid, "smaps_rollup")) ?? [];
  return 1024 * Number(kilobytes);
}

/** @param {number} pid @param {string} what of a process, which may have ended meanwhile */
async function told(pid, what) {
  return readFile(`${PROC}/${pid}/${what}`, "utf8").catch(() => "");
}
