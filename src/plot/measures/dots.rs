//! Ratios as dots on a logarithmic axis: a row each, in groups, with the names at the left or, where that
//! leaves no room, above the row.

use crate::format::significant;
use crate::plot::axis::Axis;
use crate::plot::brush::Brush;
use crate::plot::coordinates::{Frame, Plot, Side};
use crate::plot::theme::Theme;
use crate::plot::wrap::wrapped;
use crate::plot::{Geometry, Picture};
use crate::settings::Regime;
use plotters::style::Color as _;
use plotters::style::text_anchor::HPos;

/// Below this width in CSS pixels a row's name stands above it.
const NARROW: f64 = 560.0;
/// Sizes in CSS pixels: of names, and of what is said below.
const NAME: f64 = 14.5;
const SMALL: f64 = 14.0;
/// What a group's title and a line of words take, in rows.
const TITLE: f64 = 1.15;
/// Lengths in CSS pixels: what is below the rows, a line of words, the room for ratios.
const AXIS: f64 = 46.0;
const LINE: f64 = 21.0;
const RATIO: f64 = 62.0;

/// Ratios of LB to SB.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dots {
    /// By group, with its title.
    pub groups: Vec<(&'static str, Vec<Dot>)>,
    /// Why some dots are hollow, if any are.
    pub hollow: Option<String>,
    /// What has no ratio, in words.
    pub words: Vec<String>,
}

/// One measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Dot {
    /// Its name.
    pub name: String,
    /// The mean ratio, above 0.
    pub ratio: f64,
    /// Its 95 % interval.
    pub interval: Option<[f64; 2]>,
    /// The ratio of each trial. What is not above 0 has no place.
    pub trials: Vec<f64>,
    /// Whether SB and LB can be compared by it; else it is hollow.
    pub comparable: bool,
}

/// The chart; its panel is named "measures".
impl Picture for Dots {
    fn paint(&self, brush: &dyn Brush, theme: &Theme) -> Geometry {
        let layout = Layout::new(brush, theme, self);
        let plot = Plot::new(
            brush,
            theme,
            layout.frame,
            axis(self),
            Axis::linear(0.0, 1.0),
        );
        if self.groups.is_empty() {
            plot.note("no data yet");
            return Geometry::default();
        }
        ground(&plot);
        let mut y = f64::from(layout.frame.top);
        for (title, dots) in &self.groups {
            heading(&plot, title, (y + 0.6 * layout.row * TITLE) as i32);
            y += layout.row * TITLE;
            for dot in dots {
                layout.draw(&plot, dot, y);
                y += layout.row;
            }
        }
        layout.say(&plot);
        Geometry {
            panels: vec![plot.geometry("measures")],
        }
    }
}

/// An axis that shows every trial, every interval, and 1.
fn axis(dots: &Dots) -> Axis {
    let all = dots.groups.iter().flat_map(|(_, dots)| dots);
    let values = all.flat_map(|dot| {
        let ends = dot.interval.into_iter().flatten();
        dot.trials.iter().copied().chain(ends).chain([dot.ratio])
    });
    Axis::log_over(values.chain([1.0])).unwrap_or_else(|| Axis::log(0.5, 10.0))
}

/// Where everything is.
struct Layout {
    frame: Frame,
    /// The height of a row.
    row: f64,
    narrow: bool,
    /// What stands below the axis.
    lines: Vec<String>,
}

impl Layout {
    fn new(brush: &dyn Brush, theme: &Theme, dots: &Dots) -> Self {
        let (width, height) = brush.size();
        let narrow = theme.css(width) < NARROW;
        let words = theme.sized(theme.ink.text, NAME, false, HPos::Left);
        let all = || dots.groups.iter().flat_map(|(_, dots)| dots);
        let widest = all().map(|dot| brush.width(&dot.name, &words)).max();
        let left = match narrow {
            true => theme.px(8.0),
            false => widest.unwrap_or(0) + theme.px(20.0),
        };
        let lines = dots.said(brush, theme);
        let below = theme.px(AXIS + LINE * lines.len() as f64);
        let frame = Frame::new(left, width - theme.px(RATIO), 0, height - below);
        let rows = all().count() as f64 + TITLE * dots.groups.len() as f64;
        Self {
            frame,
            row: f64::from(frame.height()) / rows.max(1.0),
            narrow,
            lines,
        }
    }

