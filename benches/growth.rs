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
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};
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
    job: Job,
    data: Rc<Dataset>,
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

fn case(label: String, experiment: &Experiment, job: impl Into<Job>, steps: f64) -> Case {
    let job = job.into();
    let data = data::load(&experiment.into(), None).expect("generated samples");
    Case {
        label,
        job,
        data: Rc::new(data),
        steps,
    }
}

fn training(label: String, experiment: &Experiment) -> Case {
    let steps = (experiment.epochs * experiment.train * experiment.parameters()) as f64;
    let job = TrainJob::plain(experiment, Regime::Small, 0);
    case(label, experiment, job, steps)
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
    case(label, experiment, job, steps)
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
    case(format!("{side} × {side}"), &experiment, job, steps)
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
    ]
}

impl Case {
    /// Seconds, and the most bytes that the job held.
    fn run(&self) -> (f64, f64) {
        let n = self.job.experiment().map_or(0, Experiment::parameters);
        // Places near x₀, which is all zeros but for the axes: what is computed is the same anywhere.
        let vector = |k: usize| (0..n).map(|i| ((i * 7 + k) % 13) as f32 / 50.0).collect();
        let needs = self.job.needs();
        let count = if matches!(self.job, Job::Points(_)) {
            3
        } else {
            1
        };
        let kept = needs.iter().map(|_| Kept {
            labels: (0..count).collect(),
            vectors: (0..count as usize).map(vector).collect(),
        });
        let inputs = Inputs {
            kept: kept.collect(),
            data: Some(Rc::clone(&self.data)),
            ..Inputs::default()
        };
        let before = NOW.load(Ordering::Relaxed);
        PEAK.store(before, Ordering::Relaxed);
        let start = Instant::now();
        let mut task = self.job.start(inputs).expect("what it needs");
        while !task.advance() {}
        let seconds = start.elapsed().as_secs_f64();
        (seconds, (PEAK.load(Ordering::Relaxed) - before) as f64)
    }

    /// Bytes by the formula, without the samples, which are held before.
    fn formula(&self) -> f64 {
        let data = &self.data;
        let numbers = data.train.inputs.len() + data.test.inputs.len();
        (self.job.memory() - 4 * numbers) as f64
    }
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
