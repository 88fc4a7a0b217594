//! The settings of a view: their keys in links, their ranges, and what controls say.

use super::{
    Along, BatchNormStats, Between, Equal, EqualSweep, LAST_EPOCH, Measure, Resolution, Sample,
    SampleSet, Shape, View,
};
use crate::choice::choices;
use crate::landscape::Axes;
use crate::landscape::sketch::LARGEST_SHIFT;
use crate::settings::field::{Field, Range};
use crate::settings::predictor::Predictor;
use crate::settings::setting::{field, integer, number};

const NOTHING: &str = "";

/// All settings of a view, in the order of links. A group is a figure, or "map", "lines" and "both" of the landscape's.
#[rustfmt::skip]
pub static VIEW_FIELDS: [Field<View>; 27] = [
    field!(View, plane, "map.plane", "map", Range::Choice(choices::<Axes>), None, NOTHING,
        "Plane", "The two directions in weight space that the map shows."),
    field!(View, measure, "map.value", "map", Range::Choice(choices::<Measure>), None, NOTHING,
        "Value", "What colour and height stand for."),
    field!(View, set, "map.set", "map", Range::Choice(choices::<SampleSet>), None, NOTHING,
        "Samples of", "The set that it is evaluated on, or the difference between the two."),
    field!(View, shape, "map.as", "map", Range::Choice(choices::<Shape>), None, NOTHING,
        "Drawn as", "A map from above, or a surface to turn."),
    field!(View, grid, "map.grid", "map", Range::Choice(choices::<Resolution>), None, NOTHING,
        "Points", "How finely the plane is evaluated."),
    field!(View, x, "map.x", "map", number(-8.0, 8.0), None, NOTHING,
        "Centre, first", "The window's centre along the first axis, in half-widths of the whole map."),
    field!(View, y, "map.y", "map", number(-8.0, 8.0), None, NOTHING,
        "Centre, second", "The window's centre along the second axis, in half-widths of the whole map."),
    field!(View, zoom, "map.zoom", "map", Range::Integer { min: -3, max: 10 }, Some(1.0), NOTHING,
        "Zoom", "How often the window is halved."),
    field!(View, azimuth, "map.turn", "map", number(-180.0, 180.0), Some(5.0), NOTHING,
        "Turn", "From where the surface is seen, in degrees around the vertical."),
    field!(View, elevation, "map.tilt", "map", number(5.0, 90.0), Some(5.0), NOTHING,
        "Tilt", "From how high the surface is seen, in degrees above the horizon."),
    field!(View, epoch, "map.epoch", "map", integer(0, LAST_EPOCH), Some(1.0), NOTHING,
        "Epoch", "How far the trajectories are drawn."),
    field!(View, along, "line.along", "lines", Range::Choice(choices::<Along>), None, NOTHING,
        "Along", "The direction of the lines."),
    field!(View, line, "line.value", "lines", Range::Choice(choices::<Measure>), None, NOTHING,
        "Value", "What the lines show."),
    field!(View, rise, "line.rise", "lines", number(0.001, 100.0), None, NOTHING,
        "Width at a rise of", "The rise of the training loss, in nats, at which a valley’s width is taken."),
    field!(View, statistics, "map.bn", "both", Range::Choice(choices::<BatchNormStats>), None, NOTHING,
        "Batch norm", "Where batch normalisation’s statistics come from."),
    field!(View, sample, "map.samples", "both", Range::Choice(choices::<Sample>), None, NOTHING,
        "Samples", "All training samples, or fewer for speed."),
    field!(View, trial, "map.trial", "both", integer(1, 20), Some(1.0), NOTHING,
        "Trial", "Which of the trained pairs."),
    field!(View, draw, "map.draw", "both", integer(1, 9999), Some(1.0), NOTHING,
        "Slice", "Which of the random slices."),
    field!(View, alpha, "scale.alpha", "rescaling", number(0.1, 10.0), None, NOTHING,
        "Factor α of the first layer", "What the first hidden layer is multiplied by and the next divided by."),
    field!(View, between, "connection.between", "connection", Range::Choice(choices::<Between>), None, NOTHING,
        "Between", "The two minima that the ways connect."),
    field!(View, equal, "fix.equal", "remedies", Range::Choice(choices::<Equal>), None, NOTHING,
        "Compared at equal", "What all strategies have the same amount of."),
    field!(View, sweep, "sweep.equal", "sweep", Range::Choice(choices::<EqualSweep>), None, NOTHING,
        "Compared at equal", "What the trainings of all batch sizes have the same amount of."),
    field!(View, sort, "fix.sort", "remedies", integer(0, LAST_COLUMN), Some(1.0), NOTHING,
        "Sorted by", "The table’s column that the rows are sorted by, from 0."),
    field!(View, descending, "fix.descending", "remedies", Range::Flag, None, NOTHING,
        "Descending", "Whether the greatest comes first."),
    field!(View, batches, "augment.draw", "augmentation", integer(0, 999), Some(1.0), NOTHING,
        "Batches", "Which of the batches that could be drawn one after the other."),
    field!(View, predictor, "predict.measure", "predict", Range::Choice(choices::<Predictor>), None, NOTHING,
        "Measure", "What is held against the testing error."),
    field!(View, shift, "sketch.shift", "sketch", number(-LARGEST_SHIFT, LARGEST_SHIFT), Some(0.01), NOTHING,
        "Shift of the testing function", "By how much the sketch’s testing function is shifted."),
];

/// The last column of the comparison's table.
pub const LAST_COLUMN: u32 = 10;
