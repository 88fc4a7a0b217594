//! Running a [`Survey`] unit by unit.

mod points;
mod probe;
mod slice;

use super::plane::Plane;
use super::survey::{Finding, Slice, Survey};
use crate::data::Dataset;
use crate::experiment::task::{TaskError, check, check_each};
use crate::training::architecture;
use points::PointsTask;
use probe::ProbeTask;
use slice::SliceTask;
use std::rc::Rc;

/// More places in one survey are refused: a worker reports them all at once.
const MOST_PLACES: usize = 20_000;

/// A survey under way.
pub enum SurveyTask {
    /// Finding the axes of a slice.
    Slice(Box<SliceTask>),
    /// Evaluating points of a slice.
    Points(Box<PointsTask>),
    /// Measuring the sharpness at one place.
    Probe(Box<ProbeTask>),
}

impl SurveyTask {
    /// Starts `survey` on its data; `vectors` are those that the survey's documentation names.
    ///
    /// # Errors
    /// If the vectors are not those, or epochs or places are not what they have to be.
    pub fn start(
        survey: Survey,
        vectors: Vec<Vec<f32>>,
        data: Rc<Dataset>,
    ) -> Result<Self, TaskError> {
        let n = architecture(survey.experiment(), &data).dimension();
        match survey {
            Survey::Slice {
                experiment,
                trial,
                axes,
                at,
                draw,
                epochs,
            } => {
                check_each(&vectors, n)?;
                check_epochs(&epochs, vectors.len())?;
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
                let task = SliceTask::new(&experiment, slice, epochs, vectors, data);
                Ok(Self::Slice(Box::new(task)))
            }
            Survey::Points {
                experiment,
                places,
                evaluated,
            } => {
                let plane = plane(vectors, n)?;
                check_places(&places)?;
                let task = PointsTask::new(&experiment, plane, places, evaluated, data);
                Ok(Self::Points(Box::new(task)))
            }
            Survey::Probe {
                experiment,
                trial,
                place,
            } => {
                let plane = plane(vectors, n)?;
                check_places(&[place])?;
                let task = ProbeTask::new(&experiment, trial, &plane, place, data);
                Ok(Self::Probe(Box::new(task)))
            }
        }
    }

    /// Does one unit of work; returns whether the survey is finished.
    pub fn advance(&mut self) -> bool {
        match self {
            Self::Slice(task) => task.advance(),
            Self::Points(task) => task.advance(),
            Self::Probe(task) => task.advance(),
        }
    }

    /// The share of the work that is done, in [0, 1].
    pub fn progress(&self) -> f64 {
        match self {
            Self::Slice(task) => task.progress(),
            Self::Points(task) => task.progress(),
            Self::Probe(task) => task.progress(),
        }
    }

    /// What was found, once the survey is finished.
    pub fn finding(&self) -> Option<Finding> {
        match self {
            Self::Slice(task) => task.finding().map(Finding::Slice),
            Self::Points(task) => task.finding().map(Finding::Points),
            Self::Probe(task) => task.finding().map(Finding::Probe),
        }
    }

    /// The vectors a finished slice leaves: centre, d₁, d₂.
    pub fn vectors(&self) -> Vec<&[f32]> {
        match self {
            Self::Slice(task) => task.vectors(),
            _ => Vec::new(),
        }
    }
}

fn plane(vectors: Vec<Vec<f32>>, n: usize) -> Result<Plane, TaskError> {
    let [centre, first, second] = check(vectors, n)?;
    Ok(Plane {
        centre,
        axes: [first, second],
    })
}

fn wrong(field: &'static str, problem: impl Into<String>) -> TaskError {
    TaskError::Field {
        field,
        problem: problem.into(),
    }
}

fn check_places(places: &[[f64; 2]]) -> Result<(), TaskError> {
    if places.len() > MOST_PLACES {
        let given = places.len();
        let problem = format!("{given} were given; allowed are up to {MOST_PLACES}");
        return Err(wrong("places", problem));
    }
    let finite = |place: &[f64; 2]| place.iter().all(|x| x.is_finite());
    match places.iter().position(|place| !finite(place)) {
        Some(index) => Err(wrong(
            "places",
            format!("place {index} is not finite; allowed are finite numbers"),
        )),
        None => Ok(()),
    }
}

fn check_epochs(epochs: &[Vec<u32>; 2], vectors: usize) -> Result<(), TaskError> {
    for list in epochs {
        let ascending = list.windows(2).all(|two| two[0] < two[1]);
        if !ascending || list.first() != Some(&0) {
            return Err(wrong(
                "epochs",
                "allowed are ascending ones that begin with 0",
            ));
        }
    }
    let needed = epochs[0].len() + epochs[1].len();
    if needed != vectors {
        return Err(TaskError::Count {
            given: vectors,
            needed,
        });
    }
    Ok(())
}
