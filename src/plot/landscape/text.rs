//! Text with subscripts ("x_S"), broken into lines, or on a ground of its own.

use crate::plot::brush::{Brush, Pixel, Words};
use crate::plot::coordinates::Frame;
use crate::plot::theme::Theme;
use plotters::style::RGBAColor as Color;
use plotters::style::text_anchor::HPos;

/// Size of a subscript, and how far below the line it stands, in sizes of the text.
const SMALLER: f64 = 0.78;
const LOWER: f64 = 0.22;

/// The parts of a text: what stands behind a `_` and is one character long is a subscript.
fn parts(text: &str) -> Vec<(&str, bool)> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('_') {
        let length = after.chars().next().map_or(0, char::len_utf8);
        let (subscript, behind) = after.split_at(length);
        parts.extend([(before, false), (subscript, true)]);
        rest = behind;
    }
    parts.push((rest, false));
    parts.retain(|(part, _)| !part.is_empty());
    parts
}

fn sized(words: &Words, subscript: bool) -> Words {
    Words {
        anchor: HPos::Left,
        size: words.size * if subscript { SMALLER } else { 1.0 },
        ..*words
    }
}

/// The width of a text.
pub(super) fn width(brush: &dyn Brush, text: &str, words: &Words) -> i32 {
    let parts = parts(text).into_iter();
    parts
        .map(|(part, subscript)| brush.width(part, &sized(words, subscript)))
        .sum()
}

/// One line of text, anchored as `words` are.
pub(super) fn write(brush: &dyn Brush, text: &str, (x, y): Pixel, words: &Words) {
    let whole = width(brush, text, words);
    let mut x = match words.anchor {
        HPos::Left => x,
        HPos::Center => x - whole / 2,
        HPos::Right => x - whole,
    };
    let parts = parts(text);
    for (k, (part, subscript)) in parts.iter().enumerate() {
        let mut words = sized(words, *subscript);
        // A viewer of SVG drops spaces in front.
        let end = x + brush.width(part, &words);
        let text = part.trim_start();
        let from = end - brush.width(text, &words);
        x = end;
        // Widths are not exact everywhere: what has a subscript ends at it.
        let followed = parts.get(k + 1).is_some_and(|(_, subscript)| *subscript);
        if followed {
            words.anchor = HPos::Right;
        }
        let down = if *subscript { words.size * LOWER } else { 0.0 };
        let at = if followed { x } else { from };
        brush.words(text, (at, y + down.round() as i32), &words);
    }
}

/// A text in as many lines as a width takes, at most two.
pub(super) fn lines(brush: &dyn Brush, text: &str, words: &Words, room: i32) -> Vec<String> {
    if width(brush, text, words) <= room {
        return vec![text.to_owned()];
    }
    let breaks = text.match_indices(' ').map(|(at, _)| at);
    let fitting = breaks.filter(|&at| width(brush, &text[..at], words) <= room);
    match fitting.last() {
        Some(at) => vec![text[..at].to_owned(), text[at + 1..].to_owned()],
        None => vec![text.to_owned()],
    }
}

/// The room a text on its own ground takes, centred at a place.
pub(super) fn tag(brush: &dyn Brush, theme: &Theme, text: &str, at: Pixel, words: &Words) -> Frame {
    let half = width(brush, text, words) / 2 + theme.px(3.0);
    let high = (words.size * 0.62).round() as i32;
    Frame::new(at.0 - half, at.0 + half, at.1 - high, at.1 + high)
}

/// A text centred in the room of a [`tag`], on ground.
pub(super) fn write_tag(
    brush: &dyn Brush,
    theme: &Theme,
    text: &str,
    room: Frame,
    words: &Words,
    ground: Color,
) {
    let Frame {
        left,
        right,
        top,
        bottom,
    } = room;
    let cut = theme.px(3.0).min(room.height() / 2).min(room.width() / 2);
    let corners = [
        (left + cut, top),
        (right - cut, top),
        (right, top + cut),
        (right, bottom - cut),
        (right - cut, bottom),
        (left + cut, bottom),
        (left, bottom - cut),
        (left, top + cut),
    ];
    brush.area(&corners, ground);
    let at = ((left + right) / 2, (top + bottom) / 2);
    let words = Words {
        anchor: HPos::Center,
        ..*words
    };
    write(brush, text, at, &words);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subscripts_are_told_from_text() {
        assert_eq!(
            parts("from x_S towards x₀"),
            [("from x", false), ("S", true), (" towards x₀", false)]
        );
        assert_eq!(parts("x_"), [("x", false)]);
        assert_eq!(parts("_é"), [("é", true)]);
        assert!(parts("").is_empty());
    }
}
