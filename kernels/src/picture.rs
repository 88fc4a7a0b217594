//! Pictures, pixel by pixel.

/// A place between two nodes of a line: the first of them, and how far beyond it, in [0, 1].
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The node before.
    pub node: usize,
    /// The share of the way to the next.
    pub beyond: f64,
}

/// The value at a place between two rows of nodes, `up` of the way from the first to the second.
pub fn between([lower, upper]: [&[f64]; 2], up: f64, place: Place) -> f64 {
    let line = |row: &[f64]| {
        let (left, right) = (row[place.node], row[place.node + 1]);
        left + (right - left) * place.beyond
    };
    let (low, high) = (line(lower), line(upper));
    low + (high - low) * up
}

/// Writes a row of nodes that lies between two, `up` of the way from the first to the second.
#[inline(never)]
pub fn blend([lower, upper]: [&[f64]; 2], up: f64, row: &mut [f64]) {
    for ((to, low), high) in row.iter_mut().zip(lower).zip(upper) {
        *to = low + (high - low) * up;
    }
}

/// Writes for every place of a row the step, value · `scale` rounded down and at most `last`. [`UNKNOWN`] where a node
/// is NaN.
#[inline(never)]
pub fn steps(row: &[f64], places: &[Place], scale: f64, last: u16, steps: &mut [u16]) {
    for (step, place) in steps.iter_mut().zip(places) {
        let (left, right) = (row[place.node], row[place.node + 1]);
        let value = left + (right - left) * place.beyond;
        *step = if value.is_nan() {
            UNKNOWN
        } else {
            ((value * scale) as u16).min(last)
        };
    }
}

/// The step of what is unknown.
pub const UNKNOWN: u16 = u16::MAX;

/// Makes of every tone the step of its light times the number of `tones` and itself. [`UNKNOWN`] where one of the two is.
#[inline(never)]
pub fn join(steps: &mut [u16], lights: &[u16], tones: u16) {
    for (step, &light) in steps.iter_mut().zip(lights) {
        *step = if *step == UNKNOWN || light == UNKNOWN {
            UNKNOWN
        } else {
            light * tones + *step
        };
    }
}

/// Adds every tone in a light, of which `channel` says what becomes of a red, a green or a blue.
#[inline(never)]
pub fn lit(tones: &[[u8; 3]], channel: &[u8; 256], table: &mut Vec<[u8; 3]>) {
    table.extend(
        tones
            .iter()
            .map(|tone| tone.map(|value| channel[usize::from(value)])),
    );
}

/// Writes the colour that the table has for a step into so many pixels each; what is unknown stays as it is.
#[inline(never)]
pub fn color(steps: &[u16], table: &[[u8; 3]], wide: usize, to: &mut [[u8; 3]]) {
    for (to, &step) in to.chunks_mut(wide).zip(steps) {
        if let Some(color) = table.get(usize::from(step)) {
            to.fill(*color);
        }
    }
}

/// Red, green, blue and full opacity of every pixel.
#[inline(never)]
#[must_use]
pub fn opaque(rgb: &[[u8; 3]]) -> Vec<u8> {
    let mut rgba = vec![u8::MAX; 4 * rgb.len()];
    for (to, [red, green, blue]) in rgba.as_chunks_mut().0.iter_mut().zip(rgb) {
        *to = [*red, *green, *blue, u8::MAX];
    }
    rgba
}

/// Writes the values within a cell, a square of as many places a side as there are `weights`; its rows are
/// `columns` apart in `values`. `nodes` are the 4 × 4 nodes around the cell, none of them NaN, and each of
/// `weights` those of four neighbours.
///
/// First along the rows and then across them, each time between the two nodes next to it: so neighbouring cells
/// agree on their common edge.
#[inline(never)]
pub fn splines(nodes: &[[f64; 4]; 4], weights: &[[f64; 4]], columns: usize, values: &mut [f64]) {
    for (right, across) in weights.iter().enumerate() {
        let lines = nodes.map(|line| weighted(&line, across));
        for (up, along) in weights.iter().enumerate() {
            values[up * columns + right] = weighted(&lines, along);
        }
    }
}

/// The weighted sum of four neighbours, as far as it lies between the middle two.
fn weighted(nodes: &[f64; 4], weights: &[f64; 4]) -> f64 {
    let sum: f64 = nodes.iter().zip(weights).map(|(node, w)| node * w).sum();
    let (low, high) = (nodes[1].min(nodes[2]), nodes[1].max(nodes[2]));
    sum.clamp(low, high)
}

/// A corner of a triangle on a [`Sheet`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Corner {
    /// Pixels from the left edge; NaN where the corner is unknown.
    pub x: f32,
    /// Pixels from the upper edge.
    pub y: f32,
    /// Its tone, in steps.
    pub tone: f32,
    /// Its light, in steps.
    pub light: f32,
}

/// A picture made of triangles: for every pixel its light times the number of tones and its tone, both rounded to
/// the nearest step, or [`UNKNOWN`].
#[derive(Clone, Debug)]
pub struct Sheet {
    width: usize,
    height: usize,
    tones: f32,
    steps: Vec<u16>,
}

impl Sheet {
    /// An empty sheet.
    #[must_use]
    pub fn new(width: usize, height: usize, tones: usize) -> Self {
        Self {
            width,
            height,
            tones: tones as f32,
            steps: vec![UNKNOWN; width * height],
        }
    }

    /// The pixels, row by row from the top.
    #[must_use]
    pub fn steps(&self) -> &[u16] {
        &self.steps
    }

