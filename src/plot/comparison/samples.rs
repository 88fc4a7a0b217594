//! Original samples in a row, and below each what augmentation makes of it.

use crate::data::Shape;
use crate::jobs::Preview;
use crate::plot::brush::{Brush, Pixel};
use crate::plot::coordinates::Frame;
use crate::plot::theme::Theme;
use crate::plot::{Geometry, Picture, SUBPIXELS};
use plotters::style::text_anchor::HPos;
use plotters::style::{Color as _, RGBAColor as Color};

/// Greys that an image is drawn in.
const GREYS: u16 = 48;

impl Picture for Preview {
    fn paint(&self, brush: &dyn Brush, theme: &Theme) -> Geometry {
        draw(brush, theme, self)
    }
}

/// There is nothing to read along axes: its numbers stand in the table.
fn draw(brush: &dyn Brush, theme: &Theme, preview: &Preview) -> Geometry {
    if preview.is_whole() {
        let grid = SampleGrid::new(brush.size(), theme, preview);
        grid.label(brush);
        for (row, batch) in grid.rows().enumerate() {
            for column in 0..preview.classes.len() {
                let frame = grid.frame(row, column);
                let sample = preview.sample(batch, column);
                match preview.shape {
                    Shape::Image { rows, columns } => {
                        grid.image(brush, frame, (rows, columns), sample);
                    }
                    Shape::Signal(_) => {
                        let original = preview.sample(&preview.originals, column);
                        grid.signal(brush, frame, row, (original, sample));
                    }
                    Shape::Point => {
                        let original = preview.sample(&preview.originals, column);
                        grid.points(brush, frame, row, (original, sample));
                    }
                }
            }
        }
    }
    Geometry::default()
}

struct SampleGrid<'a> {
    preview: &'a Preview,
    theme: &'a Theme,
    /// All cells with the space between them.
    cells: Frame,
    /// The least and the greatest number of all samples, which all cells share.
    range: (f32, f32),
}

impl<'a> SampleGrid<'a> {
    fn new((width, height): (i32, i32), theme: &'a Theme, preview: &'a Preview) -> Self {
        let batches = preview.augmented.iter().chain([&preview.originals]);
        let numbers = batches.flatten().copied();
        let start = (f32::INFINITY, f32::NEG_INFINITY);
        let range = numbers.fold(start, |(low, high), x| (low.min(x), high.max(x)));
        Self {
            preview,
            theme,
            cells: Frame::new(theme.px(78.0), width, theme.px(24.0), height),
            range,
        }
    }

