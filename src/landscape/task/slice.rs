//! See [`Survey::Slice`](crate::landscape::Survey::Slice).

use crate::data::Dataset;
use crate::experiment::plan::{Plan, Risk, risk_at, widened};
use crate::experiment::{Experiment, Regime};
use crate::landscape::components::{Components, Principal};
use crate::landscape::direction::{filter_normalize, orthonormalize, random};
use crate::landscape::{Axes, Footprint, Plane, Slice};
use crate::sharpness::Lanczos;
use crate::training::architecture;
use std::rc::Rc;

/// What is still to be found.
enum Search {
    Components(Components),
    Eigenvectors(Box<Lanczos>, Box<Risk>),
    Nothing,
}

/// The axes of a slice and the trajectories on it.
pub struct SliceTask {
    slice: Slice,
    epochs: [Vec<u32>; 2],
    vectors: Rc<[Vec<f32>]>,
    search: Search,
    plane: Option<Plane>,
}

impl SliceTask {
    /// `slice` says which, and is filled in; `vectors` are one for each of the epochs, which are not
    /// empty.
    pub(super) fn new(
        experiment: &Experiment,
        slice: Slice,
        epochs: [Vec<u32>; 2],
        vectors: Vec<Vec<f32>>,
        data: Rc<Dataset>,
    ) -> Self {
        let Slice {
            axes,
            at,
            draw,
            trial,
            ..
        } = slice;
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
                let plan = Plan::of(experiment, trial);
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

    pub(super) fn advance(&mut self) -> bool {
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
        let footprint = |(vector, &epoch): (&Vec<f32>, &u32)| {
            let ([a, b], off) = plane.project(vector);
            Footprint { epoch, a, b, off }
        };
        let mut all = self
            .vectors
            .iter()
            .zip(self.epochs.iter().flatten())
            .map(footprint);
        self.slice.small = all.by_ref().take(self.epochs[0].len()).collect();
        self.slice.large = all.collect();
        true
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

    pub(super) fn progress(&self) -> f64 {
        match &self.search {
            _ if self.plane.is_some() => 1.0,
            Search::Components(components) => components.progress(),
            Search::Eigenvectors(search, _) => search.progress(),
            Search::Nothing => 0.0,
        }
    }

    pub(super) fn finding(&self) -> Option<Slice> {
        (!self.slice.small.is_empty()).then(|| self.slice.clone())
    }

    /// Centre, d₁, d₂.
    pub(super) fn vectors(&self) -> Vec<&[f32]> {
        self.plane.as_ref().map_or_else(Vec::new, |plane| {
            let [first, second] = &plane.axes;
            vec![plane.centre.as_slice(), first, second]
        })
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
