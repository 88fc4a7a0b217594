/** A figure's numbers as data, as its JSON file has them. */
export interface Numbers {
  /** What each cell of a row is. */
  columns: { name: string; unit: string; meaning: string }[];
  /** A row an observation. */
  rows: (number | string | null)[][];
  /** The settings, the link, the format and its version. */
  [more: string]: unknown;
}

export interface Result {
  figure: string;
  /** The hash of the link that gives the same numbers. */
  link: string;
  /** Where the numbers come from, such as "computed here, 5 trials". */
  badge: string;
  numbers: Numbers;
  verdicts: { claim: string; verdict: string; number: string }[];
}

export interface SharpMinimaEvents {
  ready: CustomEvent<{ figure: string; title: string; link: string }>;
  /** How much of the run is done, in [0, 1]. */
  progress: CustomEvent<{ done: number }>;
  result: CustomEvent<Result>;
}

/**
 * `<sharp-minima figure="path" preset="convincing">`. Attributes: `figure`, `preset` or `link` (the hash of
 * settings), `theme` ("auto", "light" or "dark"), `fit` ("height" or "frame"),
 * `base` (the address of the site), `away` ("run" or "pause": what a run does while the figure is out of sight).
 */
export class SharpMinima extends HTMLElement {
  /** The settings that are shown, as the hash of a link. */
  link: string;
  /** The text of the site's sharp-minima.html: with it the figure needs no site and no network. */
  page: string;
  addEventListener<K extends keyof SharpMinimaEvents>(
    type: K,
    listener: (event: SharpMinimaEvents[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/** What an anywidget is given of its traits. */
export interface Model {
  get(trait: string): unknown;
  set(trait: string, value: unknown): void;
  save_changes(): void;
  on(event: string, listener: () => void): void;
  off(event: string, listener: () => void): void;
}

declare const widget: {
  render(place: { model: Model; el: HTMLElement }): () => void;
};
export default widget;

declare global {
  interface HTMLElementTagNameMap {
    "sharp-minima": SharpMinima;
  }
}
