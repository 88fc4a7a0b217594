//! Augmentation: size 0 is the identity, and each change is the one it says.

use sharp_minima::data::DataSet;
use sharp_minima::data::augmentation::{
    Augmentation, Augmenter, ImageDraw, ImageWarp, SignalDraw, SignalWarp,
};
use sharp_minima::data::{Dataset, Samples, Shape};
use sharp_minima::random::{Purpose, stream};

const ROWS: usize = 5;
const COLUMNS: usize = 6;
const BACKGROUND: f32 = -1.0;

fn picture() -> Vec<f32> {
    (0..ROWS * COLUMNS).map(|i| (i * i % 17) as f32).collect()
}

fn warped(draw: ImageDraw) -> Vec<f32> {
    let mut image = picture();
    ImageWarp::new(ROWS, COLUMNS, BACKGROUND).apply(&draw, &mut image);
    image
}

/// The picture through a map from where a pixel is to where it came from.
fn mapped(from: impl Fn(i32, i32) -> (i32, i32)) -> Vec<f32> {
    let source = picture();
    (0..(ROWS * COLUMNS) as i32)
        .map(|at| {
            let (row, column) = from(at / COLUMNS as i32, at % COLUMNS as i32);
            let inside = (0..ROWS as i32).contains(&row) && (0..COLUMNS as i32).contains(&column);
            if inside {
                source[(row * COLUMNS as i32 + column) as usize]
            } else {
                BACKGROUND
            }
        })
        .collect()
}

#[test]
fn no_change_leaves_a_picture_as_it_is() {
    assert_eq!(warped(ImageDraw::NONE), picture());
}

#[test]
fn a_translation_by_whole_pixels_moves_exactly() {
    let draw = ImageDraw {
        down: 2.0,
        right: -1.0,
        ..ImageDraw::NONE
    };
    assert_eq!(warped(draw), mapped(|row, column| (row - 2, column + 1)));
}

#[test]
fn a_translation_by_half_a_pixel_is_the_mean_of_neighbours() {
    let draw = ImageDraw {
        right: 0.5,
        ..ImageDraw::NONE
    };
    let (here, left) = (picture(), mapped(|row, column| (row, column - 1)));
    let expected: Vec<f32> = here.iter().zip(left).map(|(a, b)| (a + b) / 2.0).collect();
    assert_eq!(warped(draw), expected);
}

#[test]
fn a_mirror_turns_left_to_right() {
    let draw = ImageDraw {
        mirrored: true,
        ..ImageDraw::NONE
    };
    let last = COLUMNS as i32 - 1;
    assert_eq!(warped(draw), mapped(|row, column| (row, last - column)));
}

#[test]
fn a_shear_by_one_moves_each_row_by_its_distance_from_the_middle() {
    let draw = ImageDraw {
        shear: 1.0,
        ..ImageDraw::NONE
    };
    assert_eq!(
        warped(draw),
        mapped(|row, column| (row, column - (row - 2)))
    );
}

/// Half a turn maps pixels on pixels; a quarter turn anticlockwise takes the right end of a square's
/// middle row to the top of its middle column.
#[test]
fn rotations_turn_about_the_middle() {
    let half = ImageDraw {
        angle: std::f64::consts::PI,
        ..ImageDraw::NONE
    };
    let (last_row, last) = (ROWS as i32 - 1, COLUMNS as i32 - 1);
    let expected = mapped(|row, column| (last_row - row, last - column));
    for (found, expected) in warped(half).iter().zip(expected) {
        assert!((found - expected).abs() < 1e-4);
    }
    let mut square = vec![0.0; 9];
    square[5] = 1.0;
    let quarter = ImageDraw {
        angle: std::f64::consts::FRAC_PI_2,
        ..ImageDraw::NONE
    };
    ImageWarp::new(3, 3, 0.0).apply(&quarter, &mut square);
    assert!((square[1] - 1.0).abs() < 1e-6, "{square:?}");
}

fn signal() -> Vec<f32> {
    (0..40).map(|i| (i * 7 % 13) as f32).collect()
}

#[test]
fn a_shift_rolls_exactly() {
    let mut warp = SignalWarp::new(40);
    let mut unchanged = signal();
    warp.apply(&mut unchanged);
    assert_eq!(unchanged, signal());
    for shift in [-2, 2] {
        warp.draw.shift = shift;
        let mut rolled = signal();
        warp.apply(&mut rolled);
        for (at, value) in signal().iter().enumerate() {
            let to = (at as i32 + shift).rem_euclid(40) as usize;
            assert_eq!(rolled[to], *value);
        }
    }
}

