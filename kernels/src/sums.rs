//! Sums over samples, one a unit.

use crate::Real;

/// Rows that are summed in `T` before the sum is carried on in double precision.
const BLOCK: usize = 64;

/// Rows that are added in one pass over a block's sums, one after the other: each sum is read and written once.
const PASS: usize = 4;

/// Sums `term` over the rows, for every column: it sees the column and what the K matrices have there. A block's
/// rows are added in their order.
#[inline(always)]
fn sum_columns<T: Real, const K: usize>(
    matrices: [&[T]; K],
    block_sums: &mut [T],
    sums: &mut [f64],
    term: impl Fn(usize, [T; K]) -> T,
) {
    let width = sums.len();
    let block_sums = &mut block_sums[..width];
    sums.fill(0.0);
    let rows = matrices[0].len() / width;
    for start in (0..rows).step_by(BLOCK) {
        let end = rows.min(start + BLOCK);
        let passes = start + (end - start) / PASS * PASS;
        block_sums.fill(T::zero());
        for row in (start..passes).step_by(PASS) {
            add_rows::<T, K, PASS>(matrices, row, block_sums, &term);
        }
        for row in passes..end {
            add_rows::<T, K, 1>(matrices, row, block_sums, &term);
        }
        for (sum, part) in sums.iter_mut().zip(&*block_sums) {
            *sum += part.wide();
        }
    }
}

/// Adds the terms of so many rows from `first` on.
#[inline(always)]
fn add_rows<T: Real, const K: usize, const ROWS: usize>(
    matrices: [&[T]; K],
    first: usize,
    sums: &mut [T],
    term: impl Fn(usize, [T; K]) -> T,
) {
    let width = sums.len();
    let rows: [[&[T]; K]; ROWS] = std::array::from_fn(|row| {
        let from = (first + row) * width;
        matrices.map(|matrix| &matrix[from..][..width])
    });
    for (unit, sum) in sums.iter_mut().enumerate() {
        for row in rows {
            *sum += term(unit, row.map(|row| row[unit]));
        }
    }
}

pub fn column_sums<T: Real>(rows: &[T], block: &mut [T], sums: &mut [f64]) {
    sum_columns([rows], block, sums, |_, [value]| value);
}

pub fn column_squares<T: Real>(rows: &[T], mean: &[T], block: &mut [T], sums: &mut [f64]) {
    let mean = &mean[..sums.len()];
    sum_columns([rows], block, sums, |unit, [value]| {
        let centred = value - mean[unit];
        centred * centred
    });
}

pub fn column_products<T: Real>(a: &[T], b: &[T], block: &mut [T], sums: &mut [f64]) {
    sum_columns([a, b], block, sums, |_, [a, b]| a * b);
}

pub fn column_products_of_two<T: Real>(
    [a, b]: [&[T]; 2],
    [c, d]: [&[T]; 2],
    block: &mut [T],
    sums: &mut [f64],
) {
    sum_columns([a, b, c, d], block, sums, |_, [a, b, c, d]| a * b + c * d);
}

pub fn add_wide<T: Real>(from: &[f64], to: &mut [T]) {
    for (to, &from) in to.iter_mut().zip(from) {
        *to += T::of(from);
    }
}

pub fn scaled_into<T: Real>(from: &[f64], factor: f64, to: &mut [T]) {
    for (to, &from) in to.iter_mut().zip(from) {
        *to = T::of(factor * from);
    }
}
