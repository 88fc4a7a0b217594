//! An objective seen from a fixed point.

use crate::objective::Objective;
use sharp_minima_kernels::vectors::add;

/// z ↦ f(x + z): the same objective with x as the origin, for the length of a borrow.
pub struct Displaced<'a> {
    f: &'a mut dyn Objective,
    x: &'a [f64],
    point: &'a mut Vec<f64>,
}

impl<'a> Displaced<'a> {
    /// `f` seen from `x`; `point` is working space of any length.
    pub fn new(f: &'a mut dyn Objective, x: &'a [f64], point: &'a mut Vec<f64>) -> Self {
        Self { f, x, point }
    }

    fn displace(&mut self, z: &[f64]) {
        add(self.x, z, self.point);
    }
}

impl Objective for Displaced<'_> {
    fn dimension(&self) -> usize {
        self.x.len()
    }

    fn value(&mut self, z: &[f64]) -> f64 {
        self.displace(z);
        self.f.value(self.point)
    }

    fn gradient(&mut self, z: &[f64], gradient: &mut [f64]) -> f64 {
        self.displace(z);
        self.f.gradient(self.point, gradient)
    }

    fn hessian_product(&mut self, z: &[f64], v: &[f64], product: &mut [f64]) {
        self.displace(z);
        self.f.hessian_product(self.point, v, product);
    }

    fn epsilon(&self) -> f64 {
        self.f.epsilon()
    }
}
