//! f(x) = c₀ + ½ Σ λ_i (x_i − x*_i)².

use sharp_minima::objective::Objective;

pub struct DiagonalQuadratic {
    pub eigenvalues: Vec<f64>,
    pub centre: Vec<f64>,
    pub constant: f64,
}

impl Objective for DiagonalQuadratic {
    fn dimension(&self) -> usize {
        self.centre.len()
    }

    fn value(&mut self, x: &[f64]) -> f64 {
        let terms = self.eigenvalues.iter().zip(x.iter().zip(&self.centre));
        self.constant
            + terms
                .map(|(l, (x, c))| 0.5 * l * (x - c) * (x - c))
                .sum::<f64>()
    }

    fn gradient(&mut self, x: &[f64], gradient: &mut [f64]) -> f64 {
        for (i, g) in gradient.iter_mut().enumerate() {
            *g = self.eigenvalues[i] * (x[i] - self.centre[i]);
        }
        self.value(x)
    }

    fn hessian_product(&mut self, _x: &[f64], v: &[f64], product: &mut [f64]) {
        for (i, p) in product.iter_mut().enumerate() {
            *p = self.eigenvalues[i] * v[i];
        }
    }
}
