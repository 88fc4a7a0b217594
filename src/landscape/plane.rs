//! A plane in weight space.

/// The points centre + a d₁ + b d₂.
#[derive(Clone, Debug, PartialEq)]
pub struct Plane {
    /// Where a = b = 0.
    pub centre: Vec<f32>,
    /// d₁ and d₂; they need not be orthogonal, nor of length 1.
    pub axes: [Vec<f32>; 2],
}

impl Plane {
    /// Writes the point of a place (a, b), computed in double precision and rounded once.
    ///
    /// # Panics
    /// If `x` is not of the plane's dimension: a programming error.
    pub fn point(&self, [a, b]: [f64; 2], x: &mut [f32]) {
        let [first, second] = &self.axes;
        assert!(x.len() == self.centre.len(), "a vector of another length");
        let axes = first.iter().zip(second);
        for ((x, &c), (&d, &e)) in x.iter_mut().zip(&self.centre).zip(axes) {
            *x = (f64::from(c) + a * f64::from(d) + b * f64::from(e)) as f32;
        }
    }

    /// d₁·d₁, d₁·d₂ and d₂·d₂.
    pub fn gram(&self) -> [f64; 3] {
        let [d, e] = &self.axes;
        [dot(d, d), dot(d, e), dot(e, e)]
    }

    /// The place of the point's orthogonal projection, by the normal equations, and the point's
    /// distance from the plane. An axis that vanishes has coordinate 0.
    pub fn project(&self, x: &[f32]) -> ([f64; 2], f64) {
        let [first, second] = &self.axes;
        let offsets = || {
            let pairs = x.iter().zip(&self.centre);
            pairs.map(|(&x, &c)| f64::from(x) - f64::from(c))
        };
        let along = |axis: &[f32]| -> f64 {
            let pairs = offsets().zip(axis);
            pairs.map(|(offset, &d)| offset * f64::from(d)).sum()
        };
        let place = solve(self.gram(), [along(first), along(second)]);
        let [a, b] = place;
        let off: f64 = offsets()
            .zip(first.iter().zip(second))
            .map(|(offset, (&d, &e))| {
                let rest = offset - a * f64::from(d) - b * f64::from(e);
                rest * rest
            })
            .sum();
        (place, off.sqrt())
    }
}

fn dot(a: &[f32], b: &[f32]) -> f64 {
    let pairs = a.iter().zip(b);
    pairs.map(|(&a, &b)| f64::from(a) * f64::from(b)).sum()
}

/// Solves a symmetric 2 × 2 system by Cramer's rule; where it is singular, along the longer axis
/// alone.
fn solve([aa, ab, bb]: [f64; 3], [u, v]: [f64; 2]) -> [f64; 2] {
    let determinant = aa * bb - ab * ab;
    if determinant > 1e-12 * aa * bb {
        return [
            (u * bb - v * ab) / determinant,
            (v * aa - u * ab) / determinant,
        ];
    }
    let share = |along: f64, length: f64| if length > 0.0 { along / length } else { 0.0 };
    if aa >= bb {
        [share(u, aa), 0.0]
    } else {
        [0.0, share(v, bb)]
    }
}
