//! Sorting by a number. Every comparison of its own would be another sort of 4 KB in wasm.

/// The places of the keys in ascending order, of equal ones the first first; NaN is last.
pub fn ascending(keys: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..keys.len()).collect();
    order.sort_by(|&a, &b| keys[a].total_cmp(&keys[b]));
    order
}

/// The items by ascending key, of equal ones the first first.
pub fn sorted<T>(items: Vec<T>, key: impl FnMut(&T) -> f64) -> Vec<T> {
    let keys: Vec<f64> = items.iter().map(key).collect();
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    let places = ascending(&keys).into_iter();
    places.filter_map(|place| items[place].take()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_keys_keep_their_order_and_nan_is_last() {
        let items = vec![
            ("a", 2.0),
            ("b", f64::NAN),
            ("c", -1.0),
            ("d", 2.0),
            ("e", 0.0),
        ];
        let names: Vec<&str> = sorted(items, |(_, key)| *key)
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        assert_eq!(names, ["c", "e", "a", "d", "b"]);
    }
}
