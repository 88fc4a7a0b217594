//! The words in a panel.

use crate::plot::brush::{Pixel, Words};
use crate::plot::coordinates::{Frame, Plot};
use crate::plot::labels::beside;
use crate::plot::trend::panel::hue;
use crate::plot::trend::{TrendPanel, TrendPoint};
use plotters::style::text_anchor::HPos;

/// Labels of single marks: above the mark's spread, or below it where something stands there.
pub(super) fn points(plot: &Plot, panel: &TrendPanel, taken: &mut Vec<Frame>) {
    let theme = plot.theme;
    for line in &panel.lines {
        for point in line.points.iter().filter(|p| !p.label.is_empty()) {
            let color = hue(theme, point.regime.or(line.regime)).text;
            let words = theme.label(color, true, HPos::Center);
            let room = place(plot, point, &words, taken);
            let at = ((room.left + room.right) / 2, (room.top + room.bottom) / 2);
            plot.brush.words(&point.label, at, &words);
            taken.push(room);
        }
    }
}

/// The first free room above, below, to the right or to the left.
fn place(plot: &Plot, point: &TrendPoint, words: &Words, taken: &[Frame]) -> Frame {
    let (theme, spread) = (plot.theme, &point.spread);
    let size = (
        plot.brush.width(&point.label, words) + theme.px(6.0),
        theme.px(17.0),
    );
    let (x, upper) = plot.at(spread.x, spread.mean + spread.std);
    let (_, lower) = plot.at(spread.x, spread.mean - spread.std);
    let away = theme.px(15.0);
    let aside = size.0 / 2 + theme.px(8.0);
    let (_, middle) = plot.at(spread.x, spread.mean);
    let half = size.0 / 2;
    let clamped = x.min(plot.frame.right - half).max(plot.frame.left + half);
    let rooms = [
        (clamped, upper.min(middle) - away),
        (clamped, lower.max(middle) + away),
        (x + aside, middle - away),
        (x - aside, middle + away),
        (x + aside, middle + away),
        (x - aside, middle - away),
    ]
    .map(|at| around(at, size));
    let free = |room: &&Frame| plot.frame.holds(room) && taken.iter().all(|t| !t.overlaps(room));
    rooms.iter().find(free).copied().unwrap_or(rooms[0])
}

/// Names of lines, each where there is most room beside it.
pub(super) fn lines(plot: &Plot, panel: &TrendPanel, taken: &mut Vec<Frame>) {
    let theme = plot.theme;
    let drawn: Vec<Vec<Pixel>> = panel
        .lines
        .iter()
        .map(|l| plot.means(&l.spreads()))
        .collect();
    for (k, line) in panel.lines.iter().enumerate() {
        if line.name.is_empty() {
            continue;
        }
        let words = theme.label(hue(theme, line.regime).text, true, HPos::Center);
        let size = (
            plot.brush.width(&line.name, &words) + theme.px(8.0),
            theme.px(19.0),
        );
        let others = drawn.iter().enumerate().filter(|(other, _)| *other != k);
        let others: Vec<Vec<Pixel>> = others.map(|(_, line)| line.clone()).collect();
        if let Some(at) = beside(&drawn[k], &others, taken, size, plot.frame) {
            plot.brush.words(&line.name, at, &words);
            taken.push(around(at, size));
        }
    }
}

fn around((x, y): Pixel, (width, height): (i32, i32)) -> Frame {
    Frame::new(x - width / 2, x + width / 2, y - height / 2, y + height / 2)
}
