//! The starts of Metric 2.1.

use rand_chacha::ChaCha8Rng;
use sharp_minima::random::{Purpose, stream};

/// Always the same ones.
pub fn starts() -> ChaCha8Rng {
    stream(7, 0, Purpose::SharpnessStarts)
}
