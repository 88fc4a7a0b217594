//! The colour bar: as much room for each band, with the levels' real values.

use crate::plot::axis::number;
use crate::plot::brush::Brush;
use crate::plot::coordinates::Frame;
use crate::plot::landscape::layout::Layout;
use crate::plot::landscape::ramp::{Ramp, paint};
use crate::plot::landscape::scale::{Scale, about};
use crate::plot::landscape::{text, ticks};
use crate::plot::theme::Theme;
use plotters::style::text_anchor::HPos;

/// What stands beside the edges between the bands. The highest band has no upper end.
fn labels(scale: &Scale) -> Vec<String> {
    let levels = scale.levels();
    let mut labels: Vec<String> = levels.iter().map(|level| number(*level)).collect();
    if let Some(last) = labels.last_mut() {
        last.insert_str(0, "≥ ");
    }
    labels
}

/// The width an upright bar takes with its labels.
pub(super) fn width(brush: &dyn Brush, theme: &Theme, scale: Option<&Scale>) -> i32 {
    let words = theme.tick(HPos::Left);
    let texts = scale.map(labels).unwrap_or_default();
    let lowest = scale.map(|scale| about(scale.base()));
    let widths = texts
        .iter()
        .chain(&lowest)
        .map(|text| brush.width(text, &words));
    theme.px(41.0) + widths.max().unwrap_or(0)
}

/// Draws the bar; without a scale only its title.
pub(super) fn draw(
    brush: &dyn Brush,
    theme: &Theme,
    layout: &Layout,
    scale: Option<(&Scale, &Ramp)>,
    title: &str,
) {
    let Frame {
        left, right, top, ..
    } = layout.bar;
    let logarithmic = scale.is_some_and(|(scale, _)| scale.is_logarithmic());
    let title = &format!("{title}{}", if logarithmic { ", log scale" } else { "" });
    if layout.upright {
        let (area, _) = brush.size();
        let end = (right + scale.map_or(0, |(scale, _)| width(brush, theme, Some(scale))))
            .min(area - theme.px(2.0))
            .max(right);
        let words = theme.label(theme.ink.text, false, HPos::Right);
        text::write(brush, title, (end, top - theme.px(19.0)), &words);
    } else {
        let words = theme.label(theme.ink.text, false, HPos::Left);
        text::write(brush, title, (left, top - theme.px(12.0)), &words);
    }
    if let Some((scale, ramp)) = scale {
        bands(brush, theme, layout, ramp);
        values(brush, theme, layout, scale);
    }
}

/// The edge below part `k` of `parts` of the same size.
fn edge(layout: &Layout, k: usize, parts: usize) -> i32 {
    let Frame {
        left,
        right,
        top,
        bottom,
    } = layout.bar;
    let share = k as f64 / parts as f64;
    let (from, to) = if layout.upright {
        (bottom, top)
    } else {
        (left, right)
    };
    from + (f64::from(to - from) * share).round() as i32
}

/// Slices of a band: enough to be seen as one run of colour.
const SLICES: usize = 12;

fn bands(brush: &dyn Brush, theme: &Theme, layout: &Layout, ramp: &Ramp) {
    let Frame {
        left,
        right,
        top,
        bottom,
    } = layout.bar;
    let slices = ramp.bands() * SLICES;
    for slice in 0..slices {
        // Each up to the end, below the next: so there is no seam between two.
        let (low, high) = (edge(layout, slice, slices), edge(layout, slices, slices));
        let corners = if layout.upright {
            [(left, low), (right, low), (right, high), (left, high)]
        } else {
            [(low, top), (high, top), (high, bottom), (low, bottom)]
        };
        let bands = (slice as f64 + 0.5) / SLICES as f64;
        brush.area(&corners, paint(ramp.shade(bands)));
    }
    ticks::edge(brush, theme, layout.bar);
}

/// The values as far as there is room, from the highest down.
fn values(brush: &dyn Brush, theme: &Theme, layout: &Layout, scale: &Scale) {
    let Frame { right, bottom, .. } = layout.bar;
    let (area, _) = brush.size();
    let bands = scale.levels().len() + 1;
    let labels = [about(scale.base())].into_iter().chain(labels(scale));
    let stroke = theme.stroke(theme.axis, 1.0);
    let mut free = i32::MAX;
    let labels: Vec<String> = labels.collect();
    for (k, label) in labels.iter().enumerate().rev() {
        let at = edge(layout, k, bands);
        let words = theme.tick(if layout.upright {
            HPos::Left
        } else {
            HPos::Center
        });
        let half = if layout.upright {
            theme.px(7.0)
        } else {
            brush.width(label, &words) / 2 + theme.px(4.0)
        };
        let (place, next) = if layout.upright {
            ((right + theme.px(8.0), at), at.saturating_neg())
        } else {
            // The label of a bar's end may be wider than the margin beside it.
            let middle = at.min(area - half).max(half);
            ((middle, bottom + theme.px(13.0)), middle)
        };
        if k > 0 {
            let (from, to) = if layout.upright {
                ((right, at), (right + theme.px(4.0), at))
            } else {
                ((at, bottom), (at, bottom + theme.px(4.0)))
            };
            brush.path(&[from, to], &stroke);
        }
        if next.saturating_add(half) <= free {
            brush.words(label, place, &words);
            free = next.saturating_sub(half);
        }
    }
}
