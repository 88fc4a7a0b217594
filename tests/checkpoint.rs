//! A training that is broken off and goes on elsewhere.
#![cfg(not(target_arch = "wasm32"))]

use sharp_minima::data;
use sharp_minima::jobs::{Inputs, Job, Kept, Report, Task, TrainJob, read_checkpoint};
use sharp_minima::optimizer::{OptimizerKind, Schedule};
use sharp_minima::settings::{Experiment, Regime, StopRule};
use sharp_minima::strategy::{Averaging, Strategy};
use sharp_minima::training::{Checkpoint, Ending, Trainer};
use std::rc::Rc;

fn small(optimizer: OptimizerKind) -> Experiment {
    Experiment {
        train: 130,
        hidden: vec![12, 9],
        optimizer,
        momentum: 0.9,
        learning_rate: 0.01,
        small_batch: 12,
        large_batch: 50,
        epochs: 6,
        ..Experiment::default()
    }
}

fn trainer(experiment: &Experiment, strategy: &Strategy, keep: Vec<u32>) -> Trainer {
    let data = data::load(&experiment.into(), None).expect("generated data needs no archive");
    let data = Rc::new(data);
    Trainer::new(experiment, strategy, Regime::Small, [3; 2], data, keep)
}

fn plain(experiment: &Experiment) -> Trainer {
    trainer(experiment, &Strategy::PLAIN, Vec::new())
}

/// Trains to the end; gives the checkpoint after every epoch.
fn checkpoints(trainer: &mut Trainer) -> Vec<Checkpoint> {
    let mut found = Vec::new();
    while trainer.ending().is_none() {
        let known = trainer.points().len();
        trainer.advance();
        if trainer.points().len() > known {
            found.extend(trainer.checkpoint());
        }
    }
    found
}

/// Everything that is known of a training, x to the bit.
fn all(trainer: &Trainer) -> impl PartialEq + std::fmt::Debug + use<> {
    let bits: Vec<u32> = trainer.x().iter().map(|x| x.to_bits()).collect();
    let costs = (trainer.steps(), trainer.gradients(), trainer.samples());
    (bits, trainer.points().to_vec(), trainer.ending(), costs)
}

#[test]
fn it_goes_on_with_the_same_bits_from_after_any_epoch() {
    for optimizer in [OptimizerKind::Adam, OptimizerKind::Sgd] {
        let experiment = small(optimizer);
        let mut unbroken = plain(&experiment);
        let kept = checkpoints(&mut unbroken);
        assert_eq!(kept.len(), 7);
        for (epoch, checkpoint) in kept.iter().enumerate() {
            let mut resumed = plain(&experiment);
            assert!(resumed.resume(checkpoint.clone()));
            assert_eq!(resumed.points().len(), epoch + 1);
            assert_eq!(resumed.checkpoint().as_ref(), Some(checkpoint));
            assert_eq!(checkpoints(&mut resumed), kept[epoch + 1..]);
            assert_eq!(all(&resumed), all(&unbroken), "{optimizer:?} {epoch}");
        }
    }
}

#[test]
fn more_epochs_go_on_where_fewer_ended() {
    let constant = Experiment {
        schedule: Schedule::Constant,
        ..small(OptimizerKind::Adam)
    };
    let fewer = Experiment {
        epochs: 2,
        ..constant.clone()
    };
    let mut ended = plain(&fewer);
    let last = checkpoints(&mut ended).pop().expect("a checkpoint");
    assert_eq!(ended.ending(), Some(Ending::Epochs));
    let [mut unbroken, mut resumed] = [(); 2].map(|()| plain(&constant));
    assert!(resumed.resume(last.clone()));
    checkpoints(&mut unbroken);
    checkpoints(&mut resumed);
    assert_eq!(all(&resumed), all(&unbroken));

    // Where its own rule has ended it, it has ended.
    let mut same = plain(&fewer);
    assert!(same.resume(last.clone()));
    assert_eq!(all(&same), all(&ended));
    let stopped = Experiment {
        stop: StopRule::Loss,
        stop_loss: last.points[2].evaluation.train_loss,
        ..constant
    };
    let mut same = plain(&stopped);
    assert!(same.resume(last));
    assert_eq!(same.ending(), Some(Ending::Loss));
}

