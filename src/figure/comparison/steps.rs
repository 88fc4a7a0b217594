//! Where the steps of each strategy go on a quadratic, f(x, y) = ½ (a x² + b y²) about a centre. Sizes
//! are exaggerated to be seen; directions are the gradients'.

use super::Step;

/// A place in the quadratic's plane.
pub(super) type Point = (f64, f64);

/// Curvatures along both axes.
pub(super) const CURVATURE: Point = (0.5, 1.6);
/// Where the step begins.
pub(super) const START: Point = (-2.5, 0.95);
/// The plain step's rate.
const RATE: f64 = 0.5;
/// How the risks of single batches or changed samples lie about the whole one: they cancel.
const OFFSETS: [Point; 4] = [(0.9, 0.35), (-0.7, 0.4), (0.5, -0.45), (-0.7, -0.3)];

/// How strongly a step is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    /// What plain training would do.
    Plain,
    /// What the strategy does.
    Ink,
    /// What it does that for.
    Thin,
    /// A way only tried.
    Tried,
}

/// What is drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Trace {
    /// Arrows from one place to another, in the order in which they are drawn.
    pub arrows: Vec<(Point, Point, Weight)>,
    /// A circle: centre and radius.
    pub ring: Option<(Point, f64)>,
    /// A place of its own.
    pub dot: Option<Point>,
    /// The centre of a second risk.
    pub second: Option<Point>,
}

impl Trace {
    fn arrow(&mut self, from: Point, to: Point, weight: Weight) {
        self.arrows.push((from, to, weight));
    }

    /// A chain of descents, each on the risk about its centre; returns its places but the first.
    fn chain(&mut self, from: Point, rate: f64, centres: &[Point], weight: Weight) -> Vec<Point> {
        let mut x = from;
        let mut places = Vec::new();
        for &centre in centres {
            let next = descent(x, rate, gradient(x, centre));
            self.arrow(x, next, weight);
            x = next;
            places.push(x);
        }
        places
    }
}

fn gradient(x: Point, centre: Point) -> Point {
    (
        CURVATURE.0 * (x.0 - centre.0),
        CURVATURE.1 * (x.1 - centre.1),
    )
}

fn descent(x: Point, rate: f64, gradient: Point) -> Point {
    (x.0 - rate * gradient.0, x.1 - rate * gradient.1)
}

fn scaled(offset: Point, factor: f64) -> Point {
    (factor * offset.0, factor * offset.1)
}

fn mean(points: &[Point]) -> Point {
    let n = points.len().max(1) as f64;
    let sum = points
        .iter()
        .fold((0.0, 0.0), |s, p| (s.0 + p.0, s.1 + p.1));
    (sum.0 / n, sum.1 / n)
}

/// The arrows of a strategy.
pub(super) fn trace(step: Step) -> Trace {
    let mut trace = Trace::default();
    let plain = descent(START, RATE, gradient(START, (0.0, 0.0)));
    if step != Step::Large && step != Step::Longer {
        trace.arrow(START, plain, Weight::Plain);
    }
    match step {
        Step::Large => trace.arrow(START, plain, Weight::Ink),
        Step::Small => {
            trace.chain(START, 0.6 * RATE, &OFFSETS, Weight::Ink);
        }
        Step::Samples => samples(&mut trace),
        Step::Inner { proximal } => inner(&mut trace, proximal),
        Step::Climb => climb(&mut trace),
        Step::Adversarial => adversarial(&mut trace, plain),
        Step::Rate => {
            let far = descent(START, 2.0 * RATE, gradient(START, (0.0, 0.0)));
            trace.arrow(START, far, Weight::Ink);
        }
        Step::Longer => {
            trace.chain(START, RATE, &[(0.0, 0.0); 3], Weight::Ink);
        }
        Step::Warm => {
            let small = trace.chain(START, 0.4 * RATE, &OFFSETS, Weight::Thin);
            let end = small.last().copied().unwrap_or(START);
            trace.chain(end, RATE, &[(0.0, 0.0); 2], Weight::Ink);
        }
        Step::Growing => {
            let shrinking: Vec<Point> = OFFSETS
                .iter()
                .zip([1.4, 0.7, 0.35, 0.0])
                .map(|(&offset, size)| scaled(offset, size))
                .collect();
            trace.chain(START, 0.7 * RATE, &shrinking, Weight::Ink);
        }
        Step::Average => {
            let rate = 1.75 / CURVATURE.1;
            let iterates = trace.chain(START, rate, &[(0.0, 0.0); 4], Weight::Thin);
            trace.dot = Some(mean(&iterates));
        }
    }
    trace
}

