//! Parts of matrices, laid out in the order in which tiles read them.

use super::tile::{LANE, ROWS, lanes};
use wide::f32x4;

/// Columns of B from the first of these numbers on: some numbers of each of its rows, `columns` apart.
/// Missing columns are zero.
#[inline(always)]
pub fn of_rows<const LANES: usize>(
    b: &[f32],
    columns: usize,
    first: usize,
    panel: &mut Vec<[f32x4; LANES]>,
) {
    panel.clear();
    let rows = b.chunks_exact(columns);
    if columns - first >= LANE * LANES {
        panel.extend(rows.map(|row| lanes(&row[first..])));
    } else {
        panel.extend(rows.map(|row| lanes(&padded::<8>(&row[first..]))));
    }
}

/// The same of Bᵀ, whose rows are given: `depth` numbers each, `stride` apart. There are so many of them, at
/// least one; missing ones repeat the last, and what they give is not used.
#[inline(always)]
pub fn of_columns<const LANES: usize>(
    b: &[f32],
    stride: usize,
    depth: usize,
    rows: usize,
    panel: &mut Vec<[f32x4; LANES]>,
) {
    panel.resize(depth, [f32x4::ZERO; LANES]);
    for lane in 0..LANES {
        let row = |row: usize| (LANE * lane + row).min(rows - 1);
        let rows: [&[f32]; LANE] = std::array::from_fn(|at| &b[row(at) * stride..][..depth]);
        let [(p, p_rest), (q, q_rest), (r, r_rest), (s, s_rest)] =
            rows.map(|row| row.as_chunks::<LANE>());
        let (to, to_rest) = panel.as_chunks_mut::<LANE>();
        for ((((to, &p), &q), &r), &s) in to.iter_mut().zip(p).zip(q).zip(r).zip(s) {
            let columns = f32x4::transpose([p, q, r, s].map(f32x4::new));
            for (to, column) in to.iter_mut().zip(columns) {
                to[lane] = column;
            }
        }
        let rests = to_rest.iter_mut().zip(p_rest).zip(q_rest);
        for ((((to, &p), &q), &r), &s) in rests.zip(r_rest).zip(s_rest) {
            to[lane] = f32x4::new([p, q, r, s]);
        }
    }
}

/// All of Aᵀ, of which the rows are given, `columns` numbers each: four columns at a time, one row of four
/// numbers after the other. Missing columns are zero.
pub fn of_transposed(a: &[f32], columns: usize, panels: &mut Vec<[f32; ROWS]>) {
    panels.clear();
    for first in (0..columns).step_by(ROWS) {
        let rows = a.chunks_exact(columns);
        if columns - first >= ROWS {
            panels.extend(rows.map(|row| row[first..].as_chunks().0[0]));
        } else {
            panels.extend(rows.map(|row| padded(&row[first..])));
        }
    }
}

/// Four rows of A from `first` on, a column at a time: `depth` numbers from `from` on. There are so many `rows`;
/// missing ones repeat the last, and what they give is not used.
#[inline(always)]
pub fn four_rows(
    a: &[f32],
    stride: usize,
    (from, depth): (usize, usize),
    first: usize,
    rows: usize,
) -> impl Iterator<Item = [f32; ROWS]> {
    let row = |at: usize| &a[(first + at).min(rows - 1) * stride + from..][..depth];
    let columns = row(0).iter().zip(row(1)).zip(row(2)).zip(row(3));
    columns.map(|(((&p, &q), &r), &s)| [p, q, r, s])
}

/// These numbers, and zeros behind them.
#[inline(always)]
fn padded<const N: usize>(from: &[f32]) -> [f32; N] {
    let mut numbers = [0.0; N];
    for (number, &from) in numbers.iter_mut().zip(from) {
        *number = from;
    }
    numbers
}
