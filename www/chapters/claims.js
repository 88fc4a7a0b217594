/**
 * The paper's claims in one table, each with a link to the figure that judges it.
 * @import { Fares, PaperClaim } from "../core/types.js"
 * @import { App } from "../page/app.js"
 */

import { button, make } from "../lib/dom.js";
import { prose } from "../lib/prose.js";
import { SIGNS } from "../lib/signs.js";
import { addressOf } from "../page/address.js";

/** @param {App} app */
export function claimsExtras(app) {
  const body = make("tbody");
  const head = make("tr");
  const table = make("table", {}, make("thead", {}, head), body);
  const element = make(
    "div",
    { class: "scroll claims", tabindex: "0", role: "region", "aria-label": "The paper’s claims" },
    table,
  );
  const save = button("Save as one file", () => app.save());
  let shown = "";
  return {
    table: element,
    below: [save],
    tell() {
      const claims = app.page.claims();
      const key = JSON.stringify(claims);
      if (key === shown) return;
      shown = key;
      const hidden = saysNothingNew(claims);
      const places = claims[0]?.fares.map(({ place }) => place) ?? [];
      const heads = places.map((place, column) => (column === hidden ? `${place} (here)` : place));
      if (hidden) heads.shift();
      head.replaceChildren(
        ...["Claim", ...heads].map((text) => make("th", { scope: "col" }, text)),
      );
      const hash = app.page.hash();
      const rows = claims.map((claim, index) => {
        // Claims that one sentence makes stand below one another.
        const told = claim.source === claims[index - 1]?.source;
        return row(told ? { ...claim, source: "" } : claim, hash, hidden ? 1 : 0);
      });
      body.replaceChildren(...rows);
    },
  };
}

/**
 * The column of the preset that fares in everything as the present settings do, beside which their own column, the
 * first, says nothing new; 0 if there is none.
 * @param {PaperClaim[]} claims
 */
function saysNothingNew(claims) {
  const isSame = (/** @type {number} */ column) =>
    claims.every(({ fares }) => {
      const [here, preset] = [fares[0], fares[column]];
      return here?.verdict === preset?.verdict && here?.number === preset?.number;
    });
  const columns = claims[0]?.fares ?? [];
  return Math.max(
    0,
    columns.findIndex((_, column) => column > 0 && isSame(column)),
  );
}

/**
 * @param {PaperClaim} claim
 * @param {string} hash of what is asked for
 * @param {number} from the first column that is shown
 */
function row({ claim, source, figure, fares }, hash, from) {
  const goto = `figure-${figure}`;
  const link = make("a", { href: addressOf(figure, hash), "data-goto": goto });
  link.append(...prose(claim));
  return make(
    "tr",
    {},
    make("th", { scope: "row" }, link, make("span", { class: "source" }, ...prose(source))),
    ...fares.slice(from).map(cell),
  );
}

/** @param {Fares} fares */
function cell({ place, verdict, number }) {
  if (verdict === null) return make("td", { "data-head": place }, "–");
  return make(
    "td",
    { "data-head": place },
    make("span", { class: "verdict", "data-verdict": verdict, title: verdict }, SIGNS[verdict]),
    make("span", { class: "unseen" }, verdict),
    " ",
    ...prose(number),
  );
}
