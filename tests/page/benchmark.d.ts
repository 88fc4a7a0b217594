/** What the wasm module built with the feature `benchmark` has in addition. */
interface BenchmarkInstance {
  /** Does the work so many times. */
  run(iterations: number): void;
  /** Floating-point operations of one iteration. */
  flops(): number;
}

interface BenchmarkClass {
  new (name: string): BenchmarkInstance;
  names(): string[];
}
