//! All networks, one a thread.

use super::files::Folder;
use super::network::{Told, job, network};
use crate::bar::Bar;
use crate::failure::Failure;
use crate::output::say;
use sharp_minima::f1::Network;
use sharp_minima::jobs::TrainJob;
use sharp_minima::session::{Archives, Files};
use sharp_minima::settings::{Experiment, REGIMES};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Sender};
use std::thread;

/// What a thread tells of the network of this index.
enum News {
    Told(usize, Told),
    Done(usize, Result<Box<Network>, String>),
}

/// Trains and measures all pairs, SB and LB of every trial in turn, with so many threads.
///
/// # Errors
/// Where networks could not be computed; names all of them.
pub fn all(
    experiment: &Experiment,
    files: &Files,
    folder: &Folder,
    threads: usize,
    bar: &Bar,
) -> Result<Vec<Network>, Failure> {
    let pairs = (0..experiment.trials).flat_map(|trial| REGIMES.map(|regime| (regime, trial)));
    let jobs: Vec<TrainJob> = pairs
        .map(|(regime, trial)| job(experiment, regime, trial))
        .collect();
    let next = AtomicUsize::new(0);
    let (news, heard) = mpsc::channel();
    let mut shares = vec![0.0; jobs.len()];
    let mut ended: Vec<Option<Result<Box<Network>, String>>> = vec![None; jobs.len()];
    thread::scope(|scope| {
        for _ in 0..threads.min(jobs.len()) {
            let (news, jobs, next) = (news.clone(), &jobs, &next);
            scope.spawn(move || work(experiment, jobs, files, folder, next, &news));
        }
        drop(news);
        for news in heard {
            match news {
                News::Told(index, Told::Share(share)) => shares[index] = share,
                News::Told(index, Told::Line(line)) => {
                    bar.aside(|| say(&format!("{}: {line}", name(&jobs[index]))));
                }
                News::Done(index, end) => (shares[index], ended[index]) = (1.0, Some(end)),
            }
            bar.show(|| {
                let done = ended.iter().flatten().count();
                let share = shares.iter().sum::<f64>() / shares.len() as f64;
                (share, format!("{done} of {} networks", jobs.len()))
            });
        }
    });
    let (mut networks, mut failures) = (Vec::new(), Vec::new());
    for (job, end) in jobs.iter().zip(ended) {
        match end.unwrap_or_else(|| Err("the thread ended early".into())) {
            Ok(network) => networks.push(*network),
            Err(why) => failures.push(format!("{}: {why}", name(job))),
        }
    }
    match failures.as_slice() {
        [] => Ok(networks),
        failures => Err(Failure::Other(failures.join("\nerror: "))),
    }
}

/// A thread's life: network after network, until there are no more.
fn work(
    experiment: &Experiment,
    jobs: &[TrainJob],
    files: &Files,
    folder: &Folder,
    next: &AtomicUsize,
    news: &Sender<News>,
) {
    let mut archives = Archives::new(files.clone());
    loop {
        let index = next.fetch_add(1, Ordering::Relaxed);
        let Some(job) = jobs.get(index) else { return };
        // Who listens outlives all threads.
        let tell = |told| drop(news.send(News::Told(index, told)));
        let computed = archives
            .dataset(experiment)
            .and_then(|data| network(experiment, job, &data, folder, tell));
        let _ = news.send(News::Done(index, computed.map(Box::new)));
    }
}

fn name(job: &TrainJob) -> String {
    format!("{} {}", job.regime.name(), job.trial + 1)
}
