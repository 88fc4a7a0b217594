//! The gradient noise scale along SB's and LB's training at the experiment's rate (McCandlish et al. 2018):
//! in batches far below it noise rules the step, far above it more samples hardly change it.

use super::cells;
use super::known::Grid;
use crate::figures::spaced::spaced;
use crate::format::{grouped, list, significant};
use crate::jobs::{GradientNoise, NoiseScaleJob, TrainJob, Training};
use crate::plot::measures::{ChartPanel, Guide, Line, LineKind, Scale};
use crate::plot::spread::{Spread, spread_over_trials};
use crate::results::Results;
use crate::settings::{Experiment, REGIMES, Regime};

/// It is measured after so many epochs of a training, at most.
pub(super) const EPOCHS: usize = 8;

/// The epochs after which it is measured, ascending: of those after which x is kept, the nearest to evenly
/// spread ones by the logarithm, from 1 to the last.
fn epochs(kept: &[u32], last: u32) -> Vec<u32> {
    let kept = kept.iter().copied().filter(|&epoch| epoch < last);
    let kept: Vec<u32> = kept.chain([last]).filter(|&epoch| epoch > 0).collect();
    spaced(&kept, 1.0, EPOCHS)
}

/// What is measured of one training that ended in a minimum.
pub(super) fn jobs(of: &TrainJob, training: &Training) -> Vec<NoiseScaleJob> {
    let last = training.last_epoch().filter(|_| training.has_minimum());
    let epochs = last.map_or(Vec::new(), |last| epochs(&of.snapshots, last));
    let job = |epoch| NoiseScaleJob {
        of: of.clone(),
        epoch,
    };
    epochs.into_iter().map(job).collect()
}

/// Whether a training is one of those that are followed: SB's or LB's at the experiment's rate, which are a
/// run's own.
pub(super) fn follows(experiment: &Experiment, of: &TrainJob) -> bool {
    *of == TrainJob::plain(experiment, of.regime, of.trial)
}

/// All that is known of it.
pub(super) fn known(experiment: &Experiment, results: &Results) -> Vec<GradientNoise> {
    let trials = 0..cells::trials(experiment);
    let followed = trials.flat_map(|trial| TrainJob::pair(experiment, trial));
    let jobs = followed.filter_map(|of| Some(jobs(&of, results.training(&of)?)));
    let known = jobs.flatten().filter_map(|job| results.noise_scale(&job));
    known.copied().collect()
}

/// Mean and spread over the trials, by epoch.
fn along(grid: &Grid, regime: Regime) -> Vec<Spread> {
    let own = grid.noise.iter().filter(|noise| noise.regime == regime);
    spread_over_trials(own.map(|n| (f64::from(n.epoch), n.scale)).collect())
}

/// The panel beside the maps.
pub(super) fn panel(grid: &Grid) -> ChartPanel {
    let line = |regime: Regime| Line {
        regime,
        name: regime.name(),
        kind: LineKind::First,
        points: along(grid, regime),
    };
    let lines = REGIMES.map(line).to_vec();
    let epochs = || lines.iter().flat_map(|line| &line.points).map(|p| p.x);
    let last = epochs().fold(0.0, f64::max);
    let guide = |regime: Regime| Guide::Across {
        points: [1.0, last]
            .map(|epoch| (epoch, grid.experiment.batch(regime) as f64))
            .to_vec(),
        label: match regime {
            Regime::Small => "batch of SB",
            Regime::Large => "batch of LB",
        },
        regime: Some(regime),
    };
    ChartPanel {
        // Its abscissa is not the batches, which pointers read.
        name: "",
        title: "Noise scale".into(),
        units: vec!["samples, log scale", "samples"],
        abscissa: Scale::Log,
        along: "epochs, log scale",
        ordinate: Scale::Log,
        floor: None,
        guides: if last > 0.0 {
            REGIMES.map(guide).to_vec()
        } else {
            Vec::new()
        },
        lines,
        rugs: Vec::new(),
        note: "no data yet".into(),
    }
}

/// All of it in words; empty without any.
pub(super) fn alternative(grid: &Grid) -> String {
    let of = |regime: Regime| {
        let point = |at: &Spread| format!("{} after epoch {}", significant(at.mean, 2), at.x);
        let points: Vec<String> = along(grid, regime).iter().map(point).collect();
        let words = format!(
            " The noise scale along {}: {}.",
            regime.name(),
            list(&points)
        );
        (!points.is_empty()).then_some(words)
    };
    REGIMES.into_iter().filter_map(of).collect()
}

/// What the scale says of the two batch sizes.
pub(super) fn remark(grid: &Grid) -> Option<String> {
    let ends = |regime: Regime| {
        let along = along(grid, regime);
        let (first, last) = (along.first()?, along.last()?);
        let [from, to] = [first, last].map(|at| significant(at.mean, 2));
        let batch = grid.experiment.batch(regime);
        let below = along.iter().filter(|at| at.mean < batch as f64).count();
        Some(format!(
            "{}’s goes from {from} to {to} and is below its batch of {} at {below} of {} epochs",
            regime.name(),
            grouped(batch),
            along.len()
        ))
    };
    let ends: Vec<String> = REGIMES.into_iter().filter_map(ends).collect();
    (!ends.is_empty()).then(|| {
        format!(
            "A batch far above the noise scale wastes samples: its gradient has hardly any noise left to average out. The scale tends to grow while the loss falls (McCandlish et al. 2018); here {}, with batch norm’s statistics frozen where there is any. It is derived for plain gradient steps, and ADAM’s differ.",
            list(&ends)
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn epochs_are_spread_by_the_logarithm_over_those_kept() {
        let all: Vec<u32> = (0..=128).collect();
        assert_eq!(epochs(&all, 128), [1, 2, 4, 8, 16, 32, 64, 128]);
        // 40^(k/7): 1, 1.7, 2.9, 4.9, 8.2, 13.9, 23.6, 40.
        assert_eq!(epochs(&all, 40), [1, 2, 3, 5, 8, 14, 24, 40]);
        assert_eq!(epochs(&[0, 10, 20, 30, 40], 40), [10, 20, 40]);
        assert_eq!(epochs(&[0, 10, 20], 7), [7]);
        assert_eq!(epochs(&[0, 1], 1), [1]);
    }
}
