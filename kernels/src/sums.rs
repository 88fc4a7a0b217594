//! Sums over samples, one a unit.

use crate::Real;

/// Rows that are summed in `T` before the sum is carried on in double precision.
const BLOCK: usize = 64;

/// Sums every column of `rows` after `add_row`, which sees a row with its index and adds its terms to the
/// block's sums.
fn sum_columns<T: Real>(
    rows: &[T],
    block_sums: &mut [T],
    sums: &mut [f64],
    mut add_row: impl FnMut(&[T], &mut [T], usize),
) {
    let width = sums.len();
    let block_sums = &mut block_sums[..width];
    sums.fill(0.0);
    for (block, rows) in rows.chunks(BLOCK * width).enumerate() {
        block_sums.fill(T::zero());
        for (offset, row) in rows.chunks_exact(width).enumerate() {
            add_row(row, block_sums, block * BLOCK + offset);
        }
        carry(block_sums, sums);
    }
}

pub fn column_sums<T: Real>(rows: &[T], block: &mut [T], sums: &mut [f64]) {
    sum_columns(rows, block, sums, |row, sums, _| {
        for (sum, &value) in sums.iter_mut().zip(row) {
            *sum += value;
        }
    });
}

pub fn column_squares<T: Real>(rows: &[T], mean: &[T], block: &mut [T], sums: &mut [f64]) {
    sum_columns(rows, block, sums, |row, sums, _| {
        for ((sum, &z), &mean) in sums.iter_mut().zip(row).zip(mean) {
            let centred = z - mean;
            *sum += centred * centred;
        }
    });
}

pub fn column_products_and_sums<T: Real>(
    rows: &[T],
    others: &[T],
    [product_block, sum_block]: [&mut [T]; 2],
    products: &mut [f64],
    sums: &mut [f64],
) {
    let width = sums.len();
    let (product_block, sum_block) = (&mut product_block[..width], &mut sum_block[..width]);
    products.fill(0.0);
    sums.fill(0.0);
    let blocks = rows.chunks(BLOCK * width);
    for (rows, others) in blocks.zip(others.chunks(BLOCK * width)) {
        product_block.fill(T::zero());
        sum_block.fill(T::zero());
        for (row, others) in rows.chunks_exact(width).zip(others.chunks_exact(width)) {
            let blocks = product_block.iter_mut().zip(sum_block.iter_mut());
            for ((product, sum), (&one, &other)) in blocks.zip(row.iter().zip(others)) {
                *product += one * other;
                *sum += one;
            }
        }
        carry(product_block, products);
        carry(sum_block, sums);
    }
}

/// Adds a block's sums to those in double precision.
fn carry<T: Real>(block: &[T], sums: &mut [f64]) {
    for (sum, part) in sums.iter_mut().zip(block) {
        *sum += part.wide();
    }
}

pub fn column_products_of_two<T: Real>(
    [a, b]: [&[T]; 2],
    [c, d]: [&[T]; 2],
    block: &mut [T],
    sums: &mut [f64],
) {
    let width = sums.len();
    sum_columns(a, block, sums, |row, sums, at| {
        let span = at * width..(at + 1) * width;
        let own = row.iter().zip(&b[span.clone()]);
        let other = c[span.clone()].iter().zip(&d[span]);
        for ((sum, (&a, &b)), (&c, &d)) in sums.iter_mut().zip(own).zip(other) {
            *sum += a * b + c * d;
        }
    });
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
