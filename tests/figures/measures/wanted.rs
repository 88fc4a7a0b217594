//! What the figures of the measures are made of.

use super::answers::{answer, experiment, full, training, trainings, with_trainings};
use crate::known::{Known, figure};
use sharp_minima::figures::measures::{Measured, alphas};
use sharp_minima::jobs::{EpochJob, Job, Part};
use sharp_minima::network::Activation;
use sharp_minima::settings::{Experiment, Regime};
use sharp_minima::training::Ending;

const ALL: [&str; 4] = ["measures", "spectrum", "along", "rescaling"];

/// The jobs of a kind that a figure lacks.
fn of_kind(known: &Known, name: &str, kind: &str) -> Vec<Job> {
    let missing = known.missing(name).into_iter();
    missing.filter(|job| job.kind() == kind).collect()
}

/// Which network a job is about.
fn network(job: &Job) -> (Regime, u32) {
    let of = match job {
        Job::Train(of) => of,
        Job::Minimum(job) => &job.of,
        Job::Sharpness(job) => &job.of,
        Job::Epoch(job) => &job.of,
        Job::Scale(job) => &job.of,
        other => panic!("no figure of the measures wants {other:?}"),
    };
    (of.regime, of.trial)
}

#[test]
fn minima_are_wanted_until_they_are_known() {
    let experiment = experiment("instant", 3);
    let trainings = trainings(&experiment);
    let mut known = with_trainings(experiment, &trainings);
    for name in ["measures", "spectrum"] {
        assert!(!known.has(name));
        let wanted = of_kind(&known, name, "minimum");
        assert_eq!(wanted.len(), 6 * Part::AT_MINIMUM.len());
        assert_eq!(of_kind(&known, name, "sharpness").len(), 6 * 2);
        // All after a run's own jobs.
        let urgencies = figure(name).wanted(&known.context()).into_iter();
        let urgencies: Vec<u32> = urgencies.map(|wanted| wanted.urgency).collect();
        assert!(urgencies.windows(2).all(|two| two[0] < two[1]));
        assert!(urgencies[0] >= 1_000_000);
    }
    // A network has measures once all of its parts are known.
    let of_sb = |known: &Known| {
        let mut jobs = known.missing("spectrum");
        jobs.retain(|job| network(job) == (Regime::Small, 1));
        jobs
    };
    let own = of_sb(&known);
    assert_eq!(own.len(), 6);
    for job in own {
        assert!(!known.has("measures") && !known.has("spectrum"));
        known.put(job.clone(), answer(&job, &[]));
        assert!(!known.missing("spectrum").contains(&job));
    }
    assert!(known.has("measures") && known.has("spectrum"));
    assert!(of_sb(&known).is_empty());
}

/// The longest jobs are begun a trial ahead, else a pair comes before the next pair.
#[test]
fn spectra_are_begun_before_the_rest_of_the_trial_before() {
    let experiment = experiment("instant", 3);
    let trainings = trainings(&experiment);
    let known = with_trainings(experiment, &trainings);
    let is_spectrum = |job: &Job| matches!(job, Job::Minimum(job) if job.part == Part::Spectrum);
    let (spectra, rest): (Vec<Job>, Vec<Job>) =
        known.missing("spectrum").into_iter().partition(is_spectrum);
    let trials = |jobs: &[Job]| -> Vec<u32> { jobs.iter().map(|job| network(job).1).collect() };
    assert_eq!(trials(&spectra), [0, 0, 1, 1, 2, 2]);
    assert_eq!(trials(&rest), [[0; 10], [1; 10], [2; 10]].concat());
    let all = known.missing("spectrum");
    let place = |job: &Job| all.iter().position(|other| other == job);
    assert_eq!(place(&rest[0]), Some(4));
    assert_eq!(place(&rest[10]), Some(16));
    assert!(
        spectra
            .iter()
            .all(|spectrum| spectrum.cost() > 2.0 * rest[0].cost())
    );
    assert!(
        rest[..6]
            .windows(2)
            .all(|two| two[0].cost() >= two[1].cost())
    );
}

#[test]
fn trainings_come_first() {
    let known = Known::new(experiment("plain", 2));
    for (name, networks) in [
        ("measures", 4),
        ("spectrum", 4),
        ("along", 4),
        ("rescaling", 2),
    ] {
        let wanted = known.wanted(name);
        let trainings = wanted.iter().take_while(|job| job.kind() == "train");
        assert_eq!(trainings.count(), networks, "{name}");
        let others = wanted.iter().skip(networks);
        assert!(others.clone().all(|job| job.kind() != "train"), "{name}");
    }
    // Which epochs are measured is known when a training has ended.
    assert!(of_kind(&known, "along", "epoch").is_empty());
    let context = known.context();
    assert!(figure("along").expected(&context) > 0.0);
    assert!(figure("measures").expected(&context) > 0.0);
}

