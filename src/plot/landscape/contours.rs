//! Contour lines, by the crate `contour` (marching squares).

use crate::plot::axis::extent;
use crate::plot::landscape::field::Field;

/// A ring is left out that spans fewer nodes.
const SPECK: f64 = 2.5;

/// A line as shares of the field's width, from the left, and height, from below.
pub(super) type Trace = Vec<(f64, f64)>;

/// The lines along which a field is at each of the positions. They end at the field's edges and
/// where it is unknown.
pub(super) fn contours(field: &Field, positions: &[f64]) -> Vec<Vec<Trace>> {
    if field.columns < 2 || field.rows < 2 {
        return vec![Vec::new(); positions.len()];
    }
    let builder = contour::ContourBuilder::new(field.columns, field.rows, true);
    let lines = builder.lines(&field.values, positions).unwrap_or_default();
    let rings = lines.iter().map(|line| {
        let rings = line.geometry().0.iter();
        rings.flat_map(|ring| pieces(field, ring.0.iter().map(|point| (point.x, point.y))))
    });
    rings.map(Iterator::collect).collect()
}

/// The crate puts node k at k + ½ and closes every ring around the grid; what it adds for this is
/// left out again.
fn pieces(field: &Field, ring: impl Iterator<Item = (f64, f64)>) -> Vec<Trace> {
    let share = |at: f64, nodes: usize| (at - 0.5) / (nodes - 1) as f64;
    let inside = |share: f64| (-1e-9..=1.0 + 1e-9).contains(&share);
    let mut pieces: Vec<Trace> = vec![Vec::new()];
    for (x, y) in ring {
        let (across, up) = (share(x, field.columns), share(y, field.rows));
        if inside(across) && inside(up) {
            if let Some(piece) = pieces.last_mut() {
                piece.push((across, up));
            }
        } else {
            pieces.push(Vec::new());
        }
    }
    rejoin(&mut pieces);
    pieces.retain(|piece| piece.len() > 1 && !is_speck(field, piece));
    pieces
}

/// Whether it is a ring of few nodes: its shape is the grid's rather than the field's.
fn is_speck(field: &Field, piece: &Trace) -> bool {
    let spans_few = |of: fn(&(f64, f64)) -> f64, nodes: usize| {
        let ends = extent(piece.iter().map(of));
        ends.is_none_or(|(lower, upper)| (upper - lower) * ((nodes - 1) as f64) < SPECK)
    };
    piece.first() == piece.last()
        && spans_few(|place| place.0, field.columns)
        && spans_few(|place| place.1, field.rows)
}

/// A ring that was cut elsewhere than where it starts has its first piece after its last.
fn rejoin(pieces: &mut Vec<Trace>) {
    if pieces.len() < 2 {
        return;
    }
    let meets = match (pieces.first(), pieces.last()) {
        (Some(first), Some(last)) => first.first() == last.last() && !first.is_empty(),
        _ => false,
    };
    if meets {
        let first = pieces.remove(0);
        if let Some(last) = pieces.last_mut() {
            last.extend(first.into_iter().skip(1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(n: usize, value: impl Fn(f64, f64) -> f64) -> Field {
        let place = |k: usize| k as f64 / (n - 1) as f64;
        let nodes = (0..n).flat_map(|row| (0..n).map(move |column| (place(column), place(row))));
        Field {
            columns: n,
            rows: n,
            values: nodes.map(|(x, y)| value(x, y)).collect(),
        }
    }

    #[test]
    fn circles_have_their_radius() {
        let squared = |x: f64, y: f64| (x - 0.5).powi(2) + (y - 0.5).powi(2);
        let field = field(101, squared);
        let radii = [0.1, 0.2, 0.3, 0.45];
        let found = contours(&field, &radii.map(|r| r * r));
        for (lines, radius) in found.iter().zip(radii) {
            assert_eq!(lines.len(), 1);
            assert_eq!(lines[0].first(), lines[0].last());
            assert!(lines[0].len() > 50);
            for (x, y) in &lines[0] {
                let error = (squared(*x, *y).sqrt() - radius).abs();
                assert!(error < 2e-4, "{error} at radius {radius}");
            }
        }
    }

    #[test]
    fn a_ring_of_few_nodes_is_left_out() {
        let squared = |x: f64, y: f64| (x - 0.5).powi(2) + (y - 0.5).powi(2);
        let field = field(51, squared);
        let levels = [1.0, 3.0].map(|nodes: f64| (nodes / 50.0).powi(2));
        let found = contours(&field, &levels)
            .into_iter()
            .map(|lines| lines.len());
        assert_eq!(found.collect::<Vec<_>>(), [0, 1]);
    }

    #[test]
    fn circles_are_cut_at_the_edge_and_at_the_unknown() {
        let mut field = field(81, |x, y| (x * x + y * y).sqrt());
        let line = contours(&field, &[0.5]).remove(0);
        assert_eq!(line.len(), 1);
        let ends = [line[0][0], line[0][line[0].len() - 1]];
        for (x, y) in ends {
            assert!(x.min(y).abs() < 1e-9 && (x.max(y) - 0.5).abs() < 1e-9);
        }
        for (node, value) in field.values.iter_mut().enumerate() {
            if node % 81 < 24 {
                *value = f64::NAN;
            }
        }
        let line = contours(&field, &[0.5]).remove(0);
        assert!(
            line.iter()
                .flatten()
                .all(|(x, y)| { *x >= 0.3 - 1e-9 && (x.hypot(*y) - 0.5).abs() < 1e-3 })
        );
        assert!(contours(&field, &[]).is_empty());
    }
}
