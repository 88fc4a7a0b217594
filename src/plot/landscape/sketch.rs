//! The paper's figure 1, to be shifted by hand.

use crate::format::fixed;
use crate::landscape::sketch::{LARGEST_SHIFT, RANGE, gaps, minima, value};
use crate::plot::Geometry;
use crate::plot::axis::Axis;
use crate::plot::brush::{Brush, Pixel};
use crate::plot::coordinates::{Frame, Plot};
use crate::plot::labels::beside;
use crate::plot::landscape::text;
use crate::plot::theme::Theme;
use crate::settings::Regime;
use plotters::style::text_anchor::HPos;

/// The ordinate reaches a little above where the function levels off.
const HIGHEST: f64 = 1.12;
/// Places a line is drawn through.
const POINTS: i32 = 400;

/// The paper's figure 1 with its testing function shifted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sketch {
    /// By how much, in [−[`LARGEST_SHIFT`], [`LARGEST_SHIFT`]].
    pub shift: f64,
}

impl Default for Sketch {
    fn default() -> Self {
        Self { shift: 0.2 }
    }
}

impl Sketch {
    /// The sketch with the nearest shift that is allowed; what is no number counts as none.
    #[must_use]
    pub fn new(shift: f64) -> Self {
        let shift = if shift.is_nan() { 0.0 } else { shift };
        Self {
            shift: shift.clamp(-LARGEST_SHIFT, LARGEST_SHIFT),
        }
    }
}

pub(super) fn draw(brush: &dyn Brush, theme: &Theme, sketch: &Sketch) -> Geometry {
    let (width, height) = brush.size();
    let frame = Frame::new(
        theme.px(4.0),
        width - theme.px(4.0),
        theme.px(6.0),
        height - theme.px(40.0),
    );
    let x = Axis::linear(RANGE[0], RANGE[1]);
    let plot = Plot::new(brush, theme, frame, x, Axis::linear(0.0, HIGHEST));
    let Frame {
        left,
        right,
        bottom,
        ..
    } = frame;
    brush.path(
        &[(left, bottom), (right, bottom)],
        &theme.stroke(theme.axis, 1.0),
    );
    let shift = Sketch::new(sketch.shift).shift;
    let training = line(&plot, 0.0);
    let testing = line(&plot, shift);
    brush.path(&testing, &theme.data(theme.muted, true));
    brush.path(&training, &theme.data(theme.ink.line, false));
    let taken = gap_marks(&plot, shift);
    name_lines(&plot, &training, &testing, taken);
    Geometry {
        panels: vec![plot.geometry("sketch")],
    }
}

/// The function, shifted.
fn line(plot: &Plot, shift: f64) -> Vec<Pixel> {
    let places = (0..=POINTS).map(|k| {
        let share = f64::from(k) / f64::from(POINTS);
        RANGE[0] + share * (RANGE[1] - RANGE[0])
    });
    places.map(|x| plot.at(x, value(x - shift))).collect()
}

/// At each minimum a mark on the training function, a bracket up to the testing function, and the
/// gap in numbers below; gives what is taken by the brackets.
fn gap_marks(plot: &Plot, shift: f64) -> Vec<Frame> {
    let theme = plot.theme;
    let kinds = [
        (Regime::Small, "flat minimum"),
        (Regime::Large, "sharp minimum"),
    ];
    let mut taken = Vec::new();
    for (((regime, name), x), gap) in kinds.into_iter().zip(minima()).zip(gaps(shift)) {
        let hue = theme.regime(regime);
        let (foot, head) = (plot.at(x, value(x)), plot.at(x, value(x) + gap));
        let stroke = theme.stroke(hue.line, 2.0);
        plot.brush.path(&[foot, head], &stroke);
        let cap = theme.px(6.0);
        plot.brush
            .path(&[(head.0 - cap, head.1), (head.0 + cap, head.1)], &stroke);
        plot.mark(regime, foot, 6.0, theme.ground);
        plot.mark(regime, foot, 4.5, hue.line);
        let hair = [
            (foot.0, foot.1 + theme.px(8.0)),
            (foot.0, plot.frame.bottom),
        ];
        plot.brush.path(&hair, &theme.stroke(theme.grid, 1.0));
        let below = plot.frame.bottom + theme.px(14.0);
        let words = theme.tick(HPos::Center);
        text::write(plot.brush, name, (foot.0, below), &words);
        let words = theme.label(hue.text, true, HPos::Center);
        let gap = format!("gap {}", fixed(gap, 2));
        plot.brush
            .words(&gap, (foot.0, below + theme.px(17.0)), &words);
        taken.push(Frame::new(foot.0 - cap, foot.0 + cap, head.1, foot.1));
    }
    taken
}

fn name_lines(plot: &Plot, training: &[Pixel], testing: &[Pixel], mut taken: Vec<Frame>) {
    let theme = plot.theme;
    for (name, line, other, color) in [
        ("training function", training, testing, theme.ink.text),
        ("testing function", testing, training, theme.muted),
    ] {
        let words = theme.label(color, false, HPos::Center);
        let size = (
            plot.brush.width(name, &words) + theme.px(10.0),
            theme.px(21.0),
        );
        if let Some((x, y)) = beside(line, &[other.to_vec()], &taken, size, plot.frame) {
            plot.brush.words(name, (x, y), &words);
            let (across, down) = (size.0 / 2, size.1 / 2);
            taken.push(Frame::new(x - across, x + across, y - down, y + down));
        }
    }
}
