/**
 * The figures on the page, each with what it has besides the usual.
 * @import { Control, FigureInfo, View } from "../core/types.js"
 * @import { App } from "../page/app.js"
 * @import { Extras } from "./figure.js"
 */

import { button, make } from "../lib/dom.js";
import { claimsExtras } from "./claims.js";
import { Fields, slider } from "./fields.js";
import { Figure } from "./figure.js";
import { bowlsExtras, landscapeExtras, linesExtras } from "./landscape.js";
import { Reader } from "./reader.js";
import { remediesExtras } from "./remedies.js";
import { Shifter } from "./shifter.js";

/** Fields that have a control of their own kind. */
const SLIDERS = ["alpha", "shift"];
/** The values that α takes: from .1 to 10, six a decade. */
const ALPHAS = Array.from({ length: 13 }, (_, step) => 10 ** ((step - 6) / 6));

/**
 * Makes every figure that the page has a place for.
 * @param {App} app
 * @param {FigureInfo[]} infos
 * @param {Control[]} controls of the view
 * @returns {string[]} the names of those that are there
 */
export function makeFigures(app, infos, controls) {
  /** @type {Map<string, Figure>} */
  const figures = new Map();
  for (const info of infos) {
    const place = document.querySelector(`figure[data-figure=${info.name}]`);
    if (!(place instanceof HTMLElement)) continue;
    const extras = extrasOf(app, info, controls, () => figures.get(info.name));
    figures.set(info.name, new Figure(place, info, app, extras));
  }
  return [...figures.keys()];
}

/**
 * @param {App} app
 * @param {FigureInfo} info
 * @param {Control[]} controls
 * @param {() => Figure | undefined} figure
 * @returns {Extras}
 */
function extrasOf(app, info, controls, figure) {
  const some = (/** @type {readonly string[]} */ fields) =>
    controls.filter(({ field }) => fields.includes(field) && !SLIDERS.includes(field));
  const main = new Fields(app, info.name, info.name, some(info.main));
  const more = new Fields(app, info.name, `${info.name}-more`, some(info.more));
  const own = ownExtras(app, info, controls, figure);
  const offered = make(
    "div",
    { class: "figure-controls" },
    main.element,
    ...(own.above ?? []),
    ...(info.more.length > 0
      ? [make("details", {}, make("summary", {}, "More"), more.element)]
      : []),
  );
  const any = info.main.length > 0 || info.more.length > 0 || own.above;
  return {
    ...own,
    above: any ? [offered] : [],
    pointer: own.pointer ?? (info.pointing === "abscissa" ? reader(app, info.name) : undefined),
    refresh(state) {
      main.refresh();
      more.refresh();
      own.refresh?.(state);
    },
  };
}

/**
 * @param {App} app
 * @param {FigureInfo} info
 * @param {Control[]} controls
 * @param {() => Figure | undefined} figure
 * @returns {Extras}
 */
function ownExtras(app, { name }, controls, figure) {
  const control = (/** @type {string} */ field) => controls.find((one) => one.field === field);
  // While something is dragged its figure alone follows.
  const look = (/** @type {Partial<View>} */ change, /** @type {boolean} */ done) => {
    app.look(change, name, done);
    if (!done) figure()?.refresh(true);
  };
  switch (name) {
    case "landscape":
      return landscapeExtras(app, figure);
    case "lines":
      return linesExtras(app);
    case "bowls":
      return bowlsExtras(app, figure);
    case "claims":
      return claimsExtras(app);
    case "remedies":
      return remediesExtras(app);
    case "augmentation": {
      const again = () => app.look({ batches: (app.page.view().batches + 1) % 1000 }, name);
      return { above: [button("Draw again", again, { class: "draw-again" })] };
    }
    case "rescaling":
      return sliderExtras(app, name, control("alpha"), look, {
        values: ALPHAS,
        text: (value) => String(Number(value.toPrecision(3))),
      });
    case "sketch": {
      const extras = sliderExtras(app, name, control("shift"), look, {
        text: (value) => value.toFixed(2).replace("-", "−"),
      });
      return {
        ...extras,
        pointer: (stage) =>
          new Shifter(
            stage,
            (shift, done) => look({ shift }, done),
            () => app.page.view().shift,
          ),
      };
    }
    default:
      return {};
  }
}

/**
 * @param {App} app
 * @param {string} name
 * @param {Control | undefined} control
 * @param {(change: Partial<View>, done: boolean) => void} look
 * @param {{ values?: number[], text: (value: number) => string }} how
 * @returns {Extras}
 */
function sliderExtras(app, name, control, look, how) {
  if (!control) return {};
  const { element, refresh } = slider(app, name, control, look, how);
  return { below: [element], refresh };
}

/**
 * @param {App} app
 * @param {string} name
 */
function reader(app, name) {
  return (/** @type {HTMLElement} */ stage, /** @type {string} */ title) =>
    new Reader(stage, title, () => app.page.readings(name));
}
