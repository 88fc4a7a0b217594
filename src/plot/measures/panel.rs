//! One panel of a chart.

use crate::plot::PanelGeometry;
use crate::plot::brush::{Brush, Pixel};
use crate::plot::coordinates::{Frame, Plot, Side};
use crate::plot::measures::label;
use crate::plot::measures::layout::{Draft, HEAD, RUG};
use crate::plot::measures::{Guide, Line, LineKind, Rug, Scale};
use crate::plot::spread::Spread;
use crate::plot::theme::Theme;
use plotters::style::Color as _;
use plotters::style::text_anchor::HPos;

/// Lines of more points than this have so many marks.
const MOST_MARKS: usize = 24;
const SPARSE: usize = 7;

pub(super) fn draw(brush: &dyn Brush, theme: &Theme, draft: &Draft, margin: i32) -> PanelGeometry {
    let Draft {
        panel, place, rows, ..
    } = draft;
    let rugs = theme.px(RUG) * panel.rugs.len() as i32;
    let frame = Frame::new(
        place.left + margin,
        place.right - theme.px(12.0),
        place.top + theme.px(34.0) + rugs + head(theme, draft),
        place.bottom - theme.px(46.0),
    );
    let plot = Plot::new(brush, theme, frame, draft.x.clone(), draft.y.clone());
    plot.grid(*rows);
    plot.label_ordinate(*rows, Side::Left, theme.muted);
    let columns = (theme.css(frame.width()) / 50.0).clamp(2.0, 9.0) as usize;
    plot.abscissa(columns, "", Side::Left);
    let below = (frame.right, frame.bottom + theme.px(34.0));
    brush.words(panel.along, below, &theme.tick(HPos::Right));
    let y = place.top + theme.px(15.0);
    plot.title_at(y, &panel.title, &panel.units, theme.ink.text);
    let (mut taken, rules) = guides(&plot, &panel.guides);
    for line in &panel.lines {
        plot.band(&line.points, theme.regime(line.regime));
    }
    let drawn: Vec<Vec<Vec<Pixel>>> = panel.lines.iter().map(|l| runs(&plot, draft, l)).collect();
    strokes(&plot, &panel.lines, &drawn);
    for line in panel.lines.iter().rev() {
        marks(&plot, draft, line);
    }
    for (k, rug) in panel.rugs.iter().enumerate() {
        strip(&plot, draft, rug, panel.rugs.len() - k);
    }
    label::names(&plot, &panel.lines, &drawn, &rules, &mut taken);
    if drawn.iter().all(Vec::is_empty) {
        plot.note(&panel.note);
    }
    plot.geometry(panel.name)
}

/// The room for the labels of upright guides.
fn head(theme: &Theme, draft: &Draft) -> i32 {
    let mut guides = draft.panel.guides.iter();
    if guides.any(|guide| matches!(guide, Guide::Upright { .. })) {
        theme.px(HEAD)
    } else {
        0
    }
}

/// Whether a point has a place on the abscissa and a value.
fn placed(draft: &Draft, point: &Spread) -> bool {
    let even = draft.panel.abscissa == Scale::Even;
    point.x.is_finite() && (even || point.x > 0.0) && !point.mean.is_nan()
}

/// The line's pixels: one run, or what of it is above the floor.
fn runs(plot: &Plot, draft: &Draft, line: &Line) -> Vec<Vec<Pixel>> {
    let points = line.points.iter().filter(|point| placed(draft, point));
    let points: Vec<(f64, f64)> = points.map(|point| (point.x, point.mean)).collect();
    let pieces = match draft.panel.floor {
        Some(floor) => above(&points, floor),
        None => vec![points],
    };
    let pieces = pieces.iter().filter(|piece| !piece.is_empty());
    pieces
        .map(|piece| piece.iter().map(|&(x, y)| plot.at(x, y)).collect())
        .collect()
}

/// The parts of a line above a floor, cut where it crosses it on logarithmic axes.
fn above(points: &[(f64, f64)], floor: f64) -> Vec<Vec<(f64, f64)>> {
    let crossing = |(x0, y0): (f64, f64), (x1, y1): (f64, f64)| {
        let share = libm::log(floor / y0) / libm::log(y1 / y0);
        let x = x0 * libm::pow(x1 / x0, if share.is_finite() { share } else { 0.0 });
        (x, floor)
    };
    let mut pieces: Vec<Vec<(f64, f64)>> = vec![Vec::new()];
    let mut last: Option<(f64, f64)> = None;
    for &point in points {
        let cut = last.filter(|last| (last.1 >= floor) != (point.1 >= floor));
        let cut = cut.map(|last| crossing(last, point));
        if let Some(piece) = pieces.last_mut() {
            piece.extend(cut);
            if point.1 >= floor {
                piece.push(point);
            }
        }
        if cut.is_some() && point.1 < floor {
            pieces.push(Vec::new());
        }
        last = Some(point);
    }
    pieces
}

