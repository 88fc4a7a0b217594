//! ½‖Xw − y‖²/N, linear regression.

use sharp_minima::objective::Objective;

pub struct Regression {
    pub samples: Vec<(Vec<f64>, f64)>,
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

impl Regression {
    fn add(&self, weight: impl Fn(&[f64], f64) -> f64, sum: &mut [f64]) {
        sum.fill(0.0);
        for (x, y) in &self.samples {
            let weight = weight(x, *y) / self.samples.len() as f64;
            for (sum, x) in sum.iter_mut().zip(x) {
                *sum += weight * x;
            }
        }
    }
}

impl Objective for Regression {
    fn dimension(&self) -> usize {
        self.samples[0].0.len()
    }

    fn value(&mut self, w: &[f64]) -> f64 {
        let squares = self.samples.iter().map(|(x, y)| (dot(w, x) - y).powi(2));
        0.5 * squares.sum::<f64>() / self.samples.len() as f64
    }

    fn gradient(&mut self, w: &[f64], gradient: &mut [f64]) -> f64 {
        self.add(|x, y| dot(w, x) - y, gradient);
        self.value(w)
    }

    fn hessian_product(&mut self, _w: &[f64], v: &[f64], product: &mut [f64]) {
        self.add(|x, _| dot(v, x), product);
    }
}
