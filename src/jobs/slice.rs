//! The axes of a slice through weight space, and where trajectories are on it.

use super::plan::{Plan, Risk, risk_at, widened};
use super::{Inputs, Kept, Need, Report, Task, TaskError, TrainJob, Work};
use crate::data::Dataset;
use crate::landscape::{
    Axes, Components, Plane, Principal, filter_normalize, orthonormalize, random,
};
use crate::settings::{Experiment, Regime};
use crate::sharpness::Lanczos;
use crate::training::architecture;
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// Find the axes of a slice and where the trajectories are on it. Leaves the vectors centre, d₁, d₂.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SliceJob {
    /// SB's and LB's training.
    pub of: [TrainJob; 2],
    /// What spans the slice.
    pub axes: Axes,
    /// At whose minimum the slice is, where [`Axes::at_a_minimum`]; SB where it is at none.
    pub at: Regime,
    /// Which of the random slices; 0 where nothing is random.
    pub draw: u32,
}

/// Where a trajectory is on a slice after an epoch.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waypoint {
    /// The epoch.
    pub epoch: u32,
    /// Its orthogonal projection's first coordinate.
    #[serde(with = "crate::number")]
    pub a: f64,
    /// Its second.
    #[serde(with = "crate::number")]
    pub b: f64,
    /// Its distance from the slice, ‖x − projection‖₂.
    #[serde(with = "crate::number")]
    pub off: f64,
}

/// A slice through weight space.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slice {
    /// What spans it.
    pub axes: Axes,
    /// At whose minimum it is, where it is at one.
    pub at: Regime,
    /// Which of the random slices.
    pub draw: u32,
    /// Which trial.
    pub trial: u32,
    /// The axes' inner products d₁·d₁, d₁·d₂ and d₂·d₂.
    pub gram: [f64; 3],
    /// SB's trajectory.
    pub small: Vec<Waypoint>,
    /// LB's trajectory.
    pub large: Vec<Waypoint>,
    /// With principal components, the share of the trajectories' variance each explains; with
    /// eigenvectors, their eigenvalues; else empty.
    #[serde(with = "crate::number::list")]
    pub values: Vec<f64>,
}

impl Slice {
    /// The trajectory of a regime.
    pub fn trail(&self, regime: Regime) -> &[Waypoint] {
        match regime {
            Regime::Small => &self.small,
            Regime::Large => &self.large,
        }
    }

    /// The squared length of a d₁ + b d₂ in weight space.
    pub fn squared(&self, a: f64, b: f64) -> f64 {
        let [aa, ab, bb] = self.gram;
        a * a * aa + 2.0 * a * b * ab + b * b * bb
    }

    /// How far a place of the slice is from a waypoint's own point, off the slice as well.
    pub fn distance(&self, [a, b]: [f64; 2], waypoint: &Waypoint) -> f64 {
        let within = self.squared(a - waypoint.a, b - waypoint.b);
        libm::sqrt(within.max(0.0) + waypoint.off * waypoint.off)
    }
}

impl Work for SliceJob {
    fn experiment(&self) -> Option<&Experiment> {
        Some(&self.of[0].experiment)
    }

    fn needs(&self) -> Vec<Need> {
        self.of.iter().map(Need::trajectory).collect()
    }

    fn cost(&self) -> f64 {
        match self.axes {
            Axes::Eigenvectors => 100.0,
            Axes::Components => 5.0,
            _ => 1.0,
        }
    }

    fn start(&self, inputs: Inputs) -> Result<Box<dyn Task>, TaskError> {
        let data = inputs.data()?;
        let dimension = architecture(&self.of[0].experiment, &data).dimension();
        let trajectories: [Kept; 2] = inputs.lists(dimension)?;
        if trajectories
            .iter()
            .any(|kept| kept.labels.first() != Some(&0))
        {
            return Err(TaskError::field(
                "epochs",
                "allowed are ascending ones that begin with 0",
            ));
        }
        Ok(Box::new(SliceTask::new(self, trajectories, data)))
    }
}

/// What is still to be found.
enum Search {
    Components(Components),
    Eigenvectors(Box<Lanczos>, Box<Risk>),
    Nothing,
}

/// The axes of a slice and the trajectories on it.
struct SliceTask {
    slice: Slice,
    epochs: [Vec<u32>; 2],
    vectors: Rc<[Vec<f32>]>,
    search: Search,
    plane: Option<Plane>,
}

