//! Epochs along a training, dense at its start.

/// At most `most` of the ascending epochs, from 2: the nearest to places that are evenly spread in the logarithm
/// from `first`, above 0, to the last epoch. Each once.
pub(super) fn spaced(kept: &[u32], first: f64, most: usize) -> Vec<u32> {
    let Some(&last) = kept.last() else {
        return Vec::new();
    };
    let ratio = f64::from(last) / first;
    let target = |k: usize| first * libm::pow(ratio, k as f64 / (most - 1) as f64);
    let mut spaced: Vec<u32> = Vec::new();
    for target in (0..most).map(target) {
        let distance = |epoch: &&u32| (f64::from(**epoch) - target).abs();
        let nearest = kept
            .iter()
            .min_by(|a, b| distance(a).total_cmp(&distance(b)));
        spaced.extend(nearest.filter(|&&epoch| spaced.last() != Some(&epoch)));
    }
    spaced
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn epochs_are_dense_at_the_start() {
        let all: Vec<u32> = (1..=40).collect();
        let from_one = |kept: &[u32]| spaced(kept, 1.0, 12);
        assert_eq!(from_one(&all), [1, 2, 3, 4, 5, 7, 10, 15, 20, 29, 40]);
        assert_eq!(spaced(&[3], 3.0, 12), [3]);
        assert_eq!(spaced(&[2, 9], 2.0, 12), [2, 9]);
        assert!(from_one(&[]).is_empty());
    }
}
