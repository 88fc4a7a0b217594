/** The links that every engine opens. Together their runs have jobs of every kind. */

import { readFile } from "node:fs/promises";
import { OTHER, SMALL } from "../page/helpers.mjs";

/**
 * @typedef {object} Link
 * @property {string} name
 * @property {string} where query and hash
 * @property {boolean} [still] whether nothing is run
 * @property {[number, number]} [probe] where the map is measured, once the run has ended
 * @property {string[]} [files] a network and its data, which are measured
 */

/** The same of batch-normalised networks. */
const NORMED = other(OTHER, { bn: 1 });
const MAP = { trials: 1, "map.grid": 25 };

/** Strategies that a comparison has only when it is asked for them. */
const ROWS = [
  "sb",
  "lb",
  "conservative-fresh",
  "pgd",
  "sam-large",
  "asam",
  "weight-noise",
  "linear-rate",
  "longer",
  "growing",
  "swa",
];

/** @type {Link[]} */
export const LINKS = [
  { name: "as-it-comes", where: "", still: true },
  {
    name: "every-figure",
    where: SMALL,
    probe: [0.25, -0.5],
    files: ["named.safetensors", "data.npz"],
  },
  { name: "batch-norm", where: `?embed=measures${NORMED}` },
  {
    name: "strategies",
    where: `?embed=remedies${other(NORMED, { trials: 1, "fix.rows": ROWS.join(".") })}`,
  },
  {
    name: "spirals",
    where: `?embed=landscape${other(SMALL, { ...MAP, data: "spirals", act: "tanh", "map.plane": "random" })}`,
  },
  {
    name: "eigenvectors",
    where: `?embed=landscape${other(NORMED, { ...MAP, "map.plane": "eigenvectors", "map.bn": "frozen", "map.value": "accuracy" })}`,
  },
  {
    name: "components",
    where: `?embed=landscape${other(SMALL, { ...MAP, "map.plane": "components", "map.as": "surface" })}`,
  },
  {
    name: "lines",
    where: `?embed=lines${other(NORMED, { trials: 1, "line.along": "filter" })}`,
  },
  {
    name: "optical-digits",
    where: `?embed=path${other(SMALL, { data: "optdigits", opt: "sgd", momentum: 0.9, lr: 0.05, noise: 0.1, schedule: "lin3" })}`,
  },
  {
    name: "digits",
    where: `?embed=table${other(SMALL, { preset: "digits", epochs: 20, stop: "loss", stop_loss: 1 })}`,
  },
  {
    name: "samples",
    where: `?embed=augmentation${other(SMALL, { data: "mnist" })}`,
    still: true,
  },
  {
    name: "curve",
    where: `?embed=connection${other(NORMED, { "connection.between": "orders" })}`,
  },
];

/**
 * Settings with some of them changed.
 * @param {string} hash
 * @param {Record<string, string | number>} changes
 */
function other(hash, changes) {
  const settings = new URLSearchParams(hash.slice(1));
  for (const [name, value] of Object.entries(changes)) settings.set(name, `${value}`);
  return `#${settings}`;
}

/**
 * The bytes of a link's files.
 * @param {Link} link
 * @returns {Promise<number[][]>}
 */
export function filesOf({ files = [] }) {
  const folder = new URL("../cases/formats/", import.meta.url);
  return Promise.all(files.map(async (name) => [...(await readFile(new URL(name, folder)))]));
}