    /// Paints two triangles over what is there; nothing if a corner is unknown.
    #[inline(never)]
    pub fn quadrangle(&mut self, [a, b, c, d]: [Corner; 4]) {
        if [a, b, c, d].iter().all(|corner| corner.x.is_finite()) {
            self.triangle([a, b, c]);
            self.triangle([a, c, d]);
        }
    }

    /// All pixels whose middles are in it, so that triangles with a common edge leave no gap and no overlap.
    fn triangle(&mut self, mut corners: [Corner; 3]) {
        corners.sort_unstable_by(|a, b| a.y.total_cmp(&b.y));
        let [top, middle, bottom] = corners;
        let (from, to) = (first(top.y, self.height), first(bottom.y, self.height));
        for row in from..to {
            let y = row as f32 + 0.5;
            let long = along(top, bottom, y);
            let short = if y < middle.y {
                along(top, middle, y)
            } else {
                along(middle, bottom, y)
            };
            let (left, right) = if long.x <= short.x {
                (long, short)
            } else {
                (short, long)
            };
            self.span(row, left, right);
        }
    }

    /// The pixels of a row between two places.
    fn span(&mut self, row: usize, left: Corner, right: Corner) {
        let (from, to) = (first(left.x, self.width), first(right.x, self.width));
        if from >= to {
            return;
        }
        let length = right.x - left.x;
        let run = |from: f32, to: f32| {
            if length > 0.0 {
                (to - from) / length
            } else {
                0.0
            }
        };
        let (tone, light) = (run(left.tone, right.tone), run(left.light, right.light));
        let line = &mut self.steps[row * self.width..][..self.width];
        for (column, step) in line.iter_mut().enumerate().take(to).skip(from) {
            let beyond = column as f32 + 0.5 - left.x;
            let tone = (left.tone + tone * beyond + 0.5).min(self.tones - 1.0);
            let light = left.light + light * beyond + 0.5;
            *step = light as u16 * self.tones as u16 + tone as u16;
        }
    }
}

/// The first of `count` pixels whose middle is not before a place; `count` if there is none.
fn first(place: f32, count: usize) -> usize {
    ((place - 0.5).ceil().max(0.0) as usize).min(count)
}

/// The place on an edge at a height between its ends.
fn along(from: Corner, to: Corner, y: f32) -> Corner {
    let height = to.y - from.y;
    let share = if height > 0.0 {
        (y - from.y) / height
    } else {
        0.0
    };
    let mix = |from: f32, to: f32| from + (to - from) * share;
    Corner {
        x: mix(from.x, to.x),
        y,
        tone: mix(from.tone, to.tone),
        light: mix(from.light, to.light),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corner(x: f32, y: f32) -> Corner {
        Corner {
            x,
            y,
            tone: 10.0 * x,
            light: y,
        }
    }

    #[test]
    fn every_step_has_its_colour_and_the_unknown_stays() {
        let table = [[1, 2, 3], [4, 5, 6], [7, 8, 9], [10, 11, 12]];
        let mut steps = [0, 1, UNKNOWN, 1];
        join(&mut steps, &[1, 0, 1, UNKNOWN], 2);
        assert_eq!(steps, [2, 1, UNKNOWN, UNKNOWN]);
        let mut to = [[99; 3]; 4];
        color(&steps, &table, 1, &mut to);
        assert_eq!(to, [table[2], table[1], [99; 3], [99; 3]]);
        let mut wide = [[99; 3]; 5];
        color(&steps, &table, 2, &mut wide);
        assert_eq!(wide, [table[2], table[2], table[1], table[1], [99; 3]]);
        assert_eq!(opaque(&to[1..3]), [4, 5, 6, 255, 99, 99, 99, 255]);
    }

    #[test]
    fn triangles_fill_what_they_cover_once_and_smoothly() {
        let mut sheet = Sheet::new(8, 6, 100);
        sheet.quadrangle([
            corner(1.0, 1.0),
            corner(7.0, 1.0),
            corner(7.0, 5.0),
            corner(1.0, 5.0),
        ]);
        for (index, &step) in sheet.steps().iter().enumerate() {
            let (x, y) = (index % 8, index / 8);
            let inside = (1..7).contains(&x) && (1..5).contains(&y);
            assert_eq!(step != UNKNOWN, inside, "{x} {y}");
            if inside {
                // Steps are rounded: half a pixel is half a light and five tones.
                let (light, tone) = (f32::from(step / 100), f32::from(step % 100));
                assert!((light - (y as f32 + 0.5)).abs() <= 0.5 + 1e-4);
                assert!((tone - 10.0 * (x as f32 + 0.5)).abs() <= 0.5 + 1e-4);
            }
        }
    }

    #[test]
    fn what_is_beyond_the_edges_or_unknown_is_left_out() {
        let mut sheet = Sheet::new(4, 4, 100);
        let unknown = corner(f32::NAN, 0.0);
        sheet.quadrangle([
            corner(0.0, 0.0),
            corner(4.0, 0.0),
            corner(4.0, 4.0),
            unknown,
        ]);
        sheet.quadrangle([
            corner(-9.0, -9.0),
            corner(-5.0, -9.0),
            corner(-5.0, -1.0),
            corner(-9.0, -1.0),
        ]);
        assert!(sheet.steps().iter().all(|&step| step == UNKNOWN));
        sheet.quadrangle([
            corner(-9.0, -9.0),
            corner(9.0, -9.0),
            corner(9.0, 9.0),
            corner(-9.0, 9.0),
        ]);
        assert!(sheet.steps().iter().all(|&step| step != UNKNOWN));
    }
}
