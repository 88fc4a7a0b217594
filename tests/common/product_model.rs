//! f(a, b) = ½(ab − y)²: the smallest model with a curve of minima.

use sharp_minima::objective::Objective;

pub struct ProductModel {
    pub target: f64,
}

impl Objective for ProductModel {
    fn dimension(&self) -> usize {
        2
    }

    fn value(&mut self, x: &[f64]) -> f64 {
        0.5 * (x[0] * x[1] - self.target).powi(2)
    }

    fn gradient(&mut self, x: &[f64], gradient: &mut [f64]) -> f64 {
        let residual = x[0] * x[1] - self.target;
        gradient[0] = residual * x[1];
        gradient[1] = residual * x[0];
        self.value(x)
    }

    fn hessian_product(&mut self, x: &[f64], v: &[f64], product: &mut [f64]) {
        let mixed = 2.0 * x[0] * x[1] - self.target;
        product[0] = x[1] * x[1] * v[0] + mixed * v[1];
        product[1] = mixed * v[0] + x[0] * x[0] * v[1];
    }
}
