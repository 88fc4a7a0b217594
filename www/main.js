/** Wires the page: address and controls → settings → run → results → figures. */

import { keepHash, goToLinked } from "./story.js";
import { compile, instantiate } from "./core.js";
import { get, make, write } from "./dom.js";
import { reportHeight } from "./embed.js";
import { fonts } from "./fonts.js";
import { FIGURES, isFigure, query } from "./link.js";
import { openLater } from "./later.js";
import { Page } from "./page.js";
import { Pool, poolSize } from "./pool.js";
import { settled } from "./redraw.js";
import { fetchPrecomputed, precomputed } from "./results.js";
import { tallyBy } from "./tally.js";
import { toggleTheme } from "./theme.js";

/** @param {string} sentence */
function refuse(sentence) {
  document.documentElement.dataset.unsupported = sentence;
  const place = get("unsupported");
  write(place, sentence);
  place.hidden = false;
}

/** Leaves one figure and the Run bar; false where the address names no figure. */
function layOutEmbedded() {
  const name = query("embed");
  if (name === null) return true;
  if (!isFigure(name)) {
    refuse(`There is no figure “${name}” to embed; there are ${FIGURES.join(", ")}.`);
    return false;
  }
  const place = get("embedded");
  place.setAttribute("role", "main");
  place.append(
    make("h1", { class: "unseen" }, document.title),
    ...document.querySelectorAll(`figure[data-figure=${name}]`),
  );
  get("story").remove();
  for (const figure of document.querySelectorAll(".masthead figure")) figure.remove();
  reportHeight();
  return true;
}

async function start() {
  const file = fetchPrecomputed("precomputed");
  const core = await instantiate("page", compile("page"));
  const pool = new Pool(
    () => compile("laboratory"),
    poolSize(),
    (text) => page.notice(text),
  );
  const page = new Page(core, pool);
  tallyBy(core);
  Object.defineProperties(laboratory, {
    pool: { get: () => pool },
    study: { get: () => page.study },
    state: { get: () => page.state },
  });
  page.open(await precomputed(core, file));
  // Only what is drawn has its height.
  void settled().then(goToLinked);
  // The rest comes when the first figures stand.
  await settled();
  await openLater(core, page, pool, laboratory);
  setTimeout(() => void pool.warm(), 200);
}

/** What tests and curious visitors find in the console. */
const laboratory = {
  ready: Promise.resolve(),
  settled: () => fonts.then(settled),
  landscape: /** @type {unknown} */ (null),
  measures: /** @type {unknown} */ (null),
  remedies: /** @type {unknown} */ (null),
};
Object.assign(window, { sharpMinima: laboratory });

get("theme").addEventListener("click", toggleTheme);
keepHash();
if (!document.documentElement.dataset.unsupported && layOutEmbedded()) {
  laboratory.ready = start();
  laboratory.ready.catch((error) => {
    console.error(error);
    refuse(
      `The laboratory could not be started: ${error instanceof Error ? error.message : error}. Reloading may help.`,
    );
  });
}