impl SliceTask {
    /// `trajectories` are SB's and LB's, each with at least one vector.
    fn new(job: &SliceJob, trajectories: [Kept; 2], data: Rc<Dataset>) -> Self {
        let experiment = &job.of[0].experiment;
        let SliceJob { axes, at, draw, .. } = *job;
        let trial = job.of[0].trial;
        let [small, large] = trajectories;
        let epochs = [small.labels, large.labels];
        let vectors: Vec<Vec<f32>> = small.vectors.into_iter().chain(large.vectors).collect();
        let slice = Slice {
            axes,
            at,
            draw,
            trial,
            gram: [0.0; 3],
            small: Vec::new(),
            large: Vec::new(),
            values: Vec::new(),
        };
        let mut task = Self {
            slice,
            epochs,
            vectors: vectors.into(),
            search: Search::Nothing,
            plane: None,
        };
        let minimum = task.minimum(at).to_vec();
        match axes {
            Axes::Points => task.plane = Some(task.through_points()),
            Axes::Ends => task.plane = Some(task.through_ends()),
            Axes::Filter | Axes::Random => {
                let mut directions = random(minimum.len(), experiment.seed, trial, draw);
                if axes == Axes::Random {
                    orthonormalize(&mut directions);
                } else {
                    let shape = architecture(experiment, &data);
                    for direction in &mut directions {
                        filter_normalize(direction, &minimum, &shape);
                    }
                }
                task.plane = Some(plane(minimum, &directions));
            }
            Axes::Components => {
                let points = Rc::clone(&task.vectors);
                task.search = Search::Components(Components::new(points));
            }
            Axes::Eigenvectors => {
                let plan = Plan::of(&job.of[0], 0);
                let search = Box::new(plan.spectrum(widened(&minimum), 2));
                let risk = Box::new(risk_at(experiment, &minimum, data));
                task.search = Search::Eigenvectors(search, risk);
            }
        }
        task
    }

    /// The last vector of a trajectory.
    fn minimum(&self, regime: Regime) -> &[f32] {
        let last = match regime {
            Regime::Small => self.epochs[0].len(),
            Regime::Large => self.vectors.len(),
        };
        &self.vectors[last - 1]
    }

    /// The plane through x_S, x_L and x₀.
    fn through_points(&self) -> Plane {
        let centre = self.minimum(Regime::Small);
        let from_centre = |x: &[f32]| -> Vec<f64> {
            let pairs = x.iter().zip(centre);
            pairs.map(|(&x, &c)| f64::from(x) - f64::from(c)).collect()
        };
        let mut axes = [
            from_centre(self.minimum(Regime::Large)),
            from_centre(&self.vectors[0]),
        ];
        orthonormalize(&mut axes);
        plane(centre.to_vec(), &axes)
    }

    /// Centre 0 and the minima themselves.
    fn through_ends(&self) -> Plane {
        let [large, small] = [Regime::Large, Regime::Small].map(|r| self.minimum(r).to_vec());
        Plane {
            centre: vec![0.0; small.len()],
            axes: [large, small],
        }
    }

    fn take_components(&mut self) {
        let Search::Components(components) = std::mem::replace(&mut self.search, Search::Nothing)
        else {
            return;
        };
        let Principal {
            mean,
            axes,
            explained,
        } = components.finish();
        let mean = mean.iter().map(|&x| x as f32).collect();
        self.plane = Some(plane(mean, &axes));
        self.slice.values = explained.to_vec();
    }

    fn take_eigenvectors(&mut self) {
        let Search::Eigenvectors(search, _) = std::mem::replace(&mut self.search, Search::Nothing)
        else {
            return;
        };
        let centre = self.minimum(self.slice.at).to_vec();
        let mut axes = [0, 1].map(|i| {
            let vector = search.eigenvector(i).map(<[f64]>::to_vec);
            vector.unwrap_or_else(|| vec![0.0; centre.len()])
        });
        orthonormalize(&mut axes);
        let found = search.outcome().map_or(&[][..], |found| &found.eigenvalues);
        self.slice.values = found.iter().map(|found| found.value).collect();
        self.plane = Some(plane(centre, &axes));
    }
}

impl Task for SliceTask {
    fn advance(&mut self) -> bool {
        match &mut self.search {
            Search::Nothing => {}
            Search::Components(components) => {
                if components.advance() {
                    self.take_components();
                }
            }
            Search::Eigenvectors(search, risk) => {
                if search.advance(risk.as_mut()) {
                    self.take_eigenvectors();
                }
            }
        }
        let Some(plane) = &self.plane else {
            return false;
        };
        self.slice.gram = plane.gram();
        let waypoint = |(vector, &epoch): (&Vec<f32>, &u32)| {
            let ([a, b], off) = plane.project(vector);
            Waypoint { epoch, a, b, off }
        };
        let mut all = self
            .vectors
            .iter()
            .zip(self.epochs.iter().flatten())
            .map(waypoint);
        self.slice.small = all.by_ref().take(self.epochs[0].len()).collect();
        self.slice.large = all.collect();
        true
    }

    fn progress(&self) -> f64 {
        match &self.search {
            _ if self.plane.is_some() => 1.0,
            Search::Components(components) => components.progress(),
            Search::Eigenvectors(search, _) => search.progress(),
            Search::Nothing => 0.0,
        }
    }

    fn report(&self) -> Option<Report> {
        (!self.slice.small.is_empty()).then(|| Report::Slice(self.slice.clone()))
    }

    /// Centre, d₁, d₂.
    fn kept(&self) -> Kept {
        let Some(Plane { centre, axes }) = &self.plane else {
            return Kept::default();
        };
        let [first, second] = axes;
        Kept {
            labels: vec![0, 1, 2],
            vectors: vec![centre.clone(), first.clone(), second.clone()],
        }
    }
}

fn plane(centre: Vec<f32>, axes: &[Vec<f64>; 2]) -> Plane {
    let [first, second] = axes;
    let narrow = |axis: &[f64]| axis.iter().map(|&x| x as f32).collect();
    Plane {
        centre,
        axes: [narrow(first), narrow(second)],
    }
}
