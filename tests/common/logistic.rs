//! Logistic regression: f(w) = mean over the samples (x, y), y = ±1, of log(1 + exp(−y w·x)).

use sharp_minima::objective::Objective;

pub struct Logistic {
    pub samples: Vec<(Vec<f64>, f64)>,
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// log(1 + eᵗ) without overflow.
fn softplus(t: f64) -> f64 {
    t.max(0.0) + (-t.abs()).exp().ln_1p()
}

/// The derivative of softplus.
fn sigmoid(t: f64) -> f64 {
    if t >= 0.0 {
        1.0 / (1.0 + (-t).exp())
    } else {
        t.exp() / (1.0 + t.exp())
    }
}

impl Objective for Logistic {
    fn dimension(&self) -> usize {
        self.samples[0].0.len()
    }

    fn value(&mut self, w: &[f64]) -> f64 {
        let losses = self.samples.iter().map(|(x, y)| softplus(-y * dot(w, x)));
        losses.sum::<f64>() / self.samples.len() as f64
    }

    fn gradient(&mut self, w: &[f64], gradient: &mut [f64]) -> f64 {
        gradient.fill(0.0);
        for (x, y) in &self.samples {
            let weight = -y * sigmoid(-y * dot(w, x)) / self.samples.len() as f64;
            for (g, x) in gradient.iter_mut().zip(x) {
                *g += weight * x;
            }
        }
        self.value(w)
    }

    fn hessian_product(&mut self, w: &[f64], v: &[f64], product: &mut [f64]) {
        product.fill(0.0);
        for (x, y) in &self.samples {
            let s = sigmoid(-y * dot(w, x));
            let weight = s * (1.0 - s) * dot(x, v) / self.samples.len() as f64;
            for (p, x) in product.iter_mut().zip(x) {
                *p += weight * x;
            }
        }
    }
}
