//! A grid's values as positions on the scale, smooth between the computed places.

use crate::landscape::Grid;
use crate::plot::landscape::scale::Scale;

pub(super) use sharp_minima_kernels::picture::Place;
use sharp_minima_kernels::picture::{between, splines};

/// Positions on a scale at the nodes of a regular grid that covers the same rectangle as the
/// computed one. What is unknown is NaN.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Field {
    /// Nodes of a row; none where the grid has no cell.
    pub columns: usize,
    /// Number of rows, the lowest first.
    pub rows: usize,
    /// Row by row.
    pub values: Vec<f64>,
}

impl Field {
    /// The computed places alone.
    pub fn computed(grid: &Grid, scale: &Scale) -> Self {
        if grid.a.len() < 2 || grid.b.len() < 2 {
            return Self {
                columns: 0,
                rows: 0,
                values: Vec::new(),
            };
        }
        let rows = 0..grid.b.len();
        let values = rows.flat_map(|row| (0..grid.a.len()).map(move |column| grid.at(row, column)));
        Self {
            columns: grid.a.len(),
            rows: grid.b.len(),
            values: values.map(|value| scale.position(value)).collect(),
        }
    }

    /// The light on every node, from 0 to 1, by its slopes: the rise over the whole width and over the whole
    /// height. Between the nodes it is as smooth as the field, so that no facet shows.
    pub fn lit(&self, light: impl Fn([f64; 2]) -> f64) -> Self {
        let nodes =
            (0..self.rows).flat_map(|row| (0..self.columns).map(move |column| (row, column)));
        let values = nodes.map(|(row, column)| {
            let at = |row, column| self.node(row, column);
            let here = self.values[row * self.columns + column];
            let across = slope(
                at(Some(row), column.checked_sub(1)),
                here,
                at(Some(row), Some(column + 1)),
            );
            let up = slope(
                at(row.checked_sub(1), Some(column)),
                here,
                at(Some(row + 1), Some(column)),
            );
            light([
                across * (self.columns - 1) as f64,
                up * (self.rows - 1) as f64,
            ])
        });
        Self {
            columns: self.columns,
            rows: self.rows,
            values: values.collect(),
        }
    }

    /// Divides every cell into `refine`² by Catmull and Rom's splines through the nodes. Within a cell no value
    /// is below or above those at its corners, so that the picture has no minimum that was not computed. A cell
    /// with an unknown corner is unknown.
    pub fn refined(&self, refine: usize) -> Self {
        if self.columns < 2 || self.rows < 2 || refine < 2 {
            return self.clone();
        }
        let (columns, rows) = (
            (self.columns - 1) * refine + 1,
            (self.rows - 1) * refine + 1,
        );
        let weights: Vec<[f64; 4]> = (0..=refine)
            .map(|step| weights(step as f64 / refine as f64))
            .collect();
        let mut values = vec![f64::NAN; columns * rows];
        for row in 0..self.rows - 1 {
            for column in 0..self.columns - 1 {
                let Some(patch) = self.patch(row, column) else {
                    continue;
                };
                let start = row * refine * columns + column * refine;
                splines(&patch, &weights, columns, &mut values[start..]);
            }
        }
        self.keep_nodes(&mut values, columns, refine);
        Self {
            columns,
            rows,
            values,
        }
    }

    /// The field at every second node, of an odd number of columns and rows.
    pub fn every_second(&self) -> Self {
        let rows = self.values.chunks_exact(self.columns.max(1)).step_by(2);
        Self {
            columns: self.columns.div_ceil(2),
            rows: self.rows.div_ceil(2),
            values: rows
                .flat_map(|row| row.iter().step_by(2))
                .copied()
                .collect(),
        }
    }

    /// Computed places keep their values to the last bit, also where no cell around is known.
    fn keep_nodes(&self, values: &mut [f64], columns: usize, refine: usize) {
        for row in 0..self.rows {
            for column in 0..self.columns {
                let fine = row * refine * columns + column * refine;
                values[fine] = self.values[row * self.columns + column];
            }
        }
    }

    /// The 4 × 4 nodes around a cell; those beyond the edge or unknown are on straight lines.
    fn patch(&self, row: usize, column: usize) -> Option<[[f64; 4]; 4]> {
        let mut nodes = [[f64::NAN; 4]; 4];
        for (j, line) in nodes.iter_mut().enumerate() {
            for (i, node) in line.iter_mut().enumerate() {
                *node = self.node((row + j).checked_sub(1), (column + i).checked_sub(1));
            }
        }
        let corners = [nodes[1][1], nodes[1][2], nodes[2][1], nodes[2][2]];
        if corners.iter().any(|corner| corner.is_nan()) {
            return None;
        }
        for line in &mut nodes[1..3] {
            line[0] = or(line[0], 2.0 * line[1] - line[2]);
            line[3] = or(line[3], 2.0 * line[2] - line[1]);
        }
        let [below, lower, upper, above] = &mut nodes;
        for (((below, lower), upper), above) in below.iter_mut().zip(lower).zip(upper).zip(above) {
            *below = or(*below, 2.0 * *lower - *upper);
            *above = or(*above, 2.0 * *upper - *lower);
        }
        Some(nodes)
    }

    fn node(&self, row: Option<usize>, column: Option<usize>) -> f64 {
        match (row, column) {
            (Some(row), Some(column)) if row < self.rows && column < self.columns => {
                self.values[row * self.columns + column]
            }
            _ => f64::NAN,
        }
    }

