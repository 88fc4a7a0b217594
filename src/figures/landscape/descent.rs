//! How far both trainings of a run have come on the plane that an earlier one of the same settings has left.

use super::{Shown, Slices, last_epoch, map};
use crate::figures::Context;
use crate::jobs::TrainJob;
use crate::plot::landscape::{Descent, Map, MapPanel, Mark};
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

/// The accuracy of the trial that is looked at, up to the chosen epoch, without its landscape; `None` where no
/// trajectory is shown, or a training is not known.
pub(super) fn chosen(context: &Context) -> Option<Descent> {
    let epochs = last_epoch(context)?;
    let at = context.view.epoch.min(epochs);
    let trial = context.view.trial_of(context.experiment);
    let mut trainings = Vec::new();
    for job in TrainJob::pair(context.experiment, trial) {
        let mut training = context.results.training(&job)?.clone();
        training.points.retain(|point| point.epoch <= at);
        trainings.push(training);
    }
    Some(Descent {
        scene: None,
        trainings,
        epochs,
        at: Some(at),
    })
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
