//! Softmax cross-entropy and its first two derivatives.

use crate::objective::Real;

/// The summed loss and the number of correct classifications of some samples.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Tally {
    pub loss: f64,
    pub correct: usize,
}

/// Turns logits into probabilities in place and sums −ln p(label) in double precision. A sample is
/// correct when no other class has a logit as large as its own.
pub(super) fn softmax<T: Real>(logits: &mut [T], labels: &[u8], classes: usize) -> Tally {
    let mut tally = Tally::default();
    for (row, &label) in logits.chunks_exact_mut(classes).zip(labels) {
        let label = usize::from(label);
        let own = row[label];
        let rivals = row
            .iter()
            .enumerate()
            .filter(|&(class, &logit)| class != label && logit >= own);
        if own.is_finite() && rivals.count() == 0 {
            tally.correct += 1;
        }
        let largest = row.iter().copied().fold(T::neg_infinity(), T::max);
        let mut sum = 0.0;
        for logit in row.iter_mut() {
            *logit = (*logit - largest).portable_exp();
            sum += logit.wide();
        }
        tally.loss += libm::log(sum) - (own - largest).wide();
        let inverse = T::of(1.0 / sum);
        for p in row.iter_mut() {
            *p *= inverse;
        }
    }
    tally
}

/// δ ← weight · (p − onehot(label)): the loss's gradient by the logits.
pub(super) fn output_delta<T: Real>(
    p: &[T],
    labels: &[u8],
    classes: usize,
    weight: T,
    delta: &mut [T],
) {
    let rows = p
        .chunks_exact(classes)
        .zip(delta.chunks_exact_mut(classes))
        .zip(labels);
    for ((p, delta), &label) in rows {
        for (delta, &p) in delta.iter_mut().zip(p) {
            *delta = weight * p;
        }
        delta[usize::from(label)] -= weight;
    }
}

/// Turns the logits' tangent l̇ into that of [`output_delta`], weight · p ⊙ (l̇ − Σ p l̇), in place.
pub(super) fn output_delta_tangent<T: Real>(p: &[T], classes: usize, weight: T, tangent: &mut [T]) {
    for (p, tangent) in p
        .chunks_exact(classes)
        .zip(tangent.chunks_exact_mut(classes))
    {
        let mean: T = p.iter().zip(tangent.iter()).map(|(&p, &l)| p * l).sum();
        for (tangent, &p) in tangent.iter_mut().zip(p) {
            *tangent = weight * p * (*tangent - mean);
        }
    }
}
