//! The figures of the landscape: slices through weight space as maps, surfaces and lines.

mod descent;
mod extent;
mod fill;
mod headline;
mod homes;
mod lines;
mod map;
mod reading;
mod records;
mod table;
mod trials;
mod viewport;
mod words;

pub use descent::descent;
pub use homes::Home;
pub use trials::TRIALS;

use super::{
    AFTERWARDS, Context, Figure, Offered, Panel, PlaceReading, Pointing, Reading, Records,
};
use crate::jobs::{Places, PointsJob, Probe, ProbeJob, Slice, SliceJob, TrainJob, Training};
use crate::landscape::{Axes, Evaluated};
use crate::plot::Picture;
use crate::plot::landscape::{Scene, Turn};
use crate::results::{Evaluations, Results, Wanted};
use crate::settings::view::Shape;
use crate::settings::{Experiment, REGIMES, Regime, View};
use crate::training::Evaluation;
use litemap::LiteMap;

/// Which of the two figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    /// The plane: one slice, or one at each minimum.
    Plane,
    /// Lines through the minima.
    Lines,
}

/// Which slice: everything it depends on besides the experiment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct SliceId {
    /// Which trial, from 0.
    trial: u32,
    /// What spans it.
    axes: Axes,
    /// At whose minimum it is; SB where it is at none in particular.
    at: Regime,
    /// Which of the random slices; 0 where nothing is random.
    draw: u32,
}

/// Coarse points come before the jobs of a run's later trials, the others after the run.
const FIRST: u32 = 0;

/// The slices that a view shows, as far as they are known.
struct Slices<'a> {
    experiment: &'a Experiment,
    view: &'a View,
    slices: LiteMap<SliceId, &'a Slice>,
    stores: LiteMap<(SliceId, Evaluated), &'a Evaluations>,
    probes: Vec<(SliceId, Probe)>,
    /// Whose training has ended in no minimum: then there is nothing to look around.
    lost: Vec<Regime>,
}

impl<'a> Slices<'a> {
    fn of(context: &Context<'a>) -> Self {
        let Context {
            experiment,
            view,
            results,
            ..
        } = *context;
        let mut slices = Self {
            experiment,
            view,
            slices: LiteMap::new(),
            stores: LiteMap::new(),
            probes: Vec::new(),
            lost: Vec::new(),
        };
        slices.lost = slices.lost(results);
        for shown in [Shown::Plane, Shown::Lines] {
            for id in slices.ids(shown) {
                slices.take(results, shown, id);
            }
        }
        slices
    }

    fn lost(&self, results: &Results) -> Vec<Regime> {
        let lost = |regime: &Regime| {
            let job = TrainJob::plain(self.experiment, *regime, self.trial());
            let training = results.training(&job);
            training.is_some_and(Training::is_lost)
        };
        REGIMES.into_iter().filter(lost).collect()
    }

    /// The trial that is looked at, from 0.
    fn trial(&self) -> u32 {
        self.view.trial_of(self.experiment)
    }

    /// What is known of one slice.
    fn take(&mut self, results: &'a Results, shown: Shown, id: SliceId) {
        let job = self.slice_job(id);
        let Some(slice) = results.slice(&job) else {
            return;
        };
        self.slices.insert(id, slice);
        let evaluated = self.evaluated(shown);
        let known = results.evaluations(&job, evaluated);
        self.stores
            .extend(known.map(|known| ((id, evaluated), known)));
        if shown == Shown::Plane {
            let probes = results.probes(&job).iter();
            self.probes.extend(probes.map(|probe| (id, *probe)));
        }
    }

    fn slice_job(&self, id: SliceId) -> SliceJob {
        SliceJob {
            of: TrainJob::pair(self.experiment, id.trial),
            axes: id.axes,
            at: id.at,
            draw: id.draw,
        }
    }

    /// The slices of a figure: one, or SB's and LB's.
    fn ids(&self, shown: Shown) -> Vec<SliceId> {
        let axes = match shown {
            Shown::Plane => self.view.plane,
            Shown::Lines => self.view.along.axes(),
        };
        let id = |at| SliceId {
            trial: self.trial(),
            axes,
            at,
            draw: if axes.is_random() { self.view.draw } else { 0 },
        };
        if axes.at_a_minimum() {
            REGIMES.map(id).to_vec()
        } else {
            vec![id(Regime::Small)]
        }
    }

