//! The benchmarks' cases, the same natively and in the browser: each piece of work beside the bare
//! matrix products it contains, by the kernels and by ndarray, so that speed is told as a ratio within one run.

mod descent;
mod measuring;
mod running;
mod stepping;

pub use descent::{Descent, Problem};
pub use measuring::Measuring;
pub use stepping::Stepping;

use crate::landscape::Plane;
use crate::network::{
    Activation, Architecture, EmpiricalRisk, Forward, LayerShape, initial_parameters,
};
use crate::objective::Objective;
use crate::random::{Purpose, stream};
use ndarray::linalg::general_mat_mul;
use ndarray::{Array2, ArrayView2};
use rand_distr::{Distribution, StandardNormal};
use sharp_minima_kernels::{Onto, Product, Sizes};
use std::hint::black_box;

/// What is measured.
#[derive(Clone, Copy, PartialEq)]
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

/// Floating-point operations of the matrix products of some work on so many samples.
fn flops(shape: &Architecture, samples: usize, work: Work) -> f64 {
    let layers = shape.layers().iter().enumerate();
    let counts = layers.map(|(index, layer)| {
        let products = Products::of(work, index == 0).total();
        (2 * products * samples * layer.inputs * layer.outputs) as f64
    });
    counts.sum()
}

/// How many products of each kind a layer takes part in.
#[derive(Clone, Copy)]
struct Products {
    outputs: usize,
    input_gradients: usize,
    weight_gradients: usize,
}

impl Products {
    fn of(work: Work, first: bool) -> Self {
        let later = usize::from(!first);
        match work {
            Work::Step | Work::Gradient => Self {
                outputs: 1,
                input_gradients: later,
                weight_gradients: 1,
            },
            Work::Product => Self {
                outputs: 1 + later,
                input_gradients: 2 * later,
                weight_gradients: 1 + later,
            },
            Work::Points => Self {
                outputs: 1,
                input_gradients: 0,
                weight_gradients: 0,
            },
        }
    }

    fn total(&self) -> usize {
        self.outputs + self.input_gradients + self.weight_gradients
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

/// One layer's matrices.
struct Matrices {
    size: Sizes,
    a: Array2<f32>,
    w: Array2<f32>,
    z: Array2<f32>,
    da: Array2<f32>,
    dw: Array2<f32>,
    counts: Products,
}

impl Matrices {
    fn new(layer: &LayerShape, batch: usize, counts: Products) -> Self {
        let filled = |rows, columns| {
            let values = normals(rows * columns);
            let view = ArrayView2::from_shape((rows, columns), &values);
            view.map(|view| view.to_owned()).unwrap_or_default()
        };
        Self {
            size: Sizes {
                rows: batch,
                inputs: layer.inputs,
                outputs: layer.outputs,
            },
            a: filled(batch, layer.inputs),
            w: filled(layer.outputs, layer.inputs),
            z: filled(batch, layer.outputs),
            da: Array2::zeros((batch, layer.inputs)),
            dw: Array2::zeros((layer.outputs, layer.inputs)),
            counts,
        }
    }

    /// By the kernels.
    fn multiply(&mut self) {
        let Self { size, counts, .. } = *self;
        let [a, w, z, da, dw] = [
            &mut self.a,
            &mut self.w,
            &mut self.z,
            &mut self.da,
            &mut self.dw,
        ]
        .map(|matrix| matrix.as_slice_mut().unwrap_or_default());
        for _ in 0..counts.weight_gradients {
            f32::add_weight_gradient(size, z, a, dw);
        }
        for _ in 0..counts.input_gradients {
            f32::input_gradient(size, z, w, Onto::Zeros, da);
        }
        for _ in 0..counts.outputs {
            f32::outputs(size, a, w, Onto::Zeros, z);
        }
    }

    /// By ndarray.
    fn dot(&mut self) {
        for _ in 0..self.counts.weight_gradients {
            general_mat_mul(1.0, &self.z.t(), &self.a, 0.0, &mut self.dw);
        }
        for _ in 0..self.counts.input_gradients {
            general_mat_mul(1.0, &self.z, &self.w, 0.0, &mut self.da);
        }
        for _ in 0..self.counts.outputs {
            general_mat_mul(1.0, &self.a, &self.w.t(), 0.0, &mut self.z);
        }
    }
}

fn products(
    shape: &Architecture,
    batch: usize,
    work: Work,
    multiply: fn(&mut Matrices),
) -> Box<dyn FnMut()> {
    let layers = shape.layers().iter().enumerate();
    let matrices =
        layers.map(|(index, layer)| Matrices::new(layer, batch, Products::of(work, index == 0)));
    let mut matrices: Vec<Matrices> = matrices.collect();
    Box::new(move || matrices.iter_mut().for_each(multiply))
}
