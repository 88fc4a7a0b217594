//! Mean and spread over the trials.

use crate::statistics::summary;

/// The values that several trials have at one abscissa.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// The abscissa: an epoch, or α.
    pub x: f64,
    /// The arithmetic mean.
    pub mean: f64,
    /// The sample standard deviation, with n − 1; zero for one value.
    pub std: f64,
    /// How many trials have a value here.
    pub n: usize,
}

/// Mean and sample standard deviation (n − 1; zero for one value) of the finite values; `None` if
/// there are none.
#[must_use]
pub fn mean_and_std(values: &[f64]) -> Option<(f64, f64)> {
    let finite = values.iter().copied().filter(|value| value.is_finite());
    let summary = summary(&finite.collect::<Vec<f64>>())?;
    Some((summary.mean, summary.deviation.unwrap_or(0.0)))
}

/// The spread at every abscissa, ascending, over the trials that have a value there: where trials
/// differ in length, over those that came so far. Points that are not finite are skipped.
#[must_use]
pub fn spread_over_trials(mut points: Vec<(f64, f64)>) -> Vec<Spread> {
    points.retain(|(x, y)| x.is_finite() && y.is_finite());
    // By value as well, so that the order in which trials arrive leaves no trace.
    points.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    points
        .chunk_by(|a, b| b.0 - a.0 < 1e-9)
        .filter_map(|group| {
            let values: Vec<f64> = group.iter().map(|&(_, y)| y).collect();
            let (mean, std) = mean_and_std(&values)?;
            Some(Spread {
                x: group[0].0,
                mean,
                std,
                n: group.len(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mean_and_standard_deviation_by_hand() {
        // (2, 4, 9): mean 5, squares 9 + 1 + 16 = 26, variance 13.
        let (mean, std) = mean_and_std(&[2.0, 4.0, f64::NAN, 9.0]).expect("three values");
        assert_eq!(mean, 5.0);
        assert!((std - 3.605_551_275_463_989).abs() < 1e-15);
        assert_eq!(mean_and_std(&[7.0]), Some((7.0, 0.0)));
        assert_eq!(mean_and_std(&[f64::INFINITY]), None);
        assert_eq!(mean_and_std(&[]), None);
    }

    #[test]
    fn trials_of_unequal_length() {
        let first = [(0.0, 1.0), (1.0, 3.0), (2.0, 4.0)];
        let second = [(0.0, 3.0), (1.0, f64::NAN)];
        let spreads = spread_over_trials([&first[..], &second[..]].concat());
        let expected = [
            (0.0, 2.0, 2.0_f64.sqrt(), 2),
            (1.0, 3.0, 0.0, 1),
            (2.0, 4.0, 0.0, 1),
        ];
        assert_eq!(spreads.len(), 3);
        for (spread, (x, mean, std, n)) in spreads.iter().zip(expected) {
            assert_eq!((spread.x, spread.mean, spread.n), (x, mean, n));
            assert!((spread.std - std).abs() < 1e-15);
        }
    }
}