#[test]
fn what_does_not_fit_is_refused() {
    let experiment = small(OptimizerKind::Adam);
    let whole = checkpoints(&mut plain(&experiment)).swap_remove(1);
    let wrong: [fn(&mut Checkpoint); 4] = [
        |c| _ = c.x.pop(),
        |c| c.memory.truncate(1),
        |c| _ = c.memory[1].pop(),
        |c| c.points.clear(),
    ];
    for change in wrong {
        let mut checkpoint = whole.clone();
        change(&mut checkpoint);
        assert!(!plain(&experiment).resume(checkpoint));
    }
    let sgd = small(OptimizerKind::Sgd);
    assert!(!plain(&sgd).resume(whole.clone()));
}

#[test]
fn there_is_none_within_an_epoch_nor_of_a_strategy() {
    let experiment = small(OptimizerKind::Adam);
    let mut between = plain(&experiment);
    assert!(between.checkpoint().is_none(), "not evaluated yet");
    between.advance();
    assert!(between.checkpoint().is_some());
    between.advance();
    assert!(between.checkpoint().is_none(), "a step is done");

    let averaged = Strategy {
        averaging: Some(Averaging {
            from: 0.5,
            hold: true,
        }),
        ..Strategy::PLAIN
    };
    let mut trainer_of_mean = trainer(&experiment, &averaged, Vec::new());
    assert_eq!(checkpoints(&mut trainer_of_mean), []);
}

#[test]
fn the_iterates_that_are_kept_come_along() {
    let experiment = small(OptimizerKind::Adam);
    let keeping = || trainer(&experiment, &Strategy::PLAIN, vec![0, 2, 5]);
    let mut unbroken = keeping();
    for checkpoint in checkpoints(&mut unbroken) {
        let mut resumed = keeping();
        assert!(resumed.resume(checkpoint.clone()));
        checkpoints(&mut resumed);
        assert_eq!(resumed.snapshots(), unbroken.snapshots());
        let fewer = Checkpoint {
            snapshots: Vec::new(),
            ..checkpoint
        };
        assert!(!keeping().resume(fewer), "one is missing");
    }
}

/// As a worker is given it.
fn started(job: &TrainJob, checkpoint: Option<Vec<u8>>) -> Box<dyn Task> {
    let data = data::load(&(&job.experiment).into(), None).expect("generated data");
    let inputs = Inputs {
        data: Some(Rc::new(data)),
        checkpoint,
        ..Inputs::default()
    };
    Job::from(job.clone()).start(inputs).expect("a training")
}

fn finished(mut task: Box<dyn Task>) -> (Option<Report>, Kept) {
    while !task.advance() {}
    (task.report(), task.kept())
}

#[test]
fn a_job_goes_on_from_its_bytes_and_from_no_others() {
    let experiment = small(OptimizerKind::Adam);
    let job = TrainJob::plain(&experiment, Regime::Large, 1);
    let mut under_way = started(&job, None);
    let mut bytes = None;
    while under_way.progress() < 0.5 {
        under_way.advance();
        bytes = under_way.checkpoint().or(bytes);
    }
    let bytes = bytes.expect("an epoch has ended");
    let resumed = started(&job, Some(bytes.clone()));
    assert!(resumed.progress() > 0.3, "{}", resumed.progress());
    assert_eq!(finished(resumed), finished(started(&job, None)));

    // What does not fit is passed over, and the training begins anew.
    let begins_anew = |job: &TrainJob, bytes: Vec<u8>| {
        let task = started(job, Some(bytes));
        assert_eq!(task.progress(), 0.0);
        assert_eq!(finished(task), finished(started(job, None)));
    };
    begins_anew(
        &TrainJob::plain(&experiment, Regime::Large, 2),
        bytes.clone(),
    );
    let line = bytes
        .iter()
        .position(|&byte| byte == b'\n')
        .expect("a line");
    let mut flipped = bytes.clone();
    flipped[line + 9] ^= 1;
    let cut = bytes[..bytes.len() - 4].to_vec();
    for broken in [flipped, cut, bytes[..line].to_vec(), Vec::new()] {
        assert!(read_checkpoint(&job, &broken).is_err());
        begins_anew(&job, broken);
    }
}

#[test]
fn a_diverged_training_has_none() {
    let experiment = Experiment {
        learning_rate: 1.0,
        momentum: 0.99,
        batch_norm: false,
        hidden: vec![100; 4],
        epochs: 50,
        ..small(OptimizerKind::Sgd)
    };
    let mut trainer = plain(&experiment);
    while !trainer.advance() {}
    assert!(matches!(trainer.ending(), Some(Ending::Diverged { .. })));
    assert!(trainer.checkpoint().is_none());
}
