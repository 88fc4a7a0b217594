//! The negated chained Rosenbrock function −Σ 100(x_{i+1} − x_i²)² + (1 − x_i)²: smooth, not
//! concave, with a curved ridge to the maximum 0 at (1, …, 1).

use sharp_minima::objective::Objective;

pub struct NegatedRosenbrock {
    pub dimension: usize,
}

impl Objective for NegatedRosenbrock {
    fn dimension(&self) -> usize {
        self.dimension
    }

    fn value(&mut self, x: &[f64]) -> f64 {
        let terms = x
            .windows(2)
            .map(|p| 100.0 * (p[1] - p[0] * p[0]).powi(2) + (1.0 - p[0]).powi(2));
        -terms.sum::<f64>()
    }

    fn gradient(&mut self, x: &[f64], gradient: &mut [f64]) -> f64 {
        gradient.fill(0.0);
        for i in 0..x.len() - 1 {
            let bend = x[i + 1] - x[i] * x[i];
            gradient[i] += 400.0 * x[i] * bend + 2.0 * (1.0 - x[i]);
            gradient[i + 1] -= 200.0 * bend;
        }
        self.value(x)
    }

    fn hessian_product(&mut self, x: &[f64], v: &[f64], product: &mut [f64]) {
        product.fill(0.0);
        for i in 0..x.len() - 1 {
            product[i] -=
                (1200.0 * x[i] * x[i] - 400.0 * x[i + 1] + 2.0) * v[i] - 400.0 * x[i] * v[i + 1];
            product[i + 1] -= 200.0 * v[i + 1] - 400.0 * x[i] * v[i];
        }
    }
}
