//! From the first job to the last answer.

use crate::results::{Comes, answer, epochs_of, experiment, full, training, typical, work};
use sharp_minima::comparison::{Comparison, Equal};
use sharp_minima::experiment::report::Ending;
use sharp_minima::experiment::{Job, Regime, Study};
use sharp_minima::measures::Answer;

#[test]
fn trainings_come_first_then_what_is_measured_of_them() {
    let mut comparison = Comparison::new(experiment(2));
    let first = comparison.wanted();
    assert_eq!(first.len(), 20);
    assert!(first.iter().all(|w| w.job.is_some() && w.inquiry.is_none()));
    assert!(first.windows(2).all(|two| two[0].urgency < two[1].urgency));
    assert_eq!(
        (first[0].row, first[1].row, first[10].trial),
        ("sb", "lb", 1)
    );
    assert!(!comparison.has());
    assert_eq!(comparison.progress(), 0.0);
    assert_eq!(work(&mut comparison, typical), 20);
    let second = comparison.wanted();
    // At the end and where the loss came to 0.1, which here is another epoch everywhere.
    assert_eq!(second.len(), 40);
    assert!(
        second
            .iter()
            .all(|w| w.inquiry.is_some() && w.job.is_none())
    );
    assert_eq!(second.iter().filter(|w| w.epoch.is_none()).count(), 20);
    let counts = comparison.counts();
    assert_eq!((counts.trainings, counts.trained), (20, 20));
    assert_eq!((counts.inquiries, counts.answered), (40, 0));
    work(&mut comparison, typical);
    assert!(comparison.wanted().is_empty() && comparison.has());
    assert!((comparison.progress() - 1.0).abs() < 1e-12);
}

#[test]
fn plain_rows_are_the_run_s_own_jobs_and_all_others_differ() {
    let comparison = Comparison::new(experiment(1));
    let names: Vec<&str> = comparison.rows().iter().map(|row| row.name).collect();
    let mut all = comparison.clone();
    all.choose(&names);
    let jobs: Vec<Job> = all.wanted().into_iter().filter_map(|w| w.job).collect();
    assert_eq!(jobs.len(), names.len());
    for (k, job) in jobs.iter().enumerate() {
        assert!(!jobs[..k].contains(job), "{} is another row's", names[k]);
        assert_eq!(job.clone().canonical(), *job);
    }
    let run = Study::new(experiment(1)).expect("checked").next_jobs();
    assert_eq!(run[..2], jobs[..2]);
    // What is kept does not depend on the rows that are chosen.
    let mut one = comparison;
    one.choose(&["sam"]);
    let sam = names.iter().position(|name| *name == "sam").expect("SAM");
    assert_eq!(one.wanted()[0].job.as_ref(), Some(&jobs[sam]));
}

#[test]
fn the_equal_loss_is_the_first_kept_epoch_at_it() {
    // With five trials not every epoch is kept: epoch 28 has the loss, 29 is the next one kept.
    let comes = |row: &str| Comes {
        loss: 0.025,
        ..typical(row)
    };
    let mut comparison = Comparison::new(experiment(5));
    comparison.choose(&["sam"]);
    let Some(job) = comparison.wanted()[0].job.clone() else {
        panic!("a training");
    };
    work(&mut comparison, comes);
    let wanted = comparison.wanted();
    let epoch = wanted.iter().find_map(|w| w.epoch).expect("an epoch");
    let Job::Train { snapshots, .. } = &job else {
        panic!("a training");
    };
    let trained = training("sam", Regime::Large, 0, epochs_of(&job), comes("sam"));
    let low = |epoch: u32| trained.points[epoch as usize].evaluation.train_loss <= 0.1;
    assert_eq!((0..=40).find(|&epoch| low(epoch)), Some(28));
    assert_eq!(snapshots.iter().find(|&&epoch| low(epoch)), Some(&29));
    assert_eq!(epoch, 29);
}

#[test]
fn what_is_of_another_row_is_refused() {
    let mut comparison = Comparison::new(experiment(2));
    let sound = training("lb", Regime::Large, 0, 40, typical("lb"));
    let refused = [
        comparison.accept_training("lbb", 0, sound.clone()),
        comparison.accept_training("sb", 0, sound.clone()),
        comparison.accept_training("lb", 1, sound.clone()),
        comparison.accept_training("lb", 2, sound.clone()),
        // The warm start has ten epochs more.
        comparison.accept_training("warm-start", 0, sound.clone()),
    ];
    let problems: Vec<String> = refused.iter().map(|r| format!("{r:?}")).collect();
    assert!(refused.iter().all(Result::is_err), "{problems:?}");
    assert!(
        problems[0].contains("sb, lb, augmentation"),
        "{}",
        problems[0]
    );
    assert_eq!(comparison.wanted().len(), 20);
    comparison.accept_training("lb", 0, sound).expect("its own");
    let wanted = comparison.wanted();
    let asked = wanted.iter().find_map(|w| w.inquiry.as_ref()).expect("one");
    let mut foreign = answer("lb", asked, typical("lb"), true);
    assert!(comparison.accept_answer("lb", 0, Some(3), foreign).is_err());
    assert!(comparison.accept_answer("sam", 0, None, foreign).is_err());
    assert!(comparison.accept_answer("lb", 0, None, foreign).is_ok());
    foreign.epoch = 41;
    assert!(
        comparison
            .accept_answer("lb", 0, Some(41), foreign)
            .is_err()
    );
}

