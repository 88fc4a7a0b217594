//! Softmax cross-entropy and its first two derivatives.

use crate::Real;

/// Whether a network with these logits says `label`: the first of the largest logits counts, as
/// NumPy's and PyTorch's argmax have it. Logits that are not finite say nothing.
fn is_correct<T: Real>(logits: &[T], label: usize) -> bool {
    let own = logits[label];
    let (before, after) = logits.split_at(label);
    own.is_finite() && before.iter().all(|&l| l < own) && after.iter().all(|&l| l <= own)
}

pub fn softmax<T: Real>(logits: &mut [T], labels: &[u8], classes: usize) -> (f64, usize) {
    let (mut loss, mut correct) = (0.0, 0);
    // How far each label's logit lies behind the largest is its loss but for a logarithm.
    for (row, &label) in logits.chunks_exact_mut(classes).zip(labels) {
        let label = usize::from(label);
        if is_correct(row, label) {
            correct += 1;
        }
        let larger = |a: T, &b: &T| if b > a { b } else { a };
        let largest = row.iter().fold(T::neg_infinity(), larger);
        loss += (largest - row[label]).wide();
        for logit in row.iter_mut() {
            *logit -= largest;
        }
    }
    let used = labels.len() * classes;
    T::exponentials(&mut logits[..used]);
    for (row, &label) in logits.chunks_exact_mut(classes).zip(labels) {
        loss += normalize(row, usize::from(label));
    }
    (loss, correct)
}

/// Turns exponentials, the largest of which is 1, into probabilities; returns the logarithm of their sum.
fn normalize<T: Real>(row: &mut [T], label: usize) -> f64 {
    let mut others = 0.0;
    for (class, exponential) in row.iter().enumerate() {
        if class != label {
            others += exponential.wide();
        }
    }
    let own = row[label].wide();
    let inverse = T::of(1.0 / (own + others));
    for p in row.iter_mut() {
        *p *= inverse;
    }
    // Where the label's is the largest, 1, their sum would lose the others' digits.
    if own == 1.0 {
        libm::log1p(others)
    } else {
        libm::log(own + others)
    }
}

pub fn output_delta<T: Real>(p: &[T], labels: &[u8], classes: usize, weight: T, delta: &mut [T]) {
    let rows = p
        .chunks_exact(classes)
        .zip(delta.chunks_exact_mut(classes))
        .zip(labels);
    for ((p, delta), &label) in rows {
        for (delta, &p) in delta.iter_mut().zip(p) {
            *delta = weight * p;
        }
        let label = usize::from(label);
        delta[label] = T::zero();
        delta[label] = -delta.iter().copied().sum::<T>();
    }
}

pub fn output_delta_tangent<T: Real>(p: &[T], classes: usize, weight: T, tangent: &mut [T]) {
    for (p, tangent) in p
        .chunks_exact(classes)
        .zip(tangent.chunks_exact_mut(classes))
    {
        let mut likeliest = 0;
        for (class, &probability) in p.iter().enumerate() {
            if probability > p[likeliest] {
                likeliest = class;
            }
        }
        let origin = tangent[likeliest];
        let mut mean = T::zero();
        for (tangent, &p) in tangent.iter_mut().zip(p) {
            *tangent -= origin;
            mean += p * *tangent;
        }
        for (tangent, &p) in tangent.iter_mut().zip(p) {
            *tangent = weight * p * (*tangent - mean);
        }
    }
}
