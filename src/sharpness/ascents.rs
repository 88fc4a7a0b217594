//! Ascents from several points, of which the highest goes on.

use crate::objective::Objective;
use crate::sharpness::ascent::{Ascent, Body};
use sharp_minima_kernels::Generator;

/// Gradients of every ascent at first.
const EXPLORED: u32 = 4;
/// Gradients of the highest ascent when it goes on. Where it ends earlier, the rest goes to ascents
/// from further random points.
const CLIMBED: u32 = 6;
/// An ascent on a box ends when a step adds less than this share of the rise: what is left to gain is about as
/// little.
const NEGLIGIBLE: f64 = 0.001;

/// A search from the middle of a body and from random points in it, one gradient at a time: as many
/// as the budget has, or fewer where the function is flat or not finite.
pub(super) struct Ascents {
    body: Body,
    short: u32,
    starts: u32,
    generator: Generator,
    current: Ascent,
    /// Gradients that the current ascent has left.
    left: u32,
    /// Whether the current ascent is the highest, going on.
    climbing: bool,
    /// Random points so far.
    drawn: u32,
    /// The function in the middle, and after the first step from there.
    middle: [f64; 2],
    highest: Option<Ascent>,
    /// Whether the current ascent has come to its end by small steps, and whether the highest had.
    settled: bool,
    highest_settled: bool,
    gradients: u32,
    /// Gradients of the budget that settled ascents did not need.
    spared: u32,
    finished: bool,
}

impl Ascents {
    /// A search in `body` from 0, with so many `short` steps at first, and from `starts` points
    /// drawn from `generator`; one at least where the gradient at 0 vanishes.
    pub fn new(body: Body, short: u32, starts: u32, generator: Generator) -> Self {
        let middle = vec![0.0; body.dimension()];
        Self {
            body,
            short,
            starts,
            generator,
            current: Ascent::new(middle, short),
            left: short + EXPLORED,
            climbing: false,
            drawn: 0,
            middle: [f64::NAN; 2],
            highest: None,
            settled: false,
            highest_settled: false,
            gradients: 0,
            spared: 0,
            finished: false,
        }
    }

    /// Evaluates one gradient of `f`, which must be the same function every time; true when all is
    /// done. A value at 0 that is not finite ends it.
    pub fn advance(&mut self, f: &mut dyn Objective) -> bool {
        if self.finished {
            return true;
        }
        let (before, value) = (self.current.gradients, self.current.best_value);
        let ended = self.current.advance(f, &self.body);
        let evaluated = self.current.gradients - before;
        self.gradients += evaluated;
        self.left = self.left.saturating_sub(evaluated);
        self.settled = !ended && self.is_settled(value);
        if self.settled {
            self.spared += self.left;
        }
        if ended || self.settled || self.left == 0 {
            self.go_on();
        }
        self.finished
    }

    /// Whether the last step of full length, from a highest point of value `before`, added next to
    /// nothing. On a ball the steps are the power method's, and small ones may go on for long.
    fn is_settled(&self, before: f64) -> bool {
        let start = self.current.start_value;
        let loss = if self.drawn == 0 {
            start
        } else {
            self.middle[0]
        };
        let (gain, rise) = (self.current.best_value - before, before - loss);
        let on_box = matches!(self.body, Body::Box(_));
        on_box && self.current.is_long() && gain > 0.0 && gain < NEGLIGIBLE * rise
    }

    /// Chooses what follows an ascent.
    fn go_on(&mut self) {
        let ended = std::mem::replace(&mut self.current, Ascent::new(Vec::new(), 0));
        if self.drawn == 0 && !self.climbing {
            self.middle = [ended.start_value, ended.first_step];
            self.finished = !ended.start_value.is_finite();
            // A vanishing gradient says nothing.
            self.starts = self.starts.max(u32::from(ended.gradients == 1));
        }
        let was_climbing = std::mem::take(&mut self.climbing);
        let higher = self.keep(ended);
        let rest = self.budget().saturating_sub(self.gradients + self.spared);
        if self.finished {
            return;
        }
        if self.drawn < self.starts {
            self.begin();
        } else if self.highest_settled {
            self.finished = true;
        } else if !was_climbing && (higher || self.drawn == self.starts) && rest > 0 {
            self.climb(rest);
        } else if rest >= EXPLORED && !self.flat() {
            self.begin();
        } else {
            self.finished = true;
        }
    }

    /// Keeps an ascent if it is the highest; whether it is.
    fn keep(&mut self, ascent: Ascent) -> bool {
        let highest = self.highest.as_ref();
        let higher = highest.is_none_or(|other| ascent.best_value > other.best_value);
        if higher {
            self.highest_settled = self.settled;
            self.highest = Some(ascent);
        }
        higher
    }

    /// Begins an ascent from the next random point.
    fn begin(&mut self) {
        self.drawn += 1;
        self.current = Ascent::new(self.body.random_point(&mut self.generator), 0);
        self.left = EXPLORED;
    }

    /// Lets the highest ascent go on.
    fn climb(&mut self, rest: u32) {
        match self.highest.take() {
            Some(highest) => self.current = highest,
            None => self.finished = true,
        }
        self.climbing = true;
        self.left = rest.min(CLIMBED);
    }

    /// Whether no ascent has made a step.
    fn flat(&self) -> bool {
        self.highest.as_ref().is_none_or(|one| one.gradients <= 1)
    }

    /// Gradients of all ascents together.
    fn budget(&self) -> u32 {
        let explored = self.starts.saturating_add(1).saturating_mul(EXPLORED);
        explored.saturating_add(self.short + CLIMBED)
    }

    /// The highest ascent; `None` before the end.
    pub fn highest(&self) -> Option<&Ascent> {
        self.highest.as_ref().filter(|_| self.finished)
    }

    /// The function in the middle and after the first step from there; NaN as long as they are not
    /// known.
    pub fn middle(&self) -> [f64; 2] {
        self.middle
    }

    /// Gradients evaluated.
    pub fn gradients(&self) -> u32 {
        self.gradients
    }

    /// How much is done, in [0, 1].
    pub fn progress(&self) -> f64 {
        if self.finished {
            return 1.0;
        }
        f64::from(self.gradients) / (f64::from(self.budget()) + 1.0)
    }
}
