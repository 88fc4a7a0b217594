//! How far both trainings have come on a landscape: while a run trains them, and at the epoch that was chosen.

use super::{Shown, Slices, map};
use crate::figures::Context;
use crate::jobs::{TrainJob, Training};
use crate::plot::Picture;
use crate::plot::landscape::{Descent, Map, MapPanel, Mark, Scene};
use crate::results::Results;
use crate::settings::View;

/// The plane through both minima and their start, with both paths up to the epochs that SB and LB have `reached`;
/// `None` where `former` has no such plane. Trainings of equal settings are equal to the bit, so the paths are those
/// of the present run.
pub fn descent(context: &Context, former: &Results, reached: [u32; 2]) -> Option<Map> {
    let view = View {
        trial: context.view.trial,
        ..View::default()
    };
    let slices = Slices::of(&Context {
        view: &view,
        results: former,
        ..*context
    });
    if !slices.has(Shown::Plane) {
        return None;
    }
    let mut map = map::map(&slices);
    for trail in map.panels.iter_mut().flat_map(|panel| &mut panel.trails) {
        let reached = reached[trail.regime as usize];
        trail.waypoints.retain(|waypoint| waypoint.epoch <= reached);
    }
    map.panels.iter_mut().for_each(mark_heads);
    Some(map)
}

/// A landscape above the accuracy of the trial that is looked at, up to the chosen epoch; alone where no trajectory
/// is shown, or a training is not known.
pub(super) fn above_accuracy(context: &Context, slices: &Slices, scene: Scene) -> Box<dyn Picture> {
    let Some((epochs, pair)) = slices.last_epoch().zip(pair(context, slices)) else {
        return Box::new(scene);
    };
    let at = context.view.epoch.min(epochs);
    let mut trainings = pair.map(Clone::clone).to_vec();
    for training in &mut trainings {
        training.points.retain(|point| point.epoch <= at);
    }
    Box::new(Descent {
        scene: Some(scene),
        trainings,
        epochs,
        at: Some(at),
    })
}

/// SB's and LB's training of the trial that is looked at.
fn pair<'a>(context: &Context<'a>, slices: &Slices) -> Option<[&'a Training; 2]> {
    let jobs = TrainJob::pair(context.experiment, slices.trial());
    let [small, large] = jobs.map(|job| context.results.training(&job));
    small.zip(large).map(<[_; 2]>::from)
}

/// Marks where the paths have come to, in the minima's place.
fn mark_heads(panel: &mut MapPanel) {
    panel.marks.retain(|mark| mark.regime.is_none());
    let heads = panel.trails.iter().filter_map(|trail| {
        let head = trail.waypoints.last()?;
        Some(Mark {
            name: trail.regime.name().to_owned(),
            regime: Some(trail.regime),
            place: [head.a, head.b],
        })
    });
    panel.marks.extend(heads);
}
