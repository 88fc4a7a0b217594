//! What the predictions on the samples say of x: measures that know the scale of the weights, and so
//! stay as they are under the rescaling of Dinh et al. 2017.
//!
//! Both curvatures are means over the samples of what the model's own predictions p scatter,
//! ½ Σ_{s,t} p_s p_t d(s, t) for a squared distance d of two classes: sums of what is not negative, in
//! which nothing cancels however sure the predictions are.

use crate::network::architecture::Architecture;
use crate::network::forward::{CHUNK, Forward};
use crate::network::per_sample::{square, squares};
use crate::network::risk::{EmpiricalRisk, Labelled};
use crate::network::statistics::{Normalization, Statistics};
use crate::network::tangent::Tangents;
use crate::objective::Real;

/// Two curvatures of the loss that are known from the predictions.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct OutputCurvature {
    /// The Fisher–Rao norm squared (Liang et al. 2019, *Fisher–Rao Metric, Geometry, and Complexity of
    /// Neural Networks*), ‖x‖²_fr = xᵀF x with the Fisher information F of the model's predictions:
    /// E Var_p(l̇), l̇ being the logits' tangent along x itself. Of a ReLU network of L layers without
    /// biases l̇ = L l.
    pub fisher_rao: f64,
    /// The relative flatness of the output layer (Petzka et al. 2021, *Relative Flatness and
    /// Generalization*), κ = Σ_{s,t} ⟨w_s, w_t⟩ tr H_{s,t} with the blocks of the Hessian by the rows
    /// of W: E ‖a‖² Var_p(w), exactly.
    pub relative_flatness: f64,
}

impl<T: Real, S: Labelled<T>> EmpiricalRisk<T, S> {
    /// Both curvatures at x: about a gradient's work.
    pub fn output_curvature(&mut self, x: &[T]) -> OutputCurvature {
        let shape = self.parts().0.clone();
        let Some(last) = shape.layers().last() else {
            return OutputCurvature::default();
        };
        let apart = distances(&x[last.weights()], last.inputs);
        let mut tangents = Tangents::new(&shape, CHUNK);
        let (mut fisher_rao, mut flatness, mut samples) = (0.0, 0.0, 0);
        self.chunks(x, |work, (inputs, labels), from| {
            tangents.forward(work, x, x, inputs, from);
            let logits = tangents.logits().chunks_exact(last.outputs);
            let (a, p) = work.last_layer(inputs);
            let rows = a
                .chunks_exact(last.inputs)
                .zip(p.chunks_exact(last.outputs));
            for ((a, p), tangent) in rows.zip(logits) {
                fisher_rao += scattered(p, |s, t| square(tangent[s] - tangent[t]));
                flatness += squares(a) * scattered(p, |s, t| apart[s * last.outputs + t]);
            }
            samples += labels.len();
        });
        let count = samples as f64;
        OutputCurvature {
            fisher_rao: fisher_rao / count,
            relative_flatness: flatness / count,
        }
    }

    /// The output margins of all samples at x, the label's logit minus the largest of the others, over
    /// the product of the layers' Frobenius norms, each with batch norm's factors in its rows: of a ReLU
    /// network without biases the margin of the network whose layers have norm 1 (Bartlett et al.
    /// 2017; the norms are our choice).
    pub fn normalized_margins(&mut self, x: &[T]) -> Vec<f64> {
        let (shape, samples, statistics) = self.parts();
        let norm = product_of_norms(shape, x, statistics);
        let mut forward = Forward::new(shape, samples.labels().len());
        let frozen = Normalization::Frozen(statistics);
        let logits = forward.logits(x, samples.inputs(), frozen);
        let rows = logits.chunks_exact(shape.classes());
        let margin = |(row, &label): (&[T], &u8)| margin(row, usize::from(label)) / norm;
        rows.zip(samples.labels()).map(margin).collect()
    }
}

/// ½ Σ_{s,t} p_s p_t d(s, t).
fn scattered<T: Real>(p: &[T], distance: impl Fn(usize, usize) -> f64) -> f64 {
    let mut sum = 0.0;
    for (s, first) in p.iter().enumerate() {
        for (t, second) in p[..s].iter().enumerate() {
            sum += first.wide() * second.wide() * distance(s, t);
        }
    }
    sum
}

/// ‖w_s − w_t‖² of all rows s and t of W.
fn distances<T: Real>(weights: &[T], inputs: usize) -> Vec<f64> {
    let rows = || weights.chunks_exact(inputs);
    let apart = |one: &[T], other: &[T]| -> f64 {
        let pairs = one.iter().zip(other);
        pairs.map(|(&a, &b)| square(a - b)).sum()
    };
    rows()
        .flat_map(|one| rows().map(move |other| apart(one, other)))
        .collect()
}

fn margin<T: Real>(logits: &[T], label: usize) -> f64 {
    let others = logits
        .iter()
        .enumerate()
        .filter(|(class, _)| *class != label);
    let largest = others.fold(f64::NEG_INFINITY, |most, (_, z)| most.max(z.wide()));
    logits[label].wide() - largest
}

/// Π ‖diag(γ / √(variance + ε)) W‖_F over all layers.
fn product_of_norms<T: Real>(shape: &Architecture, x: &[T], statistics: &Statistics<T>) -> f64 {
    let layers = shape.layers().iter().zip(&statistics.0);
    let norms = layers.map(|(layer, statistics)| {
        let gamma = &x[layer.gamma()];
        let rows = x[layer.weights()].chunks_exact(layer.inputs);
        let rows = rows.enumerate().map(|(unit, row)| {
            let scale = gamma.get(unit).map_or(1.0, |&gamma| square(gamma));
            let variance = layer.normalized.zip(statistics.as_ref());
            let variance =
                variance.map_or(1.0, |(epsilon, own)| own.variance[unit].wide() + epsilon);
            squares(row) * scale / variance
        });
        rows.sum::<f64>().sqrt()
    });
    norms.product()
}
