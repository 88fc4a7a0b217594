//! Lines through the minima over each other, with how wide each valley is.

use crate::format::significant;
use crate::plot::Geometry;
use crate::plot::axis::{Axis, extent};
use crate::plot::brush::{Brush, Pixel, Stroke};
use crate::plot::coordinates::{Frame, Plot, Side, label_width};
use crate::plot::labels::beside;
use crate::plot::landscape::places::Places;
use crate::plot::landscape::{Line, Lines, Quantity, Width, layout, text};
use crate::plot::theme::{Hue, Theme};
use crate::settings::Regime;
use plotters::style::text_anchor::HPos;

pub(super) fn draw(brush: &dyn Brush, theme: &Theme, lines: &Lines) -> Geometry {
    let (width, height) = brush.size();
    let rows = (theme.css(height) / 60.0).clamp(3.0, 7.0) as usize;
    let (x, y) = (abscissa(lines), ordinate(lines));
    let words = theme.tick(HPos::Right);
    let name = text::lines(brush, &lines.axis, &words, width - theme.px(20.0));
    let frame = Frame::new(
        label_width(brush, theme, &y, rows).max(theme.px(26.0)) + theme.px(9.0),
        width - theme.px(12.0),
        theme.px(36.0),
        height - theme.px(28.0 + layout::LINE * name.len() as f64),
    );
    let plot = Plot::new(brush, theme, frame, x, y);
    plot.grid(rows);
    plot.label_ordinate(rows, Side::Left, theme.muted);
    let columns = (theme.css(frame.width()) / 60.0).clamp(3.0, 9.0) as usize;
    plot.abscissa(columns, "", Side::Left);
    for (k, line) in name.iter().enumerate() {
        let y = frame.bottom + theme.px(16.0 + layout::LINE * (k + 1) as f64);
        text::write(brush, line, (frame.right, y), &words);
    }
    title(&plot, lines.quantity);
    let drawn: Vec<Vec<Vec<Pixel>>> = lines.lines.iter().map(|line| runs(&plot, line)).collect();
    for (line, runs) in lines.lines.iter().zip(&drawn).rev() {
        let stroke = stroke(theme, line);
        runs.iter().for_each(|run| brush.path(run, &stroke));
    }
    minima(&plot, lines);
    let taken = widths(&plot, lines, &drawn);
    names(&plot, lines, &drawn, taken);
    if drawn.iter().all(Vec::is_empty) {
        plot.note("no data yet");
    }
    Geometry {
        panels: vec![plot.geometry("lines")],
    }
}

fn points(lines: &Lines) -> impl Iterator<Item = (f64, f64)> {
    lines
        .lines
        .iter()
        .flat_map(|line| line.points.iter().copied())
}

fn abscissa(lines: &Lines) -> Axis {
    match extent(points(lines).map(|(x, _)| x)) {
        Some((lower, upper)) if lower < upper => Axis::linear(lower, upper),
        Some((x, _)) => Axis::linear(x - 1.0, x + 1.0),
        None => Axis::linear(-1.0, 1.0),
    }
}

/// Losses on a logarithmic axis, everything else on an even one with a little room.
fn ordinate(lines: &Lines) -> Axis {
    let levels = lines.lines.iter().filter_map(|line| line.width);
    let values = points(lines)
        .map(|(_, y)| y)
        .chain(levels.map(|width| width.level));
    if lines.quantity == Quantity::Loss {
        return Axis::log_over(values).unwrap_or_else(|| Axis::log(0.01, 10.0));
    }
    let (lower, upper) = extent(values).unwrap_or((0.0, 100.0));
    let room = 0.06 * (upper - lower).max(lower.abs() * 1e-6).max(1e-6);
    Axis::linear(lower - room, upper + room)
}

fn title(plot: &Plot, quantity: Quantity) {
    let (name, unit) = match quantity {
        Quantity::Loss => ("Loss", "nats, log"),
        Quantity::Accuracy => ("Accuracy", "%"),
        Quantity::LossGap => ("Testing − training loss", "nats"),
        Quantity::AccuracyGap => ("Testing − training accuracy", "points"),
    };
    plot.title(name, &[unit], plot.theme.ink.text);
}

/// The line's pixels; what is no number interrupts it, what is infinite leaves by the frame.
fn runs(plot: &Plot, line: &Line) -> Vec<Vec<Pixel>> {
    let runs = line
        .points
        .chunk_by(|a, b| a.1.is_nan() == b.1.is_nan())
        .filter(|run| run.iter().all(|(x, y)| x.is_finite() && !y.is_nan()));
    runs.map(|run| run.iter().map(|(x, y)| plot.at(*x, *y)).collect())
        .collect()
}

fn name(line: &Line) -> &str {
    match line.regime {
        Some(regime) => regime.name(),
        None => &line.name,
    }
}

fn hue(theme: &Theme, line: &Line) -> Hue {
    line.regime.map_or(theme.ink, |regime| theme.regime(regime))
}

/// Training solid, testing dashed.
fn stroke(theme: &Theme, line: &Line) -> Stroke {
    theme.data(hue(theme, line).line, line.testing)
}

