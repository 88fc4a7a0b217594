/** What the page offers to the tests, as `window.sharpMinima`. */
interface SharpMinima {
  /** Resolves when the page can be used. */
  ready: Promise<unknown>;
  state: "idle" | "running" | "paused" | "finished" | "failed";
  /** Resolves when every figure shows the latest. */
  settled(): Promise<void>;
  study: {
    experiment(): unknown;
    reports(): import("../../www/types.js").Report[];
  };
  landscape: {
    atlas: import("../../www/types.js").Atlas;
    works(plate: string): boolean;
    compute(plate: string): Promise<void>;
  };
  measures: {
    dossier: import("../../www/types.js").Dossier;
    works(figure: string): boolean;
    compute(figure: string): Promise<void>;
    answers(): unknown[];
  };
  remedies: {
    comparison: import("../../www/types.js").Comparison;
    works: boolean;
    compute(): Promise<void>;
  };
  pool: {
    size: number;
    /** Workers that have a job. */
    busy: number;
    /** Ends a worker as a crash would. */
    kill(index: number): void;
  };
}

interface Window {
  sharpMinima: SharpMinima;
}
