/**
 * What the comparison of the strategies has besides the usual: which are compared, at equal what, and a
 * table that is sorted by its heads.
 * @import { FigureState, Panel, Table } from "../core/types.js"
 * @import { App } from "../page/app.js"
 */

import { button, make, write } from "../lib/dom.js";
import { prose } from "../lib/prose.js";
import { announce } from "../page/announce.js";

const NAME = "remedies";
/** Plain training, which the strategies are compared with. */
const REFERENCES = ["sb", "lb"];

/** @param {App} app */
export function remediesExtras(app) {
  const choice = new StrategyChoice(app);
  const table = new SortedTable(app);
  return {
    above: [choice.element],
    table: table.element,
    refresh(/** @type {FigureState} */ { has }) {
      choice.refresh();
      table.element.hidden = !has;
    },
    tell: (/** @type {Panel} */ panel) => table.fill(panel.table),
  };
}

class StrategyChoice {
  #app;
  #summary = make("summary", {}, "Strategies");
  #boxes = make("div", { class: "strategy-boxes" });
  #listed = "";
  element;

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    const whole = make(
      "div",
      { class: "group" },
      button("As proposed", () => app.look({ strategies: null }, NAME)),
      button("All", () => this.#choose(() => true)),
    );
    this.element = make(
      "details",
      { class: "strategy-choice" },
      this.#summary,
      make("fieldset", {}, make("legend", { class: "unseen" }, "Strategies"), this.#boxes, whole),
    );
  }

  refresh() {
    const strategies = this.#app.page.strategies();
    const chosen = strategies.filter((strategy) => strategy.chosen);
    write(this.#summary, `Strategies (${chosen.length} of ${strategies.length})`);
    const listed = JSON.stringify(strategies.map(({ name }) => name));
    if (listed !== this.#listed) {
      this.#listed = listed;
      this.#boxes.replaceChildren(...strategies.map((strategy) => this.#box(strategy)));
    }
    for (const { name, chosen, control } of strategies) {
      const input = document.getElementById(`strategy-${name}`);
      if (!(input instanceof HTMLInputElement)) continue;
      input.checked = chosen;
      const reference = chosen && REFERENCES.includes(name);
      input.disabled = control || reference;
      input.title = control
        ? "A control that always runs beside its strategy."
        : reference
          ? "Every strategy is compared with it."
          : "";
    }
  }

  /** @param {{ name: string, label: string }} strategy */
  #box({ name, label }) {
    const id = `strategy-${name}`;
    const input = make("input", { type: "checkbox", id, value: name });
    input.addEventListener("change", () => {
      const ticked = new Set(
        [...this.#boxes.querySelectorAll("input")]
          .filter(({ checked }) => checked)
          .map(chosenValue),
      );
      this.#choose((name) => ticked.has(name));
    });
    return make("label", { for: id }, input, ` ${label}`);
  }

  /** @param {(name: string) => boolean} which */
  #choose(which) {
    const names = this.#app.page.strategies().map(({ name }) => name);
    // Who has not asked for the comparison is not surprised by one.
    const { has } = this.#app.page.figure(NAME);
    this.#app.look({ strategies: names.filter(which) }, has ? NAME : undefined);
  }
}

/** @param {HTMLInputElement} input */
function chosenValue(input) {
  return input.value;
}

class SortedTable {
  #app;
  #caption = make("span");
  #head = make("tr");
  #body = make("tbody");
  element = make(
    "div",
    {
      class: "scroll comparison",
      tabindex: "0",
      role: "region",
      "aria-label": "Comparison in numbers",
    },
    make(
      "table",
      {},
      make("caption", {}, this.#caption),
      make("thead", {}, this.#head),
      this.#body,
    ),
  );

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    this.element.hidden = true;
  }

  /** @param {Table} table */
  fill(table) {
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
    const { sort, descending } = this.#app.page.view();
    for (const [column, cell] of [...this.#head.children].entries()) {
      if (column !== sort || (sort === 0 && !descending)) cell.removeAttribute("aria-sort");
      else cell.setAttribute("aria-sort", descending ? "descending" : "ascending");
    }
  }

  /**
   * @param {string} text
   * @param {number} column
   */
  #headCell(text, column) {
    const press = () => {
      const view = this.#app.page.view();
      const descending = view.sort === column && !view.descending;
      this.#app.look({ sort: column, descending });
      announce(`Sorted by ${text}, ${descending ? "descending" : "ascending"}.`, true);
    };
    const sort = button("", press, { title: "Sort by this column" });
    sort.append(...prose(text));
    return make("th", { scope: "col" }, sort);
  }

  /** @param {Table} table */
  #fillBody({ head, rows }) {
    const key = JSON.stringify(rows);
    if (this.#body.dataset.key === key) return;
    this.#body.dataset.key = key;
    const cell = (/** @type {string} */ text, /** @type {number} */ column) =>
      make("td", { "data-head": head[column + 1] }, ...prose(text));
    this.#body.replaceChildren(
      ...rows.map((row) =>
        make("tr", {}, make("th", { scope: "row" }, ...prose(row.head)), ...row.cells.map(cell)),
      ),
    );
  }
}
