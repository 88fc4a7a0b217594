//! The maximum of a function over a box by L-BFGS-B (Byrd, Lu, Nocedal & Zhu 1995; version 3.0 by
//! Morales & Nocedal 2011), one iteration at a time. The algorithm is the crate `basin`'s port of
//! the authors' Fortran code; this module turns it round to maximise, drives it step by step and
//! keeps the best point.

use crate::objective::Objective;
use basin::{
    BoxBounds, ConstraintDescription, ConstraintSet, ConstraintSolveError, Constraints,
    CostFunction, FirstOrderState, Gradient, Lbfgsb, Problem, Solver, SolverStep, State,
};
use std::cell::RefCell;

/// Curvature pairs kept by L-BFGS-B, the usual default.
const MEMORY: usize = 10;

/// A box: coordinate i ranges over [lower_i, upper_i].
#[derive(Clone, Debug, PartialEq)]
pub struct Bounds {
    /// Lower bounds, all finite.
    pub lower: Vec<f64>,
    /// Upper bounds, as many as lower ones, each finite and at least its lower bound.
    pub upper: Vec<f64>,
}

impl Bounds {
    /// The box −b ≤ z ≤ b.
    pub fn symmetric(half_widths: &[f64]) -> Self {
        Self {
            lower: half_widths.iter().map(|b| -b).collect(),
            upper: half_widths.to_vec(),
        }
    }
}

/// Why a maximisation ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Termination {
    /// All iterations were done.
    Iterations,
    /// The projected gradient vanishes exactly: there is no direction to go.
    Stationary,
    /// An iteration did not increase the value at all, as at the limit of its precision.
    Stalled,
    /// The line search found no higher point, also after forgetting the curvature.
    LineSearch,
    /// A value or a gradient was not finite.
    NonFinite,
    /// The bounds and the start do not make a box: lengths differ, a bound is not a number, or a
    /// lower one exceeds its upper one.
    InvalidBox,
}

/// What a step left behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// There is more to do.
    Running,
    /// The maximisation is over; further steps do nothing.
    Finished(Termination),
}

type Iterate = FirstOrderState<Vec<f64>>;

/// A maximisation over a box that is advanced one L-BFGS-B iteration at a time. No tolerance stops
/// it: it does all its iterations unless it can make no progress.
pub struct BoxMaximizer {
    bounds: Bounds,
    limit: u32,
    solver: Lbfgsb<Vec<f64>>,
    state: Option<Iterate>,
    status: Status,
    started: bool,
    iterations: u32,
    gradients: u32,
    start_value: f64,
    best: Vec<f64>,
    best_value: f64,
}

impl BoxMaximizer {
    /// A maximisation over `bounds` from `start`, which is projected onto the box, of at most
    /// `iterations` iterations. Evaluates nothing yet.
    pub fn new(bounds: Bounds, start: Vec<f64>, iterations: u32) -> Self {
        let solver = Lbfgsb::new()
            .with_m_capacity(MEMORY)
            .with_absolute_projected_gradient_tolerance(0.0)
            .with_relative_cost_reduction_tolerance(0.0);
        let mut maximizer = Self {
            bounds,
            limit: iterations,
            solver,
            state: None,
            status: Status::Running,
            started: false,
            iterations: 0,
            gradients: 0,
            start_value: f64::NAN,
            best: Vec::new(),
            best_value: f64::NEG_INFINITY,
        };
        maximizer.restart(start);
        maximizer
    }

    /// Begins anew from another point of the same box; forgets everything else.
    pub fn restart(&mut self, start: Vec<f64>) {
        self.best.clone_from(&start);
        self.best_value = f64::NEG_INFINITY;
        self.start_value = f64::NAN;
        self.iterations = 0;
        self.gradients = 0;
        self.started = false;
        self.state = Some(FirstOrderState::new(start));
        self.status = Status::Running;
    }

    /// Advances by one unit: first the value and the gradient at the start, then one iteration a
    /// step, which takes one or two gradients as a rule and at most 42 (two line searches of 21).
    pub fn step(&mut self, f: &mut dyn Objective) -> Status {
        let Some(state) = self.state.take() else {
            return self.status;
        };
        let advance = self.advance(f, state);
        self.status = match advance {
            Ok((state, stop)) => {
                self.keep(&state);
                self.state = Some(state);
                match stop {
                    Some(termination) => Status::Finished(termination),
                    None if self.iterations >= self.limit => {
                        Status::Finished(Termination::Iterations)
                    }
                    None => Status::Running,
                }
            }
            Err(termination) => Status::Finished(termination),
        };
        self.started = true;
        if self.status != Status::Running {
            self.state = None;
        }
        self.status
    }

