//! Between known places a picture may stand on straight lines until the places themselves are known.

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
}
