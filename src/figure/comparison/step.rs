//! A small drawing of what a strategy does to a step: the contours of a quadratic, the plain step in
//! grey, the strategy's in ink.

use super::steps::{CURVATURE, Point, START, Trace, Weight, trace};
use crate::experiment::Regime;
use crate::figure::brush::{Brush, Pixel, Stroke};
use crate::figure::plot::Frame;
use crate::figure::theme::Theme;
use crate::figure::{Geometry, PanelGeometry};
use crate::strategy::{Scaling, Strategy};
use plotters::style::{Color as _, RGBAColor as Color};

/// The plane that is shown: left, right, bottom, top.
const PLANE: [f64; 4] = [-3.5, 1.6, -1.25, 1.8];
/// Losses of the contours.
const LEVELS: [f64; 5] = [0.1, 0.45, 1.1, 2.0, 3.2];
/// Corners of an ellipse.
const CORNERS: usize = 180;

/// What a strategy does to a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Many short noisy steps.
    Small,
    /// One long step.
    Large,
    /// The mean over changed samples, noisy weights or parts of the batch.
    Samples,
    /// Several steps on one batch.
    Inner {
        /// Whether they are drawn back to where they began.
        proximal: bool,
    },
    /// Ascent, and its gradient taken from where it began.
    Climb,
    /// Half a step on the risk of adversarial samples.
    Adversarial,
    /// A longer step.
    Rate,
    /// More steps.
    Longer,
    /// Steps of SB, then of LB.
    Warm,
    /// Steps that become less noisy.
    Growing,
    /// The mean of iterates.
    Average,
}

impl Step {
    /// What is drawn of a strategy; of a combined one its first part.
    pub fn of(strategy: &Strategy, regime: Regime) -> Self {
        let rated = strategy.rate.scaling != Scaling::Constant || strategy.rate.factor != 1.0;
        if let Some(conservative) = strategy.conservative {
            let proximal = conservative.lambda > 0.0;
            return Self::Inner { proximal };
        }
        let pieces = [
            (strategy.robust.is_some(), Self::Climb),
            (strategy.adversarial.is_some(), Self::Adversarial),
            (strategy.augmentation.is_some(), Self::Samples),
            (strategy.stability.is_some(), Self::Samples),
            (strategy.ghost.is_some(), Self::Samples),
            (strategy.weight_noise > 0.0, Self::Samples),
            (strategy.warm_start > 0, Self::Warm),
            (strategy.growing.is_some(), Self::Growing),
            (strategy.averaging.is_some(), Self::Average),
            (rated, Self::Rate),
            (strategy.longer > 1.0, Self::Longer),
            (regime == Regime::Small, Self::Small),
        ];
        let first = pieces.into_iter().find(|(there, _)| *there);
        first.map_or(Self::Large, |(_, step)| step)
    }

    /// The drawing in words.
    pub fn alternative(self) -> &'static str {
        match self {
            Self::Small => "Several short steps find their noisy way down the contours.",
            Self::Large => "One step straight down the contours.",
            Self::Samples => {
                "Four thin steps of different risks fan out; their mean is the step taken."
            }
            Self::Inner { proximal: true } => {
                "Three steps on one batch, each drawn back towards where they began; a circle shows how far they come."
            }
            Self::Inner { proximal: false } => "Three steps on one batch, one after the other.",
            Self::Climb => {
                "A dashed way up to the edge of a circle; the gradient found there is taken from where the way began."
            }
            Self::Adversarial => {
                "A second, dashed risk of changed samples; the step is the mean of both risks’ steps."
            }
            Self::Rate => "A longer step in the plain one’s direction.",
            Self::Longer => "Three steps instead of one.",
            Self::Warm => "Four short noisy steps, then two long ones.",
            Self::Growing => "Four steps, noisy at first and smooth at last.",
            Self::Average => "Steps zigzag across the valley; the mean of their ends lies in it.",
        }
    }
}

pub(super) fn draw(brush: &dyn Brush, theme: &Theme, step: &Step) -> Geometry {
    let (width, height) = brush.size();
    let view = View::new(width, height);
    let trace = trace(*step);
    contours(brush, theme, &view, (0.0, 0.0), None);
    if let Some(centre) = trace.second {
        contours(
            brush,
            theme,
            &view,
            centre,
            Some((theme.px(3.0), theme.px(3.0))),
        );
    }
    brush.disc(view.at((0.0, 0.0)), theme.px(2.0), theme.muted);
    arrows(brush, theme, &view, &trace);
    brush.disc(view.at(START), theme.px(3.0), theme.ink.line);
    if let Some(dot) = trace.dot {
        brush.disc(view.at(dot), theme.px(4.0), theme.ink.line);
    }
    Geometry {
        panels: vec![view.geometry()],
    }
}

