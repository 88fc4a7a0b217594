//! Computing natively: threads do what the page's workers do.

use super::{Archives, Files, Session};
use crate::exchange::write_json;
use crate::jobs::{Inputs, Kept};
use crate::results::Order;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

/// A vector or a file that a job leaves or is given.
#[derive(Clone, Debug)]
pub enum Handle {
    /// A vector.
    Vector(Vec<f32>),
    /// A file's bytes.
    File(Vec<u8>),
}

/// What a thread tells.
enum News {
    Progress(u32, f64),
    Done(u32, String, Kept),
    Failed(u32, String),
}

/// Computes all that a session wants with so many threads, and tells how far it is, in [0, 1], about ten
/// times a second.
pub fn compute(
    session: &mut Session<Handle>,
    files: Files,
    threads: usize,
    mut tell: impl FnMut(&Session<Handle>),
) {
    let start = Instant::now();
    let now = || start.elapsed().as_secs_f64() * 1000.0;
    let (news, heard) = mpsc::channel();
    thread::scope(|scope| {
        let mut workers: Vec<mpsc::Sender<Order<Handle>>> = Vec::new();
        let mut free: Vec<usize> = Vec::new();
        let mut doing = std::collections::BTreeMap::new();
        for index in 0..threads.max(1) {
            let (orders, taken) = mpsc::channel();
            let (news, files) = (news.clone(), files.clone());
            scope.spawn(move || work(&taken, &news, files));
            workers.push(orders);
            free.push(index);
        }
        loop {
            while let Some(&worker) = free.last() {
                let Some(order) = session.next(now()) else {
                    break;
                };
                doing.insert(order.id, worker);
                if workers[worker].send(order).is_err() {
                    return;
                }
                free.pop();
            }
            if doing.is_empty() {
                return;
            }
            match heard.recv_timeout(Duration::from_millis(100)) {
                Ok(News::Progress(id, share)) => session.progress(id, share, None, now()),
                Ok(News::Done(id, report, kept)) => {
                    free.extend(doing.remove(&id));
                    let vectors = kept.vectors.into_iter().map(Handle::Vector).collect();
                    session.done(id, &report, kept.labels, vectors, now());
                }
                Ok(News::Failed(id, why)) => {
                    free.extend(doing.remove(&id));
                    session.failed(id, &why, now());
                }
                Err(mpsc::RecvTimeoutError::Timeout) => {}
                Err(mpsc::RecvTimeoutError::Disconnected) => return,
            }
            tell(session);
        }
    });
}

/// A thread's life: order after order, until there are no more.
fn work(orders: &mpsc::Receiver<Order<Handle>>, news: &mpsc::Sender<News>, files: Files) {
    let mut archives = Archives::new(files);
    while let Ok(order) = orders.recv() {
        let id = order.id;
        let end = match serve(order, &mut archives, news) {
            Ok((report, kept)) => News::Done(id, report, kept),
            Err(why) => News::Failed(id, why),
        };
        if news.send(end).is_err() {
            return;
        }
    }
}

fn serve(
    Order {
        id,
        job,
        kept,
        files,
    }: Order<Handle>,
    archives: &mut Archives,
    news: &mpsc::Sender<News>,
) -> Result<(String, Kept), String> {
    let vectors = |handles: Vec<Handle>| {
        let vector = |handle| match handle {
            Handle::Vector(vector) => Some(vector),
            Handle::File(_) => None,
        };
        handles.into_iter().filter_map(vector).collect()
    };
    let bytes = |handle| match handle {
        Handle::File(bytes) => Some(bytes),
        Handle::Vector(_) => None,
    };
    let data = job
        .experiment()
        .map(|experiment| archives.dataset(experiment));
    let inputs = Inputs {
        kept: kept
            .into_iter()
            .map(|(labels, handles)| Kept {
                labels,
                vectors: vectors(handles),
            })
            .collect(),
        files: files.into_iter().filter_map(bytes).collect(),
        data: data.transpose()?,
        checkpoint: None,
    };
    let mut task = job.start(inputs).map_err(|error| error.to_string())?;
    let mut told = Instant::now();
    while !task.advance() {
        if told.elapsed() > Duration::from_millis(100) {
            told = Instant::now();
            let _ = news.send(News::Progress(id, task.progress()));
        }
    }
    let report = task.report().ok_or("the job ended without a report")?;
    let report = write_json(&report);
    Ok((report, task.kept()))
}
