//! Where direct labels go.

use crate::plot::brush::Pixel;
use crate::plot::coordinates::Frame;

/// Moves labels apart along one axis: the places nearest to the wanted ones (in least squares) that
/// keep their order and lie `gap` apart and, as far as there is room, between the ends. Pool
/// adjacent violators after subtracting each label's rank times the gap.
pub(super) fn spread_out(wanted: &[i32], gap: i32, lower: i32, upper: i32) -> Vec<i32> {
    let order = ascending(wanted);
    // Pools of (sum, count); their means ascend.
    let mut pools: Vec<(f64, usize)> = Vec::new();
    for (rank, &i) in order.iter().enumerate() {
        let mut pool = (f64::from(wanted[i]) - rank as f64 * f64::from(gap), 1);
        while let Some(&(sum, count)) = pools.last() {
            if sum / (count as f64) < pool.0 / pool.1 as f64 {
                break;
            }
            pool = (pool.0 + sum, pool.1 + count);
            pools.pop();
        }
        pools.push(pool);
    }
    let room = upper - gap * (wanted.len() as i32 - 1).max(0);
    let levels = pools
        .iter()
        .flat_map(|&(sum, count)| std::iter::repeat_n(sum / count as f64, count));
    let mut places = vec![0; wanted.len()];
    for (rank, (&i, level)) in order.iter().zip(levels).enumerate() {
        let level = (level.round() as i32).min(room).max(lower);
        places[i] = level + rank as i32 * gap;
    }
    places
}

/// The indices of a few numbers in ascending order, by counting: a sort of the standard library
/// would take kilobytes of the page's code.
fn ascending(numbers: &[i32]) -> Vec<usize> {
    let mut order = vec![0; numbers.len()];
    for (i, number) in numbers.iter().enumerate() {
        let before = numbers.iter().enumerate();
        let rank = before
            .filter(|&(j, other)| (other, j) < (number, i))
            .count();
        order[rank] = i;
    }
    order
}

/// Finds a place for a label right above or below a line, as far as possible from all other lines
/// and from the labels already placed. Gives the label's centre.
pub(super) fn beside(
    line: &[Pixel],
    others: &[Vec<Pixel>],
    taken: &[Frame],
    size: (i32, i32),
    inside: Frame,
) -> Option<Pixel> {
    const COLUMNS: i32 = 48;
    const STEPS: i32 = 24;
    let (width, height) = size;
    let (first, last) = (inside.left + width / 2, inside.right - width / 2);
    let mut best: Option<(f64, Pixel)> = None;
    for column in 0..=COLUMNS {
        let x = first + (last - first).max(0) * column / COLUMNS;
        let across = || (0..=STEPS).map(move |k| x - width / 2 + width * k / STEPS);
        let heights: Vec<f64> = across().filter_map(|x| height_at(line, x)).collect();
        let Some((upper, lower)) = crate::plot::axis::extent(heights.into_iter()) else {
            continue;
        };
        for centre in [
            upper - f64::from(height) / 2.0,
            lower + f64::from(height) / 2.0,
        ] {
            let y = centre.round() as i32;
            let half = f64::from(height) / 2.0;
            if y - height / 2 < inside.top || y + height / 2 > inside.bottom {
                continue;
            }
            let to_lines = others
                .iter()
                .flat_map(|other| across().filter_map(|x| height_at(other, x)))
                .map(|other| (other - centre).abs() - half);
            let to_labels = taken.iter().map(|label| clearance(label, (x, y), size));
            // Clear by a line of text is clear enough; then a flat stretch is preferred.
            let clear = to_lines.chain(to_labels).fold(f64::from(height), f64::min);
            let overlap = 10.0 * clear.min(0.0);
            let score = clear + overlap - 0.4 * (lower - upper);
            if best.is_none_or(|(other, _)| score > other) {
                best = Some((score, (x, y)));
            }
        }
    }
    best.map(|(_, place)| place)
}

/// The distance between a box and a label centred at a point; negative where they overlap.
fn clearance(label: &Frame, (x, y): Pixel, (width, height): (i32, i32)) -> f64 {
    let across = (label.left - (x + width / 2)).max(x - width / 2 - label.right);
    let down = (label.top - (y + height / 2)).max(y - height / 2 - label.bottom);
    f64::from(across.max(down))
}

/// A line's ordinate at an abscissa; `None` outside it. The abscissae ascend.
fn height_at(line: &[Pixel], x: i32) -> Option<f64> {
    line.windows(2).find_map(|ends| {
        let [(x0, y0), (x1, y1)] = [ends[0], ends[1]].map(|(x, y)| (f64::from(x), f64::from(y)));
        let x = f64::from(x);
        (x0 <= x && x <= x1 && x0 < x1).then(|| y0 + (y1 - y0) * (x - x0) / (x1 - x0))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_keep_their_order_and_their_distance() {
        assert_eq!(spread_out(&[10, 50, 90], 20, 0, 100), [10, 50, 90]);
        // Two at the same place part evenly; a third is pushed along.
        assert_eq!(spread_out(&[50, 50], 20, 0, 100), [40, 60]);
        assert_eq!(spread_out(&[60, 50, 20], 20, 0, 100), [65, 45, 20]);
        // At the ends they stay inside.
        assert_eq!(spread_out(&[100, 100, 99], 20, 0, 100), [80, 100, 60]);
        assert_eq!(spread_out(&[0, 1], 20, 0, 100), [0, 20]);
        assert!(spread_out(&[], 20, 0, 100).is_empty());
    }

    #[test]
    fn a_label_stands_clear_of_the_other_line() {
        let inside = Frame::new(0, 200, 0, 100);
        let line = [(0, 50), (200, 50)];
        let above = vec![(0, 40), (200, 40)];
        assert_eq!(
            beside(&line, &[above], &[], (40, 10), inside),
            Some((20, 55))
        );
        let taken = [Frame::new(0, 40, 50, 60)];
        let crossing = vec![(0, 45), (200, 45)];
        let place = beside(&line, &[crossing], &taken, (40, 10), inside);
        assert!(place.is_some_and(|(x, y)| x >= 65 && y == 55), "{place:?}");
    }
}
