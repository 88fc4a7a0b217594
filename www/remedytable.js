/**
 * The comparison's table: its columns' heads are buttons that sort it.
 * @import { Comparison, Table } from "./types.js"
 *
 * @typedef {object} Order
 * @property {number} column from 0: the strategy's name
 * @property {boolean} descending
 */

import { announce } from "./announce.js";
import { button, make, write } from "./dom.js";
import { prose } from "./prose.js";
import { redraw } from "./redraw.js";

export class RemedyTable {
  visible = true;
  #caption = make("span");
  #head = make("tr");
  #body = make("tbody");
  element = make(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": "Comparison in numbers" },
    make(
      "table",
      {},
      make("caption", {}, this.#caption),
      make("thead", {}, this.#head),
      this.#body,
    ),
  );
  #sort;
  /** @type {Comparison | null} */
  #comparison = null;
  /** @type {Order | null} */
  #order = null;

  /** @param {(order: Order) => void} sort */
  constructor(sort) {
    this.#sort = sort;
    this.element.hidden = true;
  }

  /**
   * @param {Comparison} comparison
   * @param {Order | null} order how it is sorted
   * @param {boolean} soon
   */
  show(comparison, order, soon) {
    this.#comparison = comparison;
    this.#order = order;
    redraw(this, soon);
  }

  /** Called by the redraw queue. */
  draw() {
    if (!this.#comparison) return;
    this.element.hidden = !this.#comparison.has();
    if (this.element.hidden) return;
    const { table } = this.#comparison.panel("remedies");
    this.#fillHead(table);
    this.#fillBody(table);
  }

  /** @param {Table} table */
  #fillHead({ caption, head }) {
    write(this.#caption, caption);
    const key = JSON.stringify(head);
    // A button that has the focus must not be replaced.
    if (this.#head.dataset.key !== key) {
      this.#head.dataset.key = key;
      this.#head.replaceChildren(...head.map((text, column) => this.#headCell(text, column)));
    }
    for (const [column, cell] of [...this.#head.children].entries()) {
      const descending = this.#order?.column === column ? this.#order.descending : null;
      if (descending === null) cell.removeAttribute("aria-sort");
      else cell.setAttribute("aria-sort", descending ? "descending" : "ascending");
    }
  }

  /**
   * @param {string} text
   * @param {number} column
   */
  #headCell(text, column) {
    const name = text || "Strategy";
    const sort = button("", () => this.#press(column, name), { title: "Sort by this column" });
    sort.append(...prose(name));
    return make("th", { scope: "col" }, sort);
  }

  /**
   * @param {number} column
   * @param {string} name
   */
  #press(column, name) {
    const descending = this.#order?.column === column && !this.#order.descending;
    this.#sort({ column, descending });
    announce(`Sorted by ${name}, ${descending ? "descending" : "ascending"}.`, true);
  }

  /** @param {Table} table */
  #fillBody({ head, rows }) {
    const key = JSON.stringify(rows);
    if (this.#body.dataset.key === key) return;
    this.#body.dataset.key = key;
    this.#body.replaceChildren(
      ...rows.map((row) =>
        make(
          "tr",
          {},
          make("th", { scope: "row" }, ...prose(row.head)),
          ...row.cells.map((cell, column) =>
            make("td", { "data-head": head[column + 1] }, ...prose(cell)),
          ),
        ),
      ),
    );
  }
}
