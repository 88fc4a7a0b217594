//! From nothing to everything: wanted, accepted, known.

use crate::answers::{answer, experiment, full, measures, training, trainings};
use sharp_minima::experiment::Regime;
use sharp_minima::experiment::report::Ending;
use sharp_minima::measures::dossier::{Dossier, Plate, alphas};
use sharp_minima::measures::{Answer, AtMinimum, AtScale, Inquiry};

#[test]
fn minima_are_wanted_until_they_are_answered() {
    let mut dossier = Dossier::new(experiment("instant", 3));
    for plate in [Plate::Measures, Plate::Spectrum] {
        assert!(!dossier.has(plate));
        assert_eq!(dossier.progress(plate), 0.0);
        let wanted = dossier.wanted(plate);
        assert_eq!(wanted.len(), 6);
        assert!(wanted.iter().all(|w| w.epoch.is_none()));
        assert!(wanted.windows(2).all(|w| w[0].urgency < w[1].urgency));
        // A pair before the next pair, and all after a run's own jobs.
        assert_eq!((wanted[1].regime, wanted[1].trial), (Regime::Large, 0));
        assert!(wanted[0].urgency >= 1_000_000);
    }
    let wanted = dossier.wanted(Plate::Spectrum);
    dossier
        .accept(answer(&wanted[2].inquiry, &[]))
        .expect("an answer");
    assert!(dossier.has(Plate::Measures) && dossier.has(Plate::Spectrum));
    assert!((dossier.progress(Plate::Spectrum) - 1.0 / 6.0).abs() < 1e-12);
    let left = dossier.wanted(Plate::Spectrum);
    assert_eq!(left.len(), 5);
    assert!(left.iter().all(|w| w.inquiry != wanted[2].inquiry));
}

#[test]
fn every_plate_comes_to_its_end() {
    let dossier = full(experiment("plain", 2), &Plate::ALL);
    for plate in Plate::ALL {
        assert!(dossier.has(plate), "{plate:?}");
        assert_eq!(dossier.progress(plate), 1.0, "{plate:?}");
        assert!(dossier.wanted(plate).is_empty(), "{plate:?}");
        assert_eq!(Plate::named(plate.name()), Some(plate));
    }
    assert_eq!(Plate::named("curves"), None);
}

#[test]
fn along_training_wants_epochs_and_levels() {
    let experiment = experiment("instant", 2);
    let mut dossier = Dossier::new(experiment.clone());
    assert!(dossier.wanted(Plate::Along).is_empty());
    assert_eq!(dossier.progress(Plate::Along), 0.0);
    let trainings = trainings(&experiment);
    dossier.trainings(&trainings);
    let wanted = dossier.wanted(Plate::Along);
    let kept = experiment.kept_epochs();
    let epochs = |regime, trial| -> Vec<u32> {
        let own = wanted
            .iter()
            .filter(|w| (w.regime, w.trial) == (regime, trial));
        let mut epochs: Vec<u32> = own
            .map(|w| match w.inquiry {
                Inquiry::Epoch { epoch, .. } => {
                    // The last epoch's vector is the minimum's.
                    assert_eq!(w.epoch, (epoch != 40).then_some(epoch));
                    epoch
                }
                _ => panic!("{:?} is not about an epoch", w.inquiry),
            })
            .collect();
        epochs.sort_unstable();
        epochs
    };
    for regime in [Regime::Small, Regime::Large] {
        let own = epochs(regime, 0);
        assert!(own.contains(&1) && own.contains(&40), "{own:?}");
        assert!((9..=14).contains(&own.len()), "{own:?}");
        assert!(own.windows(2).all(|e| e[0] < e[1]), "none twice: {own:?}");
        assert!(own.iter().all(|epoch| kept.contains(epoch)));
        // The other trial only where its loss first reaches .1 and .03.
        let first = |level: f64| {
            let training = trainings
                .iter()
                .find(|t| t.regime == regime && t.trial == 1);
            let mut points = training.expect("a training").points.iter();
            points
                .find(|p| p.evaluation.train_loss <= level)
                .map(|p| p.epoch)
        };
        let levels: Vec<u32> = [0.1, 0.03].into_iter().filter_map(first).collect();
        assert_eq!(epochs(regime, 1), levels);
    }
    dossier.look(1, 1.0);
    let other = dossier.wanted(Plate::Along);
    assert!(other.iter().filter(|w| w.trial == 1).count() > 15);
}

