//! Both ways of multiplying, beside sums in double precision.

use super::{Onto, Sizes, library, tiled};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

type Multiply = fn(Sizes, &[f32], &[f32], Onto<f32>, &mut [f32]);
type Add = fn(Sizes, &[f32], &[f32], &mut [f32]);

/// Whole tiles, parts of them in every direction, and more than one block of the inner index.
const SHAPES: [[usize; 3]; 12] = [
    [1, 1, 1],
    [2, 3, 5],
    [3, 4, 6],
    [5, 40, 10],
    [8, 64, 64],
    [9, 13, 11],
    [12, 7, 3],
    [32, 40, 100],
    [33, 100, 10],
    [17, 259, 6],
    [258, 9, 5],
    [300, 12, 270],
];

fn numbers(count: usize, generator: &mut ChaCha8Rng) -> Vec<f32> {
    (0..count)
        .map(|_| generator.random::<f32>() - 0.5)
        .collect()
}

/// Σ of the products of two numbers by the inner index, and how far single precision may be off.
fn sum(depth: usize, term: impl Fn(usize) -> [f32; 2]) -> [f64; 2] {
    let terms = (0..depth).map(|p| f64::from(term(p)[0]) * f64::from(term(p)[1]));
    let (sum, size) = terms.fold((0.0, 1.0), |(sum, size), term| {
        (sum + term, size + term.abs())
    });
    [sum, size * f64::from(f32::EPSILON) * (depth + 1) as f64]
}

/// Multiplies onto a matrix of ones, somewhat longer than it must be, and compares each of its numbers; `start` is
/// what stands there before in a column.
fn check(
    multiply: impl Fn(&mut [f32]),
    [rows, columns, depth]: [usize; 3],
    start: impl Fn(usize) -> f32,
    term: impl Fn(usize, usize, usize) -> [f32; 2],
) {
    let mut c = vec![1.0; rows * columns + 3];
    multiply(&mut c);
    for row in 0..rows {
        for column in 0..columns {
            let [sum, tolerance] = sum(depth, |p| term(row, column, p));
            let found = f64::from(c[row * columns + column]) - f64::from(start(column));
            assert!(
                (found - sum).abs() <= tolerance,
                "{rows} × {columns} × {depth} at {row}, {column}: {found} for {sum}"
            );
        }
    }
    assert_eq!(c[rows * columns..], [1.0; 3], "{rows} × {columns}");
}

fn check_all(outputs_of: Multiply, input_gradient: Multiply, add_weight_gradient: Add) {
    let mut generator = ChaCha8Rng::seed_from_u64(1);
    for [rows, inputs, outputs] in SHAPES {
        let size = Sizes {
            rows,
            inputs,
            outputs,
        };
        let a = &numbers(rows * inputs, &mut generator);
        let w = &numbers(outputs * inputs, &mut generator);
        let z = &numbers(rows * outputs, &mut generator);
        let row = &numbers(inputs.max(outputs), &mut generator);
        let starts = |width: usize| {
            let start = |onto: Onto<f32>, column| match onto {
                Onto::There => 1.0,
                Onto::Zeros => 0.0,
                Onto::Row(row) => row[column],
            };
            let all = [Onto::There, Onto::Zeros, Onto::Row(&row[..width])];
            all.map(|onto| (onto, move |column| start(onto, column)))
        };
        for (onto, start) in starts(outputs) {
            let multiply = |z: &mut [f32]| outputs_of(size, a, w, onto, z);
            check(multiply, [rows, outputs, inputs], start, |i, j, p| {
                [a[i * inputs + p], w[j * inputs + p]]
            });
        }
        for (onto, start) in starts(inputs) {
            let multiply = |da: &mut [f32]| input_gradient(size, z, w, onto, da);
            check(multiply, [rows, inputs, outputs], start, |i, j, p| {
                [z[i * outputs + p], w[p * inputs + j]]
            });
        }
        let multiply = |dw: &mut [f32]| add_weight_gradient(size, z, a, dw);
        check(
            multiply,
            [outputs, inputs, rows],
            |_| 1.0,
            |i, j, p| [z[p * outputs + i], a[p * inputs + j]],
        );
    }
}

#[test]
fn the_tiles_multiply() {
    check_all(
        tiled::outputs,
        tiled::input_gradient,
        tiled::add_weight_gradient,
    );
}

#[test]
fn the_library_multiplies() {
    check_all(
        library::outputs,
        library::input_gradient,
        library::add_weight_gradient,
    );
}

/// The same order of summation in whole tiles and in parts of them: no bit hangs on where a number lies.
#[test]
fn a_sum_does_not_depend_on_its_place() {
    let mut generator = ChaCha8Rng::seed_from_u64(2);
    let [inputs, outputs] = [300, 13];
    let w = numbers(outputs * inputs, &mut generator);
    let sample = numbers(inputs, &mut generator);
    let alone = of(1, &sample, &w);
    for rows in [2, 4, 7, 8, 11] {
        let together = of(rows, &sample.repeat(rows), &w);
        for row in together.chunks(outputs) {
            assert_eq!(row, alone, "{rows} rows");
        }
    }

    fn of(rows: usize, a: &[f32], w: &[f32]) -> Vec<f32> {
        let [inputs, outputs] = [300, 13];
        let mut z = vec![0.5; rows * outputs];
        let size = Sizes {
            rows,
            inputs,
            outputs,
        };
        tiled::outputs(size, a, w, Onto::There, &mut z);
        z
    }
}
