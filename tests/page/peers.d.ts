/** What another framework is to train; see `Problem` in src/benchmark/descent.rs. */
interface Problem {
  widths: number[];
  batch_norm: boolean;
  epsilon: number;
  rate: number;
  x: number[];
  inputs: number[];
  labels: number[];
}

/** Our training step. */
interface DescentInstance {
  /** A {@link Problem} as JSON. */
  problem(): string;
  /** Makes this many steps; gives the loss before the last of them. */
  run(steps: number): number;
  free(): void;
}

interface DescentClass {
  new (name: string): DescentInstance;
  names(): string[];
}

/** Rates are in steps per second, first ours, then the peer's. */
interface PeerResult {
  name: string;
  rates: number[][];
}
