//! Pictures, pixel by pixel.

/// A place between two nodes of a line: the first of them, and how far beyond it, in [0, 1].
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The node before.
    pub node: usize,
    /// The share of the way to the next.
    pub beyond: f64,
}

/// The value at a place between two rows of nodes, `up` of the way from the first to the second.
pub fn between([lower, upper]: [&[f64]; 2], up: f64, place: Place) -> f64 {
    let line = |row: &[f64]| {
        let (left, right) = (row[place.node], row[place.node + 1]);
        left + (right - left) * place.beyond
    };
    let (low, high) = (line(lower), line(upper));
    low + (high - low) * up
}

/// Writes for every place the step, value · `scale` rounded down and at most `last`, of the value between two
/// rows of nodes, `up` of the way from the first to the second. [`UNKNOWN`] where a node is NaN.
#[inline(never)]
pub fn steps(
    [lower, upper]: [&[f64]; 2],
    up: f64,
    places: &[Place],
    scale: f64,
    last: u16,
    steps: &mut [u16],
) {
    for (step, place) in steps.iter_mut().zip(places) {
        let value = between([lower, upper], up, *place);
        *step = if value.is_nan() {
            UNKNOWN
        } else {
            ((value * scale) as u16).min(last)
        };
    }
}

/// The step of what is unknown.
pub const UNKNOWN: u16 = u16::MAX;

/// Writes the values within a cell, a square of as many places a side as there are `weights`; its rows are
/// `columns` apart in `values`. `nodes` are the 4 × 4 nodes around the cell, none of them NaN, and each of
/// `weights` those of four neighbours.
///
/// First along the rows and then across them, each time between the two nodes next to it: so neighbouring cells
/// agree on their common edge.
#[inline(never)]
pub fn splines(nodes: &[[f64; 4]; 4], weights: &[[f64; 4]], columns: usize, values: &mut [f64]) {
    for (right, across) in weights.iter().enumerate() {
        let lines = nodes.map(|line| weighted(&line, across));
        for (up, along) in weights.iter().enumerate() {
            values[up * columns + right] = weighted(&lines, along);
        }
    }
}

/// The weighted sum of four neighbours, as far as it lies between the middle two.
fn weighted(nodes: &[f64; 4], weights: &[f64; 4]) -> f64 {
    let sum: f64 = nodes.iter().zip(weights).map(|(node, w)| node * w).sum();
    let (low, high) = (nodes[1].min(nodes[2]), nodes[1].max(nodes[2]));
    sum.clamp(low, high)
}
