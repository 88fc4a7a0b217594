//! A surface pixel by pixel, from the back to the front: every cell in two triangles, with colour and light
//! running smoothly from corner to corner.

use crate::plot::SUBPIXELS;
use crate::plot::brush::Bitmap;
use crate::plot::coordinates::Frame;
use crate::plot::landscape::field::Field;
use crate::plot::landscape::projection::Projection;
use crate::plot::landscape::ramp::Rgb;
use crate::plot::landscape::scale::TOP;
use crate::plot::landscape::shades::Shades;
use sharp_minima_kernels::picture::{Corner, Sheet};

/// Larger pictures are left out: no screen has as many pixels.
const LARGEST: i32 = 1 << 24;

/// The picture of heights in their lights in a frame, on a ground, in squares of so many pixels a side; `None` where
/// the frame has no pixel or too many.
pub(super) fn relief(
    view: &Projection,
    [heights, lights]: [&Field; 2],
    shades: &Shades,
    frame: Frame,
    ground: Rgb,
    square: u32,
) -> Option<Bitmap> {
    let unit = SUBPIXELS.cast_signed();
    let (width, height) = (frame.width() / unit, frame.height() / unit);
    if width < 1 || height < 1 || width > LARGEST / height {
        return None;
    }
    let size = (width.unsigned_abs(), height.unsigned_abs());
    let [columns, rows] = [size.0, size.1].map(|pixels| pixels.div_ceil(square) as usize);
    let mut sheet = Sheet::new(columns, rows, shades.tones());
    let corners = corners(view, [heights, lights], shades, frame, square);
    for [row, column] in from_the_back(view, heights) {
        let at = row * heights.columns + column;
        let cell = [at, at + 1, at + heights.columns + 1, at + heights.columns];
        sheet.quadrangle(cell.map(|corner| corners[corner]));
    }
    let (wide, square) = (size.0 as usize, square as usize);
    let mut rgb = vec![ground; wide * size.1 as usize];
    let lines = rgb.chunks_mut(square * wide);
    for (lines, steps) in lines.zip(sheet.steps().chunks_exact(columns)) {
        let (first, others) = lines.split_at_mut(wide);
        shades.color(steps, square, first);
        for line in others.chunks_exact_mut(wide) {
            line.copy_from_slice(first);
        }
    }
    Some(Bitmap { size, rgb })
}

/// Every node as a corner, in squares of the frame; what is unknown has no place.
fn corners(
    view: &Projection,
    [heights, lights]: [&Field; 2],
    shades: &Shades,
    frame: Frame,
    square: u32,
) -> Vec<Corner> {
    let unit = (SUBPIXELS * square) as f32;
    let most = |steps: usize| (steps - 1) as f64;
    let nodes = heights.values.iter().zip(&lights.values).enumerate();
    nodes
        .map(|(index, (&high, &light))| {
            let (row, column) = (index / heights.columns, index % heights.columns);
            let across = column as f64 / (heights.columns - 1) as f64;
            let deep = row as f64 / (heights.rows - 1) as f64;
            let (x, y) = view.at([across, deep, if high.is_nan() { 0.0 } else { high }]);
            Corner {
                x: if high.is_nan() {
                    f32::NAN
                } else {
                    (x - frame.left) as f32 / unit
                },
                y: (y - frame.top) as f32 / unit,
                tone: (high / TOP * most(shades.tones())) as f32,
                light: (light * most(shades.lights())) as f32,
            }
        })
        .collect()
}

/// All cells, row and column of their first corners. A height field has an order in which none hides a later
/// one, without sorting.
fn from_the_back(view: &Projection, field: &Field) -> impl Iterator<Item = [usize; 2]> {
    let [far_columns, far_rows] = view.recedes();
    let [columns, rows] = [field.columns - 1, field.rows - 1];
    (0..rows).flat_map(move |row| {
        let row = if far_rows { rows - 1 - row } else { row };
        (0..columns).map(move |column| {
            let column = if far_columns {
                columns - 1 - column
            } else {
                column
            };
            [row, column]
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::landscape::Grid;
    use crate::plot::landscape::ramp::Ramp;
    use crate::plot::landscape::scale::Scale;
    use crate::plot::landscape::{Quantity, Turn};
    use crate::plot::theme::{Look, Theme};

    #[test]
    fn in_squares_it_is_the_same_picture_with_fewer_pixels() {
        let places: Vec<f64> = (0..9).map(|k| f64::from(k) / 8.0).collect();
        let row = |b: f64| places.iter().map(move |a| (5.0 * a).sin() + b * b);
        let grid = Grid {
            values: places.iter().flat_map(|&b| row(b)).collect(),
            a: places.clone(),
            b: places.clone(),
        };
        let scale = Scale::new(Quantity::Accuracy, grid.values.iter().copied()).expect("values");
        let ramp = Ramp::new(&scale, &Theme::new(&Look::still(false, 1.0)));
        let turn = Turn {
            azimuth: 32.0,
            elevation: 34.0,
        };
        let unit = SUBPIXELS.cast_signed();
        let frame = Frame::new(0, 101 * unit, 0, 80 * unit);
        let view = Projection::new(turn, frame, 1.0);
        let computed = Field::computed(&grid, &scale);
        let lights = computed.lit(|rise| view.light(rise)).refined(4);
        let fields = [&computed.refined(4), &lights];
        let [fine, coarse] = [1, 2].map(|square| {
            let picture = relief(&view, fields, &Shades::new(&ramp), frame, [255; 3], square);
            picture.expect("room")
        });
        assert_eq!((fine.size, coarse.size), ((101, 80), (101, 80)));
        let at = |picture: &Bitmap, x: usize, y: usize| picture.rgb[y * 101 + x];
        let mut apart = 0;
        for (y, x) in (0..80).flat_map(|y| (0..101).map(move |x| (y, x))) {
            assert_eq!(at(&coarse, x, y), at(&coarse, x / 2 * 2, y / 2 * 2));
            let [one, other] = [&fine, &coarse].map(|picture| at(picture, x, y));
            apart += usize::from(one[1].abs_diff(other[1]));
        }
        let mean = apart as f64 / fine.rgb.len() as f64;
        assert!(mean > 0.0 && mean < 8.0, "{mean} of 255 apart");
    }
}
