/**
 * Wires the page: address and controls → session → workers → results → figures.
 * @import { Still } from "./page/still.js"
 */

import { Cards } from "./chapters/cards.js";
import { Exchange } from "./chapters/exchange.js";
import { makeFigures } from "./chapters/figures.js";
import { Pool, poolSize } from "./core/pool.js";
import { Share } from "./core/share.js";
import { Turn } from "./core/turn.js";
import { Vault } from "./core/vault.js";
import { compile, instantiate } from "./core/wasm.js";
import { get, make, write } from "./lib/dom.js";
import { fonts } from "./lib/fonts.js";
import { settled } from "./lib/redraw.js";
import { breath } from "./lib/slices.js";
import { firstHash, onAddress, placeOf, query } from "./page/address.js";
import { App } from "./page/app.js";
import { Bar } from "./page/bar.js";
import { Batch } from "./page/batch.js";
import { offerCitation } from "./page/cite.js";
import { Frame, isEmbedded } from "./page/frame.js";
import { Settings } from "./page/settings.js";
import { recorded } from "./page/still.js";
import { explain } from "./page/glossary.js";
import { offerPair } from "./page/pair.js";
import { offerPresentation } from "./page/present.js";
import { printWhole } from "./page/print.js";
import { keepForOffline } from "./page/offline.js";
import { goTo, goToLinked, keepHash, offerChapters, tell } from "./page/story.js";
import { tallyBy } from "./page/tally.js";
import { toggleTheme } from "./page/theme.js";
import { Tour } from "./page/tour.js";

const frame = isEmbedded() ? new Frame() : null;

/** @param {string} sentence */
function refuse(sentence) {
  document.documentElement.dataset.unsupported = sentence;
  const place = get("unsupported");
  write(place, sentence);
  place.hidden = false;
  frame?.show();
}

/**
 * Leaves one figure and the Run bar; false where the address names no figure.
 * @param {string[]} names of all figures
 */
function layOutEmbedded(names) {
  const name = query("embed");
  if (name === null) return true;
  if (!names.includes(name)) {
    refuse(`There is no figure “${name}” to embed; there are ${names.join(", ")}.`);
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
  return true;
}

/**
 * The module, and a session.
 * @param {string} hash
 */
async function load(hash) {
  const compiled = compile();
  const core = await instantiate(compiled);
  return { core, page: new core.Page(hash, poolSize()), module: await compiled };
}

async function start() {
  // Soon the hash is the experiment's.
  const place = placeOf(location.hash);
  const vault = new Vault();
  const still = frame && (await recorded(vault));
  const { core, page, module } = still ?? (await load(firstHash()));
  const infos = core.figures();
  if (!layOutEmbedded(infos.map(({ name }) => name))) return;
  const app = new App(page, vault, core.presets());
  Object.assign(inside, { app, page });
  offerCitation(core.version());
  tallyBy(core.tested);
  // There are many, and the module has just been set up.
  await breath();
  const names = makeFigures(app, infos, core.view_controls());
  await breath();
  page.show_only(names);
  app.add(new Settings(get("controls"), app, core.setting_controls()));
  app.add(new Bar(app));
  app.add(new Batch(get("batch"), app));
  app.add({ refresh: () => tell(page.experiment()) });
  const cards = document.getElementById("strategies");
  if (cards) new Cards(cards, app);
  const exchange = document.getElementById("exchange");
  if (exchange) new Exchange(exchange, app);
  const later = infos.filter(({ name, later }) => later && names.includes(name));
  app.shipped.expectLater(
    names,
    later.map(({ name }) => name),
    query("embed") ?? query("figure"),
  );
  /** @param {() => void} act */
  const whenAwake = async (act) => {
    if (!still || (await still.awake())) act();
  };
  onAddress((hash) => {
    const place = placeOf(hash);
    if (!place) return void whenAwake(() => app.arrive(hash));
    app.keepAddress();
    goTo(place, "start");
  });
  const alone = infos.find(({ name }) => name === query("embed"));
  if (alone) {
    frame?.follow(app, alone.name, alone.title);
    const learn = (/** @type {string[]} */ entries) => app.learn(entries);
    const share = new Share(core.version(), (entries) => void whenAwake(() => learn(entries)));
    app.shareBy(share, new Turn("sharp-minima", () => app.changed()));
  }
  if (still) await still.stand(app, () => wake(still, app));
  else if (module) await employ(app, module);
  if (query("embed") === null) {
    offerPresentation(app, infos);
    offerPair(app);
    printWhole(app);
  }
  if (frame) void fonts.then(settled).then(() => frame.ready());
  // Only what is drawn has its height.
  void settled().then(() => goToLinked(place));
  // Whoever reads on, or runs, finds all there.
  const { connection } = /** @type {{ connection?: { saveData: boolean } }} */ (navigator);
  if (still || connection?.saveData) return;
  const whole = settled().then(() => app.shipped.whole());
  if (!frame) void whole.then(keepForOffline);
}

/**
 * The session's workers, and what is known already.
 * @param {App} app
 * @param {WebAssembly.Module} module
 */
async function employ(app, module) {
  const pool = new Pool(module, poolSize(), app.orders());
  app.employ(pool);
  Object.assign(inside, { pool });
  await app.begin();
  // A figure in a note is seldom run; whoever comes to the page itself will.
  if (!frame) setTimeout(() => pool.warm(), 200);
}

/**
 * What was recorded gives way to a session.
 * @param {Still} still
 * @param {App} app
 */
async function wake(still, app) {
  const { page, module } = await load(still.hash);
  still.take(page);
  await employ(app, module);
}

/** What tests and curious visitors find in the console. */
const inside = {
  ready: Promise.resolve(),
  /** Resolves when all that has come is drawn. */
  settled: () =>
    fonts.then(() => {
      laboratory()?.hurry();
      return settled();
    }),
  /** @returns {string} where the run is */
  get state() {
    return laboratory()?.page.phase() ?? "idle";
  },
};
const laboratory = () => /** @type {{ app?: App }} */ (inside).app;
Object.assign(window, { sharpMinima: inside });

get("theme").addEventListener("click", toggleTheme);
keepHash();
offerChapters();
if (!frame) {
  explain();
  new Tour();
}
if (document.documentElement.dataset.unsupported) {
  frame?.show();
} else if (document.documentElement.dataset.support === undefined) {
  // Without it no worker may start.
  refuse("A part of this page could not be loaded (page/support.js): please reload.");
} else {
  inside.ready = start();
  inside.ready.catch((error) => {
    console.error(error);
    refuse(
      `The page could not be started: ${error instanceof Error ? error.message : error}. Reloading may help.`,
    );
  });
}
