//! A surface pixel by pixel, from the back to the front: every cell in two triangles, with colour and light
//! running smoothly from corner to corner.

use crate::plot::SUBPIXELS;
use crate::plot::axis::extent;
use crate::plot::brush::{Bitmap, Pixel};
use crate::plot::coordinates::Frame;
use crate::plot::landscape::field::Field;
use crate::plot::landscape::projection::Projection;
use crate::plot::landscape::ramp::Rgb;
use crate::plot::landscape::scale::TOP;
use crate::plot::landscape::shades::Shades;
use sharp_minima_kernels::picture::{Corner, Sheet};

/// Larger pictures are left out: no screen has as many pixels.
const LARGEST: i32 = 1 << 24;

/// The picture of heights in their lights as far as it lies in a frame, on a ground, in squares of so many pixels a
/// side, and where its upper left corner is; `None` where there is nothing to be seen, or the picture is too large.
pub(super) fn relief(
    view: &Projection,
    [heights, lights]: [&Field; 2],
    shades: &Shades,
    frame: Frame,
    ground: Rgb,
    square: u32,
) -> Option<(Pixel, Bitmap)> {
    let unit = SUBPIXELS.cast_signed();
    let places = places(view, heights);
    let part = around(&places, frame)?;
    let (width, height) = (part.width() / unit, part.height() / unit);
    if width < 1 || height < 1 || width > LARGEST / height {
        return None;
    }
    let size = (width.unsigned_abs(), height.unsigned_abs());
    let [columns, rows] = [size.0, size.1].map(|pixels| pixels.div_ceil(square) as usize);
    let mut sheet = Sheet::new(columns, rows, shades.tones());
    let corners = corners(&places, [heights, lights], shades, part, square);
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
    Some(((part.left, part.top), Bitmap { size, rgb }))
}

/// Where every node is seen; `None` of what is unknown.
fn places(view: &Projection, heights: &Field) -> Vec<Option<Pixel>> {
    let nodes = heights.values.iter().enumerate();
    nodes
        .map(|(index, &high)| {
            let (row, column) = (index / heights.columns, index % heights.columns);
            let across = column as f64 / (heights.columns - 1) as f64;
            let deep = row as f64 / (heights.rows - 1) as f64;
            (!high.is_nan()).then(|| view.at([across, deep, high]))
        })
        .collect()
}

/// The frame's whole pixels around all places; `None` where none is in it.
fn around(places: &[Option<Pixel>], frame: Frame) -> Option<Frame> {
    let unit = SUBPIXELS.cast_signed();
    let ends = |along: fn(&Pixel) -> i32, from: i32, length: i32| {
        let known = places.iter().flatten();
        let (low, high) = extent(known.map(|place| f64::from(along(place))))?;
        let pixel = |place: f64| (place as i32).saturating_sub(from).div_euclid(unit);
        let [first, last] = [pixel(low).max(0), pixel(high).min(length / unit - 1)];
        (first <= last).then(|| [from + first * unit, from + (last + 1) * unit])
    };
    let [left, right] = ends(|place| place.0, frame.left, frame.width())?;
    let [top, bottom] = ends(|place| place.1, frame.top, frame.height())?;
    Some(Frame::new(left, right, top, bottom))
}

/// Every node as a corner, in squares of the part that is painted; what is unknown has no place.
fn corners(
    places: &[Option<Pixel>],
    [heights, lights]: [&Field; 2],
    shades: &Shades,
    part: Frame,
    square: u32,
) -> Vec<Corner> {
    let unit = (SUBPIXELS * square) as f32;
    let most = |steps: usize| (steps - 1) as f64;
    let nodes = places.iter().zip(heights.values.iter().zip(&lights.values));
    nodes
        .map(|(place, (&high, &light))| Corner {
            x: place.map_or(f32::NAN, |(x, _)| (x - part.left) as f32 / unit),
            y: place.map_or(f32::NAN, |(_, y)| (y - part.top) as f32 / unit),
            tone: (high / TOP * most(shades.tones())) as f32,
            light: (light * most(shades.lights())) as f32,
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
        let [(place, fine), (other, coarse)] = [1, 2].map(|square| {
            let shades = Shades::new(&ramp);
            relief(&view, fields, &shades, frame, [255; 3], square).expect("room")
        });
        assert_eq!((place, fine.size), (other, coarse.size));
        let (wide, high) = (fine.size.0 as usize, fine.size.1 as usize);
        assert!(wide <= 101 && high <= 80, "{wide} × {high}");
        let at = |picture: &Bitmap, x: usize, y: usize| picture.rgb[y * wide + x];
        let mut apart = 0;
        for (y, x) in (0..high).flat_map(|y| (0..wide).map(move |x| (y, x))) {
            assert_eq!(at(&coarse, x, y), at(&coarse, x / 2 * 2, y / 2 * 2));
            let [one, other] = [&fine, &coarse].map(|picture| at(picture, x, y));
            apart += usize::from(one[1].abs_diff(other[1]));
        }
        let mean = apart as f64 / fine.rgb.len() as f64;
        assert!(mean > 0.0 && mean < 8.0, "{mean} of 255 apart");
    }

    #[test]
    fn the_part_that_is_painted_is_the_frame_s_pixels_around_what_is_seen() {
        let unit = SUBPIXELS.cast_signed();
        let frame = Frame::new(3, 3 + 100 * unit, 5, 5 + 50 * unit);
        let place = |x: i32, y: i32| Some((3 + x, 5 + y));
        let inside = [
            place(10 * unit, 7 * unit),
            None,
            place(20 * unit + 1, 9 * unit - 1),
        ];
        let part = around(&inside, frame).map(|part| part.moved_by((-3, -5)));
        let expected = Frame::new(10 * unit, 21 * unit, 7 * unit, 9 * unit);
        assert_eq!(part, Some(expected));
        let beyond = [place(-5, -900), place(900 * unit, 49 * unit)];
        assert_eq!(around(&beyond, frame), Some(frame));
        assert_eq!(
            around(&[place(-9 * unit, 0), place(-unit, unit)], frame),
            None
        );
        assert_eq!(around(&[None], frame), None);
    }
}
