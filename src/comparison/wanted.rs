//! What is still to be computed.

use super::{Comparison, Network};
use crate::experiment::Job;
use crate::experiment::report::Ending;
use crate::measures::{Inquiry, LEVELS};
use serde::Serialize;

/// The training loss at which φ is compared, in nats.
pub(super) const LEVEL: f64 = LEVELS[0];

/// Everything here comes after the jobs of a run.
const AFTERWARDS: u32 = 1_000_000;
/// More pieces of work than any trial has.
const A_TRIAL: u32 = 256;
/// A trial's trainings come first, then what is measured at their ends, then at equal loss.
const A_KIND: u32 = 64;

/// Iterates of one training are kept after so many epochs, at most,
const MOST_KEPT: usize = 41;
/// and so many numbers of all trainings of the default comparison together: 64 MB.
const MOST_NUMBERS: usize = 16_000_000;
/// Rows of the default comparison. What is kept must not depend on the rows that are chosen, or the
/// same training would be another job.
const DEFAULT_ROWS: usize = 10;

/// Passes over the training set that one inquiry takes: φ from each start has ten iterations of
/// about one and a quarter evaluations,
const PASSES_A_START: f64 = 13.0;
/// and λ₁ and batch sharpness some thirty products of two passes each.
const PASSES: f64 = 60.0;

/// Something to be computed: a training or a measurement.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Wanted {
    /// The name of the row it is for.
    pub row: &'static str,
    /// Which trial.
    pub trial: u32,
    /// A training in its canonical form; it needs no vector.
    pub job: Option<Job>,
    /// Or what is asked of a vector of that row's training.
    pub inquiry: Option<Inquiry>,
    /// The epoch after which that vector was kept; `None` is the final x.
    pub epoch: Option<u32>,
    /// The least comes first.
    pub urgency: u32,
    /// How much of [`Counts::work`] it is.
    pub work: f64,
}

/// How much work there is, to estimate its time by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Counts {
    /// Trainings of the chosen rows.
    pub trainings: u32,
    /// Those that have ended.
    pub trained: u32,
    /// Inquiries, two for each training that has not ended yet.
    pub inquiries: u32,
    /// Those that are answered.
    pub answered: u32,
    /// All work, in gradients of the whole training set; that of measuring is roughly estimated.
    pub work: f64,
    /// What of it is done, that of trainings under way included.
    pub done: f64,
}

impl Comparison {
    /// What is still to be computed for the chosen rows, the most urgent first, whether or not it has
    /// been given out: trial by trial, trainings before what is measured of them. Rows may share a
    /// job, such as LB and longer training at equal gradient evaluations.
    pub fn wanted(&self) -> Vec<Wanted> {
        let mut wanted: Vec<Wanted> = Vec::new();
        for trial in 0..self.experiment.trials {
            for row in self.selected() {
                wanted.extend(self.training_wanted(row, trial));
                wanted.extend(self.inquiries_wanted(row, trial));
            }
        }
        wanted.sort_by_key(|wanted| wanted.urgency);
        wanted
    }

    fn training_wanted(&self, row: usize, trial: u32) -> Option<Wanted> {
        if self.ended(self.place(row, trial)).is_some() {
            return None;
        }
        let job = Job::Train {
            experiment: self.experiment.clone(),
            strategy: Box::new(self.strategy(row)),
            regime: self.rows[row].regime,
            trial,
            snapshots: self.kept(row),
        };
        Some(Wanted {
            row: self.rows[row].name,
            trial,
            job: Some(job.canonical()),
            inquiry: None,
            epoch: None,
            urgency: urgency(trial, 0, row),
            work: self.cost(row),
        })
    }

    fn inquiries_wanted(&self, row: usize, trial: u32) -> Vec<Wanted> {
        let network = self.place(row, trial);
        let mut wanted = Vec::new();
        for (kind, epoch) in self.asked(row, trial).into_iter().enumerate() {
            if self.answers.contains_key(&(network, epoch)) {
                continue;
            }
            let regime = self.rows[row].regime;
            let inquiry = Inquiry::Epoch {
                experiment: self.experiment.clone(),
                regime,
                trial,
                epoch,
            };
            wanted.push(Wanted {
                row: self.rows[row].name,
                trial,
                job: None,
                inquiry: Some(inquiry),
                epoch: (self.last(network) != Some(epoch)).then_some(epoch),
                urgency: urgency(trial, kind as u32 + 1, row),
                work: self.inquiry_work(),
            });
        }
        wanted
    }

