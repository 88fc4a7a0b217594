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

const NORMED = `${OTHER}&bn=1`;
const MAP = "&trials=1&map.grid=25";

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
  { name: "strategies", where: `?embed=remedies${NORMED}&trials=1&fix.rows=${ROWS.join(".")}` },
  {
    name: "spirals",
    where: `?embed=landscape${SMALL}${MAP}&data=spirals&act=tanh&map.plane=random`,
  },
  {
    name: "eigenvectors",
    where: `?embed=landscape${NORMED}${MAP}&map.plane=eigenvectors&map.bn=frozen&map.value=accuracy`,
  },
  {
    name: "components",
    where: `?embed=landscape${SMALL}${MAP}&map.plane=components&map.as=surface`,
  },
  { name: "lines", where: `?embed=lines${NORMED}&trials=1&line.along=filter` },
  {
    name: "optical-digits",
    where: `?embed=path${SMALL}&data=optdigits&opt=sgd&momentum=0.9&lr=0.05&noise=0.1&schedule=lin3`,
  },
  {
    name: "digits",
    where: `?embed=table${SMALL.replace("plain", "digits")}&stop=loss&stop_loss=1&epochs=20`,
  },
  { name: "samples", where: `?embed=augmentation${SMALL}&data=mnist`, still: true },
  {
    name: "curve",
    where: `?embed=connection${NORMED}&connection.between=orders`,
  },
];

/**
 * The bytes of a link's files.
 * @param {Link} link
 * @returns {Promise<number[][]>}
 */
export function filesOf({ files = [] }) {
  const folder = new URL("../cases/formats/", import.meta.url);
  return Promise.all(files.map(async (name) => [...(await readFile(new URL(name, folder)))]));
}
