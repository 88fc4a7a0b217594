//! One step of training on one batch, gradient by gradient: conservative inner steps, ascent in the
//! weights, weight noise and the optimiser, of any function.

use crate::objective::{Objective, Real};
use crate::optimizer::Optimizer;
use crate::strategy::conservative::{Conservative, add_proximal};
use crate::strategy::robust::Ascent;
use crate::strategy::{Strategy, weight_noise};
use sharp_minima_kernels::Generator;

/// A batch's mean loss as a function of x, in groups of samples, whose gradient may take several
/// evaluations.
pub trait GradientSource<T: Real> {
    /// The number of groups, from 1.
    fn groups(&self) -> usize {
        1
    }

    /// The share of the batch's samples that are in a group, in (0, 1].
    fn share(&self, _group: usize) -> f64 {
        1.0
    }

    /// Does one evaluation towards the gradient at x of the group's mean loss, in `gradient`, which
    /// must be left as it is until the loss is returned: it is complete then.
    fn evaluate(&mut self, group: usize, x: &[T], gradient: &mut [T]) -> Option<f64>;
}

/// Any function as a batch's loss: one group, whose gradient is one evaluation.
pub struct Whole<'a, O: ?Sized>(pub &'a mut O);

impl<T: Real, O: Objective<T> + ?Sized> GradientSource<T> for Whole<'_, O> {
    fn evaluate(&mut self, _group: usize, x: &[T], gradient: &mut [T]) -> Option<f64> {
        Some(self.0.gradient(x, gradient))
    }
}

/// The state of one step. [`start`](Self::start), then [`evaluate`](Self::evaluate) until there is a
/// loss and [`apply`](Self::apply), until that says that the step is complete.
pub struct Descent<T> {
    conservative: Conservative,
    noise: f64,
    ascent: Option<Ascent<T>>,
    climbs: u32,
    /// x_k; empty if there is only one inner step.
    anchor: Vec<T>,
    /// x, or x + σ n, around which the ascent climbs; empty without noise.
    noisy: Vec<T>,
    /// Where gradients are taken; empty if that is x.
    point: Vec<T>,
    gradient: Vec<T>,
    /// The groups' weighted gradients; empty if there is only one group.
    sum: Vec<T>,
    loss: f64,
    inner: u32,
    group: usize,
    climbed: u32,
    /// Whether `point` is where the next gradient is taken.
    aimed: bool,
}

impl<T: Real> Descent<T> {
    /// For `dimension` parameters.
    pub fn new(strategy: &Strategy, dimension: usize) -> Self {
        let conservative = strategy.conservative.unwrap_or(Conservative::PLAIN);
        let ascent = strategy.robust.map(|robust| Ascent::new(robust, dimension));
        let noise = strategy.weight_noise;
        let room = |needed: bool| vec![T::zero(); if needed { dimension } else { 0 }];
        let grouped = strategy.robust.is_some_and(|robust| robust.group.is_some());
        Self {
            climbs: strategy.robust.map_or(0, |robust| robust.steps),
            anchor: room(conservative.steps > 1),
            noisy: room(noise != 0.0),
            point: room(ascent.is_some()),
            gradient: room(true),
            sum: room(grouped),
            conservative,
            noise,
            ascent,
            loss: 0.0,
            inner: 0,
            group: 0,
            climbed: 0,
            aimed: false,
        }
    }

    /// Begins a step from x.
    pub fn start(&mut self, x: &[T], optimizer: &mut dyn Optimizer<T>, rng: &mut Generator) {
        if self.conservative.fresh {
            optimizer.reset();
        }
        if !self.anchor.is_empty() {
            self.anchor.copy_from_slice(x);
        }
        self.inner = 0;
        self.disturb(x, rng);
    }

    /// Begins an inner step from x.
    fn disturb(&mut self, x: &[T], rng: &mut Generator) {
        if self.noise != 0.0 {
            weight_noise::disturb(self.noise, x, &mut self.noisy, rng);
        }
        self.loss = 0.0;
        self.group = 0;
        T::clear(&mut self.sum);
        self.climbed = 0;
        self.aimed = false;
    }

    /// Does one evaluation; returns the batch's mean loss, where the gradient for the next
    /// [`apply`](Self::apply) was taken, once that is complete.
    pub fn evaluate(&mut self, x: &[T], source: &mut dyn GradientSource<T>) -> Option<f64> {
        let origin = if self.noise == 0.0 { x } else { &self.noisy };
        if let Some(ascent) = &mut self.ascent
            && !self.aimed
        {
            if self.climbed == 0 {
                ascent.restart(origin);
            }
            ascent.write(origin, &mut self.point);
            self.aimed = true;
        }
        let point = match &self.ascent {
            Some(_) => &self.point,
            None => origin,
        };
        let loss = source.evaluate(self.group, point, &mut self.gradient)?;
        self.aimed = false;
        if let Some(ascent) = &mut self.ascent
            && self.climbed < self.climbs
        {
            ascent.climb(&self.gradient);
            self.climbed += 1;
            return None;
        }
        self.climbed = 0;
        self.gather(loss, source)
    }

    /// Takes over a group's loss and gradient; returns the loss after the last one.
    fn gather(&mut self, loss: f64, source: &dyn GradientSource<T>) -> Option<f64> {
        let groups = source.groups();
        if groups == 1 {
            return Some(loss);
        }
        let share = source.share(self.group);
        self.loss += share * loss;
        let weight = T::of(share);
        for (sum, &g) in self.sum.iter_mut().zip(&self.gradient) {
            *sum += weight * g;
        }
        self.group += 1;
        (self.group == groups).then(|| {
            self.gradient.copy_from_slice(&self.sum);
            self.loss
        })
    }

    /// Moves x along the gradient that is complete; returns whether the step is.
    pub fn apply(
        &mut self,
        x: &mut [T],
        optimizer: &mut dyn Optimizer<T>,
        rate: f64,
        rng: &mut Generator,
    ) -> bool {
        // The first inner step starts from the anchor, where the proximal term has no slope.
        if self.inner > 0 && self.conservative.lambda != 0.0 {
            add_proximal(
                self.conservative.lambda,
                x,
                &self.anchor,
                &mut self.gradient,
            );
        }
        optimizer.step(x, &self.gradient, rate);
        self.inner += 1;
        if self.inner < self.conservative.steps {
            self.disturb(x, rng);
            return false;
        }
        true
    }

    /// A whole step of `source` from x; returns the last inner step's loss.
    pub fn step(
        &mut self,
        x: &mut [T],
        source: &mut dyn GradientSource<T>,
        optimizer: &mut dyn Optimizer<T>,
        rate: f64,
        rng: &mut Generator,
    ) -> f64 {
        self.start(x, optimizer, rng);
        loop {
            if let Some(loss) = self.evaluate(x, source)
                && self.apply(x, optimizer, rate, rng)
            {
                return loss;
            }
        }
    }
}
