//! Maps of cells: values over two settings that are spaced by their logarithms, a cell for each pair, side
//! by side or, in a narrow figure, one above the other.
//!
//! ```text
//! CellMaps → layout (frames) → map (colours, hatching, numbers) ← rules (powers of the abscissa)
//! ```

mod layout;
mod map;
mod rules;
mod shade;

use crate::plot::brush::Brush;
use crate::plot::measures::ChartPanel;
use crate::plot::theme::Theme;
use crate::plot::{Geometry, Picture};
use crate::settings::Regime;

/// Maps of the same columns and rows, and a chart beside them.
#[derive(Clone, Debug, PartialEq)]
pub struct CellMaps {
    /// The columns, ascending; their values are above 0.
    pub columns: Vec<Column>,
    /// The rows' values, ascending, above 0.
    pub rows: Vec<f64>,
    /// What columns and rows are, in a word.
    pub names: [&'static str; 2],
    /// The maps, from the left.
    pub maps: Vec<CellMap>,
    /// What is drawn over every map.
    pub rules: Vec<Rule>,
    /// What stands beside them.
    pub beside: Option<ChartPanel>,
}

/// A column of every map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column {
    /// Its place on the abscissa.
    pub at: f64,
    /// Whose it is, if it is SB's or LB's.
    pub regime: Option<Regime>,
}

/// One map. Its panel is named "map".
#[derive(Clone, Debug, PartialEq)]
pub struct CellMap {
    /// What it shows.
    pub title: &'static str,
    /// What stands behind the title, from the longest to the shortest: the first that fits.
    pub units: Vec<&'static str>,
    /// Which colours values have.
    pub colors: Colors,
    /// The cells, column by column, each from the lowest row.
    pub cells: Vec<Cell>,
}

/// How values become colours. Good values have the strongest ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colors {
    /// Evenly; high values are good.
    High,
    /// By their logarithms; low values are good.
    LowLog,
}

/// One cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// What can be said of its value.
    pub state: State,
    /// Its value; `None` without one.
    pub value: Option<f64>,
    /// The value in words, from the longest to the shortest: the first that fits.
    pub texts: Vec<String>,
    /// Whether a ring marks it.
    pub ring: bool,
}

/// What can be said of a cell's value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Nothing yet: the cell is empty.
    #[default]
    Unknown,
    /// It cannot be held against others: the cell is hatched and has no colour.
    Apart,
    /// It is one of those that the colours compare.
    Compared,
}

/// A power of the abscissa.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// The abscissa and the ordinate that it starts from.
    pub from: (f64, f64),
    /// Its exponent, above 0.
    pub exponent: f64,
    /// What it is.
    pub label: &'static str,
    /// Whether it is thin and dashed.
    pub thin: bool,
}

impl Picture for CellMaps {
    fn paint(&self, brush: &dyn Brush, theme: &Theme) -> Geometry {
        layout::draw(brush, theme, self)
    }
}

impl CellMaps {
    /// The cell in a column and a row of a map.
    fn cell<'a>(&self, map: &'a CellMap, column: usize, row: usize) -> Option<&'a Cell> {
        map.cells.get(column * self.rows.len() + row)
    }
}

/// The edges of cells around ascending values, one more than there are values: halfway between neighbours
/// by the logarithm, the outer ones as far away as the inner ones.
fn edges(values: &[f64]) -> Vec<f64> {
    /// Half the width of a cell without neighbours, as a factor.
    const ALONE: f64 = std::f64::consts::SQRT_2;
    let between = |pair: &[f64]| libm::sqrt(pair[0] * pair[1]);
    let inner: Vec<f64> = values.windows(2).map(between).collect();
    let (first, last) = match values {
        [] => (1.0, 10.0),
        [one] => (one / ALONE, one * ALONE),
        [first, .., last] => {
            let n = inner.len();
            (first * first / inner[0], last * last / inner[n - 1])
        }
    };
    let ends = std::iter::once(first).chain(inner);
    ends.chain([last]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_lie_halfway_by_the_logarithm() {
        let near = |found: &[f64], expected: &[f64]| {
            let off = found.iter().zip(expected).map(|(a, b)| (a / b - 1.0).abs());
            found.len() == expected.len() && off.fold(0.0, f64::max) < 1e-12
        };
        assert!(near(&edges(&[1.0, 4.0, 64.0]), &[0.5, 2.0, 16.0, 256.0]));
        assert!(near(
            &edges(&[8.0]),
            &[8.0 / 2f64.sqrt(), 8.0 * 2f64.sqrt()]
        ));
        assert_eq!(edges(&[]).len(), 2);
    }
}