/// The gradients of changed or fewer samples, or at changed weights, and their mean. On a quadratic
/// a changed place is a shifted centre.
fn samples(trace: &mut Trace) {
    let ends = OFFSETS.map(|centre| descent(START, RATE, gradient(START, scaled(centre, 1.3))));
    for end in ends {
        trace.arrow(START, end, Weight::Thin);
    }
    trace.arrow(START, mean(&ends), Weight::Ink);
}

/// Three steps on one batch, drawn back to where they began if there is a proximal term.
fn inner(trace: &mut Trace, proximal: bool) {
    let lambda = if proximal { 1.0 } else { 0.0 };
    let mut x = START;
    for _ in 0..3 {
        let (gx, gy) = gradient(x, (0.0, 0.0));
        let pull = (lambda * (x.0 - START.0), lambda * (x.1 - START.1));
        let next = descent(x, 0.7 * RATE, (gx + pull.0, gy + pull.1));
        trace.arrow(x, next, Weight::Ink);
        x = next;
    }
    if proximal {
        trace.ring = Some((START, libm::hypot(x.0 - START.0, x.1 - START.1)));
    }
}

/// Up to the highest loss in the ball, and the gradient there taken from x.
fn climb(trace: &mut Trace) {
    const RADIUS: f64 = 0.5;
    let (gx, gy) = gradient(START, (0.0, 0.0));
    let length = libm::hypot(gx, gy);
    let top = (
        START.0 + RADIUS * gx / length,
        START.1 + RADIUS * gy / length,
    );
    trace.ring = Some((START, RADIUS));
    trace.arrow(START, top, Weight::Tried);
    let there = gradient(top, (0.0, 0.0));
    trace.arrow(top, descent(top, RATE, there), Weight::Thin);
    trace.arrow(START, descent(START, RATE, there), Weight::Ink);
}

/// Half the plain step and half that on the risk of changed samples.
fn adversarial(trace: &mut Trace, plain: Point) {
    let centre = (0.6, 0.75);
    let other = descent(START, RATE, gradient(START, centre));
    trace.second = Some(centre);
    trace.arrow(START, other, Weight::Thin);
    trace.arrow(START, mean(&[plain, other]), Weight::Ink);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ink(step: Step) -> Vec<(Point, Point)> {
        let arrows = trace(step).arrows.into_iter();
        let ink = arrows.filter(|(_, _, weight)| *weight == Weight::Ink);
        ink.map(|(from, to, _)| (from, to)).collect()
    }

    fn close(a: Point, b: Point) {
        assert!(libm::hypot(a.0 - b.0, a.1 - b.1) < 1e-12, "{a:?} {b:?}");
    }

    #[test]
    fn steps_are_the_gradients() {
        // Against the gradient (−1.25, 1.52) by half of it.
        close(ink(Step::Large)[0].1, (-1.875, 0.19));
        // On average the changed samples are the samples.
        close(mean(&OFFSETS), (0.0, 0.0));
        close(ink(Step::Samples)[0].1, (-1.875, 0.19));
    }

    #[test]
    fn a_climb_steps_further_down_and_a_proximal_term_holds_back() {
        let fall = |step: Step| ink(step).last().map_or(0.0, |(_, to)| START.1 - to.1);
        assert!(fall(Step::Climb) > fall(Step::Large));
        let away = |proximal| {
            let end = ink(Step::Inner { proximal })
                .last()
                .map_or(START, |(_, to)| *to);
            libm::hypot(end.0 - START.0, end.1 - START.1)
        };
        assert!(away(true) < away(false));
    }
}
