//! What is known of a slice: values at places that are compared to the bit.

use crate::experiment::report::Evaluation;
use crate::landscape::Points;
use std::collections::BTreeMap;

/// Evaluations by place; testing values are NaN where they were not asked for.
#[derive(Clone, Debug, Default)]
pub struct Store(BTreeMap<[u64; 2], Evaluation>);

/// Zero has two signs, a place has not.
fn key([a, b]: [f64; 2]) -> [u64; 2] {
    [a + 0.0, b + 0.0].map(f64::to_bits)
}

impl Store {
    /// Takes points over.
    pub fn accept(&mut self, points: &Points) {
        for (index, place) in points.places.iter().enumerate() {
            let of = |list: &[f64]| list.get(index).copied().unwrap_or(f64::NAN);
            let evaluation = Evaluation {
                train_loss: of(&points.train_loss),
                train_accuracy: of(&points.train_accuracy),
                test_loss: of(&points.test_loss),
                test_accuracy: of(&points.test_accuracy),
            };
            self.0.insert(key(*place), evaluation);
        }
    }

    /// The evaluation at a place, if it is known.
    pub fn at(&self, place: [f64; 2]) -> Option<&Evaluation> {
        self.0.get(&key(place))
    }

    /// All places with their evaluations, as points; the testing lists are empty if a value is
    /// missing.
    pub fn points(&self) -> Points {
        let values = || self.0.values();
        let tested = values().all(|evaluation| !evaluation.test_loss.is_nan());
        let testing = |value: fn(&Evaluation) -> f64| {
            if tested {
                values().map(value).collect()
            } else {
                Vec::new()
            }
        };
        Points {
            places: self
                .0
                .keys()
                .map(|place| place.map(f64::from_bits))
                .collect(),
            train_loss: values().map(|e| e.train_loss).collect(),
            train_accuracy: values().map(|e| e.train_accuracy).collect(),
            test_loss: testing(|e| e.test_loss),
            test_accuracy: testing(|e| e.test_accuracy),
        }
    }
}

/// Fills unknown places (NaN) of a grid `width` wide between known ones of the same row, and then
/// of the same column, straight lines between them; gaps of more than `most` steps stay. The
/// picture may stand on these until the places themselves are computed.
pub fn fill(values: &mut [f64], width: usize, most: usize) {
    if width == 0 {
        return;
    }
    let height = values.len() / width;
    for row in 0..height {
        bridge(values, row * width, 1, width, most);
    }
    for column in 0..width {
        bridge(values, column, width, height, most);
    }
}

/// One line of [`fill`]: `count` values from `first` on, `step` apart.
fn bridge(values: &mut [f64], first: usize, step: usize, count: usize, most: usize) {
    let mut last: Option<usize> = None;
    for index in 0..count {
        let value = values[first + index * step];
        if value.is_nan() {
            continue;
        }
        if let Some(from) = last
            && index - from > 1
            && index - from <= most
        {
            let start = values[first + from * step];
            for between in from + 1..index {
                let share = (between - from) as f64 / (index - from) as f64;
                values[first + between * step] = start + share * (value - start);
            }
        }
        last = Some(index);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const N: f64 = f64::NAN;

    #[test]
    fn gaps_between_known_places_are_bridged() {
        let mut values = [0.0, N, 2.0, N, N, N, 4.0, N, 6.0];
        fill(&mut values, 3, 10);
        assert_eq!(values, [0.0, 1.0, 2.0, 2.0, 3.0, 4.0, 4.0, 5.0, 6.0]);
    }

    #[test]
    fn what_has_no_neighbour_or_too_far_a_one_stays_unknown() {
        let mut values = [0.0, N, N, N, 4.0, N];
        fill(&mut values, 6, 3);
        assert!(values[1].is_nan() && values[5].is_nan());
        fill(&mut values, 6, 4);
        assert_eq!(values[1], 1.0);
        assert!(values[5].is_nan());
    }

    #[test]
    fn points_come_back_as_they_went_in() {
        let mut store = Store::default();
        let points = Points {
            places: vec![[0.0, 1.0], [-0.0, 2.0]],
            train_loss: vec![0.5, f64::INFINITY],
            train_accuracy: vec![1.0, 0.1],
            ..Points::default()
        };
        store.accept(&points);
        assert_eq!(store.at([-0.0, 1.0]).map(|e| e.train_loss), Some(0.5));
        assert_eq!(store.at([0.0, 3.0]), None);
        assert_eq!(store.points().train_loss, points.train_loss);
        assert!(store.points().test_loss.is_empty());
    }
}
