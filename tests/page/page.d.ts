/** What the page offers to the tests, as `window.sharpMinima`. */
interface SharpMinima {
  /** Resolves when the page can be used. */
  ready: Promise<unknown>;
  state: "idle" | "running" | "paused" | "finished" | "failed";
  study: {
    experiment(): unknown;
    reports(): unknown[];
  };
}

interface Window {
  sharpMinima: SharpMinima;
}
