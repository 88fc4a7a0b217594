//! The benchmarks' cases, the same natively and in the browser: each piece of work beside the bare
//! matrix products it contains, by the kernels and by ndarray, so that speed is told as a ratio within one run.

mod descent;
mod measuring;
mod products;
mod running;
mod stepping;

pub use descent::{Descent, Problem};
pub use measuring::Measuring;
pub use stepping::Stepping;

use crate::landscape::Plane;
use crate::network::{Activation, Architecture, EmpiricalRisk, Forward, initial_parameters};
use crate::objective::Objective;
use crate::random::{Purpose, stream};
use products::{Matrices, flops, products};
use rand_distr::{Distribution, StandardNormal};
use std::hint::black_box;

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Work {
    /// Gathering a batch, its gradient with batch statistics, and one ADAM step.
    Step,
    /// A gradient with frozen statistics.
    Gradient,
    /// A Hessian–vector product with frozen statistics, at a point whose own passes are kept.
    Product,
    /// Going to a point of a plane and evaluating it, batch-norm statistics re-estimated.
    Points,
}

/// On batches.
const DERIVATIVES: &[(&str, Work)] = &[
    ("step", Work::Step),
    ("gradient", Work::Gradient),
    ("product", Work::Product),
];

/// On a set of samples at once.
const EVALUATIONS: &[(&str, Work)] = &[("points", Work::Points)];

/// A network, the number of its samples, and what is measured on them.
struct Setting {
    name: &'static str,
    /// From input to output.
    widths: &'static [usize],
    batch_norm: bool,
    samples: usize,
    works: &'static [(&'static str, Work)],
}

impl Setting {
    fn architecture(&self) -> Option<Architecture> {
        let (&features, rest) = self.widths.split_first()?;
        let (&classes, hidden) = rest.split_last()?;
        let (relu, norm) = (Activation::Relu, self.batch_norm);
        Some(Architecture::new(features, hidden, classes, relu, norm))
    }
}

const SETTINGS: [Setting; 6] = [
    Setting {
        name: "40-100-100-10 B=32",
        widths: &[40, 100, 100, 10],
        batch_norm: true,
        samples: 32,
        works: DERIVATIVES,
    },
    Setting {
        name: "40-100-100-10 B=400",
        widths: &[40, 100, 100, 10],
        batch_norm: true,
        samples: 400,
        works: DERIVATIVES,
    },
    Setting {
        name: "64-128-64-10 B=32",
        widths: &[64, 128, 64, 10],
        batch_norm: true,
        samples: 32,
        works: DERIVATIVES,
    },
    Setting {
        name: "196-64-64-10 B=8",
        widths: &[196, 64, 64, 10],
        batch_norm: false,
        samples: 8,
        works: DERIVATIVES,
    },
    Setting {
        name: "784-512x5-10 B=256",
        widths: &[784, 512, 512, 512, 512, 512, 10],
        batch_norm: true,
        samples: 256,
        works: DERIVATIVES,
    },
    Setting {
        name: "40-100-100-10 N=1000",
        widths: &[40, 100, 100, 10],
        batch_norm: true,
        samples: 1000,
        works: EVALUATIONS,
    },
];

/// One case, ready to run.
pub struct Benchmark {
    shape: Architecture,
    batch: usize,
    work: Work,
    job: Box<dyn FnMut()>,
}

impl Benchmark {
    /// The names of all cases: `step 40-100-100-10 B=32` and so on, each followed by its bare
    /// products, `products step 40-100-100-10 B=32`, and the same by ndarray,
    /// `dot step 40-100-100-10 B=32`.
    pub fn names() -> Vec<String> {
        let mut names = Vec::new();
        for Setting { name, works, .. } in SETTINGS {
            for (work, _) in works {
                let prefixes = ["", "products ", "dot "];
                names.extend(prefixes.map(|prefix| format!("{prefix}{work} {name}")));
            }
        }
        names
    }

    /// The case of this name; `None` if there is no such case.
    pub fn new(name: &str) -> Option<Self> {
        let bare = |prefix| name.strip_prefix(prefix);
        let (multiply, name) = match (bare("products "), bare("dot ")) {
            (Some(rest), _) => (Some(Matrices::multiply as fn(&mut Matrices)), rest),
            (_, Some(rest)) => (Some(Matrices::dot as fn(&mut Matrices)), rest),
            _ => (None, name),
        };
        let (work, name) = name.split_once(' ')?;
        let setting = SETTINGS.iter().find(|setting| setting.name == name)?;
        let work = setting.works.iter().find(|(known, _)| *known == work)?.1;
        let (shape, batch) = (setting.architecture()?, setting.samples);
        let job = match multiply {
            Some(multiply) => products(&shape, batch, work, multiply),
            None => real(&shape, batch, work),
        };
        Some(Self {
            shape,
            batch,
            work,
            job,
        })
    }

    /// Runs the case this many times.
    pub fn run(&mut self, iterations: u32) {
        for _ in 0..iterations {
            (self.job)();
        }
    }

    /// Floating-point operations of the matrix products of one run.
    pub fn flops(&self) -> f64 {
        flops(&self.shape, self.batch, self.work)
    }
}

fn normals(count: usize) -> Vec<f32> {
    let mut generator = stream(1, 0, Purpose::Probes);
    (0..count)
        .map(|_| StandardNormal.sample(&mut generator))
        .collect()
}

fn real(shape: &Architecture, batch: usize, work: Work) -> Box<dyn FnMut()> {
    match work {
        Work::Points => points(shape, batch),
        Work::Step => {
            let mut descent = Descent::of(shape, batch);
            Box::new(move || {
                black_box(descent.run(1));
            })
        }
        _ => derivatives(shape, batch, work),
    }
}

/// Another point of a plane through the initial weights every time.
fn points(shape: &Architecture, samples: usize) -> Box<dyn FnMut()> {
    let centre = initial_parameters::<f32>(shape, &mut stream(1, 0, Purpose::Initialisation));
    let mut x = centre.clone();
    let direction = normals(shape.dimension());
    let axes = [direction.clone(), direction];
    let plane = Plane { centre, axes };
    let inputs = normals(samples * shape.layers()[0].inputs);
    let labels: Vec<u8> = (0..samples).map(|i| (i % shape.classes()) as u8).collect();
    let mut forward = Forward::new(shape, samples);
    let mut a = 0.0;
    Box::new(move || {
        a = if a < 1e-2 { a + 1e-4 } else { 0.0 };
        plane.point([a, -0.5 * a], &mut x);
        black_box(forward.estimate(&x, &inputs, &labels));
    })
}

fn derivatives(shape: &Architecture, batch: usize, work: Work) -> Box<dyn FnMut()> {
    let x = initial_parameters::<f32>(shape, &mut stream(1, 0, Purpose::Initialisation));
    let inputs = normals(batch * shape.layers()[0].inputs);
    let labels: Vec<u8> = (0..batch).map(|i| (i % shape.classes()) as u8).collect();
    let mut out = vec![0.0; shape.dimension()];
    let mut forward = Forward::new(shape, batch);
    forward.estimate(&x, &inputs, &labels);
    let statistics = forward.statistics().clone();
    let mut risk = EmpiricalRisk::new(shape, (inputs, labels), statistics);
    let v = normals(shape.dimension());
    Box::new(move || {
        if work == Work::Gradient {
            risk.gradient(&x, &mut out);
        } else {
            risk.hessian_product(&x, &v, &mut out);
        }
    })
}
