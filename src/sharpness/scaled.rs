//! An objective seen from a fixed point, in units of its own for every coordinate.

use crate::objective::Objective;
use sharp_minima_kernels::vectors::{add_product, multiply, multiply_over};

/// u ↦ f(x + T u)/c with T diagonal, for the length of a borrow. With T = |x| it is the same function
/// of u wherever layers are rescaled as in [`rescaled`](crate::sharpness::rescaled).
pub(super) struct Scaled<'a> {
    f: &'a mut dyn Objective,
    x: &'a [f64],
    units: &'a [f64],
    /// c.
    unit: f64,
    work: &'a mut ScaledWork,
}

/// Working space of [`Scaled`].
#[derive(Debug, Default)]
pub(super) struct ScaledWork {
    point: Vec<f64>,
    direction: Vec<f64>,
}

impl<'a> Scaled<'a> {
    /// `f` seen from `x`; `units` is T's diagonal.
    pub fn new(
        f: &'a mut dyn Objective,
        x: &'a [f64],
        units: &'a [f64],
        work: &'a mut ScaledWork,
    ) -> Self {
        Self {
            f,
            x,
            units,
            unit: 1.0,
            work,
        }
    }

    /// The same in units of `unit` > 0.
    pub fn divided_by(self, unit: f64) -> Self {
        Self { unit, ..self }
    }

    /// v ← T v/c.
    fn to_units(&self, v: &mut [f64]) {
        multiply_over(v, self.units, self.unit);
    }

    fn place(&mut self, u: &[f64]) {
        add_product(self.x, self.units, u, &mut self.work.point);
    }
}

impl Objective for Scaled<'_> {
    fn dimension(&self) -> usize {
        self.x.len()
    }

    fn value(&mut self, u: &[f64]) -> f64 {
        self.place(u);
        self.f.value(&self.work.point) / self.unit
    }

    fn gradient(&mut self, u: &[f64], gradient: &mut [f64]) -> f64 {
        self.place(u);
        let value = self.f.gradient(&self.work.point, gradient);
        self.to_units(gradient);
        value / self.unit
    }

    fn hessian_product(&mut self, u: &[f64], v: &[f64], product: &mut [f64]) {
        self.place(u);
        self.work.direction.clear();
        self.work.direction.extend_from_slice(v);
        multiply(&mut self.work.direction, self.units);
        self.f
            .hessian_product(&self.work.point, &self.work.direction, product);
        self.to_units(product);
    }
}
