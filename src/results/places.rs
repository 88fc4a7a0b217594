//! What is known of a slice: values at places that are compared to the bit.

use crate::jobs::Points;
use crate::training::Evaluation;
use litemap::LiteMap;

/// Evaluations by place; testing values are NaN where they were not asked for.
#[derive(Clone, Debug, Default)]
pub struct Evaluations {
    /// By the places' first coordinate, whose bits are compared faster than both coordinates'.
    columns: LiteMap<u64, Column>,
}

/// Those of all places with one first coordinate, by the second one's bits.
#[derive(Clone, Debug, Default)]
pub struct Column(LiteMap<u64, Evaluation>);

/// Zero has two signs, a place has not.
fn key(at: f64) -> u64 {
    (at + 0.0).to_bits()
}

impl Evaluations {
    /// Takes points over, one for each place.
    pub(super) fn accept(&mut self, places: &[[f64; 2]], points: &Points) {
        for (index, &[a, b]) in places.iter().enumerate() {
            let of = |list: &[f64]| list.get(index).copied().unwrap_or(f64::NAN);
            let evaluation = Evaluation {
                train_loss: of(&points.train_loss),
                train_accuracy: of(&points.train_accuracy),
                test_loss: of(&points.test_loss),
                test_accuracy: of(&points.test_accuracy),
            };
            let column = self.columns.entry(key(a)).or_default();
            column.0.insert(key(b), evaluation);
        }
    }

    /// The evaluation at a place, if it is known.
    pub fn at(&self, [a, b]: [f64; 2]) -> Option<&Evaluation> {
        self.column(a)?.at(b)
    }

    /// The places with this first coordinate, if there are any.
    pub fn column(&self, a: f64) -> Option<&Column> {
        self.columns.get(&key(a))
    }

    /// All places with their evaluations, by place.
    pub fn all(&self) -> impl Iterator<Item = ([f64; 2], &Evaluation)> {
        self.columns.iter().flat_map(|(a, column)| {
            let evaluations = column.0.iter();
            evaluations.map(|(b, evaluation)| ([*a, *b].map(f64::from_bits), evaluation))
        })
    }

    /// How many places are known.
    pub fn len(&self) -> usize {
        self.columns.values().map(|column| column.0.len()).sum()
    }

    /// Whether none is known.
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }
}

impl Column {
    /// The evaluation at the place with this second coordinate, if it is known.
    pub fn at(&self, b: f64) -> Option<&Evaluation> {
        self.0.get(&key(b))
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
        let places: Vec<[f64; 2]> = known.all().map(|(place, _)| place).collect();
        assert_eq!((places, known.len()), (vec![[0.0, 1.0], [0.0, 2.0]], 2));
    }
}
