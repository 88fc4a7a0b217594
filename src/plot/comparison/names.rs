//! Direct labels in a crowd of marks: near their own, clear of each other, left out where there is no
//! room at all.

use crate::plot::brush::Pixel;
use crate::plot::coordinates::Frame;

/// Directions that are tried, the first ones preferred: across, above and below, then between.
const DIRECTIONS: [(f64, f64); 16] = [
    (1.0, 0.0),
    (-1.0, 0.0),
    (0.0, -1.0),
    (0.0, 1.0),
    (0.7, -0.7),
    (-0.7, -0.7),
    (0.7, 0.7),
    (-0.7, 0.7),
    (0.92, -0.38),
    (-0.92, -0.38),
    (0.92, 0.38),
    (-0.92, 0.38),
    (0.38, -0.92),
    (-0.38, -0.92),
    (0.38, 0.92),
    (-0.38, 0.92),
];
/// How far away a label may stand, in gaps.
const FARTHEST: i32 = 16;
/// What a gap farther away counts, against a mark or a bar that is hidden.
const AWAY: f64 = 2.0;
/// What a covered mark or bar counts.
const HIDDEN: f64 = 5.0;

/// The room that is taken.
pub(in crate::plot) struct Names {
    inside: Frame,
    marks: Vec<Frame>,
    labels: Vec<Frame>,
}

impl Names {
    /// All of `inside` is free.
    pub fn new(inside: Frame) -> Self {
        Self {
            inside,
            marks: Vec::new(),
            labels: Vec::new(),
        }
    }

    /// What a label should not hide.
    pub fn mark(&mut self, room: Frame) {
        self.marks.push(room);
    }

    /// Takes the best room of this size about a place, at least `gap` away; `None` where every one
    /// would lie on another label or beyond the edge.
    pub fn take(&mut self, at: Pixel, (width, height): (i32, i32), gap: i32) -> Option<Frame> {
        let ways = (1..=FARTHEST).flat_map(|far| DIRECTIONS.iter().map(move |way| (far, way)));
        let rooms = ways.map(|(far, (right, down))| {
            let middle = |from: i32, way: f64, size: i32| {
                from + (way * f64::from(gap * far + size / 2)).round() as i32
            };
            let (x, y) = (middle(at.0, *right, width), middle(at.1, *down, height));
            let room = Frame::new(x - width / 2, x + width / 2, y - height / 2, y + height / 2);
            (far, room)
        });
        let mut best: Option<(f64, Frame)> = None;
        for (far, room) in rooms {
            if !self.allows(&room) {
                continue;
            }
            let hidden = self.marks.iter().filter(|mark| mark.overlaps(&room));
            let cost = AWAY * f64::from(far) + HIDDEN * hidden.count() as f64;
            if best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, room));
            }
        }
        let (_, room) = best?;
        self.labels.push(room);
        Some(room)
    }

    fn allows(&self, room: &Frame) -> bool {
        self.inside.holds(room) && !self.labels.iter().any(|label| label.overlaps(room))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_about_one_place_do_not_collide() {
        let mut names = Names::new(Frame::new(0, 400, 0, 300));
        let taken: Vec<Frame> = (0..12)
            .filter_map(|_| names.take((200, 150), (60, 14), 6))
            .collect();
        assert_eq!(taken.len(), 12);
        for (k, room) in taken.iter().enumerate() {
            assert!(taken[..k].iter().all(|other| !other.overlaps(room)));
        }
        assert_eq!((taken[0].left, taken[0].top), (206, 143));
    }

    #[test]
    fn a_label_avoids_marks_and_the_edge() {
        let mut names = Names::new(Frame::new(0, 100, 0, 100));
        // To the right is the edge, to the left a mark.
        names.mark(Frame::new(40, 60, 45, 55));
        let room = names.take((90, 50), (40, 10), 5).expect("room");
        assert!(room.right <= 100 && !room.overlaps(&Frame::new(40, 60, 45, 55)));
        assert_eq!(names.take((50, 50), (200, 10), 5), None);
    }
}