#[test]
fn a_training_under_way_counts_in_part_and_a_diverged_one_asks_nothing() {
    let mut comparison = Comparison::new(experiment(1));
    comparison.choose(&["lb"]);
    let mut half = training("lb", Regime::Large, 0, 40, typical("lb"));
    half.points.truncate(21);
    half.ending = None;
    comparison
        .accept_training("lb", 0, half.clone())
        .expect("its own");
    let counts = comparison.counts();
    assert!((counts.done - 20.0).abs() < 1e-9 && counts.trained == 0);
    assert_eq!(comparison.wanted().len(), 1);
    half.ending = Some(Ending::Diverged {
        epoch: 21,
        loss: None,
    });
    comparison.accept_training("lb", 0, half).expect("its own");
    assert!(comparison.wanted().is_empty() && !comparison.has());
    assert_eq!(comparison.progress(), 1.0);
    let remarks = comparison.panel().remarks.join(" ");
    assert!(remarks.contains("Diverged, without a minimum to measure: LB in 1 trial."));
}

#[test]
fn results_survive_another_choice_and_another_way_of_comparing() {
    let mut comparison = full(1);
    comparison.choose(&["sb", "sam", "nothing"]);
    assert_eq!(comparison.chosen(), ["sb", "sam"]);
    assert!(comparison.wanted().is_empty());
    comparison.set_equal(Equal::Gradients);
    // SB is the same training either way.
    let wanted = comparison.wanted();
    assert_eq!((wanted.len(), wanted[0].row), (1, "sam"));
    // The result of the other way is not taken for this one's.
    let long = training("sam", Regime::Large, 0, 40, typical("sam"));
    assert!(comparison.accept_training("sam", 0, long).is_err());
    work(&mut comparison, typical);
    comparison.set_equal(Equal::Epochs);
    assert!(comparison.wanted().is_empty());
    comparison.choose::<&str>(&[]);
    assert!(comparison.wanted().is_empty() && !comparison.has());
    assert_eq!(comparison.progress(), 1.0);
}

#[test]
fn what_is_kept_shows_the_same() {
    let mut comparison = full(5);
    let mut diverged = training("fgsm", Regime::Large, 4, 7, typical("fgsm"));
    diverged.ending = Some(Ending::Diverged {
        epoch: 8,
        loss: None,
    });
    let taken = comparison.accept_training("fgsm", 4, diverged);
    taken.expect("its own");
    let kept = comparison.keep();
    // The augmented one comes to the equal loss at its end; the diverged one has nothing to measure.
    assert_eq!((kept.trainings.len(), kept.answers.len()), (50, 93));
    let mut other = Comparison::new(experiment(5));
    for one in kept.trainings.iter().cloned() {
        assert!(one.training.points.len() <= 2, "{one:?}");
        let trial = one.training.trial;
        let taken = other.accept_training(&one.row, trial, one.training);
        taken.expect("its own");
    }
    for one in &kept.answers {
        let Answer::Epoch(at) = one.answer else {
            panic!("another answer");
        };
        let taken = other.accept_answer(&one.row, at.trial, Some(at.epoch), at);
        taken.expect("its own");
    }
    assert!(other.wanted().is_empty());
    assert_eq!(other.panel(), comparison.panel());
    assert_eq!(other.picture("remedies"), comparison.picture("remedies"));
    assert_eq!(other.keep(), kept);
    // Of what is not chosen nothing is kept.
    comparison.choose(&["sam"]);
    let rows: Vec<String> = comparison
        .keep()
        .trainings
        .into_iter()
        .map(|t| t.row)
        .collect();
    assert_eq!(rows, ["sam"; 5]);
}

#[test]
fn what_is_wanted_is_the_work_that_is_left() {
    let mut comparison = Comparison::new(experiment(3));
    let wanted = |comparison: &Comparison| {
        let wanted = comparison.wanted();
        wanted.iter().map(|w| w.work).sum::<f64>()
    };
    // Two inquiries for every training are to come.
    let counts = comparison.counts();
    assert_eq!((counts.trainings, counts.inquiries), (30, 60));
    let trainings = wanted(&comparison);
    assert!(trainings > 0.0 && trainings < counts.work);
    work(&mut comparison, typical);
    let counts = comparison.counts();
    assert!((counts.done - trainings).abs() < 1e-9);
    assert!((counts.work - counts.done - wanted(&comparison)).abs() < 1e-9);
    work(&mut comparison, typical);
    assert_eq!(wanted(&comparison), 0.0);
}
