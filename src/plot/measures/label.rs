//! The words in a panel.

use crate::plot::brush::{Pixel, Words};
use crate::plot::coordinates::{Frame, Plot};
use crate::plot::labels::beside;
use crate::plot::measures::{Line, LineKind};
use plotters::style::Color as _;
use plotters::style::RGBAColor as Color;
use plotters::style::text_anchor::HPos;

/// Names each line where there is most room beside it, clear of the other lines and of `rules`.
pub(super) fn names(
    plot: &Plot,
    lines: &[Line],
    drawn: &[Vec<Vec<Pixel>>],
    rules: &[Vec<Pixel>],
    taken: &mut Vec<Frame>,
) {
    let theme = plot.theme;
    let longest = |runs: &Vec<Vec<Pixel>>| runs.iter().max_by_key(|run| run.len()).cloned();
    let solid: Vec<Option<Vec<Pixel>>> = lines
        .iter()
        .zip(drawn)
        .map(|(line, runs)| {
            let joined = matches!(line.kind, LineKind::First | LineKind::Second);
            joined.then(|| longest(runs)).flatten().map(ascending)
        })
        .collect();
    for (k, (line, own)) in lines.iter().zip(&solid).enumerate() {
        let Some(own) = own.as_ref().filter(|_| !line.name.is_empty()) else {
            continue;
        };
        let words = theme.label(theme.regime(line.regime).text, false, HPos::Center);
        let width = plot.brush.width(line.name, &words) + theme.px(8.0);
        let size = (width, theme.px(19.0));
        let others = solid.iter().enumerate().filter(|(other, _)| *other != k);
        let others = others.filter_map(|(_, run)| run.clone());
        let others: Vec<Vec<Pixel>> = others.chain(rules.iter().cloned()).collect();
        if let Some((x, y)) = beside(own, &others, taken, size, plot.frame) {
            plot.brush.words(line.name, (x, y), &words);
            taken.push(around((x, y), size));
        }
    }
}

/// The same line so that its abscissae ascend, as far as they descend altogether.
fn ascending(mut run: Vec<Pixel>) -> Vec<Pixel> {
    if run.first() > run.last() {
        run.reverse();
    }
    run
}

fn around((x, y): Pixel, (width, height): (i32, i32)) -> Frame {
    Frame::new(x - width / 2, x + width / 2, y - height / 2, y + height / 2)
}

/// An upright line with its label over the frame; returns what the line takes.
pub(super) fn upright(plot: &Plot, at: f64, label: &str, chosen: bool) -> Frame {
    let (theme, frame) = (plot.theme, plot.frame);
    let (x, _) = plot.at(at, 1.0);
    let (share, width) = if chosen { (0.9, 1.5) } else { (0.35, 1.0) };
    let stroke = theme.stroke(theme.ink.line.mix(share), width);
    let top = frame.top - theme.px(2.0);
    plot.brush.path(&[(x, top), (x, frame.bottom)], &stroke);
    let words = if chosen {
        theme.label(theme.ink.text, true, HPos::Center)
    } else {
        theme.tick(HPos::Center)
    };
    let half = plot.brush.width(label, &words) / 2;
    let middle = x.min(frame.right - half).max(frame.left + half);
    let place = (middle, frame.top - theme.px(9.0));
    plot.brush.words(label, place, &words);
    let room = theme.px(4.0);
    Frame::new(x - room, x + room, frame.top, frame.bottom)
}

/// The label above a line's left end, or below it where the frame ends; returns what it takes.
pub(super) fn across(plot: &Plot, path: &[Pixel], label: &str, color: Color) -> Option<Frame> {
    let theme = plot.theme;
    let &(x, y) = path.first()?;
    let words = Words {
        color,
        ..theme.tick(HPos::Left)
    };
    let wide = plot.brush.width(label, &words);
    let up = theme.px(10.0);
    let y = if y - 2 * up < plot.frame.top {
        y + up
    } else {
        y - up
    };
    let x = x + theme.px(4.0);
    plot.brush.words(label, (x, y), &words);
    Some(Frame::new(x, x + wide, y - up, y + up))
}