    /// One call of the solver: the state it leaves and why it would stop there, or why it gave up.
    fn advance(
        &mut self,
        f: &mut dyn Objective,
        state: Iterate,
    ) -> Result<(Iterate, Option<Termination>), Termination> {
        let mut problem = Problem::new(Negated {
            f: RefCell::new(f),
            bounds: &self.bounds,
        });
        let result = if self.started {
            self.solver
                .next_iter(&mut problem, state)
                .map(SolverStep::into_parts)
        } else {
            self.solver
                .init(&mut problem, state)
                .map(|state| (state, false, None))
        };
        self.gradients += problem.counts().gradient_evals as u32;
        let (mut state, completed, stop) = result.map_err(Termination::from)?;
        if completed {
            state.increment_iter();
            self.iterations += 1;
        }
        let termination = match stop {
            Some(basin::Termination::Converged(_)) => Some(Termination::Stationary),
            Some(_) => Some(Termination::LineSearch),
            // With finite values the only test made here is the one for an increase.
            None => self
                .solver
                .check_convergence(&problem, &state)
                .map(|_| Termination::Stalled),
        };
        Ok((state, termination))
    }

    /// Keeps the iterate if it is the highest so far.
    fn keep(&mut self, state: &Iterate) {
        let Some((point, cost, _)) = state.current() else {
            return;
        };
        if !self.started {
            self.start_value = -cost;
        }
        if -cost > self.best_value {
            self.best_value = -cost;
            self.best.clone_from(point);
        }
    }

    /// The highest iterate so far; the start as long as nothing finite was seen.
    pub fn best(&self) -> &[f64] {
        &self.best
    }

    /// The value at [`best`](Self::best); −∞ as long as nothing finite was seen.
    pub fn best_value(&self) -> f64 {
        self.best_value
    }

    /// The value at the start; NaN before the first step and where it is not finite.
    pub fn start_value(&self) -> f64 {
        self.start_value
    }

    /// Iterations completed.
    pub fn iterations(&self) -> u32 {
        self.iterations
    }

    /// Gradients evaluated, each together with the value.
    pub fn gradients(&self) -> u32 {
        self.gradients
    }

    /// Where it stands.
    pub fn status(&self) -> Status {
        self.status
    }

    /// The box.
    pub fn bounds(&self) -> &Bounds {
        &self.bounds
    }
}

/// A value or a gradient that is not finite.
struct NonFinite;

impl From<ConstraintSolveError<NonFinite>> for Termination {
    fn from(error: ConstraintSolveError<NonFinite>) -> Self {
        match error {
            ConstraintSolveError::Evaluation(NonFinite) => Self::NonFinite,
            _ => Self::InvalidBox,
        }
    }
}

/// −f over a box, as the solver wants it, for the length of one step.
struct Negated<'a> {
    f: RefCell<&'a mut dyn Objective>,
    bounds: &'a Bounds,
}

impl Constraints for Negated<'_> {
    type Set = ConstraintSet<BoxBounds<Vec<f64>>>;

    fn constraints(&self) -> <Self::Set as ConstraintDescription>::Borrowed<'_> {
        ConstraintSet::new().with_bounds(BoxBounds::new(
            Some(&self.bounds.lower),
            Some(&self.bounds.upper),
        ))
    }
}

impl CostFunction for Negated<'_> {
    type Param = Vec<f64>;
    type Output = f64;
    type Error = NonFinite;

    fn cost(&self, x: &Vec<f64>) -> Result<f64, NonFinite> {
        let value = self.f.borrow_mut().value(x);
        if value.is_finite() {
            Ok(-value)
        } else {
            Err(NonFinite)
        }
    }
}

impl Gradient for Negated<'_> {
    type Gradient = Vec<f64>;

    fn gradient(&self, x: &Vec<f64>) -> Result<Vec<f64>, NonFinite> {
        self.cost_and_gradient(x).map(|(_, gradient)| gradient)
    }

    fn cost_and_gradient(&self, x: &Vec<f64>) -> Result<(f64, Vec<f64>), NonFinite> {
        let mut gradient = Vec::new();
        self.cost_and_gradient_into(x, &mut gradient)
            .map(|cost| (cost, gradient))
    }

    fn cost_and_gradient_into(
        &self,
        x: &Vec<f64>,
        gradient: &mut Vec<f64>,
    ) -> Result<f64, NonFinite> {
        gradient.resize(x.len(), 0.0);
        let value = self.f.borrow_mut().gradient(x, gradient);
        for g in gradient.iter_mut() {
            *g = -*g;
        }
        if value.is_finite() && gradient.iter().all(|g| g.is_finite()) {
            Ok(-value)
        } else {
            Err(NonFinite)
        }
    }
}