#[test]
fn every_figure_comes_to_its_end() {
    let known = full(experiment("plain", 2), &ALL);
    for name in ALL {
        assert!(known.has(name), "{name}");
        assert!(known.missing(name).is_empty(), "{name}");
        assert_eq!(figure(name).expected(&known.context()), 0.0, "{name}");
    }
}

/// The epochs of a network that are wanted, ascending.
fn epochs(wanted: &[Job], of: (Regime, u32)) -> Vec<u32> {
    let own = wanted.iter().filter(|job| network(job) == of);
    let epoch = |job: &Job| match job {
        Job::Epoch(EpochJob { epoch, .. }) => *epoch,
        other => panic!("{other:?} is not about an epoch"),
    };
    let mut epochs: Vec<u32> = own.map(epoch).collect();
    epochs.sort_unstable();
    epochs
}

#[test]
fn along_training_wants_epochs_and_levels() {
    let experiment = experiment("instant", 2);
    let trainings = trainings(&experiment);
    let mut known = with_trainings(experiment.clone(), &trainings);
    let wanted = of_kind(&known, "along", "epoch");
    let kept = experiment.kept_epochs();
    for regime in [Regime::Small, Regime::Large] {
        let own = epochs(&wanted, (regime, 0));
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
        assert_eq!(epochs(&wanted, (regime, 1)), levels);
    }
    known.view.trial = 2;
    let other = of_kind(&known, "along", "epoch");
    assert!(other.iter().filter(|job| network(job).1 == 1).count() > 15);
}

#[test]
fn no_minimum_is_wanted_of_a_training_that_diverged() {
    let mut lost = training(Regime::Large, 0, 3, 5.0);
    lost.ending = Some(Ending::Diverged {
        epoch: 3,
        loss: None,
    });
    let small = training(Regime::Small, 0, 40, 0.02);
    let known = with_trainings(experiment("plain", 1), &[small, lost]);
    for name in ALL {
        let wanted = known.missing(name);
        assert!(!wanted.is_empty(), "{name}");
        let small = |job: &Job| network(job).0 == Regime::Small;
        assert!(wanted.iter().all(small), "{name}");
    }
    let remarks = known.panel("measures").remarks.concat();
    assert!(
        remarks.contains("Training diverged: LB of trial 1."),
        "{remarks}"
    );
}

#[test]
fn a_training_that_goes_on_is_not_followed_yet() {
    let mut running = training(Regime::Small, 0, 20, 0.02);
    running.ending = None;
    let known = with_trainings(experiment("plain", 1), &[running]);
    assert!(of_kind(&known, "along", "epoch").is_empty());
    assert_eq!(of_kind(&known, "spectrum", "minimum").len(), 2 * 4);
    assert_eq!(of_kind(&known, "spectrum", "train").len(), 2);
}

#[test]
fn rescaling_wants_every_scale_one_and_the_chosen_first() {
    let mut known = Known::new(experiment("plain", 2));
    (known.view.trial, known.view.alpha) = (8, 2.1);
    let chosen = Measured::of_context(&known.context()).alpha();
    assert!(
        (chosen - 10f64.powf(1.0 / 3.0)).abs() < 1e-12,
        "the nearest there is"
    );
    let wanted = of_kind(&known, "rescaling", "scale");
    assert_eq!(wanted.len(), 2 * alphas().len());
    let last = |job: &Job| network(job).1 == 1;
    assert!(wanted.iter().all(last), "the last trial there is");
    let scale = |k: usize| match &wanted[k] {
        Job::Scale(job) => job.alpha,
        other => panic!("no scale: {other:?}"),
    };
    assert_eq!((scale(0), scale(1)), (1.0, 1.0));
    assert_eq!((scale(2), scale(3)), (chosen, chosen));
}

#[test]
fn networks_that_cannot_be_rescaled_say_why() {
    let tanh = Experiment {
        activation: Activation::Tanh,
        ..experiment("plain", 1)
    };
    let why = "tanh does not pass a factor on";
    let known = Known::new(tanh);
    assert!(known.wanted("rescaling").is_empty());
    assert!(!known.has("rescaling"));
    assert_eq!(figure("rescaling").expected(&known.context()), 0.0);
    let panel = known.panel("rescaling");
    assert!(panel.remarks[0].starts_with(why), "{}", panel.remarks[0]);
    assert!(panel.alternative.contains(why));
}

#[test]
fn it_is_said_what_is_scaled() {
    let caption = |preset| Known::new(experiment(preset, 1)).panel("rescaling").caption;
    assert!(caption("plain").starts_with("The first hidden layer’s weights and biases times α"));
    assert!(caption("instant").starts_with("The first hidden layer’s γ and β"));
}

#[test]
fn what_is_of_another_job_is_not_taken() {
    let experiment = experiment("plain", 1);
    let trainings = trainings(&experiment);
    let known = with_trainings(experiment, &trainings);
    for name in ALL {
        let missing = known.missing(name);
        for job in &missing {
            for other in &missing {
                let fits = job.fits(&answer(other, &trainings));
                assert_eq!(fits, job == other, "{job:?} {other:?}");
            }
        }
    }
}
