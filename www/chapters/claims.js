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
      const places = claims[0]?.fares.map((fares) => fares.place) ?? [];
      head.replaceChildren(
        ...["Claim", ...places].map((text) => make("th", { scope: "col" }, text)),
      );
      const hash = app.page.hash();
      body.replaceChildren(...claims.map((claim) => row(claim, hash)));
    },
  };
}

/**
 * @param {PaperClaim} claim
 * @param {string} hash of what is asked for
 */
function row({ claim, source, figure, fares }, hash) {
  const goto = `figure-${figure}`;
  const link = make("a", { href: addressOf(figure, hash), "data-goto": goto });
  link.append(...prose(claim));
  return make(
    "tr",
    {},
    make("th", { scope: "row" }, link, make("span", { class: "source" }, ...prose(source))),
    ...fares.map(cell),
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