/// The plane in the drawing, as long in both directions.
struct View {
    frame: Frame,
    scale: f64,
}

impl View {
    fn new(width: i32, height: i32) -> Self {
        let [left, right, bottom, top] = PLANE;
        let across = f64::from(width) / (right - left);
        let down = f64::from(height) / (top - bottom);
        Self {
            frame: Frame::new(0, width, 0, height),
            scale: across.min(down),
        }
    }

    fn at(&self, (x, y): Point) -> Pixel {
        let [left, right, bottom, top] = PLANE;
        let (x, y) = (x - 0.5 * (left + right), y - 0.5 * (bottom + top));
        let pixel = |middle: i32, offset: f64| middle + (self.scale * offset).round() as i32;
        (
            pixel(self.frame.width() / 2, x),
            pixel(self.frame.height() / 2, -y),
        )
    }

    fn geometry(&self) -> PanelGeometry {
        let [left, right, bottom, top] = PLANE;
        PanelGeometry {
            x: [self.frame.left, self.frame.right].map(f64::from),
            y: [self.frame.top, self.frame.bottom].map(f64::from),
            x_range: [left, right],
            y_range: [bottom, top],
            x_log: false,
            y_log: false,
            name: "sketch",
        }
    }
}

fn ellipse(view: &View, centre: Point, axes: Point) -> Vec<Pixel> {
    let corner = |k: usize| {
        let angle = 2.0 * std::f64::consts::PI * k as f64 / CORNERS as f64;
        view.at((
            centre.0 + axes.0 * libm::cos(angle),
            centre.1 + axes.1 * libm::sin(angle),
        ))
    };
    (0..=CORNERS).map(corner).collect()
}

fn contours(
    brush: &dyn Brush,
    theme: &Theme,
    view: &View,
    centre: Point,
    dash: Option<(i32, i32)>,
) {
    for level in LEVELS {
        let axis = |curvature: f64| libm::sqrt(2.0 * level / curvature);
        let axes = (axis(CURVATURE.0), axis(CURVATURE.1));
        let stroke = Stroke {
            dash,
            ..theme.stroke(theme.axis.mix(0.6), 1.0)
        };
        for piece in inside(&ellipse(view, centre, axes), view.frame) {
            brush.path(&piece, &stroke);
        }
    }
}

/// The parts of a line within a frame, at its corners.
fn inside(line: &[Pixel], frame: Frame) -> Vec<Vec<Pixel>> {
    let within = |(x, y): &Pixel| {
        (frame.left..=frame.right).contains(x) && (frame.top..=frame.bottom).contains(y)
    };
    let runs = line.chunk_by(|a, b| within(a) == within(b));
    let runs = runs.filter(|run| run.len() > 1 && run.iter().all(within));
    runs.map(<[Pixel]>::to_vec).collect()
}

fn arrows(brush: &dyn Brush, theme: &Theme, view: &View, trace: &Trace) {
    if let Some((centre, radius)) = trace.ring {
        let stroke = Stroke {
            dash: Some((theme.px(2.0), theme.px(3.0))),
            ..theme.stroke(theme.ink.line.mix(0.6), 1.0)
        };
        let ring = ellipse(view, centre, (radius, radius));
        for piece in inside(&ring, view.frame) {
            brush.path(&piece, &stroke);
        }
    }
    for &(from, to, weight) in &trace.arrows {
        let (color, width, dash) = match weight {
            Weight::Plain => (theme.muted.mix(0.55), 3.0, None),
            Weight::Ink => (theme.ink.line.to_rgba(), 2.0, None),
            Weight::Thin => (theme.ink.line.mix(0.45), 1.0, None),
            Weight::Tried => (
                theme.ink.line.mix(0.8),
                1.25,
                Some((theme.px(3.0), theme.px(3.0))),
            ),
        };
        let stroke = Stroke {
            dash,
            ..theme.stroke(color, width)
        };
        arrow(brush, theme, [view.at(from), view.at(to)], &stroke, color);
    }
}

/// A line with a filled head.
fn arrow(brush: &dyn Brush, theme: &Theme, [from, to]: [Pixel; 2], stroke: &Stroke, color: Color) {
    let (dx, dy) = (f64::from(to.0 - from.0), f64::from(to.1 - from.1));
    let length = libm::hypot(dx, dy);
    if length < 1.0 {
        return;
    }
    let long = f64::from(theme.px(6.0)).min(0.6 * length);
    let half = 0.45 * long;
    let (ux, uy) = (dx / length, dy / length);
    let corner = |back: f64, aside: f64| {
        (
            to.0 + (-back * ux - aside * uy).round() as i32,
            to.1 + (-back * uy + aside * ux).round() as i32,
        )
    };
    brush.path(&[from, corner(0.7 * long, 0.0)], stroke);
    brush.area(&[to, corner(long, half), corner(long, -half)], color);
}
