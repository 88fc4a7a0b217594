//! The frame of a map: its edge, its ticks and the names of its axes.

use crate::landscape::Grid;
use crate::plot::axis::number;
use crate::plot::brush::Brush;
use crate::plot::coordinates::Frame;
use crate::plot::landscape::layout::{LINE, axis};
use crate::plot::landscape::text;
use crate::plot::theme::Theme;
use plotters::style::text_anchor::HPos;

/// Draws the edge, the ticks outside it, and the names: the abscissa's below its right end, the
/// ordinate's above its upper end.
pub(super) fn draw(
    brush: &dyn Brush,
    theme: &Theme,
    frame: Frame,
    grid: &Grid,
    names: &[Vec<String>; 2],
) {
    edge(brush, theme, frame);
    abscissa(brush, theme, frame, grid);
    ordinate(brush, theme, frame, grid);
    let words = theme.tick(HPos::Right);
    let below = frame.bottom + theme.px(16.0 + LINE);
    for (k, line) in names[0].iter().enumerate() {
        let y = below + theme.px(LINE) * k as i32;
        text::write(brush, line, (frame.right, y), &words);
    }
    let words = theme.tick(HPos::Left);
    let above = frame.top - theme.px(11.0);
    for (k, line) in names[1].iter().rev().enumerate() {
        let y = above - theme.px(LINE) * k as i32;
        let x = frame.left - theme.px(18.0);
        text::write(brush, line, (x.max(0), y), &words);
    }
}

/// The outline of a frame.
pub(super) fn edge(brush: &dyn Brush, theme: &Theme, frame: Frame) {
    let Frame {
        left,
        right,
        top,
        bottom,
    } = frame;
    let corners = [
        (left, top),
        (right, top),
        (right, bottom),
        (left, bottom),
        (left, top),
    ];
    for side in corners.windows(2) {
        brush.path(side, &theme.stroke(theme.axis, 1.0));
    }
}

fn abscissa(brush: &dyn Brush, theme: &Theme, frame: Frame, grid: &Grid) {
    let Some(axis) = axis(&grid.a) else { return };
    let most = (theme.css(frame.width()) / 55.0).clamp(2.0, 8.0) as usize;
    let words = theme.tick(HPos::Center);
    for tick in axis.ticks(most) {
        let x = frame.left + (axis.position(tick) * f64::from(frame.width())).round() as i32;
        let ends = [(x, frame.bottom), (x, frame.bottom + theme.px(4.0))];
        brush.path(&ends, &theme.stroke(theme.axis, 1.0));
        brush.words(&number(tick), (x, frame.bottom + theme.px(14.0)), &words);
    }
}

fn ordinate(brush: &dyn Brush, theme: &Theme, frame: Frame, grid: &Grid) {
    let Some(axis) = axis(&grid.b) else { return };
    let most = (theme.css(frame.height()) / 45.0).clamp(2.0, 7.0) as usize;
    let words = theme.tick(HPos::Right);
    for tick in axis.ticks(most) {
        let y = frame.bottom - (axis.position(tick) * f64::from(frame.height())).round() as i32;
        let ends = [(frame.left - theme.px(4.0), y), (frame.left, y)];
        brush.path(&ends, &theme.stroke(theme.axis, 1.0));
        brush.words(&number(tick), (frame.left - theme.px(7.0), y), &words);
    }
}
