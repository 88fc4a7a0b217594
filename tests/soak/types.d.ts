import type { Chance } from "../faults/seeded.mjs";

/** An element of the page, as a visitor takes hold of it. */
export interface Part {
  isVisible(): Promise<boolean>;
  /** Opens whatever is folded around it. */
  unfold(): Promise<unknown>;
  scrollTo(): Promise<unknown>;
  click(): Promise<unknown>;
  focus(): Promise<unknown>;
  /** The values of a select that can be chosen. */
  values(): Promise<string[]>;
  choose(value: string): Promise<unknown>;
  /** From one place to another, as shares of its width and height. */
  drag(from: Place, to: Place, steps: number): Promise<unknown>;
}

export type Place = readonly [number, number];

/** What a visitor does everything with, whatever drives the browser. */
export interface Hands {
  parts(css: string): Promise<Part[]>;
  /** Those that are not hidden. */
  visible(css: string): Promise<Part[]>;
  /** Clicks as soon as it can be clicked. */
  click(css: string): Promise<unknown>;
  clickButton(words: string): Promise<unknown>;
  press(key: Key): Promise<unknown>;
  wait(milliseconds: number): Promise<unknown>;
  /** Waits until something is there, or is not. */
  awaits(css: string, there: boolean): Promise<unknown>;
  /** Waits until nothing is loaded or computed, and all is drawn. */
  rest(): Promise<unknown>;
  settled(): Promise<unknown>;
  inPage<A, T>(task: (argument: A) => T | Promise<T>, argument: A): Promise<T>;
  /** Opens the page beside this one, and closes it when it is ready. */
  elsewhere(where: string): Promise<unknown>;
  resize(width: number, height: number): Promise<unknown>;
}

export type Key = "Escape" | "ArrowLeft" | "ArrowRight" | "Home" | "End";

export type Action = (hands: Hands, chance: Chance) => Promise<unknown>;

export interface Visitor {
  hands: Hands;
  /** What this one can do besides. */
  own: Record<string, Action>;
  /** What is only done in the first third. */
  early: Record<string, Action>;
  /** What went wrong since this was asked last. */
  problems(): Promise<string[]>;
  read(): Promise<Gauged>;
}

export type Visiting = (use: (visitor: Visitor) => Promise<void>) => Promise<void>;

/** What is noted of the page; not every browser tells everything. */
export interface Gauged {
  /** Bytes of JavaScript's heap after a collection. */
  heap?: number;
  /** Bytes that the browser and its driver take from the system. */
  system?: number;
  /** Pages of the memory of the page's own module, and of its workers' modules together. */
  wasm: number;
  workerWasm: number;
  workers: number;
  listeners: number;
  nodes: number;
  documents?: number;
}

export interface Reading extends Gauged {
  /** Since the beginning. */
  seconds: number;
  /** How many there were so far. */
  actions: number;
}