#[test]
fn scale_shear_and_noise_are_added_up() {
    let mut warp = SignalWarp::new(40);
    warp.draw = SignalDraw {
        shift: 0,
        factor: 2.0,
        slope: 3.0,
    };
    warp.noise[5] = 0.25;
    let mut changed = signal();
    warp.apply(&mut changed);
    for (at, (changed, value)) in changed.iter().zip(signal()).enumerate() {
        let noise = if at == 5 { 0.25 } else { 0.0 };
        let expected = 2.0 * value + 3.0 * (at as f32 / 39.0 - 0.5) + noise;
        assert!((changed - expected).abs() < 1e-5);
    }
}

fn dataset(shape: Shape, value: f32) -> Dataset {
    let samples = || Samples {
        inputs: ndarray::Array2::from_elem((3, shape.features()), value),
        labels: vec![0, 1, 2],
    };
    Dataset {
        train: samples(),
        test: samples(),
        classes: 3,
        shape,
    }
}

/// What the augmenter makes of `count` constant inputs.
fn augmented(settings: Augmentation, shape: Shape, value: f32, seed: u32) -> Vec<f32> {
    let mut augmenter = Augmenter::new(settings, &dataset(shape, value));
    let mut inputs = vec![value; 2000 * shape.features()];
    augmenter.apply(&mut inputs, &mut stream(seed, 0, Purpose::Perturbation));
    inputs
}

const SIGNAL: Shape = Shape::Signal(40);

/// Its deviation is the one asked for, its correlation that of a Gaussian kernel of width 2:
/// exp(−d²/16) at distance d.
#[test]
fn noise_is_smooth_and_of_the_size_asked_for() {
    let settings = Augmentation {
        noise: 0.3,
        ..Augmentation::NONE
    };
    let noise = augmented(settings, SIGNAL, 0.0, 1);
    let product = |distance: usize| {
        let pairs = noise.chunks(40).flat_map(|signal| {
            let shifted = signal[distance..].iter();
            signal.iter().zip(shifted).map(|(a, b)| f64::from(a * b))
        });
        let (sum, count) = pairs.fold((0.0, 0.0), |(sum, count), p| (sum + p, count + 1.0));
        sum / count / 0.09
    };
    assert!((product(0) - 1.0).abs() < 0.03, "{}", product(0));
    for distance in [1, 2, 4] {
        let expected = (-((distance * distance) as f64) / 16.0).exp();
        assert!((product(distance) - expected).abs() < 0.03);
    }
}

#[test]
fn draws_stay_within_their_sizes_and_reach_both_sides() {
    let settings = Augmentation {
        scale: 0.1,
        ..Augmentation::NONE
    };
    let factors: Vec<f32> = augmented(settings, SIGNAL, 1.0, 1)
        .chunks(40)
        .map(|signal| signal[0])
        .collect();
    let (low, high) = factors.iter().fold((f32::MAX, f32::MIN), |(low, high), f| {
        (low.min(*f), high.max(*f))
    });
    assert!((0.9..0.901).contains(&low), "{low}");
    assert!((1.099..1.1001).contains(&high), "{high}");
}

#[test]
fn size_zero_is_the_identity_and_the_seed_decides() {
    let image = Shape::Image {
        rows: 8,
        columns: 8,
    };
    for (shape, data) in [(SIGNAL, DataSet::Mnist1d), (image, DataSet::Optdigits)] {
        let none = augmented(Augmentation::NONE, shape, 0.7, 1);
        assert!(none.iter().all(|&value| value == 0.7));
        let settings = Augmentation {
            shear: 0.5,
            ..Augmentation::of(data)
        };
        let mut augmenter = Augmenter::new(settings, &dataset(shape, -0.5));
        let mut run = |seed| {
            let features = shape.features();
            let mut inputs: Vec<f32> = (0..20 * features).map(|i| (i % 11) as f32).collect();
            let clean = inputs.clone();
            augmenter.apply(&mut inputs, &mut stream(seed, 0, Purpose::Perturbation));
            assert_ne!(inputs, clean);
            inputs
        };
        assert_eq!(run(1), run(1));
        assert_ne!(run(1), run(2));
    }
}
