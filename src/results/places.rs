//! What is known of a slice: values at places that are compared to the bit.

use crate::jobs::Points;
use crate::training::Evaluation;
use litemap::LiteMap;

/// Evaluations by place; testing values are NaN where they were not asked for.
#[derive(Clone, Debug, Default)]
pub struct Evaluations(LiteMap<u128, Evaluation>);

/// One number, for it is compared often. Zero has two signs, a place has not.
fn key([a, b]: [f64; 2]) -> u128 {
    let [a, b] = [a + 0.0, b + 0.0].map(|at| u128::from(at.to_bits()));
    (a << 64) | b
}

fn place(key: u128) -> [f64; 2] {
    [key >> 64, key].map(|bits| f64::from_bits(bits as u64))
}

impl Evaluations {
    /// Takes points over, one for each place.
    pub(super) fn accept(&mut self, places: &[[f64; 2]], points: &Points) {
        for (index, place) in places.iter().enumerate() {
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

    /// All places with their evaluations, by place.
    pub fn all(&self) -> impl Iterator<Item = ([f64; 2], &Evaluation)> {
        self.0
            .iter()
            .map(|(key, evaluation)| (place(*key), evaluation))
    }

    /// How many places are known.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether none is known.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_found_by_their_places() {
        let mut known = Evaluations::default();
        let points = Points {
            train_loss: vec![0.5, f64::INFINITY],
            train_accuracy: vec![1.0, 0.1],
            ..Points::default()
        };
        known.accept(&[[0.0, 1.0], [-0.0, 2.0]], &points);
        assert_eq!(known.at([-0.0, 1.0]).map(|e| e.train_loss), Some(0.5));
        assert_eq!(known.at([0.0, 3.0]), None);
        assert!(known.all().all(|(_, e)| e.test_loss.is_nan()));
    }
}
