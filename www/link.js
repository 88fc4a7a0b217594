/**
 * The address: the hash holds the experiment, the query which figure is meant.
 * @import { PageCore, Experiment, FigureName, LinkContent, StudyFigure } from "./types.js"
 */

/** @type {readonly StudyFigure[]} */
const STUDY_FIGURES = ["curves", "sharpness", "table", "path"];
/** @type {readonly FigureName[]} */
export const FIGURES = [
  "sketch",
  ...STUDY_FIGURES,
  "landscape",
  "lines",
  "measures",
  "spectrum",
  "along",
  "rescaling",
  "remedies",
  "augmentation",
];

/** @param {string | null} name @returns {name is FigureName} */
export function isFigure(name) {
  return FIGURES.some((figure) => figure === name);
}

/** @param {string | null} name @returns {name is StudyFigure} */
export function isStudyFigure(name) {
  return STUDY_FIGURES.some((figure) => figure === name);
}

/**
 * The parts of the hash that are no settings: what is looked at in the landscape, and which
 * strategies are compared.
 * @typedef {keyof typeof VIEWS} ViewOwner
 */
const VIEWS = { landscape: /^(map|line)\./, remedies: /^fix\./ };

/** Taken from the address as it is, later as their owners have them. */
let views = viewsIn(location.hash);

/**
 * @param {string} hash
 * @returns {Record<ViewOwner, string>}
 */
function viewsIn(hash) {
  const parts = hash.split("&");
  const of = (/** @type {RegExp} */ prefix) =>
    parts
      .filter((part) => prefix.test(part))
      .map((part) => `&${part}`)
      .join("");
  return { landscape: of(VIEWS.landscape), remedies: of(VIEWS.remedies) };
}

/** All of them, as they stand in the address. */
function allViews() {
  return views.landscape + views.remedies;
}

/**
 * @param {string} part such as "&map.zoom=1"; empty for what is shown unless something is asked for
 * @param {ViewOwner} [owner]
 */
export function writeView(part, owner = "landscape") {
  views[owner] = part;
  const prefixes = Object.values(VIEWS);
  const experiment = location.hash
    .split("&")
    .filter((part) => !prefixes.some((prefix) => prefix.test(part)));
  const address = location.pathname + location.search + experiment.join("&") + allViews();
  if (address !== location.pathname + location.search + location.hash)
    history.replaceState(null, "", address);
}

/**
 * @param {PageCore} core
 * @returns {LinkContent} what the address asks for, within the allowed ranges
 */
export function readAddress(core) {
  return core.read_link(location.hash);
}

/**
 * @param {PageCore} core
 * @param {Experiment} experiment
 * @param {{ replace?: boolean }} [options] replace: no new entry in the history
 */
export function writeAddress(core, experiment, { replace = false } = {}) {
  const hash = `#${core.write_link(experiment)}${allViews()}`;
  if (hash === location.hash) return;
  const address = location.pathname + location.search + hash;
  if (replace) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
}

/**
 * Back, forward and a hash edited by hand.
 * @param {PageCore} core
 * @param {(content: LinkContent) => void} listener
 */
export function onAddress(core, listener) {
  // Both events may fire for one change: listeners compare before they act.
  const look = () => {
    views = viewsIn(location.hash);
    listener(readAddress(core));
  };
  window.addEventListener("popstate", look);
  window.addEventListener("hashchange", look);
}

/**
 * @param {"figure" | "embed"} key
 * @returns {string | null}
 */
export function query(key) {
  return new URLSearchParams(location.search).get(key);
}

/**
 * The address of one figure with one experiment.
 * @param {PageCore} core
 * @param {Experiment} experiment
 * @param {FigureName} figure
 * @param {"figure" | "embed"} [key]
 */
export function addressOf(core, experiment, figure, key = "figure") {
  const address = new URL(location.pathname, location.href);
  address.search = `?${key}=${figure}`;
  address.hash = core.write_link(experiment) + viewOf(figure);
  return address.href;
}

/** @param {FigureName} figure */
function viewOf(figure) {
  if (isStudyFigure(figure)) return "";
  return figure === "remedies" ? views.remedies : views.landscape;
}