    fn rows(&self) -> impl Iterator<Item = &'a Vec<f32>> {
        [&self.preview.originals]
            .into_iter()
            .chain(&self.preview.augmented)
    }

    /// The cell of a sample: row 0 are the originals, a little apart from the others.
    fn frame(&self, row: usize, column: usize) -> Frame {
        let apart = self.theme.px(14.0);
        let part = |from: i32, length: i32, at: usize, of: usize| {
            from + (f64::from(length) * at as f64 / of.max(1) as f64) as i32
        };
        let (rows, columns) = (self.preview.augmented.len() + 1, self.preview.classes.len());
        let (width, height) = (self.cells.width(), self.cells.height() - apart);
        let x = |at| part(self.cells.left, width, at, columns);
        let y = |at| part(self.cells.top, height, at, rows);
        let below = if row == 0 { 0 } else { apart };
        let gap = self.theme.px(4.0);
        Frame::new(
            x(column) + gap,
            x(column + 1) - gap,
            y(row) + below + gap,
            y(row + 1) + below - gap,
        )
    }

    /// Heads of rows and columns.
    fn label(&self, brush: &dyn Brush) {
        let theme = self.theme;
        let head = theme.label(theme.ink.text, true, HPos::Center);
        for (column, class) in self.preview.classes.iter().enumerate() {
            let frame = self.frame(0, column);
            let middle = (frame.left + frame.right) / 2;
            brush.words(&class.to_string(), (middle, theme.px(12.0)), &head);
        }
        let side = theme.label(theme.ink.text, false, HPos::Left);
        brush.words("class", (0, theme.px(12.0)), &side);
        let copies = (1..=self.preview.augmented.len()).map(|copy| format!("copy {copy}"));
        let names = [String::from("original")].into_iter().chain(copies);
        for (row, name) in names.enumerate() {
            let frame = self.frame(row, 0);
            brush.words(&name, (0, (frame.top + frame.bottom) / 2), &side);
        }
    }

    /// A number's place in the range, in [0, 1].
    fn share(&self, value: f32) -> f64 {
        let (low, high) = (f64::from(self.range.0), f64::from(self.range.1));
        if high > low {
            (f64::from(value) - low) / (high - low)
        } else {
            0.5
        }
    }

    /// A signal's line, with the original's behind it where it is another.
    fn signal(
        &self,
        brush: &dyn Brush,
        frame: Frame,
        row: usize,
        (original, sample): (&[f32], &[f32]),
    ) {
        let theme = self.theme;
        let line = |values: &[f32]| -> Vec<Pixel> {
            let last = values.len().saturating_sub(1).max(1) as f64;
            let at = |(i, &value): (usize, &f32)| {
                let x = f64::from(frame.width()) * i as f64 / last;
                let y = f64::from(frame.height()) * self.share(value);
                (frame.left + x as i32, frame.bottom - y as i32)
            };
            values.iter().enumerate().map(at).collect()
        };
        let zero = frame.bottom - (f64::from(frame.height()) * self.share(0.0)) as i32;
        let ground = theme.stroke(theme.grid, 1.0);
        brush.path(&[(frame.left, zero), (frame.right, zero)], &ground);
        if row > 0 {
            brush.path(&line(original), &theme.stroke(theme.muted.mix(0.55), 1.0));
        }
        let color = if row == 0 {
            theme.ink.line
        } else {
            theme.accuracy.line
        };
        brush.path(&line(sample), &theme.stroke(color, 1.75));
    }

    /// Points, with the originals behind them where they are others.
    fn points(
        &self,
        brush: &dyn Brush,
        frame: Frame,
        row: usize,
        (original, sample): (&[f32], &[f32]),
    ) {
        let theme = self.theme;
        let side = f64::from(frame.width().min(frame.height()));
        let (left, right) = (frame.left, frame.right);
        let middle = ((left + right) / 2, (frame.top + frame.bottom) / 2);
        let offset = |value: f32| (side * (self.share(value) - 0.5)) as i32;
        let at = |point: &[f32; 2]| (middle.0 + offset(point[0]), middle.1 - offset(point[1]));
        let dots = |points: &[f32], color: Color| {
            for point in points.as_chunks().0 {
                brush.disc(at(point), theme.px(1.6), color);
            }
        };
        let ground = theme.stroke(theme.grid, 1.0);
        let half = (0.5 * side) as i32;
        let origin = at(&[0.0; 2]);
        brush.path(
            &[(middle.0 - half, origin.1), (middle.0 + half, origin.1)],
            &ground,
        );
        brush.path(
            &[(origin.0, middle.1 - half), (origin.0, middle.1 + half)],
            &ground,
        );
        if row == 0 {
            dots(sample, theme.ink.line);
        } else {
            dots(original, theme.muted.mix(0.4));
            dots(sample, theme.accuracy.line);
        }
    }

    /// An image's pixels, as large squares as fit, runs of one grey at a time.
    fn image(
        &self,
        brush: &dyn Brush,
        frame: Frame,
        (rows, columns): (usize, usize),
        pixels: &[f32],
    ) {
        let place = Squares::new(frame, rows, columns);
        brush.area(&place.run((0, rows), (0, columns)), self.grey(0));
        for (row, line) in pixels.chunks_exact(columns.max(1)).enumerate() {
            let mut from = 0;
            let level = |value: &f32| (self.share(*value) * f64::from(GREYS)).round() as u16;
            for run in line.chunk_by(|a, b| level(a) == level(b)) {
                let to = from + run.len();
                let grey = run.first().map_or(0, level);
                if grey > 0 {
                    brush.area(&place.run((row, row + 1), (from, to)), self.grey(grey));
                }
                from = to;
            }
        }
    }

    /// From the ground, a little stained so that an image's edges are seen, to ink.
    fn grey(&self, level: u16) -> Color {
        let share = 0.06 + 0.94 * f64::from(level) / f64::from(GREYS);
        let (ink, ground) = (self.theme.ink.line, self.theme.ground);
        let mixed = |ink: u8, ground: u8| {
            (share * f64::from(ink) + (1.0 - share) * f64::from(ground)).round() as u8
        };
        Color(
            mixed(ink.0, ground.0),
            mixed(ink.1, ground.1),
            mixed(ink.2, ground.2),
            1.0,
        )
    }
}

/// Where an image's pixels are, on whole pixels of the device wherever there are enough of them: else
/// seams would show between them.
struct Squares {
    left: i32,
    top: i32,
    side: i32,
}

impl Squares {
    fn new(frame: Frame, rows: usize, columns: usize) -> Self {
        let unit = SUBPIXELS.cast_signed();
        let whole = |length: i32| {
            if length >= unit {
                length / unit * unit
            } else {
                length
            }
        };
        let fit = |length: i32, count: usize| length / (count.max(1) as i32);
        let side = whole(fit(frame.width(), columns).min(fit(frame.height(), rows))).max(1);
        let middle =
            |from: i32, to: i32, count: usize| whole((from + to - side * count as i32) / 2);
        Self {
            left: middle(frame.left, frame.right, columns),
            top: middle(frame.top, frame.bottom, rows),
            side,
        }
    }

    /// The corners of some rows' and columns' pixels.
    fn run(&self, (top, bottom): (usize, usize), (left, right): (usize, usize)) -> [Pixel; 4] {
        let x = |column: usize| self.left + self.side * column as i32;
        let y = |row: usize| self.top + self.side * row as i32;
        [
            (x(left), y(top)),
            (x(right), y(top)),
            (x(right), y(bottom)),
            (x(left), y(bottom)),
        ]
    }
}
