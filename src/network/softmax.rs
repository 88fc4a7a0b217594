//! Softmax cross-entropy.

use crate::objective::Real;

/// The summed loss and the number of correct classifications of some samples.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Tally {
    pub loss: f64,
    pub correct: usize,
}

/// Turns logits into probabilities in place and counts them; see
/// [`Kernels::softmax`](sharp_minima_kernels::Kernels::softmax).
pub(super) fn softmax<T: Real>(logits: &mut [T], labels: &[u8], classes: usize) -> Tally {
    let (loss, correct) = T::softmax(logits, labels, classes);
    Tally { loss, correct }
}