#[test]
fn no_minimum_is_wanted_of_a_training_that_diverged() {
    let mut dossier = Dossier::new(experiment("plain", 1));
    let mut lost = training(Regime::Large, 0, 3, 5.0);
    lost.ending = Some(Ending::Diverged {
        epoch: 3,
        loss: None,
    });
    dossier.trainings(&[training(Regime::Small, 0, 40, 0.02), lost]);
    for plate in Plate::ALL {
        let wanted = dossier.wanted(plate);
        assert!(!wanted.is_empty(), "{plate:?}");
        assert!(
            wanted.iter().all(|w| w.regime == Regime::Small),
            "{plate:?}"
        );
    }
    let remarks = dossier.panel(Plate::Measures).remarks.concat();
    assert!(
        remarks.contains("Training diverged: LB of trial 1."),
        "{remarks}"
    );
}

#[test]
fn a_training_that_goes_on_is_not_followed_yet() {
    let mut dossier = Dossier::new(experiment("plain", 1));
    let mut running = training(Regime::Small, 0, 20, 0.02);
    running.ending = None;
    dossier.trainings(&[running]);
    assert!(dossier.wanted(Plate::Along).is_empty());
    assert_eq!(dossier.wanted(Plate::Spectrum).len(), 2);
}

#[test]
fn rescaling_wants_every_scale_one_and_the_chosen_first() {
    let mut dossier = Dossier::new(experiment("plain", 2));
    dossier.look(7, 2.1);
    assert_eq!(dossier.trial(), 1, "the last trial there is");
    assert!(
        (dossier.alpha() - 10f64.powf(1.0 / 3.0)).abs() < 1e-12,
        "the nearest there is"
    );
    let wanted = dossier.wanted(Plate::Rescaling);
    assert_eq!(wanted.len(), 2 * alphas().len());
    let scale = |k: usize| match wanted[k].inquiry {
        Inquiry::Scale { alpha, trial, .. } => {
            assert_eq!(trial, 1);
            alpha
        }
        _ => panic!("no scale"),
    };
    assert_eq!((scale(0), scale(1)), (1.0, 1.0));
    assert_eq!((scale(2), scale(3)), (dossier.alpha(), dossier.alpha()));
}

#[test]
fn networks_that_cannot_be_rescaled_say_why() {
    let mut tanh = experiment("plain", 1);
    tanh.activation = sharp_minima::experiment::settings::Activation::Tanh;
    for (experiment, why) in [
        (
            experiment("instant", 1),
            "Only networks without batch normalisation are rescaled here",
        ),
        (tanh, "tanh does not pass a factor on"),
    ] {
        let dossier = Dossier::new(experiment);
        assert!(dossier.wanted(Plate::Rescaling).is_empty());
        assert!(!dossier.has(Plate::Rescaling));
        assert_eq!(dossier.progress(Plate::Rescaling), 1.0);
        let panel = dossier.panel(Plate::Rescaling);
        assert!(panel.remarks[0].starts_with(why), "{}", panel.remarks[0]);
        assert!(panel.remarks[0].contains("preset Plain net"));
        assert!(panel.alternative.contains(why));
    }
}

#[test]
fn what_was_not_asked_is_refused() {
    let mut dossier = Dossier::new(experiment("plain", 1));
    let minimum = |trial| {
        Answer::Minimum(Box::new(AtMinimum {
            regime: Regime::Small,
            trial,
            measures: measures(Regime::Small, 0),
        }))
    };
    let scale = |alpha| {
        Answer::Scale(AtScale {
            regime: Regime::Small,
            trial: 0,
            alpha,
            change: 0.0,
            phi: 1.0,
            eigenvalue: 1.0,
            relative: 1.0,
            asam: 1.0,
        })
    };
    let files = Answer::Files(Box::new(measures(Regime::Small, 0)));
    for (answer, error) in [
        (minimum(1), "answer: the experiment has no such trial"),
        (scale(1.7), "answer: its α is none that was asked for"),
        (scale(f64::NAN), "answer: its α is none that was asked for"),
        (
            files,
            "answer: it is about a network from a file, not of the experiment",
        ),
    ] {
        let refused = dossier.accept(answer).expect_err("a foreign answer");
        assert_eq!(refused.to_string(), error);
    }
    assert!(Plate::ALL.iter().all(|&plate| !dossier.has(plate)));
    assert_eq!(dossier.accept(minimum(0)), Ok(()));
    assert_eq!(dossier.accept(minimum(0)), Ok(()), "again");
}