    /// The epochs after which a minimum's training is measured: the last, and where it came to
    /// [`LEVEL`] if that is another.
    pub(super) fn asked(&self, row: usize, trial: u32) -> Vec<u32> {
        let network = self.place(row, trial);
        let Some(last) = self.minimum(row, trial).and_then(|_| self.last(network)) else {
            return Vec::new();
        };
        let level = self.level_epoch(row, trial);
        let level = level.filter(|&epoch| epoch != last);
        std::iter::once(last).chain(level).collect()
    }

    fn last(&self, network: Network) -> Option<u32> {
        Some(self.trainings.get(&network)?.points.last()?.epoch)
    }

    /// The first epoch that is kept and after which the training loss is at most [`LEVEL`].
    pub(super) fn level_epoch(&self, row: usize, trial: u32) -> Option<u32> {
        let training = self.minimum(row, trial)?;
        let last = training.points.last()?.epoch;
        let kept = self.kept(row);
        let here = |epoch: u32| epoch == last || (epoch > 0 && kept.contains(&epoch));
        let mut points = training.points.iter();
        points
            .find(|point| point.evaluation.train_loss <= LEVEL && here(point.epoch))
            .map(|point| point.epoch)
    }

    /// The epochs after which an iterate of a row's trainings is kept, ascending. Plain training keeps
    /// what a run keeps, so that it is the same job.
    fn kept(&self, row: usize) -> Vec<u32> {
        let (strategy, regime) = (self.strategy(row), self.rows[row].regime);
        if strategy.canonical(&self.experiment, regime).is_plain() {
            return self.experiment.kept_epochs();
        }
        let epochs = self.epochs(row) as usize;
        let networks = DEFAULT_ROWS * self.experiment.trials as usize;
        let room = MOST_NUMBERS / (self.experiment.parameters() * networks).max(1);
        let steps = room.min(MOST_KEPT).min(epochs + 1).max(2) - 1;
        (0..=steps)
            .map(|step| ((step * epochs + steps / 2) / steps) as u32)
            .collect()
    }

    /// How much of all work for the chosen rows is done, in [0, 1]; 1 where there is none.
    pub fn progress(&self) -> f64 {
        let Counts { work, done, .. } = self.counts();
        if work > 0.0 { done / work } else { 1.0 }
    }

    /// How much work there is and how much of it is done.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for trial in 0..self.experiment.trials {
            self.selected()
                .for_each(|row| self.count(row, trial, &mut counts));
        }
        counts
    }

    fn count(&self, row: usize, trial: u32, counts: &mut Counts) {
        let network = self.place(row, trial);
        let training = self.trainings.get(&network);
        let ended = self.ended(network);
        let cost = self.cost(row);
        counts.trainings += 1;
        counts.trained += u32::from(ended.is_some());
        counts.work += cost;
        counts.done += match training.map(|t| (t.ending, t.points.last())) {
            Some((Some(_), _)) => cost,
            Some((None, Some(last))) => {
                cost * f64::from(last.epoch) / f64::from(self.epochs(row).max(1))
            }
            _ => 0.0,
        };
        let asked = self.asked(row, trial);
        let diverged = ended.is_some_and(|t| matches!(t.ending, Some(Ending::Diverged { .. })));
        let inquiries = match (ended.is_some(), diverged) {
            (false, _) => 2,
            (true, false) => asked.len(),
            (true, true) => 0,
        };
        let known = |epoch: &&u32| self.answers.contains_key(&(network, **epoch));
        let answered = asked.iter().filter(known).count();
        let each = self.inquiry_work();
        counts.inquiries += inquiries as u32;
        counts.answered += answered as u32;
        counts.work += each * inquiries as f64;
        counts.done += each * answered as f64;
    }

    /// What one inquiry takes, in gradients of the whole training set.
    fn inquiry_work(&self) -> f64 {
        PASSES + PASSES_A_START * f64::from(self.experiment.starts + 1)
    }
}

fn urgency(trial: u32, kind: u32, row: usize) -> u32 {
    let place = kind * A_KIND + (row as u32).min(A_KIND - 1);
    AFTERWARDS.saturating_add(trial.saturating_mul(A_TRIAL).saturating_add(place))
}
