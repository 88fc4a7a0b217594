//! The starts of Metric 2.1.

use sharp_minima::random::Generator;
use sharp_minima::random::{Purpose, stream};

/// Always the same ones.
pub fn starts() -> Generator {
    stream(7, 0, Purpose::SharpnessStarts)
}
