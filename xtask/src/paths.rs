//! Lines of a drawing as paths of steps: a third as long as what plotters writes.

use std::fmt::Write as _;

type Point = (i32, i32);

/// A drawing whose polylines are paths of relative steps. Those that follow one another and look the same are
/// one path.
pub fn of_steps(drawing: &str) -> String {
    let mut steps = String::new();
    let mut open = Open::default();
    for line in drawing.lines() {
        match polyline(line) {
            Some((look, points)) => open.add(&mut steps, look, &points),
            None => {
                open.close(&mut steps);
                steps.push_str(line);
                steps.push('\n');
            }
        }
    }
    open.close(&mut steps);
    steps
}

/// Attributes and points of a polyline, without the points that are where the last one is.
fn polyline(line: &str) -> Option<(&str, Vec<Point>)> {
    let (look, points) = line.strip_prefix("<polyline ")?.split_once("points=\"")?;
    let points = points.strip_suffix("\"/>")?.split_whitespace();
    let mut points = points.map(point).collect::<Option<Vec<_>>>()?;
    points.dedup();
    Some((look, points))
}

fn point(text: &str) -> Option<Point> {
    let (x, y) = text.split_once(',')?;
    Some((x.parse().ok()?, y.parse().ok()?))
}

/// The path that is being written.
#[derive(Default)]
struct Open {
    look: Option<String>,
    /// Where its pen is.
    at: Point,
}

impl Open {
    fn add(&mut self, steps: &mut String, look: &str, points: &[Point]) {
        if self.look.as_deref() != Some(look) {
            self.close(steps);
            steps.push_str(&format!("<path {look}d=\""));
            self.look = Some(look.to_owned());
            self.at = (0, 0);
        }
        let letters = ["m", "l"].into_iter().chain(std::iter::repeat(" "));
        for (letter, point) in letters.zip(points) {
            self.step(steps, letter, *point);
        }
        if points.len() == 1 {
            // A dot: a line of no length with round ends.
            steps.push_str("l0 0");
        }
    }

    fn step(&mut self, steps: &mut String, letter: &str, point: Point) {
        let (right, down) = (point.0 - self.at.0, point.1 - self.at.1);
        // A sign keeps numbers apart as well as a blank does.
        let letter = if right < 0 { letter.trim() } else { letter };
        let blank = if down < 0 { "" } else { " " };
        // Writing to a string does not fail.
        let _ = write!(steps, "{letter}{right}{blank}{down}");
        self.at = point;
    }

    fn close(&mut self, steps: &mut String) {
        if self.look.take().is_some() {
            steps.push_str("\"/>\n");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::of_steps;

    #[test]
    fn lines_that_look_the_same_are_one_path() {
        let drawing = "<svg>\n\
            <polyline stroke=\"red\" points=\"10,20 13,18 13,18 12,18 \"/>\n\
            <polyline stroke=\"red\" points=\"1,2 1,2 \"/>\n\
            <text>1</text>\n\
            <polyline stroke=\"red\" points=\"5,6 7,8 \"/>\n\
            <polyline stroke=\"blue\" points=\"5,6 7,8 \"/>\n\
            </svg>\n";
        let expected = "<svg>\n\
            <path stroke=\"red\" d=\"m10 20l3-2-1 0m-11-16l0 0\"/>\n\
            <text>1</text>\n\
            <path stroke=\"red\" d=\"m5 6l2 2\"/>\n\
            <path stroke=\"blue\" d=\"m5 6l2 2\"/>\n\
            </svg>\n";
        assert_eq!(of_steps(drawing), expected);
    }
}
