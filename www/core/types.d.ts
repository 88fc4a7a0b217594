/* Made from the Rust types by `cargo xtask types`. */

export type DataSet = "mnist1d" | "mnist" | "mnist28" | "optdigits" | "spirals";
export type Activation = "relu" | "tanh";
export type OptimizerKind = "adam" | "sgd";
export type Schedule = "constant" | "lin3";
export type StopRule = "epochs" | "loss" | "fitted" | "ceased";
export type Experiment = { 
/**
 * The samples.
 */
data: DataSet, 
/**
 * Which draw of generated samples; the archives of real digits have one only.
 */
draw: number, 
/**
 * Number of training samples.
 */
train: number, 
/**
 * Share of training labels replaced by a uniformly drawn wrong one, in [0, 0.9].
 */
label_noise: number, 
/**
 * Widths of the hidden layers.
 */
hidden: Array<number>, 
/**
 * Their non-linearity.
 */
activation: Activation, 
/**
 * Whether every hidden layer is batch-normalised before its non-linearity.
 */
batch_norm: boolean, 
/**
 * The optimiser.
 */
optimizer: OptimizerKind, 
/**
 * SGD's momentum, in [0, 0.999].
 */
momentum: number, 
/**
 * The initial learning rate.
 */
learning_rate: number, 
/**
 * How the rate changes.
 */
schedule: Schedule, 
/**
 * SB's batch size.
 */
small_batch: number, 
/**
 * LB's batch size.
 */
large_batch: number, 
/**
 * Most epochs.
 */
epochs: number, 
/**
 * When to stop before.
 */
stop: StopRule, 
/**
 * The loss of [`StopRule::Loss`].
 */
stop_loss: number, 
/**
 * Number of trials; trial t has its own initial weights and batch order.
 */
trials: number, 
/**
 * The seed everything random follows from.
 */
seed: number, 
/**
 * Random interior starting points of the box maximisation, beside x itself.
 */
starts: number, };
export type Regime = "small" | "large";
export type Choice = { 
/**
 * The name in links and in serialised settings.
 */
value: string, 
/**
 * The name on the page.
 */
label: string, };
export type ControlKind = "choice" | "number" | "integer" | "widths" | "flag";
export type Control = { 
/**
 * The setting's name in [`Experiment`](crate::settings::Experiment).
 */
field: string, 
/**
 * Its key in links.
 */
key: string, 
/**
 * Its label.
 */
label: string, 
/**
 * One plain sentence on what it is.
 */
help: string, 
/**
 * Such as "data" or "training".
 */
group: string, 
/**
 * The kind of control.
 */
kind: ControlKind, 
/**
 * The names to choose from; empty for other kinds.
 */
choices: Array<Choice>, 
/**
 * Least value; of a single width for [`ControlKind::Widths`].
 */
min: number | null, 
/**
 * Greatest value; of a single width for [`ControlKind::Widths`].
 */
max: number | null, 
/**
 * A sensible step; `None` for any.
 */
step: number | null, 
/**
 * One clause on what changing it means.
 */
retrains: string, };
export type Preset = { 
/**
 * The name in links.
 */
name: string, 
/**
 * The name on the page.
 */
label: string, 
/**
 * One sentence on what it shows.
 */
description: string, 
/**
 * The settings, checked.
 */
experiment: Experiment, };
export type Axes = "points" | "components" | "filter" | "random" | "ends" | "eigenvectors";
export type Measure = "loss" | "accuracy";
export type SampleSet = "training" | "testing" | "gap";
export type Shape = "map" | "surface";
export type Resolution = "25" | "51" | "101";
export type BatchNormStats = "fitting" | "estimated" | "frozen";
export type Sample = "all" | "1000";
export type Along = "curve" | "eigenvector" | "filter" | "random";
export type Between = "sb-lb" | "starts" | "orders";
export type Equal = "epochs" | "gradients";
export type Predictor = "phi" | "eigenvalue" | "trace" | "relative-flatness" | "fisher-rao" | "noise-scale" | "margin" | "distance" | "norm" | "loss";
export type EqualSweep = "epochs" | "loss";
export type View = { 
/**
 * What spans the plane.
 */
plane: Axes, 
/**
 * What the map shows,
 */
measure: Measure, 
/**
 * of which samples.
 */
set: SampleSet, 
/**
 * Map or surface.
 */
shape: Shape, 
/**
 * Points along each side.
 */
grid: Resolution, 
/**
 * The window's centre, first coordinate, in units of the slice's own half-width.
 */
x: number, 
/**
 * Second coordinate.
 */
y: number, 
/**
 * The window is 2^zoom times smaller than the slice's own.
 */
zoom: number, 
/**
 * From where the surface is seen: degrees around the vertical.
 */
azimuth: number, 
/**
 * Degrees above the horizon.
 */
elevation: number, 
/**
 * Trajectories are shown up to this epoch.
 */
epoch: number, 
/**
 * The lines' direction.
 */
along: Along, 
/**
 * What the lines show.
 */
line: Measure, 
/**
 * The rise of the loss at which the width of a valley is taken, in nats.
 */
rise: number, 
/**
 * Batch-norm statistics.
 */
statistics: BatchNormStats, 
/**
 * Samples.
 */
sample: Sample, 
/**
 * Which trial, from 1.
 */
trial: number, 
/**
 * Which of the random slices, from 1.
 */
draw: number, 
/**
 * The factor on the first layer's weights when a network is rescaled.
 */
alpha: number, 
/**
 * Between which minima ways are looked for.
 */
between: Between, 
/**
 * What the strategies that are compared have equal.
 */
equal: Equal, 
/**
 * What the sweep's trainings have equal.
 */
sweep: EqualSweep, 
/**
 * The column that the comparison is sorted by, from 0, the strategy's name.
 */
sort: number, 
/**
 * Whether from the greatest to the least.
 */
descending: boolean, 
/**
 * Which batches of augmented samples are shown, from 0.
 */
batches: number, 
/**
 * The measure that is held against the testing error.
 */
predictor: Predictor, 
/**
 * By how much the sketch's testing function is shifted.
 */
shift: number, 
/**
 * The names of the strategies that are compared; `None` for those that are proposed.
 */
strategies: Array<string> | null, };
export type Outcome = "replicated" | "not replicated" | "holds here" | "does not hold here" | "undecided" | "not comparable";
export type Verdict = { 
/**
 * The claim.
 */
claim: string, 
/**
 * Whose claim it is: the paper's sentence and its place, or that it is ours.
 */
source: string, 
/**
 * How it fares.
 */
verdict: Outcome, 
/**
 * The difference with its 95 % interval and n, in words.
 */
text: string, 
/**
 * The difference with its 95 % interval alone; empty where there is none.
 */
number: string, 
/**
 * Whether it is a claim of the paper.
 */
paper: boolean, };
export type Row = { 
/**
 * What the row is about.
 */
head: string, 
/**
 * Its cells.
 */
cells: Array<string>, };
export type Table = { 
/**
 * What it shows.
 */
caption: string, 
/**
 * The columns' heads, the first above the rows' heads.
 */
head: Array<string>, 
/**
 * The rows.
 */
rows: Array<Row>, };
export type Panel = { 
/**
 * What was found, in a sentence or two; empty as long as nothing is.
 */
headline: string, 
/**
 * How to read it.
 */
caption: string, 
/**
 * What the figure shows, for those who do not see it.
 */
alternative: string, 
/**
 * The paper's claims that the figure is about.
 */
verdicts: Array<Verdict>, 
/**
 * What an honest reader should know.
 */
remarks: Array<string>, 
/**
 * The figure's numbers.
 */
table: Table, };
export type ReadValue = { 
/**
 * Whose they are, if they are SB's or LB's.
 */
regime: Regime | null, 
/**
 * The values in words.
 */
text: string, };
export type Reading = { 
/**
 * The place; `None` where readings are rows, one below another.
 */
at: number | null, 
/**
 * Such as "α = 0.5".
 */
head: string, 
/**
 * One for each line.
 */
lines: Array<ReadValue>, };
export type PlaceReading = { 
/**
 * Which of the map's panels.
 */
panel: number, 
/**
 * The nearest point of the grid.
 */
place: [number, number], 
/**
 * What it is about: "SB", "LB" or nothing.
 */
head: string, 
/**
 * Values and distances in words.
 */
text: string, 
/**
 * Whether the sharpness there is known.
 */
measured: boolean, };
export type Home = { 
/**
 * Such as "SB".
 */
name: string, 
/**
 * The window's centre, first coordinate, in half-widths of the whole map.
 */
x: number, 
/**
 * Second coordinate.
 */
y: number, 
/**
 * The window is 2^zoom times smaller than the whole.
 */
zoom: number, };
export type FigureInfo = { 
/**
 * Its name in links.
 */
name: string, 
/**
 * Its title.
 */
title: string, 
/**
 * Whether it has a picture; else it is a table alone.
 */
drawn: boolean, 
/**
 * Whether its shipped results come in the second file.
 */
later: boolean, 
/**
 * "nothing", "abscissa" or "places": how it is pointed at.
 */
pointing: string, 
/**
 * The fields of the view that it offers at once,
 */
main: Array<string>, 
/**
 * and on demand.
 */
more: Array<string>, };
export type PaperClaim = { 
/**
 * The claim.
 */
claim: string, 
/**
 * The paper's sentence and its place.
 */
source: string, 
/**
 * The name of the figure that judges it.
 */
figure: string, 
/**
 * How it fares with the present settings, and with those of every preset.
 */
fares: Array<Fares>, };
export type Fares = { 
/**
 * "Here", or a preset's label.
 */
place: string, 
/**
 * How it fares; `None` where it is not judged.
 */
verdict: Outcome | null, 
/**
 * The number with its 95 % interval that the verdict rests on; empty where there is none.
 */
number: string, };
export type Card = { 
/**
 * The row's name.
 */
name: string, 
/**
 * Its name on the page.
 */
label: string, 
/**
 * What it does to a plain gradient step; the experiment's optimiser makes its own of the gradient.
 */
formula: string, 
/**
 * Where it comes from.
 */
source: string, 
/**
 * Its settings in words: what differs from plain training with LB's batch, which says its own.
 */
setting: string, 
/**
 * What it costs in gradients.
 */
cost: string, 
/**
 * Whose batch it is trained with.
 */
regime: Regime, 
/**
 * Its first steps on a quadratic; `None` where it changes samples alone.
 */
steps: Steps | null, };
export type Steps = { 
/**
 * The quadratic's contours.
 */
contours: string, 
/**
 * From the start to the end.
 */
way: string, 
/**
 * Where each step ends: strokes of no length.
 */
ends: string, 
/**
 * From each step's beginning to where its gradient is taken, if that is elsewhere.
 */
tried: string, 
/**
 * The mean of the iterates, if that is what counts: a stroke of no length.
 */
mean: string, 
/**
 * LB's plain steps, for comparison.
 */
plain: string, 
/**
 * The picture in words.
 */
alternative: string, };
export type StrategyChoice = { 
/**
 * Its name in links.
 */
name: string, 
/**
 * Its name on the page.
 */
label: string, 
/**
 * Whether it is compared.
 */
chosen: boolean, 
/**
 * Whether it is as the control of another.
 */
control: boolean, };
export type Look = { 
/**
 * Light strokes for a dark ground.
 */
dark: boolean, 
/**
 * Pixels of the drawing area in a CSS pixel: strokes, fonts and margins are multiplied by it.
 */
scale: number, 
/**
 * Whether it is drawn again in a moment, as while a surface is turned: less finely, and sooner. It is not, where
 * nothing is said.
 */
moving?: boolean, };
export type PanelGeometry = { 
/**
 * Left and right end of the abscissa, in pixels from the area's left.
 */
x: [number, number], 
/**
 * Top and bottom end of the ordinate, in pixels from the area's top.
 */
y: [number, number], 
/**
 * The values at the left and at the right end.
 */
x_range: [number, number], 
/**
 * The lowest value, which is at the bottom, and the highest, at the top.
 */
y_range: [number, number], 
/**
 * Whether the abscissa is logarithmic.
 */
x_log: boolean, 
/**
 * Whether the ordinate is logarithmic.
 */
y_log: boolean, 
/**
 * What the ordinate shows, such as "loss", "accuracy" (in per cent) or "sharpness"; or what the panel
 * is, such as a "map".
 */
name: string, };
export type Geometry = { 
/**
 * The panels. Two of the same place share their abscissa and differ in their ordinate.
 */
panels: Array<PanelGeometry>, };
export type BarState = { 
/**
 * "idle", "running", "paused", "finished", "failed" or "cancelled".
 */
phase: string, 
/**
 * How much of what is under way is done, in [0, 1].
 */
progress: number, 
/**
 * One sentence about the run.
 */
status: string, 
/**
 * What the button is called that starts a run; empty while none can be started.
 */
run: string, 
/**
 * The settings in one line.
 */
summary: string, 
/**
 * What a change of settings leaves on the page, and what it will cost; empty if nothing.
 */
stale: string, };
export type Nearest = { 
/**
 * Its name.
 */
preset: string, 
/**
 * Whether they differ from it.
 */
changed: boolean, };
export type FigureState = { 
/**
 * Where what is shown comes from.
 */
badge: string, 
/**
 * "shipped", "own", "live", "stale" or "none".
 */
tone: string, 
/**
 * Whether it shows anything but words.
 */
has: boolean, 
/**
 * Whether it is being computed.
 */
working: boolean, 
/**
 * Whether the run rests, and this with it.
 */
paused: boolean, 
/**
 * How much of it is known, in [0, 1].
 */
progress: number, 
/**
 * What the button is called that computes it; empty where nothing is to be computed.
 */
offer: string, 
/**
 * Whether that takes no long time.
 */
quick: boolean, 
/**
 * What there is to say of its computing; may be empty.
 */
said: string, 
/**
 * How many pictures of the same size stand side by side.
 */
parts: number, 
/**
 * The last epoch of its trajectories, if it has any.
 */
last_epoch: number | null, 
/**
 * The settings that it shows, as a link.
 */
link: string, };
export type Event = { "kind": "save", 
/**
 * The file's name.
 */
name: string, 
/**
 * What it holds.
 */
text: string, } | { "kind": "measured", 
/**
 * What the files are called.
 */
text: string, } | { "kind": "lost", 
/**
 * What, and why.
 */
text: string, } | { "kind": "say", 
/**
 * What.
 */
text: string, };
