//! Operations on long vectors.

/// Σ a_i b_i, from the first to the last.
#[inline(never)]
pub fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// v ← factor · v.
#[inline(never)]
pub fn scale(v: &mut [f64], factor: f64) {
    for v in v {
        *v *= factor;
    }
}

/// to ← to + factor · from.
#[inline(never)]
pub fn add_scaled(to: &mut [f64], factor: f64, from: &[f64]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to += factor * from;
    }
}

/// to ← a + b ⊙ c.
#[inline(never)]
pub fn add_product(a: &[f64], b: &[f64], c: &[f64], to: &mut Vec<f64>) {
    to.clear();
    to.extend(a.iter().zip(b.iter().zip(c)).map(|(a, (b, c))| a + b * c));
}

/// to ← a + b.
#[inline(never)]
pub fn add(a: &[f64], b: &[f64], to: &mut Vec<f64>) {
    to.clear();
    to.extend(a.iter().zip(b).map(|(a, b)| a + b));
}

/// v ← v ⊙ factors.
#[inline(never)]
pub fn multiply(v: &mut [f64], factors: &[f64]) {
    for (v, factor) in v.iter_mut().zip(factors) {
        *v *= factor;
    }
}

/// v ← v ⊙ factors / unit, each factor divided first.
#[inline(never)]
pub fn multiply_over(v: &mut [f64], factors: &[f64], unit: f64) {
    for (v, factor) in v.iter_mut().zip(factors) {
        *v *= factor / unit;
    }
}

/// Rounds to single precision.
#[inline(never)]
pub fn narrow(from: &[f64], to: &mut [f32]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to = *from as f32;
    }
}

/// The same numbers in double precision.
#[inline(never)]
pub fn widen(from: &[f32], to: &mut [f64]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to = f64::from(*from);
    }
}
