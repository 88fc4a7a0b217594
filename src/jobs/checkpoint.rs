//! A training's checkpoint as bytes: what the page keeps across a reload, and the command across its end.
//!
//! A [line](super::line()) of the job and its report so far, and behind it arrays of n numbers in single precision,
//! little-endian: x, what the optimiser remembers, and every iterate that is kept.

use super::{Job, Report, TrainJob, Training, fingerprint, line, read_line};
use crate::optimizer::Schedule;
use crate::training::Checkpoint;

/// Bytes of a number.
const WIDTH: usize = 4;

/// A training's checkpoint as bytes.
pub fn write_checkpoint(job: &TrainJob, checkpoint: &Checkpoint) -> Vec<u8> {
    let Checkpoint {
        x,
        memory,
        points,
        snapshots,
    } = checkpoint;
    // The costs follow from the points.
    let so_far = Training {
        regime: job.regime,
        trial: job.trial,
        points: points.clone(),
        ending: None,
        steps: 0,
        gradients: 0,
        samples: 0,
        fingerprint: fingerprint(x),
    };
    let mut bytes = line(&job.clone().into(), &Report::Training(so_far)).into_bytes();
    bytes.push(b'\n');
    let kept = snapshots.iter().map(|(_, x)| x);
    for array in std::iter::once(x).chain(memory).chain(kept) {
        bytes.extend(array.iter().flat_map(|number| number.to_le_bytes()));
    }
    bytes
}

/// The checkpoint of a training.
///
/// # Errors
/// In words, where it is another training's, or broken.
pub fn read_checkpoint(job: &TrainJob, bytes: &[u8]) -> Result<Checkpoint, String> {
    let broken = || "a broken checkpoint".to_owned();
    let end = bytes.iter().position(|&byte| byte == b'\n');
    let (head, body) = bytes.split_at(end.ok_or_else(broken)?);
    let head = str::from_utf8(head).map_err(|_| broken())?;
    let (Job::Train(of), Report::Training(so_far)) = read_line(head)? else {
        return Err(broken());
    };
    if lasting(&of) != lasting(job) {
        return Err("a checkpoint of other settings".into());
    }
    let (all, rest) = body[1..].as_chunks::<WIDTH>();
    let arrays = all.chunks_exact(job.experiment.parameters());
    if !(rest.is_empty() && arrays.remainder().is_empty()) {
        return Err(broken());
    }
    let last = so_far.last_epoch().ok_or_else(broken)?;
    let kept = of.snapshots.iter().filter(|&&epoch| epoch <= last);
    let memory = arrays.len().checked_sub(1 + kept.clone().count());
    let mut arrays = arrays.map(numbers);
    let x = arrays
        .next()
        .filter(|x| fingerprint(x) == so_far.fingerprint);
    Ok(Checkpoint {
        x: x.ok_or_else(broken)?,
        memory: arrays.by_ref().take(memory.ok_or_else(broken)?).collect(),
        points: so_far.points,
        snapshots: kept.copied().zip(arrays).collect(),
    })
}

fn numbers(bytes: &[[u8; WIDTH]]) -> Vec<f32> {
    bytes.iter().copied().map(f32::from_le_bytes).collect()
}

/// A training's settings without those that say when it ends: one with a constant rate may go on
/// whatever they are.
fn lasting(job: &TrainJob) -> TrainJob {
    let mut job = job.clone();
    if job.experiment.schedule == Schedule::Constant {
        job.experiment.epochs = 0;
    }
    job
}
