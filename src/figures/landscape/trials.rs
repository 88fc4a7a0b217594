//! The landscapes of all trials side by side: what one of them shows may be chance.

use super::{Shown, Slices, map, records};
use crate::figures::{Context, Figure, Panel, Pointing, Records, Row, Table};
use crate::format::significant;
use crate::jobs::TrainJob;
use crate::landscape::Axes;
use crate::plot::Picture;
use crate::plot::landscape::{Map, Scene};
use crate::results::Wanted;
use crate::settings::view::{LAST_EPOCH, Resolution, View};

/// Small multiples of the map.
pub struct TrialsFigure;

/// See `TrialsFigure`.
pub static TRIALS: TrialsFigure = TrialsFigure;

/// The view of one trial: the whole plane through both minima, coarsely.
fn views(context: &Context) -> Vec<View> {
    let view = |trial: u32| View {
        plane: Axes::Points,
        grid: Resolution::Coarse,
        x: 0.0,
        y: 0.0,
        zoom: 0.0,
        epoch: LAST_EPOCH,
        trial,
        ..context.view.clone()
    };
    (1..=context.experiment.trials).map(view).collect()
}

/// Does something with what is known of each trial.
fn each<T>(context: &Context, mut with: impl FnMut(&Slices, u32) -> T) -> Vec<T> {
    let views = views(context);
    let all = views.iter().map(|view| {
        let slices = Slices::of(&Context { view, ..*context });
        with(&slices, view.trial)
    });
    all.collect()
}

/// The maps of all trials under one scale, as far as they are known.
fn maps(context: &Context) -> Option<Map> {
    let maps = each(context, |slices, trial| {
        let mut map = map::map(slices);
        for panel in &mut map.panels {
            panel.name = format!("trial {trial}");
            // The caption says it once.
            panel.axes = [String::new(), String::new()];
        }
        map
    });
    maps.into_iter().reduce(|mut all, map| {
        all.panels.extend(map.panels);
        all
    })
}

impl Figure for TrialsFigure {
    fn name(&self) -> &'static str {
        "trials"
    }

    fn title(&self) -> &'static str {
        "The landscapes of all trials"
    }

    fn comes_later(&self) -> bool {
        true
    }

    fn pointing(&self) -> Pointing {
        Pointing::Nothing
    }

    fn wanted(&self, context: &Context) -> Vec<Wanted> {
        let wanted = each(context, |slices, _| slices.wanted(Shown::Plane));
        wanted.into_iter().flatten().collect()
    }

    fn expected(&self, context: &Context) -> f64 {
        each(context, |slices, _| slices.expected(Shown::Plane))
            .into_iter()
            .sum()
    }

    fn has(&self, context: &Context) -> bool {
        each(context, |slices, _| slices.has(Shown::Plane))
            .into_iter()
            .any(|has| has)
    }

    fn panel(&self, context: &Context) -> Panel {
        let rows = each(context, |slices, trial| row(context, slices, trial));
        let known = rows.iter().flatten().count();
        Panel {
            headline: String::new(),
            caption: "The plane through both minima and their start, once a trial, in the same colours. First axis from x_S to x_L, second towards x₀. Is LB’s basin the smaller one in every trial?".into(),
            alternative: format!("Contour maps of {known} trials side by side, one colour scale for all."),
            verdicts: Vec::new(),
            remarks: Vec::new(),
            table: Table {
                caption: "The distance between the two minima, and the training loss at each.".into(),
                head: ["Trial", "From x_S to x_L", "Loss at SB", "Loss at LB"].map(String::from).to_vec(),
                rows: rows.into_iter().flatten().collect(),
            },
        }
    }

    fn records(&self, context: &Context) -> Records {
        let mut records = records::planes();
        each(context, |slices, _| records::add(&mut records, slices));
        records
    }

    fn picture(&self, context: &Context) -> Option<Box<dyn Picture>> {
        Some(Box::new(Scene::Map(maps(context)?)))
    }

    fn parts(&self, context: &Context) -> usize {
        context.experiment.trials as usize
    }
}

/// What is known of one trial; `None` as long as its plane is not.
fn row(context: &Context, slices: &Slices, trial: u32) -> Option<Row> {
    let id = *slices.ids(Shown::Plane).first()?;
    let minima = slices.minima(id);
    let [(_, small), _] = minima[..] else {
        return None;
    };
    let slice = slices.slices.get(&id)?;
    let apart = slice.distance(small, slice.large.last()?);
    let losses = TrainJob::pair(context.experiment, trial - 1).map(|of| {
        let training = context.results.training(&of);
        let last = training.and_then(|training| training.points.last());
        last.map_or("–".to_owned(), |last| {
            significant(last.evaluation.train_loss, 3)
        })
    });
    Some(Row {
        head: trial.to_string(),
        cells: [significant(apart, 3)].into_iter().chain(losses).collect(),
    })
}
