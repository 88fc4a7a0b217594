//! Powers of the abscissa over a map: straight lines on logarithmic axes.

use crate::plot::brush::{Brush, Pixel};
use crate::plot::cells::{CellMaps, Rule, edges};
use crate::plot::coordinates::Plot;
use crate::plot::labels::spread_out;
use crate::plot::theme::Theme;
use plotters::style::Color as _;
use plotters::style::text_anchor::HPos;

/// The room on the right for the labels of rules that end there.
pub(super) fn margin(brush: &dyn Brush, theme: &Theme, maps: &CellMaps) -> i32 {
    let words = theme.tick(HPos::Left);
    let last = |edges: Vec<f64>| edges.last().copied().unwrap_or(1.0);
    let columns: Vec<f64> = maps.columns.iter().map(|column| column.at).collect();
    let corner = (last(edges(&columns)), last(edges(&maps.rows)));
    let right = maps.rules.iter().filter(|rule| !end(rule, corner).1);
    let widths = right.map(|rule| brush.width(rule.label, &words) + theme.px(6.0));
    widths.max().unwrap_or(0).max(theme.px(6.0))
}

/// Where a rule leaves the frame with this upper right corner, and whether by its top.
fn end(rule: &Rule, (right, top): (f64, f64)) -> ((f64, f64), bool) {
    let (x, y) = rule.from;
    let at_top = x * libm::pow(top / y, 1.0 / rule.exponent);
    if at_top <= right {
        ((at_top, top), true)
    } else {
        ((right, y * libm::pow(right / x, rule.exponent)), false)
    }
}

/// Draws them.
pub(super) fn lines(plot: &Plot, rules: &[Rule], corner: (f64, f64)) {
    let theme = plot.theme;
    for rule in rules {
        let ((x, y), _) = end(rule, corner);
        let path = [plot.at(rule.from.0, rule.from.1), plot.at(x, y)];
        let mut stroke = theme.stroke(theme.ink.line, if rule.thin { 1.0 } else { 1.75 });
        if rule.thin {
            stroke.color = theme.ink.line.mix(0.8);
            stroke.dash = Some((theme.px(4.0), theme.px(3.5)));
        }
        plot.brush.path(&path, &stroke);
    }
}

/// Names them where they leave the frame.
pub(super) fn labels(plot: &Plot, rules: &[Rule], corner: (f64, f64)) {
    let (theme, frame) = (plot.theme, plot.frame);
    let ends: Vec<(&Rule, Pixel, bool)> = rules
        .iter()
        .map(|rule| {
            let ((x, y), top) = end(rule, corner);
            (rule, plot.at(x, y), top)
        })
        .collect();
    for top in [false, true] {
        let own: Vec<&(&Rule, Pixel, bool)> = ends.iter().filter(|end| end.2 == top).collect();
        let words = theme.tick(if top { HPos::Center } else { HPos::Left });
        let widths = own.iter().map(|end| plot.brush.width(end.0.label, &words));
        let widest = widths.max().unwrap_or(0);
        let wanted: Vec<i32> = own
            .iter()
            .map(|(_, (x, y), _)| if top { *x } else { *y })
            .collect();
        let (gap, lower, upper) = if top {
            let half = widest / 2;
            (
                widest + theme.px(8.0),
                frame.left + half,
                frame.right - half,
            )
        } else {
            (theme.px(14.0), frame.top, frame.bottom)
        };
        let places = spread_out(&wanted, gap, lower, upper);
        for ((rule, ..), place) in own.into_iter().zip(places) {
            let at = if top {
                (place, frame.top - theme.px(9.0))
            } else {
                (frame.right + theme.px(5.0), place)
            };
            plot.brush.words(rule.label, at, &words);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_leaves_where_the_power_does() {
        let rule = |exponent| Rule {
            from: (2.0, 3.0),
            exponent,
            label: "",
            thin: false,
        };
        let near = |((x, y), top): ((f64, f64), bool), expected: (f64, f64), by: bool| {
            (x - expected.0).abs() < 1e-9 && (y - expected.1).abs() < 1e-9 && top == by
        };
        // 3 · (8/2) is 12, and 3 · √(8/2) is 6.
        assert!(near(end(&rule(1.0), (8.0, 50.0)), (8.0, 12.0), false));
        assert!(near(end(&rule(0.5), (8.0, 50.0)), (8.0, 6.0), false));
        assert!(near(end(&rule(1.0), (8.0, 6.0)), (4.0, 6.0), true));
        assert!(near(end(&rule(0.5), (32.0, 6.0)), (8.0, 6.0), true));
    }
}
