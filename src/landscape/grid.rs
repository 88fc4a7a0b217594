//! Values on a regular grid of a slice.

/// Values over a rectangle of a slice at equal distances. A place that is not known yet, or where
/// the loss overflowed, is NaN or infinite.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    /// First coordinates of the columns, ascending, at equal distances.
    pub a: Vec<f64>,
    /// Second coordinates of the rows, ascending, at equal distances.
    pub b: Vec<f64>,
    /// Row by row, `b.len()` × `a.len()`.
    pub values: Vec<f64>,
}

impl Grid {
    /// The value of a row and a column; NaN beyond the grid.
    #[must_use]
    pub fn at(&self, row: usize, column: usize) -> f64 {
        if column >= self.a.len() {
            return f64::NAN;
        }
        let index = row * self.a.len() + column;
        self.values.get(index).copied().unwrap_or(f64::NAN)
    }
}
