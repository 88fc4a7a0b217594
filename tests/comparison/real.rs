//! A small comparison that is really trained and measured.

use crate::results::experiment;
use sharp_minima::comparison::{Comparison, Equal, Wanted};
use sharp_minima::data::{self, Dataset};
use sharp_minima::experiment::task::Task;
use sharp_minima::experiment::{Experiment, Job, Report};
use sharp_minima::measures::{Answer, InquiryTask};
use std::collections::BTreeMap;
use std::rc::Rc;

/// What trainings left: x and the snapshots, by row, and the epochs of these.
type Vectors = BTreeMap<&'static str, Left>;
type Left = (Vec<u32>, Vec<Vec<f32>>);

fn train(comparison: &mut Comparison, wanted: &Wanted, job: Job, data: &Rc<Dataset>) -> Left {
    // As it crosses to a worker and back.
    let text = serde_json::to_string(&job).expect("plain data");
    let job: Job = serde_json::from_str(&text).expect("the same");
    let Job::Train { snapshots, .. } = &job else {
        panic!("a training");
    };
    let kept = snapshots.clone();
    let mut task = Task::start(job, Vec::new(), Rc::clone(data)).expect("a sound job");
    while !task.advance() {}
    let Some(Report::Training(training)) = task.report() else {
        panic!("a training");
    };
    let taken = comparison.accept_training(wanted.row, wanted.trial, training);
    taken.expect("its own");
    let vectors = task.vectors().into_iter();
    (kept, vectors.map(<[f32]>::to_vec).collect())
}

fn measure(comparison: &mut Comparison, wanted: &Wanted, vectors: &Vectors, data: &Rc<Dataset>) {
    let (kept, vectors) = &vectors[wanted.row];
    let place = wanted.epoch.map_or(0, |epoch| {
        1 + kept.iter().position(|&k| k == epoch).expect("it was kept")
    });
    let inquiry = wanted.inquiry.clone().expect("an inquiry");
    let x = vectors[place].clone();
    let task = InquiryTask::start(inquiry, vec![x], Rc::clone(data));
    let mut task = task.expect("a fitting vector");
    while !task.advance() {}
    let Some(Answer::Epoch(at)) = task.answer() else {
        panic!("an answer about an epoch");
    };
    let taken = comparison.accept_answer(wanted.row, wanted.trial, wanted.epoch, at);
    taken.expect("its own");
}

#[test]
fn what_is_wanted_can_be_done() {
    let experiment = Experiment {
        train: 200,
        hidden: vec![12],
        small_batch: 10,
        large_batch: 50,
        epochs: 12,
        learning_rate: 0.02,
        starts: 0,
        ..experiment(1)
    };
    let data = data::load(&(&experiment).into(), None);
    let data = Rc::new(data.expect("MNIST-1D needs no archive"));
    let mut comparison = Comparison::new(experiment.check().expect("allowed"));
    comparison.choose(&["lb", "conservative", "warm-start", "growing"]);
    for equal in Equal::ALL {
        comparison.set_equal(equal);
        let mut vectors = Vectors::new();
        for wanted in comparison.wanted() {
            let job = wanted.job.clone().expect("trainings first");
            let left = train(&mut comparison, &wanted, job, &data);
            vectors.insert(wanted.row, left);
        }
        // What both ways train alike was measured the first time.
        for wanted in comparison.wanted() {
            measure(&mut comparison, &wanted, &vectors, &data);
        }
        assert!(comparison.wanted().is_empty() && comparison.has());
    }
    let rows = comparison.panel().table.rows;
    let cells = |name: &str| {
        let row = rows.iter().find(|row| row.head == name);
        row.map(|row| row.cells.clone()).expect("a row")
    };
    // Twelve epochs of four steps; a third of them with three steps each; ten of twenty and two more.
    assert_eq!(cells("LB")[7], "48");
    assert_eq!(cells("Conservative training")[7], "48");
    assert_eq!(cells("Warm start")[7], "208");
    for row in ["LB", "Conservative training", "Warm start"] {
        assert_eq!(cells(row)[8], "2,400", "{row}");
    }
}
