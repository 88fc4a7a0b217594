//! The knee: exact where it is known, the best of all elsewhere.

use rand::RngExt;
use sharp_minima::random::{Purpose, stream};
use sharp_minima::statistics::bootstrap::{RESAMPLES, interval, percentile};
use sharp_minima::statistics::hinge::{Group, Hinge, hinge, with_knee};

const SIZES: [f64; 9] = [3.0, 5.0, 6.0, 7.0, 8.0, 8.64, 9.64, 10.97, 11.97];

fn groups(height: impl Fn(f64) -> f64) -> Vec<Group> {
    let group = |x: f64| Group {
        x,
        n: 5.0,
        mean: height(x),
    };
    SIZES.map(group).to_vec()
}

fn close(left: f64, right: f64) {
    assert!((left - right).abs() < 1e-9, "{left} is not {right}");
}

#[test]
fn a_knee_is_recovered_exactly() {
    for knee in [3.0, 3.7, 5.0, 6.999, 7.25, 9.0, 10.3, 10.97] {
        for slope in [-2.5, -0.01, 1.0] {
            let made = Hinge {
                knee,
                level: 70.0,
                slope,
            };
            let fitted = hinge(&groups(|x| made.at(x))).expect("nine sizes");
            close(fitted.knee, knee);
            close(fitted.level, 70.0);
            close(fitted.slope, slope);
        }
    }
}

#[test]
fn no_place_of_the_knee_is_better() {
    let mut random = stream(5, 0, Purpose::Data);
    for _ in 0..200 {
        let mut own = groups(|x| 70.0 - 2.0 * (x - 6.5_f64).max(0.0));
        for group in &mut own {
            group.mean += random.random_range(-3.0..3.0);
            group.n = f64::from(random.random_range(1..6_u32));
        }
        let best = hinge(&own).expect("nine sizes");
        let least = best.residual(&own);
        close(
            least,
            with_knee(&own, best.knee).expect("the same").residual(&own),
        );
        let places = (0..=1000).map(|k| 3.0 + 7.97 * f64::from(k) / 1000.0);
        let scanned = places
            .filter_map(|knee| Some(with_knee(&own, knee)?.residual(&own)))
            .fold(f64::INFINITY, f64::min);
        assert!(
            least <= scanned + 1e-9 && scanned < 1.05 * least + 0.05,
            "{least} {scanned}"
        );
    }
}

#[test]
fn few_sizes_have_no_knee() {
    let three = groups(|x| -x);
    assert_eq!(hinge(&three[..2]), None);
    assert!(hinge(&three[..3]).is_some());
    assert_eq!(with_knee(&three, 12.0), None);
}

#[test]
fn quantiles_lie_between_the_order_statistics() {
    let five = [1.0, 2.0, 4.0, 8.0, 16.0];
    for (p, value) in [
        (0.0, 1.0),
        (0.25, 2.0),
        (0.5, 4.0),
        (0.625, 6.0),
        (1.0, 16.0),
    ] {
        close(percentile(&five, p), value);
    }
    assert!(percentile(&[], 0.5).is_nan());
}

#[test]
fn a_bootstrap_interval_is_the_normal_one_of_many_values_and_always_the_same() {
    let mut random = stream(6, 0, Purpose::Data);
    // Uniform on [0, 1): the mean of n has the standard error 1/√(12 n).
    let values: Vec<f64> = (0..400).map(|_| random.random_range(0.0..1.0)).collect();
    let mean = |drawn: &[usize]| {
        let sum: f64 = drawn.iter().map(|&k| values[k]).sum();
        Some(sum / drawn.len() as f64)
    };
    let (low, high) = interval(values.len(), &mut |drawn| mean(drawn)).expect("many");
    let half = 1.96 / (12.0 * 400.0_f64).sqrt();
    let middle = values.iter().sum::<f64>() / 400.0;
    assert!((low - (middle - half)).abs() < 0.15 * half, "{low}");
    assert!((high - (middle + half)).abs() < 0.15 * half, "{high}");
    assert_eq!(
        interval(values.len(), &mut |drawn| mean(drawn)),
        Some((low, high))
    );
    assert_eq!(interval(1, &mut |drawn| mean(drawn)), None);
    // A statistic that most draws lack has no interval.
    let mut calls = 0;
    let rare = interval(5, &mut |_| {
        calls += 1;
        (calls % 3 == 0).then_some(1.0)
    });
    assert_eq!((rare, calls), (None, RESAMPLES));
}
