/** How to cite the paper and this page. */

import { get } from "../lib/dom.js";
import { showText } from "./embed.js";

const PAPER = `@inproceedings{keskar2017largebatch,
  title = {On Large-Batch Training for Deep Learning: Generalization Gap and Sharp Minima},
  author = {Keskar, Nitish Shirish and Mudigere, Dheevatsa and Nocedal, Jorge and Smelyanskiy, Mikhail and Tang, Ping Tak Peter},
  booktitle = {International Conference on Learning Representations},
  year = {2017},
  eprint = {1609.04836},
  archivePrefix = {arXiv}
}`;

/** The year of this version, as in CITATION.cff. */
const YEAR = 2026;

/** @param {string} version */
const page = (version) => `@software{sharpminima,
  title = {Sharp minima: large batches and the generalisation gap, live in the browser},
  author = {{The sharp-minima authors}},
  version = {${version}},
  year = {${YEAR}},
  url = {${location.href}}
}`;

/** @param {string} version of the core */
export function offerCitation(version) {
  get("cite").addEventListener("click", () =>
    showText("Cite", {
      BibTeX: [
        `${PAPER}\n\n${page(version)}`,
        "The paper, and this page as it is now: the link holds all settings and what is looked at.",
      ],
    }),
  );
}
