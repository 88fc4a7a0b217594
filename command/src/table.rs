//! Numbers over trials.

use sharp_minima::format::NOTHING;
use sharp_minima::statistics;

/// Mean ± standard deviation, as far as there are either.
pub fn summary(values: impl IntoIterator<Item = f64>, digits: usize) -> String {
    let values: Vec<f64> = values.into_iter().collect();
    let Some(summary) = statistics::summary(&values) else {
        return NOTHING.to_owned();
    };
    let mean = format!("{:.digits$}", summary.mean);
    match summary.deviation {
        Some(deviation) => format!("{mean} ± {deviation:.digits$}"),
        None => mean,
    }
}

#[cfg(test)]
mod tests {
    use super::summary;

    #[test]
    fn there_is_a_deviation_from_two_values_on() {
        assert_eq!(summary([1.0, 3.0], 2), "2.00 ± 1.41");
        assert_eq!(summary([1.0], 1), "1.0");
        assert_eq!(summary([], 1), "–");
    }
}
