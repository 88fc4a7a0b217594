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
  /** The bare products of what a job does most with its network. */
  ofJob(job: string): BenchmarkInstance | undefined;
  /** What `ofJob` hangs on: jobs of one kind have the same products. */
  kindOf(job: string): string | undefined;
  /** How many floating-point operations a job took that reported this; both as JSON. */
  operations(job: string, report: string): number | undefined;
}

/** What each measure of flatness costs. */
interface MeasuringInstance {
  /** Evaluates one gradient. */
  gradient(): void;
  /** Takes the measure of this index; gives the gradient evaluations it took. */
  run(index: number): number;
}

interface MeasuringClass {
  new (): MeasuringInstance;
  names(): string[];
}

/** A strategy's steps. */
interface SteppingInstance {
  /** Gradient evaluations of one step. */
  gradients(): number;
  /** Makes this many steps. */
  run(steps: number): void;
}

interface SteppingClass {
  new (name: string): SteppingInstance;
  /** The plain one first. */
  names(): string[];
}