    /// All jobs of a figure, the slices first: their points follow from all of them together.
    fn wanted(&self, shown: Shown) -> Vec<Wanted> {
        if !self.lost.is_empty() {
            return Vec::new();
        }
        let ids = self.ids(shown);
        let jobs: Vec<SliceJob> = ids.iter().map(|&id| self.slice_job(id)).collect();
        let slices = jobs.iter().map(|job| Wanted::new(job.clone(), FIRST));
        let mut wanted: Vec<Wanted> = slices.collect();
        if ids.iter().any(|id| !self.slices.contains_key(id)) {
            return wanted;
        }
        let evaluated = self.evaluated(shown);
        for (index, tile) in self.tiles(shown).into_iter().enumerate() {
            let urgency = if index < 2 {
                FIRST
            } else {
                AFTERWARDS + index as u32
            };
            for (slice, &id) in jobs.iter().zip(&ids) {
                let job = PointsJob {
                    slice: slice.clone(),
                    places: Places::List(self.left(id, evaluated, &tile)),
                    evaluated,
                };
                wanted.push(Wanted::new(job, urgency));
            }
        }
        wanted
    }

    /// The places of a tile that are left to be evaluated: of one that another view has in part, the others;
    /// of one that is known, all, so that it stays the job that it was.
    fn left(&self, id: SliceId, evaluated: Evaluated, tile: &[[f64; 2]]) -> Vec<[f64; 2]> {
        let places = tile.iter().copied();
        let left: Vec<[f64; 2]> = places
            .filter(|&place| self.at(id, evaluated, place).is_none())
            .collect();
        if left.is_empty() { tile.to_vec() } else { left }
    }

    /// The cost of points that are not wanted yet because their slices are not known.
    fn expected(&self, shown: Shown) -> f64 {
        let ids = self.ids(shown);
        if !self.lost.is_empty() || ids.iter().all(|id| self.slices.contains_key(id)) {
            return 0.0;
        }
        let points = match shown {
            Shown::Plane => self.view.grid.points() * self.view.grid.points() * ids.len(),
            Shown::Lines => 100,
        };
        0.4 * points as f64
    }

    /// Places of a figure's slices, in tiles, coarse ones first.
    fn tiles(&self, shown: Shown) -> Vec<Vec<[f64; 2]>> {
        match shown {
            Shown::Plane => self.map_tiles(),
            Shown::Lines => self.line_tiles(),
        }
    }

    /// How a figure's points are evaluated.
    fn evaluated(&self, shown: Shown) -> Evaluated {
        match shown {
            Shown::Plane => self.view.evaluated(),
            Shown::Lines => self.view.line_evaluated(),
        }
    }

    /// See [`last_epoch()`].
    fn last_epoch(&self) -> Option<u32> {
        if self.view.plane.is_random() {
            return None;
        }
        let slice = self.slices.get(self.ids(Shown::Plane).first()?)?;
        let lasts = [&slice.small, &slice.large].map(|trail| trail.last().map(|f| f.epoch));
        lasts.into_iter().flatten().max()
    }

    /// Whether a figure shows anything.
    fn has(&self, shown: Shown) -> bool {
        let evaluated = self.evaluated(shown);
        let mut ids = self.ids(shown).into_iter();
        ids.all(|id| self.stores.contains_key(&(id, evaluated)))
    }

    /// The minima that a slice holds, with their places on it.
    fn minima(&self, id: SliceId) -> Vec<(Regime, [f64; 2])> {
        let slice = self.slices.get(&id);
        let held = |regime: &Regime| !id.axes.at_a_minimum() || *regime == id.at;
        let place = |regime: Regime| {
            let last = slice?.trail(regime).last()?;
            Some((regime, [last.a, last.b]))
        };
        REGIMES.into_iter().filter(held).filter_map(place).collect()
    }

    /// What was measured on a slice: at its minima, and elsewhere with the places' letters.
    fn measured(&self, id: SliceId) -> Vec<(String, Option<Regime>, &Probe)> {
        let minima = self.minima(id);
        let here = self.probes.iter().filter(|(at, _)| *at == id);
        let mut letters = (0..).map(map::letter);
        let named = here.filter_map(|(_, probe)| {
            let minimum = minima.iter().find(|(_, place)| *place == probe.place);
            Some(match minimum {
                Some((regime, _)) => (regime.name().to_owned(), Some(*regime), probe),
                None => (letters.next()?, None, probe),
            })
        });
        named.collect()
    }

    fn at(&self, id: SliceId, evaluated: Evaluated, place: [f64; 2]) -> Option<&Evaluation> {
        self.stores.get(&(id, evaluated))?.at(place)
    }
}

