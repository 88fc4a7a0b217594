//! How time and memory grow: one setting is changed at a time, three sizes each, beside what the formula of
//! the README says they grow by. Times are in turns, so that a slow moment of the machine hits all.
//!
//! ```text
//! cargo bench --bench growth --features benchmark
//! ```

#[path = "common/median.rs"]
mod median;

use median::median;
use sharp_minima::data;
use sharp_minima::data::Dataset;
use sharp_minima::jobs::{
    Inputs, Job, Kept, MinimumJob, Part, Places, PointsJob, SliceJob, TrainJob,
};
use sharp_minima::landscape::{Axes, Evaluated};
use sharp_minima::settings::{Experiment, Regime};
use std::alloc::{GlobalAlloc, Layout, System};
use std::num::NonZero;
use std::rc::Rc;
use std::sync::Barrier;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

/// Measurements of each size; the median is shown.
const REPEATS: usize = 5;

static NOW: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

/// The system's allocator, counting bytes.
struct Counting;

// SAFETY: every call is passed on as it is.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let now = NOW.fetch_add(layout.size(), Ordering::Relaxed) + layout.size();
        PEAK.fetch_max(now, Ordering::Relaxed);
        // SAFETY: the caller's promise.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        NOW.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: the caller's promise.
        unsafe { System.dealloc(at, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// One size of what is changed.
struct Case {
    label: String,
    /// What is computed, by so many workers.
    jobs: Vec<Job>,
    workers: usize,
    /// What the time grows by.
    steps: f64,
}

fn experiment() -> Experiment {
    Experiment {
        train: 1000,
        hidden: vec![100, 100],
        small_batch: 32,
        epochs: 4,
        ..Experiment::default()
    }
}

fn case(label: String, job: impl Into<Job>, steps: f64) -> Case {
    Case {
        label,
        jobs: vec![job.into()],
        workers: 1,
        steps,
    }
}

fn training(label: String, experiment: &Experiment) -> Case {
    let steps = (experiment.epochs * experiment.train * experiment.parameters()) as f64;
    let job = TrainJob::plain(experiment, Regime::Small, 0);
    case(label, job, steps)
}

/// A trial is a job; workers that have no processor of their own bring nothing.
fn trainings(label: String, trials: u32, workers: usize) -> Case {
    let experiment = Experiment {
        epochs: 20,
        ..experiment()
    };
    let processors = thread::available_parallelism().map_or(1, NonZero::get);
    let job = |trial| TrainJob::plain(&experiment, Regime::Small, trial).into();
    Case {
        label,
        jobs: (0..trials).map(job).collect(),
        workers,
        steps: (trials as usize).div_ceil(workers.min(processors)) as f64,
    }
}

/// The longest part of the measures, and the one that takes most memory.
fn spectrum(label: String, experiment: &Experiment) -> Case {
    let steps = (experiment.train * experiment.parameters()) as f64;
    let of = TrainJob::plain(experiment, Regime::Small, 0);
    let job = MinimumJob {
        of,
        starts: 2,
        part: Part::Spectrum,
    };
    case(label, job, steps)
}

fn points(side: usize) -> Case {
    let experiment = experiment();
    let slice = SliceJob {
        of: TrainJob::pair(&experiment, 0),
        axes: Axes::Points,
        at: Regime::Small,
        draw: 0,
    };
    let places = || (0..side).map(|k| k as f64 / side as f64).collect();
    let (a, b) = (places(), places());
    let evaluated = Evaluated {
        samples: 0,
        testing: true,
        frozen: false,
    };
    let places = Places::Grid { a, b };
    let job = PointsJob {
        slice,
        places,
        evaluated,
    };
    let steps = (side * side * experiment.train * experiment.parameters()) as f64;
    case(format!("{side} × {side}"), job, steps)
}

/// What is changed, and its three sizes.
fn all() -> Vec<(&'static str, Vec<Case>)> {
    let usual = experiment;
    let of = |experiment: Experiment| {
        let n = experiment.parameters();
        (format!("n = {n}"), experiment)
    };
    let wide = |width| {
        of(Experiment {
            hidden: vec![width; 2],
            ..usual()
        })
    };
    let many = |train| {
        let label = format!("N = {train}");
        (label, Experiment { train, ..usual() })
    };
    let batch = |small_batch| {
        let label = format!("B = {small_batch}");
        (
            label,
            Experiment {
                small_batch,
                ..usual()
            },
        )
    };
    let each = |cases: [(String, Experiment); 3], job: fn(String, &Experiment) -> Case| {
        cases
            .map(|(label, experiment)| job(label, &experiment))
            .into()
    };
    vec![
        (
            "training, parameters",
            each([50, 100, 200].map(wide), training),
        ),
        (
            "training, samples",
            each([500, 1000, 2000].map(many), training),
        ),
        ("training, batch", each([8, 64, 500].map(batch), training)),
        (
            "spectrum, parameters",
            each([50, 100, 200].map(wide), spectrum),
        ),
        (
            "spectrum, samples",
            each([500, 1000, 2000].map(many), spectrum),
        ),
        ("map, points", [9, 17, 33].map(points).into()),
        (
            "trainings, trials, two workers",
            [2, 4, 8]
                .map(|trials| trainings(format!("{trials} trials"), trials, 2))
                .into(),
        ),
        (
            "trainings, workers, four trials",
            [1, 2, 4]
                .map(|workers| trainings(format!("{workers} at work"), 4, workers))
                .into(),
        ),
    ]
}

impl Case {
    /// Seconds, and the most bytes that its workers held beside the samples.
    fn run(&self) -> (f64, f64) {
        let (ready, next) = (Barrier::new(self.workers + 1), AtomicUsize::new(0));
        thread::scope(|scope| {
            for _ in 0..self.workers {
                scope.spawn(|| {
                    let data = Rc::new(samples(&self.jobs[0]));
                    ready.wait();
                    // The counting starts between the two.
                    ready.wait();
                    while let Some(job) = self.jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
                        compute(job, &data);
                    }
                    ready.wait();
                });
            }
            ready.wait();
            let before = NOW.load(Ordering::Relaxed);
            PEAK.store(before, Ordering::Relaxed);
            let start = Instant::now();
            ready.wait();
            ready.wait();
            let seconds = start.elapsed().as_secs_f64();
            (seconds, (PEAK.load(Ordering::Relaxed) - before) as f64)
        })
    }

    /// Bytes by the formula, without the samples, which are held before.
    fn formula(&self) -> f64 {
        let data = samples(&self.jobs[0]);
        let numbers = data.train.inputs.len() + data.test.inputs.len();
        let busy = self.workers.min(self.jobs.len());
        (busy * (self.jobs[0].memory() - 4 * numbers)) as f64
    }
}

fn samples(job: &Job) -> Dataset {
    let experiment = job.experiment().expect("a job of an experiment");
    data::load(&experiment.into(), None).expect("generated samples")
}

fn compute(job: &Job, data: &Rc<Dataset>) {
    let n = job.experiment().map_or(0, Experiment::parameters);
    // Places near x₀, which is all zeros but for the axes: what is computed is the same anywhere.
    let vector = |k: usize| (0..n).map(|i| ((i * 7 + k) % 13) as f32 / 50.0).collect();
    let count = if matches!(job, Job::Points(_)) { 3 } else { 1 };
    let kept = job.needs().into_iter().map(|_| Kept {
        labels: (0..count).collect(),
        vectors: (0..count as usize).map(vector).collect(),
    });
    let inputs = Inputs {
        kept: kept.collect(),
        data: Some(Rc::clone(data)),
        ..Inputs::default()
    };
    let mut task = job.start(inputs).expect("what it needs");
    while !task.advance() {}
}

fn main() {
    // `cargo test --benches` starts benchmarks too, without this word.
    if !std::env::args().any(|word| word == "--bench") {
        return;
    }
    println!("| what | size | time | time by the formula | memory | by the formula |");
    println!("| --- | --- | ---: | ---: | ---: | ---: |");
    for (what, cases) in all() {
        let mut times = vec![Vec::new(); cases.len()];
        let mut bytes = vec![0.0; cases.len()];
        for _ in 0..REPEATS {
            for (index, case) in cases.iter().enumerate() {
                let (seconds, most) = case.run();
                times[index].push(seconds);
                bytes[index] = most;
            }
        }
        let times: Vec<f64> = times.into_iter().map(median).collect();
        for ((case, time), bytes) in cases.iter().zip(&times).zip(bytes) {
            let expected = times[0] * case.steps / cases[0].steps;
            println!(
                "| {what} | {} | {:.3} s | {:.3} s | {:.1} MB | {:.1} MB |",
                case.label,
                time,
                expected,
                bytes / 1e6,
                case.formula() / 1e6
            );
        }
    }
}
