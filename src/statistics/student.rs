//! Student's t distribution.

/// The t with P(T ≤ t) = `p` for `degrees` > 0 degrees of freedom, whole or not, accurate to
/// about eleven digits up to a thousand degrees. Infinite at p = 0 and 1, NaN outside.
pub fn quantile(p: f64, degrees: f64) -> f64 {
    if p.is_nan() || !(0.0..=1.0).contains(&p) || degrees.is_nan() || degrees <= 0.0 {
        return f64::NAN;
    }
    if p < 0.5 {
        return -quantile(1.0 - p, degrees);
    }
    if p == 1.0 {
        return f64::INFINITY;
    }
    let mut high = 1.0;
    while distribution(high, degrees) < p && high < f64::MAX / 2.0 {
        high *= 2.0;
    }
    let mut low = 0.0;
    // Halving an interval of doubles ends when nothing lies between its ends.
    loop {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            return middle;
        }
        if distribution(middle, degrees) < p {
            low = middle;
        } else {
            high = middle;
        }
    }
}

/// P(T ≤ t) for t ≥ 0: ½ + ½ I_y(½, ν/2) with y = t²/(ν + t²) (Abramowitz & Stegun 26.7.1).
pub fn distribution(t: f64, degrees: f64) -> f64 {
    if t < 0.0 {
        return 1.0 - distribution(-t, degrees);
    }
    let y = t * t / (degrees + t * t);
    let rest = degrees / (degrees + t * t);
    0.5 + 0.5 * incomplete_beta(y, rest, 0.5, 0.5 * degrees)
}

/// The regularised incomplete beta function I_x(a, b), with `rest` = 1 − x free of cancellation.
/// Its continued fraction (DLMF 8.17.22) converges fast below (a + 1)/(a + b + 2); above, the
/// symmetry I_x(a, b) = 1 − I_{1−x}(b, a) leads there.
fn incomplete_beta(x: f64, rest: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if rest <= 0.0 {
        return 1.0;
    }
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - incomplete_beta(rest, x, b, a);
    }
    let log_front = libm::lgamma(a + b) - libm::lgamma(a) - libm::lgamma(b)
        + a * libm::log(x)
        + b * libm::log(rest);
    libm::exp(log_front) / a / beta_fraction(x, a, b)
}

/// The continued fraction 1 + d₁/(1 + d₂/(1 + …)) of DLMF 8.17.22 by Lentz's method.
fn beta_fraction(x: f64, a: f64, b: f64) -> f64 {
    const LEAST: f64 = 1e-300;
    let away_from_zero = |value: f64| if value.abs() < LEAST { LEAST } else { value };
    let (mut fraction, mut c, mut d) = (1.0, 1.0, 0.0);
    for k in 1..=500 {
        let m = f64::from(k / 2);
        let term = if k % 2 == 0 {
            m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m))
        } else {
            -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0))
        };
        d = 1.0 / away_from_zero(1.0 + term * d);
        c = away_from_zero(1.0 + term / c);
        fraction *= c * d;
        if (c * d - 1.0).abs() < 1e-15 {
            break;
        }
    }
    fraction
}