/// What has to be computed to know the sharpness at a place of one of the map's panels, and beside it that at the
/// minima which the panel shows; nothing where the map has no such panel.
pub fn probes(context: &Context, panel: usize, place: [f64; 2]) -> Vec<Wanted> {
    let slices = Slices::of(context);
    let Some(&id) = slices.ids(Shown::Plane).get(panel) else {
        return Vec::new();
    };
    let minima = slices.minima(id).into_iter().map(|(_, minimum)| minimum);
    let job = |place| ProbeJob {
        slice: slices.slice_job(id),
        starts: context.experiment.starts,
        place,
    };
    let places = std::iter::once(place).chain(minima);
    places.map(|place| Wanted::new(job(place), FIRST)).collect()
}

/// Windows of the plane around each minimum; empty where no slice holds both.
pub fn homes(context: &Context) -> Vec<Home> {
    Slices::of(context).homes()
}

/// The evaluated point nearest to a place of a panel of the map; `None` where none is known.
pub fn read(context: &Context, panel: usize, place: [f64; 2]) -> Option<PlaceReading> {
    Slices::of(context).read(panel, place)
}

/// The largest epoch of the map's trajectories; `None` where none is known, or where the plane is random: there the
/// trajectories stand nearly upright on it.
pub fn last_epoch(context: &Context) -> Option<u32> {
    Slices::of(context).last_epoch()
}

/// A plane through weight space as a map or a surface.
pub struct LandscapeFigure;

/// See `LandscapeFigure`.
pub static LANDSCAPE: LandscapeFigure = LandscapeFigure;

impl Figure for LandscapeFigure {
    fn name(&self) -> &'static str {
        "landscape"
    }

    fn title(&self) -> &'static str {
        "The loss landscape around the minima"
    }

    fn comes_later(&self) -> bool {
        true
    }

    fn offered(&self) -> Offered {
        Offered {
            main: &["plane", "measure", "set", "shape"],
            more: &["grid", "statistics", "sample", "trial", "rise"],
        }
    }

    fn pointing(&self) -> Pointing {
        Pointing::Places
    }

    fn wanted(&self, context: &Context) -> Vec<Wanted> {
        Slices::of(context).wanted(Shown::Plane)
    }

    fn expected(&self, context: &Context) -> f64 {
        Slices::of(context).expected(Shown::Plane)
    }

    fn has(&self, context: &Context) -> bool {
        Slices::of(context).has(Shown::Plane)
    }

    fn panel(&self, context: &Context) -> Panel {
        words::landscape(&Slices::of(context))
    }

    fn picture(&self, context: &Context) -> Option<Box<dyn Picture>> {
        let slices = Slices::of(context);
        let map = map::map(&slices);
        let view = context.view;
        let turn = Turn {
            azimuth: view.azimuth,
            elevation: view.elevation,
        };
        let scene = match view.shape {
            Shape::Map => Scene::Map(map),
            Shape::Surface => Scene::Surface(map, turn),
        };
        Some(descent::above_accuracy(context, &slices, scene))
    }

    fn records(&self, context: &Context) -> Records {
        records::plane(&Slices::of(context))
    }

    fn parts(&self, context: &Context) -> usize {
        Slices::of(context).ids(Shown::Plane).len()
    }

    fn last_epoch(&self, context: &Context) -> Option<u32> {
        last_epoch(context)
    }

    fn trial(&self, context: &Context) -> Option<u32> {
        Some(context.view.trial)
    }
}

/// Lines through the minima.
pub struct LinesFigure;

/// See `LinesFigure`.
pub static LINES: LinesFigure = LinesFigure;

impl Figure for LinesFigure {
    fn name(&self) -> &'static str {
        "lines"
    }

    fn title(&self) -> &'static str {
        "The loss on lines through the minima"
    }

    fn comes_later(&self) -> bool {
        true
    }

    fn offered(&self) -> Offered {
        Offered {
            main: &["along", "line", "rise"],
            more: &["statistics", "sample", "trial"],
        }
    }

    fn wanted(&self, context: &Context) -> Vec<Wanted> {
        Slices::of(context).wanted(Shown::Lines)
    }

    fn expected(&self, context: &Context) -> f64 {
        Slices::of(context).expected(Shown::Lines)
    }

    fn has(&self, context: &Context) -> bool {
        Slices::of(context).has(Shown::Lines)
    }

    fn panel(&self, context: &Context) -> Panel {
        words::lines(&Slices::of(context))
    }

    fn records(&self, context: &Context) -> Records {
        records::lines(&Slices::of(context))
    }

    fn picture(&self, context: &Context) -> Option<Box<dyn Picture>> {
        let lines = lines::lines(&Slices::of(context));
        Some(Box::new(Scene::Lines(lines)))
    }

    fn readings(&self, context: &Context) -> Vec<Reading> {
        Slices::of(context).line_readings()
    }

    fn trial(&self, context: &Context) -> Option<u32> {
        Some(context.view.trial)
    }
}
