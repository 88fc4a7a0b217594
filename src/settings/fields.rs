//! The table of all settings: the single source for the page's controls, for links and for
//! [`Experiment::check`](crate::settings::Experiment::check).

use crate::choice::choices;
use crate::data::DataSet;
use crate::network::Activation;
use crate::optimizer::{OptimizerKind, Schedule};
use crate::settings::field::{Field, Range};
use crate::settings::setting::{field, integer, number};
use crate::settings::{Experiment, StopRule};

/// The most samples that a data set has to train on; [`limits`](crate::data::limits) has each one's.
const MOST: u32 = 60_000;
const BOTH: &str = "both networks are trained anew";

/// The most epochs that a training may have.
pub const MOST_EPOCHS: u32 = 1000;

/// All settings, in the order of the page and of links. What a setting's range depends on stands
/// before it.
#[rustfmt::skip]
pub static FIELDS: [Field; 19] = [
    field!(Experiment, data, "data", "data", Range::Choice(choices::<DataSet>), None, BOTH,
        "Data set", "The labelled samples that both networks learn to classify; on the spirals, which show what augmentation does, hardly any gap opens."),
    field!(Experiment, draw, "draw", "data", integer(0, u32::MAX), Some(1.0), BOTH,
        "Data draw", "Which draw of the signals or the spirals both networks see; the real digits are the same for any."),
    field!(Experiment, train, "train", "data", integer(10, MOST), Some(100.0), BOTH,
        "Training samples", "How many samples the training loss f is the mean over."),
    field!(Experiment, label_noise, "noise", "data", number(0.0, 0.9), Some(0.05), BOTH,
        "Label noise", "The share of training labels that are replaced by a wrong one."),
    field!(Experiment, hidden, "hidden", "network", Range::Widths { layers: 6, max: 512 }, None, BOTH,
        "Hidden layers", "The widths of the hidden layers, joined by hyphens."),
    field!(Experiment, activation, "act", "network", Range::Choice(choices::<Activation>), None, BOTH,
        "Activation", "The non-linearity of the hidden units."),
    field!(Experiment, batch_norm, "bn", "network", Range::Flag, None, BOTH,
        "Batch norm", "Whether every hidden layer is normalised over the batch before its non-linearity."),
    field!(Experiment, optimizer, "opt", "training", Range::Choice(choices::<OptimizerKind>), None, BOTH,
        "Optimiser", "The rule that turns gradients into steps."),
    field!(Experiment, learning_rate, "lr", "training", number(1e-5, 1.0), None, BOTH,
        "Learning rate", "The size of the first steps, the same for both networks."),
    field!(Experiment, momentum, "momentum", "training", number(0.0, 0.999), Some(0.05), BOTH,
        "Momentum", "How much of the last step SGD repeats; ADAM does not use it."),
    field!(Experiment, schedule, "schedule", "training", Range::Choice(choices::<Schedule>), None, BOTH,
        "Schedule", "How the learning rate changes over the epochs."),
    field!(Experiment, small_batch, "sb", "training", integer(1, MOST), Some(1.0), "the SB networks are trained anew",
        "Small batch (SB)", "How many samples the small-batch network sees in one step."),
    field!(Experiment, large_batch, "lb", "training", integer(1, MOST), Some(1.0), "the LB networks are trained anew",
        "Large batch (LB)", "How many samples the large-batch network sees in one step; the paper takes 10 % of the training set."),
    field!(Experiment, epochs, "epochs", "training", integer(1, MOST_EPOCHS), Some(1.0), BOTH,
        "Epochs", "How often training passes over the data at most."),
    field!(Experiment, stop, "stop", "training", Range::Choice(choices::<StopRule>), None, BOTH,
        "Stop", "When training ends before its last epoch."),
    field!(Experiment, stop_loss, "stop_loss", "training", number(1e-6, 2.0), None, BOTH,
        "Stop at loss", "The training loss at which training ends, if that is the stop rule."),
    field!(Experiment, trials, "trials", "trials", integer(1, 20), Some(1.0), "trials are added or left out, the others stay",
        "Trials", "How many pairs of networks are trained, each pair from its own random start."),
    field!(Experiment, seed, "seed", "trials", integer(0, u32::MAX), Some(1.0), BOTH,
        "Seed", "The number that everything random follows from; the same seed gives the same results."),
    field!(Experiment, starts, "starts", "trials", integer(0, 10), Some(1.0), "only the sharpness is measured anew",
        "Random starts", "From how many random points the search for the greatest loss in the box starts, besides the minimum itself; in the full space more of them seldom find more, in the subspace they do."),
];