    /// Whether there is anything to draw.
    pub fn is_empty(&self) -> bool {
        self.values.iter().all(|value| value.is_nan())
    }

    /// The position at shares of the width, from the left, and of the height, from below; linear
    /// between the nodes and NaN beyond them.
    pub fn at(&self, across: f64, up: f64) -> f64 {
        match (
            between_nodes(across, self.columns),
            between_nodes(up, self.rows),
        ) {
            (Some(column), Some(row)) => between(self.lines(row), row.beyond, column),
            _ => f64::NAN,
        }
    }

    /// The rows of nodes below and above a place.
    pub fn lines(&self, row: Place) -> [&[f64]; 2] {
        [row.node, row.node + 1].map(|row| &self.values[row * self.columns..][..self.columns])
    }
}

/// The place at a share of a line of that many nodes.
pub(super) fn between_nodes(share: f64, nodes: usize) -> Option<Place> {
    if nodes < 2 || !(0.0..=1.0).contains(&share) {
        return None;
    }
    let at = share * (nodes - 1) as f64;
    let node = (at as usize).min(nodes - 2);
    Some(Place {
        node,
        beyond: at - node as f64,
    })
}

/// Catmull and Rom's weights of four neighbours at a share between the middle two.
fn weights(t: f64) -> [f64; 4] {
    let (t2, t3) = (t * t, t * t * t);
    [
        0.5 * (-t3 + 2.0 * t2 - t),
        0.5 * (3.0 * t3 - 5.0 * t2 + 2.0),
        0.5 * (-3.0 * t3 + 4.0 * t2 + t),
        0.5 * (t3 - t2),
    ]
}

/// The rise from one node to the next, by those on both sides as far as they are known.
fn slope(before: f64, here: f64, behind: f64) -> f64 {
    match (before.is_nan(), behind.is_nan()) {
        (false, false) => 0.5 * (behind - before),
        (true, false) => behind - here,
        (false, true) => here - before,
        (true, true) => 0.0,
    }
}

fn or(value: f64, other: f64) -> f64 {
    if value.is_nan() { other } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::landscape::Quantity;

    fn grid(n: usize, value: impl Fn(f64, f64) -> f64) -> Grid {
        let places: Vec<f64> = (0..n).map(|k| k as f64 / (n - 1) as f64).collect();
        let values = places
            .iter()
            .flat_map(|b| places.iter().map(|a| value(*a, *b)));
        Grid {
            values: values.collect(),
            a: places.clone(),
            b: places.clone(),
        }
    }

    fn scale(grid: &Grid) -> Scale {
        Scale::new(Quantity::Accuracy, grid.values.iter().copied()).expect("values")
    }

    #[test]
    fn it_passes_through_the_computed_places_and_stays_between_them() {
        let grid = grid(9, |a, b| (7.0 * a).sin() * (5.0 * b).cos() + a);
        let scale = scale(&grid);
        let field = Field::computed(&grid, &scale).refined(5);
        assert_eq!((field.columns, field.rows), (41, 41));
        for row in 0..8 {
            for column in 0..8 {
                let corners = [(0, 0), (0, 1), (1, 0), (1, 1)]
                    .map(|(j, i)| scale.position(grid.at(row + j, column + i)));
                assert_eq!(field.values[row * 5 * 41 + column * 5], corners[0]);
                let lowest = corners.into_iter().fold(f64::INFINITY, f64::min);
                let highest = corners.into_iter().fold(f64::NEG_INFINITY, f64::max);
                for fine in 0..36 {
                    let at = (row * 5 + fine / 6) * 41 + column * 5 + fine % 6;
                    let value = field.values[at];
                    assert!((lowest..=highest).contains(&value));
                }
            }
        }
    }

    #[test]
    fn every_second_node_of_the_finer_field_is_the_coarser_one() {
        let grid = grid(7, |a, b| (5.0 * a).sin() + b * b);
        let computed = Field::computed(&grid, &scale(&grid));
        assert_eq!(computed.refined(4).every_second(), computed.refined(2));
    }

    #[test]
    fn planes_are_reproduced() {
        let grid = grid(6, |a, b| 2.0 * a + b);
        let field = Field::computed(&grid, &scale(&grid)).refined(4);
        for (across, up) in [(0.0, 0.0), (0.33, 0.71), (1.0, 0.5), (1.0, 1.0)] {
            let expected = (2.0 * across + up) / 3.0;
            assert!((field.at(across, up) - expected).abs() < 1e-12);
        }
        assert!(field.at(1.01, 0.5).is_nan() && field.at(f64::NAN, 0.5).is_nan());
    }

    #[test]
    fn the_unknown_stays_unknown() {
        let mut grid = grid(6, |a, b| a + b);
        grid.values[2 * 6 + 3] = f64::NAN;
        let field = Field::computed(&grid, &scale(&grid)).refined(4);
        assert!(field.at(0.55, 0.45).is_nan() && field.at(0.65, 0.35).is_nan());
        assert!((field.at(0.15, 0.15) - 0.15).abs() < 1e-12);
        let one = Grid {
            a: vec![0.0],
            b: vec![0.0],
            values: vec![1.0],
        };
        assert!(Field::computed(&one, &scale(&one)).refined(4).is_empty());
    }
}