    /// A row from `top` on.
    fn draw(&self, plot: &Plot, dot: &Dot, top: f64) {
        let (brush, theme) = (plot.brush, plot.theme);
        let at = |share: f64| (top + share * self.row) as i32;
        let name = theme.sized(theme.ink.text, NAME, false, HPos::Left);
        // The line at 1 spares a name above the dots.
        let (name_at, y, line) = match self.narrow {
            true => (at(0.33), at(0.72), [at(0.52), at(0.92)]),
            false => (at(0.5), at(0.5), [at(0.0), at(1.0)]),
        };
        brush.words(&dot.name, (0, name_at), &name);
        let hue = theme.regime(Regime::Large);
        let x = |ratio: f64| plot.at(ratio, 0.0).0;
        let stroke = theme.stroke(theme.ink.line.mix(0.75), 1.25);
        brush.path(&line.map(|y| (x(1.0), y)), &stroke);
        for trial in dot
            .trials
            .iter()
            .filter(|trial| trial.is_finite() && **trial > 0.0)
        {
            brush.disc((x(*trial), y), theme.px(2.5), theme.ink.line.mix(0.4));
        }
        if let Some(ends) = dot.interval {
            let ends = ends.map(|end| (x(end), y));
            brush.path(&ends, &theme.stroke(hue.line, 1.75));
        }
        let centre = (x(dot.ratio), y);
        brush.disc(centre, theme.px(5.5), hue.line);
        if !dot.comparable {
            brush.disc(centre, theme.px(3.75), theme.ground);
        }
        let color = if dot.comparable {
            hue.text
        } else {
            theme.muted
        };
        let words = theme.sized(color, NAME, dot.comparable, HPos::Left);
        let label = format!("{} ×", significant(dot.ratio, 2));
        brush.words(&label, (self.frame.right + theme.px(10.0), y), &words);
    }

    /// What stands below the axis.
    fn say(&self, plot: &Plot) {
        let theme = plot.theme;
        let words = theme.sized(theme.muted, SMALL, false, HPos::Left);
        for (k, line) in self.lines.iter().enumerate() {
            let y = self.frame.bottom + theme.px(AXIS + LINE * (k as f64 + 0.5));
            plot.brush.words(line, (0, y), &words);
        }
    }
}

impl Dots {
    /// What stands below the axis, in lines that fit.
    fn said(&self, brush: &dyn Brush, theme: &Theme) -> Vec<String> {
        let hollow = self.hollow.as_ref();
        let hollow = hollow.map(|why| format!("Hollow: not comparable, {why}"));
        let words = theme.sized(theme.muted, SMALL, false, HPos::Left);
        let texts = hollow.iter().chain(&self.words);
        texts
            .flat_map(|text| wrapped(brush, text, &words, brush.size().0))
            .collect()
    }
}

/// The axis and what it shows.
fn ground(plot: &Plot) {
    let (theme, frame) = (plot.theme, plot.frame);
    let most = (theme.css(frame.width()) / 70.0).clamp(3.0, 8.0) as usize;
    plot.abscissa(most, "", Side::Left);
    let words = theme.sized(theme.muted, SMALL, false, HPos::Right);
    let below = (frame.right, frame.bottom + theme.px(33.0));
    plot.brush
        .words("LB is sharper by this factor", below, &words);
}

fn heading(plot: &Plot, title: &str, y: i32) {
    let words = plot
        .theme
        .sized(plot.theme.ink.text, NAME, true, HPos::Left);
    plot.brush.words(title, (0, y), &words);
}
