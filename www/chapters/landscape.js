/**
 * What the landscape's figures have besides the usual: zoom and turn, other slices, the way along the
 * training, and a pointer for maps.
 * @import { FigureState, Geometry, View } from "../core/types.js"
 * @import { App } from "../page/app.js"
 * @import { Figure } from "./figure.js"
 */

import { button, make } from "../lib/dom.js";
import { announce } from "../page/announce.js";
import { MapPointer } from "./mappointer.js";
import { ACCURACY, Scrubber } from "./scrubber.js";
import { Timeline } from "./timeline.js";
import { Turner, turned } from "./turner.js";

/** Degrees and steps of the buttons. */
const TURN = 15;
const TILT = 10;

/**
 * @param {App} app
 * @param {() => Figure | undefined} figure
 */
export function landscapeExtras(app, figure) {
  const name = "landscape";
  const look = (/** @type {Partial<View>} */ change) => app.look(change, name);
  const zoom = zoomButtons(app, look);
  const turn = turnButtons(app, look);
  const another = sliceButton(app, name);
  const change = (/** @type {Partial<View>} */ change, /** @type {boolean} */ done) => {
    app.look(change, name, done);
    if (!done) figure()?.paintNow();
  };
  const go = (/** @type {number} */ epoch, /** @type {boolean} */ moving) =>
    change({ epoch }, !moving);
  const timeline = new Timeline(go);
  let has = false;
  return {
    above: [make("div", { class: "figure-actions" }, another.element, zoom, turn)],
    below: [timeline.element],
    pointer: (/** @type {HTMLElement} */ stage, /** @type {string} */ title) => {
      const map = new MapPointer(stage, title, {
        view: () => (has ? app.page.view() : undefined),
        change,
        read: (panel, a, b) => app.page.place(panel, a, b),
        measure: ({ panel, place: [a, b] }) => {
          announce("Measuring the sharpness there.", true);
          app.page.measure(panel, a, b);
          app.changed();
        },
        measuring: () => app.page.measuring(),
      });
      const scrubber = new Scrubber(stage, (epoch, moving) => timeline.go(epoch, moving));
      return {
        output: map.output,
        show(/** @type {Geometry} */ { panels }, /** @type {number} */ scale) {
          // It reads the stage's size, which is known until something is changed.
          scrubber.show({ panels }, scale);
          map.show({ panels: panels.filter(({ name }) => name !== ACCURACY) }, scale);
        },
      };
    },
    refresh(/** @type {FigureState} */ state) {
      const view = app.page.view();
      has = state.has;
      another.refresh();
      zoom.hidden = view.shape === "surface";
      // A plane at a minimum has it in its middle.
      const both = view.plane === "points" || view.plane === "components";
      const homes = /** @type {NodeListOf<HTMLElement>} */ (zoom.querySelectorAll(".home"));
      for (const home of homes) home.hidden = !both;
      turn.hidden = view.shape !== "surface";
      timeline.show(state.last_epoch ?? undefined, view.epoch);
    },
  };
}

/**
 * @param {App} app
 * @param {() => Figure | undefined} figure
 */
export function bowlsExtras(app, figure) {
  return {
    pointer: (/** @type {HTMLElement} */ stage, /** @type {string} */ title) =>
      new Turner(stage, title, {
        view: () => app.page.view(),
        change(change, done) {
          app.look(change, "bowls", done);
          if (!done) figure()?.paintNow();
        },
      }),
  };
}

/** @param {App} app */
export function linesExtras(app) {
  const another = sliceButton(app, "lines");
  return {
    above: [make("div", { class: "figure-actions" }, another.element)],
    refresh: another.refresh,
  };
}

/**
 * @param {App} app
 * @param {"landscape" | "lines"} name
 */
function sliceButton(app, name) {
  const draw = () => app.look({ draw: app.page.view().draw + 1 }, name);
  const element = button("New random directions", draw, {
    title: "Draws other random directions, so that the spread of slices can be seen",
  });
  return {
    element,
    refresh() {
      const view = app.page.view();
      const axes = name === "lines" ? view.along : view.plane;
      element.hidden = axes !== "random" && axes !== "filter";
    },
  };
}

/**
 * @param {App} app
 * @param {(change: Partial<View>) => void} look
 */
function zoomButtons(app, look) {
  const by = (/** @type {number} */ step) => look({ zoom: app.page.view().zoom + step });
  return make(
    "span",
    { class: "group", role: "group", "aria-label": "Zoom" },
    button("−", () => by(-1), { "aria-label": "Zoom out", title: "Zoom out" }),
    button("+", () => by(1), { "aria-label": "Zoom in", title: "Zoom in" }),
    ...["SB", "LB"].map((name) => {
      const go = () => {
        const home = app.page.homes().find((home) => home.name === name);
        if (home) look({ zoom: home.zoom, x: home.x, y: home.y });
      };
      return button(name, go, { class: "home", title: `The basin of ${name}` });
    }),
    button("Whole map", () => look({ zoom: 0, x: 0, y: 0 }), {
      title: "Both basins and both paths",
    }),
  );
}

/**
 * @param {App} app
 * @param {(change: Partial<View>) => void} look
 */
function turnButtons(app, look) {
  const turn = (/** @type {number} */ by) => look(turned(app.page.view(), by, 0));
  const tilt = (/** @type {number} */ by) => look(turned(app.page.view(), 0, by));
  return make(
    "span",
    { class: "group", role: "group", "aria-label": "Turn" },
    button("↺", () => turn(-TURN), { "aria-label": "Turn left", title: "Turn left" }),
    button("↻", () => turn(TURN), { "aria-label": "Turn right", title: "Turn right" }),
    button("↑", () => tilt(TILT), { "aria-label": "From higher", title: "From higher" }),
    button("↓", () => tilt(-TILT), { "aria-label": "From lower", title: "From lower" }),
  );
}
