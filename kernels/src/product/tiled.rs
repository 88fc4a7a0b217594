//! The products in tiles. The inner index is cut into blocks of [`DEPTH`]; within one, a panel of eight columns
//! of the right factor stays in the nearest cache while all rows of the left one pass by.

use super::panel::{four_rows, of_columns, of_rows, of_transposed};
use super::tile::{Corner, LANE, ROWS, Tile, tile};
use super::{Onto, Sizes};
use wide::f32x4;

/// Steps of the inner index whose sums stay in registers.
const DEPTH: usize = 256;
/// Columns of a panel.
const WIDTH: usize = 2 * LANE;
/// The blocks of the inner index, each with its first step and its length.
fn blocks(depth: usize) -> impl Iterator<Item = (usize, usize)> {
    let starts = (0..depth).step_by(DEPTH);
    starts.map(move |from| (from, DEPTH.min(depth - from)))
}

/// Room for a panel of whole width, and for a narrow one.
fn panels(depth: usize) -> (Vec<[f32x4; 2]>, Vec<[f32x4; 1]>) {
    (Vec::with_capacity(depth.min(DEPTH)), Vec::new())
}

/// Samples are the columns here: zᵀ is summed from W aᵀ. So what is transposed is the batch, which is mostly
/// smaller than the weights.
pub fn outputs(size: Sizes, a: &[f32], w: &[f32], onto: Onto<f32>, z: &mut [f32]) {
    let Sizes {
        rows,
        inputs,
        outputs,
    } = size;
    let (mut panel, _) = panels(inputs);
    for block in blocks(inputs) {
        let (from, depth) = block;
        let onto = onto.of_block(from);
        for sample in (0..rows).step_by(WIDTH) {
            let (a, samples) = (&a[sample * inputs + from..], rows - sample);
            of_columns(a, inputs, depth, samples, &mut panel);
            for unit in (0..outputs).step_by(ROWS) {
                let w = four_rows(w, inputs, block, unit, outputs);
                let sums: Tile<2> = tile(w, panel.iter().copied());
                let z = &mut z[sample * outputs + unit..];
                let left = [samples, outputs - unit];
                corner(z, outputs, left).write_transposed(&sums, onto.from(unit));
            }
        }
    }
}

pub fn input_gradient(size: Sizes, dz: &[f32], w: &[f32], onto: Onto<f32>, da: &mut [f32]) {
    let Sizes {
        rows,
        inputs,
        outputs,
    } = size;
    let (mut wide, mut narrow) = panels(outputs);
    for block in blocks(outputs) {
        let (from, depth) = block;
        let onto = onto.of_block(from);
        let w = &w[from * inputs..][..depth * inputs];
        for input in (0..inputs).step_by(WIDTH) {
            let (columns, onto) = (inputs - input, onto.from(input));
            let tiles = (0..rows).step_by(ROWS);
            let tiles =
                tiles.map(|sample| (sample * inputs + input, sample, [rows - sample, columns]));
            if columns > LANE {
                of_rows(w, inputs, input, &mut wide);
                for (at, sample, left) in tiles {
                    let dz = four_rows(dz, outputs, block, sample, rows);
                    let sums: Tile<2> = tile(dz, wide.iter().copied());
                    corner(&mut da[at..], inputs, left).write(&sums, onto);
                }
            } else {
                of_rows(w, inputs, input, &mut narrow);
                for (at, sample, left) in tiles {
                    let dz = four_rows(dz, outputs, block, sample, rows);
                    let sums: Tile<1> = tile(dz, narrow.iter().copied());
                    corner(&mut da[at..], inputs, left).write(&sums, onto);
                }
            }
        }
    }
}

pub fn add_weight_gradient(size: Sizes, dz: &[f32], a: &[f32], dw: &mut [f32]) {
    let Sizes {
        rows,
        inputs,
        outputs,
    } = size;
    let (mut wide, mut narrow) = panels(rows);
    let mut left_panels = Vec::with_capacity(outputs.div_ceil(ROWS) * rows.min(DEPTH));
    for (from, depth) in blocks(rows) {
        let dz = &dz[from * outputs..][..depth * outputs];
        of_transposed(dz, outputs, &mut left_panels);
        let a = &a[from * inputs..][..depth * inputs];
        for input in (0..inputs).step_by(WIDTH) {
            let columns = inputs - input;
            let tiles = (0..outputs)
                .step_by(ROWS)
                .zip(left_panels.chunks_exact(depth));
            let tiles = tiles.map(|(unit, dz)| {
                let left = [outputs - unit, columns];
                (unit * inputs + input, dz.iter().copied(), left)
            });
            if columns > LANE {
                of_rows(a, inputs, input, &mut wide);
                for (at, dz, left) in tiles {
                    let sums: Tile<2> = tile(dz, wide.iter().copied());
                    corner(&mut dw[at..], inputs, left).write(&sums, Onto::There);
                }
            } else {
                of_rows(a, inputs, input, &mut narrow);
                for (at, dz, left) in tiles {
                    let sums: Tile<1> = tile(dz, narrow.iter().copied());
                    corner(&mut dw[at..], inputs, left).write(&sums, Onto::There);
                }
            }
        }
    }
}

#[inline(always)]
fn corner(c: &mut [f32], stride: usize, left: [usize; 2]) -> Corner<'_> {
    Corner { c, stride, left }
}
