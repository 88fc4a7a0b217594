//! A minimum as a job is given it.

use sharp_minima::jobs::Kept;

/// The last vector that a training leaves.
pub fn minimum(x: Vec<f32>) -> Kept {
    Kept {
        labels: vec![0],
        vectors: vec![x],
    }
}
