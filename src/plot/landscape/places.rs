//! Where labels go, so that they hide neither each other nor the trajectories.

use crate::plot::brush::{Brush, Pixel, Words};
use crate::plot::coordinates::Frame;
use crate::plot::landscape::text;
use crate::plot::theme::Theme;

/// What is in the way.
pub(super) struct Places {
    inside: Frame,
    boxes: Vec<Frame>,
    lines: Vec<Vec<Pixel>>,
}

impl Places {
    /// All of `inside` is free but for the lines.
    pub fn new(inside: Frame, lines: Vec<Vec<Pixel>>) -> Self {
        Self {
            inside,
            boxes: Vec::new(),
            lines,
        }
    }

    /// Takes a square around a place.
    pub fn take_around(&mut self, (x, y): Pixel, half: i32) {
        self.take(Frame::new(x - half, x + half, y - half, y + half));
    }

    /// Takes a rectangle.
    pub fn take(&mut self, room: Frame) {
        self.boxes.push(room);
    }

    /// How much is in the way of a rectangle: parts of lines count 1 each, boxes 10, and what is
    /// beyond the edge 1,000.
    fn obstacles(&self, room: &Frame) -> usize {
        let boxes = self.boxes.iter().filter(|other| room.overlaps(other));
        let segments = self.lines.iter().flat_map(|line| line.windows(2));
        let crossed = segments.filter(|ends| clipped(ends[0], ends[1], *room).is_some());
        let outside = usize::from(!self.inside.holds(room));
        10 * boxes.count() + crossed.count() + 1000 * outside
    }

    /// Whether nothing is in the way.
    pub fn is_free(&self, room: &Frame) -> bool {
        self.obstacles(room) == 0
    }

    /// Finds and takes the best place for a label around one of a few points, `gap` away from it. If
    /// it must, it lies over lines and boxes, but never beyond the edge; `None` where no place is
    /// inside.
    pub fn around(
        &mut self,
        brush: &dyn Brush,
        theme: &Theme,
        label: (&str, &Words),
        points: &[Pixel],
        gap: i32,
    ) -> Option<Frame> {
        // Right, left, above, below, and then the corners.
        const SIDES: [(i32, i32); 8] = [
            (1, 0),
            (-1, 0),
            (0, -1),
            (0, 1),
            (1, -1),
            (-1, -1),
            (1, 1),
            (-1, 1),
        ];
        let (name, words) = label;
        let size = text::tag(brush, theme, name, (0, 0), words);
        let ways = [1, 2, 3].into_iter().flat_map(|far| {
            let ways = SIDES.map(|(right, down)| (far, right, down));
            points
                .iter()
                .flat_map(move |point| ways.map(|way| (*point, way)))
        });
        let rooms = ways.map(|((x, y), (far, right, down))| {
            let at = (
                x + right * (gap * far + size.width() / 2),
                y + down * (gap * far + size.height() / 2),
            );
            size.moved_by(at)
        });
        let mut best: Option<(usize, Frame)> = None;
        for room in rooms {
            let obstacles = self.obstacles(&room);
            if best.is_none_or(|(least, _)| obstacles < least) {
                best = Some((obstacles, room));
            }
            // Of those that nothing is in the way of the first is taken.
            if obstacles == 0 {
                break;
            }
        }
        let best = best.filter(|(obstacles, _)| *obstacles < 1000);
        let (_, room) = best?;
        self.take(room);
        Some(room)
    }
}

/// The part of a line from one place to another that is in a rectangle (Liang and Barsky).
pub(super) fn clipped(from: Pixel, to: Pixel, inside: Frame) -> Option<(Pixel, Pixel)> {
    let [x0, y0, x1, y1] = [from.0, from.1, to.0, to.1].map(f64::from);
    // Most lines are beyond one side.
    if x0.max(x1) < f64::from(inside.left)
        || x0.min(x1) > f64::from(inside.right)
        || y0.max(y1) < f64::from(inside.top)
        || y0.min(y1) > f64::from(inside.bottom)
    {
        return None;
    }
    let (dx, dy) = (x1 - x0, y1 - y0);
    let sides = [
        (-dx, x0 - f64::from(inside.left)),
        (dx, f64::from(inside.right) - x0),
        (-dy, y0 - f64::from(inside.top)),
        (dy, f64::from(inside.bottom) - y0),
    ];
    let (mut start, mut end) = (0.0_f64, 1.0_f64);
    for (step, room) in sides {
        if step == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if step < 0.0 {
            start = start.max(room / step);
        } else {
            end = end.min(room / step);
        }
    }
    let at = |share: f64| {
        (
            (x0 + share * dx).round() as i32,
            (y0 + share * dy).round() as i32,
        )
    };
    (start <= end).then(|| (at(start), at(end)))
}

/// A line's parts inside a rectangle.
pub(super) fn clipped_line(line: &[Pixel], inside: Frame) -> Vec<Vec<Pixel>> {
    let mut pieces: Vec<Vec<Pixel>> = Vec::new();
    for ends in line.windows(2) {
        let Some((from, to)) = clipped(ends[0], ends[1], inside) else {
            continue;
        };
        match pieces.last_mut() {
            Some(piece) if piece.last() == Some(&from) => piece.push(to),
            _ => pieces.push(vec![from, to]),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_cut_at_the_edges() {
        let inside = Frame::new(0, 10, 0, 10);
        assert_eq!(clipped((-5, 5), (15, 5), inside), Some(((0, 5), (10, 5))));
        assert_eq!(clipped((2, 2), (3, 4), inside), Some(((2, 2), (3, 4))));
        assert_eq!(clipped((-5, 2), (5, 22), inside), None);
        assert_eq!(clipped((11, 0), (11, 9), inside), None);
        let line = [(-5, 5), (5, 5), (5, 15), (8, 15), (8, 5)];
        assert_eq!(
            clipped_line(&line, inside),
            [vec![(0, 5), (5, 5), (5, 10)], vec![(8, 10), (8, 5)]]
        );
    }
}
