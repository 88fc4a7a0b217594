//! What the page shows of the landscape, the measures and the remedies before any click.

use super::common::shown_landscape::shown_landscape;
use super::common::shown_measures::shown_measures;
use super::common::shown_remedies::shown_remedies;
use super::{finish, samples, start};
use sharp_minima::comparison::{Comparison, Wanted};
use sharp_minima::data::Dataset;
use sharp_minima::experiment::report::Report;
use sharp_minima::experiment::{Experiment, Job, Regime};
use sharp_minima::landscape::atlas::{Atlas, Plate};
use sharp_minima::landscape::{Finding, Survey, SurveyTask};
use sharp_minima::measures::{Answer, Inquiry, InquiryTask};
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;

/// The row that is compared anew.
const ROW: &str = "sam";

/// Both trajectories of trial 0, and the epochs of each.
fn trajectories(experiment: &Experiment, data: &Rc<Dataset>) -> (Vec<Vec<f32>>, [Vec<u32>; 2]) {
    let mut all = Vec::new();
    let epochs = experiment.kept_epochs();
    for regime in [Regime::Small, Regime::Large] {
        let job = Job::Train {
            experiment: experiment.clone(),
            strategy: Box::default(),
            regime,
            trial: 0,
            snapshots: epochs.clone(),
        };
        let (_, vectors) = finish(start(job, Vec::new(), data));
        all.extend_from_slice(&vectors[1..]);
    }
    (all, [epochs.clone(), epochs])
}

fn survey(survey: Survey, vectors: Vec<Vec<f32>>, data: &Rc<Dataset>) -> (Finding, Vec<Vec<f32>>) {
    let mut task = SurveyTask::start(survey, vectors, Rc::clone(data)).expect("fitting vectors");
    while !task.advance() {}
    let vectors = task.vectors().into_iter().map(<[f32]>::to_vec).collect();
    (task.finding().expect("a finished survey"), vectors)
}

/// The landscape's first view as well: its slice to the bit, and of its points the first ones, which
/// the file has to six digits.
#[wasm_bindgen_test]
fn the_shown_landscape_is_computed_anew() {
    let shown = shown_landscape();
    let data = samples(&shown.experiment);
    let (vectors, epochs) = trajectories(&shown.experiment, &data);
    for (plate, kept) in [
        (Plate::Landscape, shown.kept.landscape),
        (Plate::Lines, shown.kept.lines),
    ] {
        let mut atlas = Atlas::new(shown.experiment.clone());
        for one in &kept {
            let asked = atlas.slice_survey(one.sheet, epochs.clone());
            let (slice, axes) = survey(asked, vectors.clone(), &data);
            assert_eq!(slice, Finding::Slice(one.slice.clone()));
            let evaluated = atlas.evaluated(plate);
            atlas
                .accept(one.sheet, evaluated, slice)
                .expect("its own slice");
            let orders = atlas.orders(plate);
            let (places, evaluated) = orders[0].points.clone().expect("the slice is known");
            let asked = atlas.points_survey(places.clone(), evaluated);
            let (Finding::Points(points), _) = survey(asked, axes, &data) else {
                panic!("not points")
            };
            let pairs = points.train_loss.iter().zip(&one.points.train_loss);
            for (computed, shown) in pairs {
                assert!(
                    (computed - shown).abs() <= 1e-5 * shown,
                    "{computed} {shown}"
                );
            }
            assert_eq!(places.len(), points.train_loss.len());
        }
    }
}

fn ask(inquiry: Inquiry, x: Vec<f32>, data: &Rc<Dataset>) -> Answer {
    let mut task = InquiryTask::start(inquiry, vec![x], Rc::clone(data)).expect("a fitting vector");
    while !task.advance() {}
    task.answer().expect("an answer")
}

/// And of the measures those along one training at its first epoch, which the file has to six digits.
#[wasm_bindgen_test]
fn the_shown_measures_are_computed_anew() {
    let shown = shown_measures();
    let data = samples(&shown.experiment);
    let of_first = |answer: &Answer| match answer {
        Answer::Epoch(at) if at.regime == Regime::Large && at.trial == 0 => Some(*at),
        _ => None,
    };
    let expected = shown
        .answers
        .iter()
        .find_map(of_first)
        .expect("LB of trial 0");
    let epochs = shown.experiment.kept_epochs();
    let kept = epochs.iter().position(|&epoch| epoch == expected.epoch);
    let job = Job::Train {
        experiment: shown.experiment.clone(),
        regime: Regime::Large,
        trial: 0,
        strategy: Default::default(),
        snapshots: epochs,
    };
    let (_, mut vectors) = finish(start(job, Vec::new(), &data));
    let x = vectors.swap_remove(1 + kept.expect("an epoch that is kept"));
    let inquiry = Inquiry::Epoch {
        experiment: shown.experiment.clone(),
        regime: Regime::Large,
        trial: 0,
        epoch: expected.epoch,
    };
    let Answer::Epoch(at) = ask(inquiry, x, &data) else {
        panic!("not an epoch")
    };
    let close = |a: f64, b: f64| (a - b).abs() <= 1e-5 * b.abs();
    assert!(close(at.phi, expected.phi), "{at:?} {expected:?}");
    assert!(close(at.loss, expected.loss), "{at:?} {expected:?}");
    assert!(
        close(at.eigenvalue, expected.eigenvalue),
        "{at:?} {expected:?}"
    );
    assert!(
        close(at.batch.value, expected.batch.value),
        "{at:?} {expected:?}"
    );
}

/// And of the remedies one trial of one row, its training and what is measured of it, to the bit.
#[wasm_bindgen_test]
fn the_shown_remedies_are_computed_anew_to_the_bit() {
    let shown = shown_remedies();
    let data = samples(&shown.experiment);
    let mut comparison = Comparison::new(shown.experiment.clone());
    comparison.choose(&[ROW]);
    let first = |comparison: &Comparison| comparison.wanted().into_iter().find(|w| w.trial == 0);
    let (mut vectors, mut epochs) = (Vec::new(), Vec::new());
    while let Some(Wanted {
        job,
        inquiry,
        epoch,
        ..
    }) = first(&comparison)
    {
        if let Some(Job::Train { snapshots, .. }) = &job {
            epochs.clone_from(snapshots);
        }
        if let Some(job) = job {
            let (Report::Training(training), left) = finish(start(job, Vec::new(), &data)) else {
                panic!("not a training")
            };
            vectors = left;
            comparison
                .accept_training(ROW, 0, training)
                .expect("its own");
        } else if let Some(inquiry) = inquiry {
            let kept = epoch.map_or(0, |epoch| {
                1 + epochs.iter().position(|&kept| kept == epoch).expect("kept")
            });
            let Answer::Epoch(at) = ask(inquiry, vectors[kept].clone(), &data) else {
                panic!("not an epoch")
            };
            comparison
                .accept_answer(ROW, 0, epoch, at)
                .expect("its own");
        }
    }
    let expected = shown.of_first(ROW);
    let found = comparison.keep();
    assert_eq!(found, expected);
    assert!(!found.trainings.is_empty() && found.answers.len() == 2);
    // Bits, for `==` holds −0 for 0: written numbers are read back exactly.
    let written = |kept| serde_json::to_string(kept).expect("plain data");
    assert_eq!(written(&found), written(&expected));
}