/// Faint lines below the others, SB's over LB's.
fn strokes(plot: &Plot, lines: &[Line], drawn: &[Vec<Vec<Pixel>>]) {
    let theme = plot.theme;
    for kinds in [
        [LineKind::Trial, LineKind::Trial],
        [LineKind::Second, LineKind::First],
    ] {
        let these = lines.iter().zip(drawn).rev();
        for (line, runs) in these.filter(|(line, _)| kinds.contains(&line.kind)) {
            let color = theme.regime(line.regime).line;
            let stroke = match line.kind {
                LineKind::Trial => theme.stroke(color.mix(0.35), 1.0),
                kind => theme.data(color, kind == LineKind::Second),
            };
            runs.iter().for_each(|run| plot.brush.path(run, &stroke));
        }
    }
}

/// Marks tell SB and LB apart without colour. What lies beyond the frame has none.
fn marks(plot: &Plot, draft: &Draft, line: &Line) {
    let theme = plot.theme;
    let color = theme.regime(line.regime).line;
    let [lower, upper] = draft.y.ends();
    let inside = |p: &&Spread| placed(draft, p) && (lower..=upper).contains(&p.mean);
    let points: Vec<&Spread> = line.points.iter().filter(inside).collect();
    let step = if points.len() > MOST_MARKS {
        points.len() / SPARSE
    } else {
        1
    };
    for point in points.iter().skip(step / 2).step_by(step) {
        let at = plot.at(point.x, point.mean);
        match line.kind {
            LineKind::First => plot.mark(line.regime, at, 3.25, color),
            LineKind::Second => {
                plot.mark(line.regime, at, 3.25, color);
                plot.mark(line.regime, at, 1.75, theme.ground);
            }
            LineKind::Marks => plot.mark(line.regime, at, 2.75, color.mix(0.45)),
            LineKind::Trial => {}
        }
    }
}

/// Draws the guides; returns where no label may stand, and the lines that none may cross.
fn guides(plot: &Plot, guides: &[Guide]) -> (Vec<Frame>, Vec<Vec<Pixel>>) {
    let theme = plot.theme;
    let (mut taken, mut rules) = (Vec::new(), Vec::new());
    for guide in guides {
        match guide {
            Guide::Upright { at, label, chosen } => {
                taken.push(label::upright(plot, *at, label, *chosen));
            }
            Guide::Across {
                points,
                label,
                regime,
            } => {
                let path = rising(plot, points);
                if path.is_empty() {
                    continue;
                }
                let hue = regime.map_or(theme.ink, |regime| theme.regime(regime));
                plot.brush
                    .path(&path, &theme.stroke(hue.line.mix(0.7), 1.25));
                let color = regime.map_or(theme.muted, |_| hue.text);
                taken.extend(label::across(plot, &path, label, color));
                rules.push(path);
            }
        }
    }
    (taken, rules)
}

/// A guide's pixels, up to where it leaves the frame.
fn rising(plot: &Plot, points: &[(f64, f64)]) -> Vec<Pixel> {
    let known = points.iter().filter(|(x, y)| x.is_finite() && *y > 0.0);
    let path: Vec<Pixel> = known.map(|&(x, y)| plot.at(x, y)).collect();
    let inside = path.iter().take_while(|(_, y)| *y > plot.frame.top).count();
    path[..path.len().min(inside + 1)].to_vec()
}

/// The values of a regime on a strip, `above` strips over the frame.
fn strip(plot: &Plot, draft: &Draft, rug: &Rug, above: usize) {
    let theme = plot.theme;
    let hue = theme.regime(rug.regime);
    let y = plot.frame.top - head(theme, draft) - theme.px(RUG * above as f64 - RUG / 2.0 + 3.0);
    let half = theme.px(5.0);
    let words = theme.label(hue.text, true, HPos::Right);
    let name = (plot.frame.left - theme.px(8.0), y);
    plot.brush.words(rug.regime.name(), name, &words);
    let guide = theme.stroke(theme.grid, 1.0);
    plot.brush
        .path(&[(plot.frame.left, y), (plot.frame.right, y)], &guide);
    let [lower, upper] = draft.x.ends();
    let shown = |value: &&f64| (lower..=upper).contains(*value);
    let across = |value: f64| plot.at(value, draft.y.ends()[0]).0;
    for trial in &rug.trials {
        let stroke = theme.stroke(hue.line.mix(0.7), 1.25);
        for &value in trial.iter().filter(shown) {
            let x = across(value);
            plot.brush.path(&[(x, y - half), (x, y + half)], &stroke);
        }
        if let Some(&largest) = trial.first().filter(shown) {
            plot.mark(rug.regime, (across(largest), y), 3.75, hue.line.mix(0.85));
        }
    }
}
