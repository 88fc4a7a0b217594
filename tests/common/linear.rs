//! f(x) = c + Σ s_i x_i.

use sharp_minima::objective::Objective;

pub struct Linear {
    pub slope: Vec<f64>,
    pub constant: f64,
}

impl Objective for Linear {
    fn dimension(&self) -> usize {
        self.slope.len()
    }

    fn value(&mut self, x: &[f64]) -> f64 {
        self.constant + self.slope.iter().zip(x).map(|(s, x)| s * x).sum::<f64>()
    }

    fn gradient(&mut self, x: &[f64], gradient: &mut [f64]) -> f64 {
        gradient.copy_from_slice(&self.slope);
        self.value(x)
    }

    fn hessian_product(&mut self, _x: &[f64], _v: &[f64], product: &mut [f64]) {
        product.fill(0.0);
    }
}
