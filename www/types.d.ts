/** The wasm modules as the page and the workers see them (src/web/), and the messages between page and workers. */

export type Regime = "small" | "large";
export type FigureName = "curves" | "table" | "sharpness" | "path";

/** Checked settings; the fields and their ranges are Rust's (src/experiment/settings.rs). */
export interface Experiment {
  data: string;
  train: number;
  label_noise: number;
  hidden: number[];
  activation: string;
  batch_norm: boolean;
  optimizer: string;
  momentum: number;
  learning_rate: number;
  schedule: string;
  small_batch: number;
  large_batch: number;
  epochs: number;
  stop: string;
  stop_loss: number;
  trials: number;
  seed: number;
  starts: number;
}

export interface TrainJob {
  kind: "train";
  experiment: Experiment;
  regime: Regime;
  trial: number;
  snapshots: number[];
}
export interface SharpnessJob {
  kind: "sharpness";
  experiment: Experiment;
  regime: Regime;
  trial: number;
  epsilon: number;
}
export interface PathJob {
  kind: "path";
  experiment: Experiment;
  trial: number;
  alphas: number[];
}
export type Job = TrainJob | SharpnessJob | PathJob;

/** Losses in nats, accuracies as shares in [0, 1]. */
export interface Evaluation {
  train_loss: number;
  train_accuracy: number;
  test_loss: number;
  test_accuracy: number;
}
export interface EpochPoint extends Evaluation {
  epoch: number;
  distance: number;
}
export interface PathPoint extends Evaluation {
  alpha: number;
}
export interface Ending {
  reason: "epochs" | "loss" | "fitted" | "ceased" | "diverged";
  epoch?: number;
  loss?: number | null;
}
export interface TrainingReport {
  kind: "training";
  regime: Regime;
  trial: number;
  points: EpochPoint[];
  ending?: Ending | null;
  steps: number;
  fingerprint: string;
}
export interface SharpnessReport {
  kind: "sharpness";
  regime: Regime;
  trial: number;
  epsilon: number;
  value: number;
  from_x: number;
  start: number;
  iterations: number;
  at_bound: number;
  loss: number;
  gradients: number;
}
export interface PathReport {
  kind: "path";
  trial: number;
  points: PathPoint[];
}
export type Report = TrainingReport | SharpnessReport | PathReport;

export interface Control {
  field: keyof Experiment;
  key: string;
  label: string;
  help: string;
  group: string;
  kind: "choice" | "number" | "integer" | "widths" | "flag";
  choices: { value: string; label: string }[];
  min: number | null;
  max: number | null;
  step: number | null;
  retrains: string;
}
export interface Preset {
  name: string;
  label: string;
  description: string;
  experiment: Experiment;
}
export interface LinkContent {
  experiment: Experiment;
  preset: string;
  notices: string[];
}

export interface Verdict {
  claim: string;
  verdict: "replicated" | "not replicated" | "undecided";
  text: string;
}
export interface Table {
  caption: string;
  head: string[];
  rows: { head: string; cells: string[] }[];
}
export interface Panel {
  caption: string;
  alternative: string;
  verdicts: Verdict[];
  remarks: string[];
  table: Table;
}
export interface Look {
  dark: boolean;
  scale: number;
}
/** Where a plot lies on the canvas, in device pixels, and the values at its edges. */
export interface Plot {
  x: [number, number];
  y: [number, number];
  x_range: [number, number];
  y_range: [number, number];
  x_log: boolean;
  y_log: boolean;
  name: string;
}
export interface Geometry {
  panels: Plot[];
}

export interface Study {
  jobs(): { urgency: number; job: Job }[];
  accept(report: Report): void;
  finished(): boolean;
  experiment(): Experiment;
  reports(): Report[];
  panel(figure: FigureName): Panel;
  draw(figure: FigureName, canvas: HTMLCanvasElement, look: Look): Geometry;
  svg(figure: FigureName, width: number, height: number, dark: boolean): string;
  free(): void;
}
export interface Task {
  advance(): boolean;
  progress(): number;
  report(): Report | undefined;
  changed(): boolean;
  vectors(): Float32Array[];
  free(): void;
}
export interface Laboratory {
  offer(name: string, archive: Uint8Array): void;
  start(job: Job, vectors: Float32Array[]): Task;
}
interface Core {
  default(input: { module_or_path: WebAssembly.Module }): Promise<unknown>;
}
export interface LaboratoryCore extends Core {
  Laboratory: new () => Laboratory;
}
export interface PageCore extends Core {
  read_link(hash: string): LinkContent;
  write_link(experiment: Experiment): string;
  controls(): Control[];
  presets(): Preset[];
  check(experiment: unknown): Experiment;
  Study: new (experiment: Experiment) => Study;
}

/** From the pool to a worker. */
export type Order =
  | { type: "module"; module: WebAssembly.Module }
  | { type: "archive"; name: string; bytes: Uint8Array }
  | { type: "job"; id: number; job: Job; vectors: Float32Array[] }
  | { type: "pause" }
  | { type: "resume" }
  | { type: "cancel"; id: number };

/** From a worker to the pool. */
export type News =
  | { type: "ready" }
  | { type: "progress"; id: number; progress: number; report: Report | undefined }
  | { type: "done"; id: number; report: Report; vectors: Float32Array[] }
  | { type: "cancelled"; id: number }
  | { type: "failed"; id: number | null; message: string; trap: boolean };

/** What a finished job leaves behind. */
export interface Outcome {
  report: Report;
  vectors: Float32Array[];
}

/** The part of a dedicated worker's global scope that is used. */
export interface WorkerScope {
  postMessage(message: News, transfer?: Transferable[]): void;
  onmessage: ((event: MessageEvent<Order>) => void) | null;
}