/// SB's disc and LB's diamond where a line passes the minimum it goes through.
fn minima(plot: &Plot, lines: &Lines) {
    for line in &lines.lines {
        let ends: &[(f64, Regime)] = match line.regime {
            Some(regime) => &[(0.0, regime)],
            None => &[(0.0, Regime::Small), (1.0, Regime::Large)],
        };
        for (x, regime) in ends {
            let here = line.points.iter().find(|(at, _)| (at - x).abs() < 1e-9);
            if let Some((x, y)) = here.filter(|(_, y)| y.is_finite()) {
                let at = plot.at(*x, *y);
                plot.mark(*regime, at, 5.0, plot.theme.ground);
                plot.mark(*regime, at, 3.75, plot.theme.regime(*regime).line);
            }
        }
    }
}

/// Brackets over the widths; gives the room they and their labels take.
fn widths(plot: &Plot, lines: &Lines, drawn: &[Vec<Vec<Pixel>>]) -> Vec<Frame> {
    let theme = plot.theme;
    let inside = Frame::new(
        plot.frame.left,
        plot.frame.right,
        plot.frame.top - theme.px(12.0),
        plot.frame.bottom,
    );
    let mut places = Places::new(inside, drawn.concat());
    let mut taken = Vec::new();
    for line in &lines.lines {
        let Some(width) = line.width.filter(|width| width.level.is_finite()) else {
            continue;
        };
        let hue = hue(theme, line);
        let aside = if line.regime == Some(Regime::Large) {
            2.5
        } else {
            -2.5
        };
        let [from, to] = bracket(plot, &width, &theme.stroke(hue.line, 1.5), aside);
        let room = theme.px(5.0);
        let span = Frame::new(from.0, to.0, from.1 - room, to.1 + room);
        places.take(span);
        taken.push(span);
        let name = name(line);
        let label = format!("{name} {}", in_words(&width));
        let words = theme.label(hue.text, true, HPos::Center);
        let middle = ((from.0 + to.0) / 2, from.1);
        let text = (label.as_str(), &words);
        let sides = [to, from, middle];
        let best = places.around(plot.brush, theme, text, &sides, theme.px(5.0));
        if let Some(room) = best {
            text::write_tag(plot.brush, theme, &label, room, &words, theme.ground);
            taken.push(room);
        }
    }
    taken
}

/// The distance between the ends, or that it is larger than what is shown.
fn in_words(width: &Width) -> String {
    let [from, to] = width.ends;
    if from.is_finite() && to.is_finite() {
        format!("{} wide", significant(to - from, 3))
    } else {
        "wider than shown".into()
    }
}

/// A horizontal line, by so many CSS pixels below its level, with a stroke across each end, or an arrow at the frame where it goes on.
fn bracket(plot: &Plot, width: &Width, stroke: &Stroke, aside: f64) -> [Pixel; 2] {
    let theme = plot.theme;
    let Frame { left, right, .. } = plot.frame;
    // Minima of about the same loss have brackets at about the same level.
    let (_, y) = plot.at(0.0, width.level);
    let y = y + theme.px(aside.abs()) * aside.signum() as i32;
    let [from, to] = width.ends;
    let start = if from.is_finite() {
        plot.at(from, width.level).0
    } else {
        left
    };
    let end = if to.is_finite() {
        plot.at(to, width.level).0
    } else {
        right
    };
    plot.brush.path(&[(start, y), (end, y)], stroke);
    let cap = theme.px(5.0);
    for (x, known, inwards) in [(start, from.is_finite(), 1), (end, to.is_finite(), -1)] {
        if known {
            plot.brush.path(&[(x, y - cap), (x, y + cap)], stroke);
        } else {
            let back = x + inwards * 2 * cap;
            let head = [(x, y), (back, y - cap), (back, y + cap)];
            plot.brush.area(&head, stroke.color);
        }
    }
    [(start, y), (end, y)]
}

/// Names each line where there is most room beside it.
fn names(plot: &Plot, lines: &Lines, drawn: &[Vec<Vec<Pixel>>], mut taken: Vec<Frame>) {
    let theme = plot.theme;
    let runs = || {
        drawn
            .iter()
            .map(|runs| runs.iter().max_by_key(|run| run.len()))
    };
    for (k, (line, longest)) in lines.lines.iter().zip(runs()).enumerate() {
        let Some(longest) = longest else { continue };
        let set = if line.testing { "test" } else { "train" };
        let name = name(line);
        let name = format!("{name} {set}");
        let words = theme.label(hue(theme, line).text, false, HPos::Center);
        let size = (
            plot.brush.width(&name, &words) + theme.px(8.0),
            theme.px(19.0),
        );
        let others = runs().enumerate().filter(|(other, _)| *other != k);
        let others: Vec<Vec<Pixel>> = others.filter_map(|(_, run)| run.cloned()).collect();
        if let Some((x, y)) = beside(longest, &others, &taken, size, plot.frame) {
            plot.brush.words(&name, (x, y), &words);
            let (across, down) = (size.0 / 2, size.1 / 2);
            taken.push(Frame::new(x - across, x + across, y - down, y + down));
        }
    }
}
