/** The wasm modules as the page and the workers see them (src/web/), and the messages between page and workers. */

export type Regime = "small" | "large";
export type FigureName =
  | "curves"
  | "table"
  | "sharpness"
  | "path"
  | "sketch"
  | Plate
  | MeasureFigure
  | "remedies"
  | "augmentation";
/** The figures of a study (src/experiment/panel/). */
export type StudyFigure = "curves" | "table" | "sharpness" | "path";
/** The figures of a dossier (src/measures/dossier/). */
export type MeasureFigure = "measures" | "spectrum" | "along" | "rescaling";
/** The figures of an atlas (src/landscape/atlas/). */
export type Plate = "landscape" | "lines";

/** Checked settings; the fields and their ranges are Rust's (src/experiment/settings.rs). */
export interface Experiment {
  data: string;
  draw: number;
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
  search: "ascent" | "paper" | "refined";
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

/** What is asked of one network (src/measures/). */
export interface Inquiry {
  kind: "minimum" | "epoch" | "scale";
  experiment: Experiment;
}
/** A network brought from elsewhere is measured. */
export interface FilesJob {
  kind: "files";
  network: Uint8Array;
  data: Uint8Array;
  seed: number;
}
/** A network or an experiment's samples as text, in the form that other programs can read. */
export interface ExportJob {
  kind: "export";
  what: "network" | "data";
  experiment: Experiment;
}
/** What an inquiry or a file's measuring answers, or an exported text. */
export interface Answer {
  kind: "minimum" | "epoch" | "scale" | "files" | "text";
  text?: string;
}
/** Asks what augmentation makes of samples (src/comparison/preview/). */
export interface PreviewJob {
  kind: "preview";
  experiment: Experiment;
}
/** Samples as they are and augmented. */
export interface PreviewAnswer {
  classes: number[];
  originals: number[];
  augmented: number[][];
}
export interface Preview extends Source {
  free(): void;
}
export type AnyJob = Job | Survey | Inquiry | PreviewJob | FilesJob | ExportJob;
export type AnyReport = Report | Finding | Answer | PreviewAnswer;
/** What a figure of the measures still needs. */
export interface Order {
  regime: Regime;
  trial: number;
  epoch: number | null;
  urgency: number;
  inquiry: Inquiry;
}
export interface Dossier extends Source {
  readonly trial: number;
  readonly alpha: number;
  trainings(reports: TrainingReport[]): void;
  look(trial: number, alpha: number): void;
  wanted(figure: MeasureFigure): Order[];
  accept(answer: unknown): void;
  has(figure: MeasureFigure): boolean;
  progress(figure: MeasureFigure): number;
  readings(figure: MeasureFigure): Reading[];
  free(): void;
}

/** What is asked of the landscape (src/landscape/survey.rs). */
export interface Survey {
  kind: "slice" | "points" | "probe";
  experiment: Experiment;
}
export interface Sheet {
  trial: number;
  axes: string;
  at: Regime;
  draw: number;
}
export interface Evaluated {
  samples: number;
  testing: boolean;
  frozen: boolean;
}
export interface Finding {
  kind: Survey["kind"];
}
export type Answered<J> = J extends Job
  ? Report
  : J extends Survey
    ? Finding
    : J extends PreviewJob
      ? PreviewAnswer
      : Answer;
/** What a view still needs; without a survey, the axes of its slice first. */
export interface Wanted {
  sheet: Sheet;
  evaluated: Evaluated;
  urgency: number;
  survey: Survey | null;
}
/** A slice with its points, as www/landscape.json has it. */
export interface Kept {
  sheet: Sheet;
  slice: Finding;
  points: Record<"train_loss" | "train_accuracy" | "test_loss" | "test_accuracy", number[]>;
}
/** Checked; the fields and their ranges are Rust's (src/landscape/view.rs). */
export interface View {
  plane: string;
  measure: string;
  side: string;
  shape: "map" | "surface";
  grid: string;
  x: number;
  y: number;
  zoom: number;
  azimuth: number;
  elevation: number;
  epoch: number;
  along: string;
  line: string;
  rise: number;
  moments: string;
  sample: string;
  trial: number;
  draw: number;
}
export interface PlaceReading {
  panel: number;
  place: [number, number];
  head: string;
  text: string;
}
/** The values at one place of a figure. */
export interface Reading {
  /** The place on the x axis; null where readings are rows, one below another. */
  at: number | null;
  /** Such as "Epoch 12". */
  head: string;
  lines: { regime: Regime | null; text: string }[];
}

export interface Control<Field = keyof Experiment> {
  field: Field;
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
  source: string;
  verdict:
    | "replicated"
    | "not replicated"
    | "holds here"
    | "does not hold here"
    | "undecided"
    | "not comparable";
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

/** What a figure draws and says. */
export interface Source {
  panel(figure: string): Panel;
  draw(figure: string, canvas: HTMLCanvasElement, look: Look): Geometry;
  svg(figure: string, width: number, height: number, dark: boolean): string | Promise<string>;
}
export interface Study extends Omit<Source, "svg"> {
  jobs(): { urgency: number; job: Job }[];
  accept(report: Report): void;
  finished(): boolean;
  close(): void;
  experiment(): Experiment;
  reports(): Report[];
  free(): void;
}
export interface Atlas extends Source {
  experiment(): Experiment;
  view(): View;
  look(view: View): void;
  wanted(plate: Plate): Wanted[];
  slice_survey(sheet: Sheet, small: Uint32Array, large: Uint32Array): Survey;
  probe_survey(panel: number, a: number, b: number): Wanted | undefined;
  accept(sheet: Sheet, evaluated: Evaluated, finding: Finding): void;
  keep(plate: Plate): Kept[];
  restore(plate: Plate, kept: Kept[]): void;
  maps(plate: Plate): number;
  progress(plate: Plate): number;
  has(plate: Plate): boolean;
  last_epoch(plate: Plate): number | undefined;
  table(plate: Plate): Table;
  read(panel: number, a: number, b: number): PlaceReading | undefined;
  readings(): Reading[];
  free(): void;
}
/** One strategy that can be compared (src/strategy/remedies.rs). */
export interface Remedy {
  /** In links. */
  name: string;
  /** On the page. */
  label: string;
  formula: string;
  source: string;
  regime: Regime;
  /** Whether the comparison that is proposed has it. */
  default: boolean;
  /** The name of its control, which always runs beside it. */
  beside?: string;
}
export interface RemedyCard {
  name: string;
  label: string;
  formula: string;
  source: string;
  setting: string;
  cost: string;
  /** The name of its drawing. */
  picture: string;
  /** What that shows. */
  alternative: string;
}
/** What a comparison still needs: a training, or an inquiry about a network of one. */
export interface RemedyOrder {
  row: string;
  trial: number;
  urgency: number;
  job: TrainJob | null;
  inquiry: Inquiry | null;
  /** The inquiry's network: that after this epoch; null for the one the training ended with. */
  epoch: number | null;
  /** How much of all work it is. */
  work: number;
}
/** What a comparison shows, as www/remedies.json has it. */
export interface KeptComparison {
  trainings: { row: string; training: TrainingReport }[];
  answers: { row: string; answer: { trial: number; epoch: number } }[];
}
export type Equal = "epochs" | "gradients";
export interface Comparison extends Source {
  rows(): Remedy[];
  cards(): RemedyCard[];
  choose(names: string[]): void;
  equal(name: Equal): void;
  sort(column: string, descending: boolean): void;
  wanted(): RemedyOrder[];
  accept_training(row: string, trial: number, report: TrainingReport): void;
  accept_answer(row: string, trial: number, epoch: number | null, answer: unknown): void;
  has(): boolean;
  progress(): number;
  counts(): { work: number; done: number };
  keep(): KeptComparison;
  readings(figure: "remedies"): Reading[];
  free(): void;
}
export interface Task {
  advance(): boolean;
  progress(): number;
  report(): AnyReport | undefined;
  changed(): boolean;
  vectors(): Float32Array[];
  free(): void;
}
export interface Laboratory {
  offer(name: string, archive: Uint8Array): void;
  start(job: Job | Survey | Inquiry | PreviewJob, vectors: Float32Array[]): Task;
  start_files(network: Uint8Array, data: Uint8Array, seed: number): Task;
  network_json(experiment: Experiment, x: Float32Array): string;
  data_json(experiment: Experiment): string;
}
interface Core {
  default(input: { module_or_path: WebAssembly.Module }): Promise<unknown>;
}
export interface LaboratoryCore extends Core {
  Laboratory: new () => Laboratory;
}
export interface LandscapeCore extends Core {
  Atlas: new (experiment: Experiment) => Atlas;
  Sketch: new () => Source & { shift: number };
  view_controls(): Control<keyof View>[];
  study_svg(
    figure: string,
    reports: Report[],
    width: number,
    height: number,
    dark: boolean,
  ): string;
  read_view(hash: string): { view: View; notices: string[] };
  write_view(view: View): string;
}
export interface MeasuresCore extends Core {
  Dossier: { new (experiment: Experiment): Dossier; alphas(): Float64Array };
  files_panel(answer: Answer): Panel;
}
export interface RemediesCore extends Core {
  /** columns: their names, in the order of the table's head. */
  Comparison: { new (experiment: Experiment): Comparison; columns(): string[] };
  Preview: new (job: PreviewJob, answer: PreviewAnswer) => Preview;
  preview_job(experiment: Experiment, draw: number): PreviewJob;
}
export interface PageCore extends Core {
  read_link(hash: string): LinkContent;
  write_link(experiment: Experiment): string;
  controls(): Control[];
  presets(): Preset[];
  check(experiment: unknown): Experiment;
  tested(claims: number): string;
  Study: new (experiment: Experiment) => Study;
}

/** From the pool to a worker. */
export type Message =
  | { type: "module"; module: WebAssembly.Module }
  | { type: "archive"; name: string; bytes: Uint8Array }
  | { type: "job"; id: number; job: AnyJob; vectors: Float32Array[] }
  | { type: "pause" }
  | { type: "resume" }
  | { type: "cancel"; id: number };

/** From a worker to the pool. */
export type News =
  | { type: "ready" }
  | { type: "progress"; id: number; progress: number; report: AnyReport | undefined }
  | { type: "done"; id: number; report: AnyReport; vectors: Float32Array[] }
  | { type: "cancelled"; id: number }
  | { type: "failed"; id: number | null; message: string; trap: boolean };

/** What a finished job leaves behind. */
export interface Outcome<R = Report> {
  report: R;
  vectors: Float32Array[];
}

/** The part of a dedicated worker's global scope that is used. */
export interface WorkerScope {
  postMessage(message: News, transfer?: Transferable[]): void;
  onmessage: ((event: MessageEvent<Message>) => void) | null;
}
