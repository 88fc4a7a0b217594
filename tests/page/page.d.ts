/** What the page offers to the tests, as `window.sharpMinima`. */
interface SharpMinima {
  /** Resolves when the page can be used and the results that come with it are there. */
  ready: Promise<unknown>;
  state: "idle" | "running" | "paused" | "finished" | "failed" | "cancelled";
  /** Resolves when nothing waits to be drawn. */
  settled(): Promise<void>;
  app: import("../../www/page/app.js").App;
  page: import("../../www/wasm/sharp_minima.js").Page;
  pool: import("../../www/core/pool.js").Pool;
}

interface Window {
  sharpMinima: SharpMinima;
}

/** What the events of a figure in a note tell. */
type Told = import("../../element/sharp-minima.js").Result & { done: number; title: string };

/** What the tests of the lecture notes keep in the page around. */
interface Window {
  heard: { type: string; id: string; detail: Told }[];
  deck: { getIndices(): { h: number }; slide(h: number): void };
  model: { set(trait: string, value: unknown): void };
  saved: { result: { figure: string } };
  listeners: Record<string, () => void>;
  end(): void;
  traits: { result?: { link: string } };
  render(): () => void;
}
