//! The words in a panel.

use crate::plot::brush::Pixel;
use crate::plot::comparison::Names;
use crate::plot::coordinates::{Frame, Plot};
use crate::plot::labels::beside;
use crate::plot::trend::TrendPanel;
use crate::plot::trend::panel::hue;
use plotters::style::text_anchor::HPos;

/// Pieces of a line between two marks that a label should not hide.
const PIECES: i32 = 16;

/// Labels of single marks, near their own and clear of all lines.
pub(super) fn points(plot: &Plot, panel: &TrendPanel, taken: &mut Vec<Frame>) {
    let theme = plot.theme;
    let mut names = Names::new(plot.frame);
    taken.iter().for_each(|&room| names.mark(room));
    for line in &panel.lines {
        for two in plot.means(&line.spreads()).windows(2) {
            let [(x, y), (to, down)] = [two[0], two[1]];
            for k in 0..=PIECES {
                let at = (x + (to - x) * k / PIECES, y + (down - y) * k / PIECES);
                names.mark(around(at, (theme.px(4.0), theme.px(4.0))));
            }
        }
    }
    for line in &panel.lines {
        for point in line.points.iter().filter(|p| !p.label.is_empty()) {
            let color = hue(theme, point.regime.or(line.regime)).text;
            let words = theme.label(color, true, HPos::Center);
            let width = plot.brush.width(&point.label, &words) + theme.px(4.0);
            let mark = plot.at(point.spread.x, point.spread.mean);
            let room = names.take(mark, (width, theme.px(15.0)), theme.px(8.0));
            let Some(room) = room else {
                continue;
            };
            let at = ((room.left + room.right) / 2, (room.top + room.bottom) / 2);
            plot.brush.words(&point.label, at, &words);
            taken.push(room);
        }
    }
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
