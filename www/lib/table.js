/**
 * Tables of numbers.
 * @import { Table } from "../core/types.js"
 */

import { make } from "./dom.js";
import { prose } from "./prose.js";

/**
 * @param {Table} table
 * @returns {HTMLTableElement}
 */
export function tableElement(table) {
  const head = table.head.map((text) =>
    text === "" ? make("td") : make("th", { scope: "col" }, ...prose(text)),
  );
  const rows = table.rows.map((row) =>
    make(
      "tr",
      {},
      make("th", { scope: "row" }, ...whole(row.head)),
      // Where there is no room for columns, each cell says itself which it is of.
      ...row.cells.map((cell, column) =>
        make("td", { "data-head": table.head[column + 1] }, ...whole(cell)),
      ),
    ),
  );
  return make(
    "table",
    {},
    make("caption", {}, ...prose(table.caption)),
    make("thead", {}, make("tr", {}, ...head)),
    make("tbody", {}, ...rows),
  );
}

/** What stands in brackets or between bars. */
const BRACKETED = /(\([^)]*\)|\[[^\]]*\]|‖[^‖]*‖)/;

/**
 * The text, with brackets that stay on one line.
 * @param {string} text
 * @returns {(Node | string)[]}
 */
function whole(text) {
  return text
    .split(BRACKETED)
    .flatMap((part, index) =>
      index % 2 === 1 ? make("span", { class: "whole" }, ...prose(part)) : prose(part),
    );
}
