//! The Hessian's eigenvalues by Lanczos against closed forms and against dense ones by nalgebra.
#![cfg(not(target_arch = "wasm32"))]

use nalgebra::DMatrix;
use sharp_minima::network::Activation;
use sharp_minima::network::{Architecture, EmpiricalRisk, Statistics};
use sharp_minima::objective::{Objective, Widened};
use sharp_minima::random::Generator;
use sharp_minima::random::{Purpose, stream};
use sharp_minima::sharpness::{Lanczos, Spectrum, SpectrumOptions, tridiagonal};

mod common {
    pub mod dense;
    pub mod diagonal_quadratic;
    pub mod networks;
    pub mod product_model;
}
use common::dense::{eigenvalues, hessian};
use common::diagonal_quadratic::DiagonalQuadratic;
use common::networks::{cases, normals};
use common::product_model::ProductModel;

const EXACT: SpectrumOptions = SpectrumOptions {
    eigenvalues: 10,
    iterations: 4000,
    tolerance: 1e-9,
    told: 1e-9,
    smallest: Some(1e-9),
    check: 4000,
};

fn probes() -> Generator {
    stream(5, 0, Purpose::Probes)
}

fn run(f: &mut dyn Objective, x: &[f64], options: SpectrumOptions) -> (Spectrum, Lanczos) {
    let mut lanczos = Lanczos::new(x.to_vec(), options, probes());
    let mut before = 0.0;
    while !lanczos.advance(f) {
        assert!(lanczos.outcome().is_none() && lanczos.eigenvector(0).is_none());
        assert!((0.0..=1.0).contains(&lanczos.progress()));
        before = lanczos.progress();
    }
    assert!(before <= 1.0 && lanczos.progress() == 1.0 && lanczos.advance(f));
    (lanczos.outcome().expect("finished").clone(), lanczos)
}

fn values(spectrum: &Spectrum) -> Vec<f64> {
    spectrum
        .eigenvalues
        .iter()
        .map(|found| found.value)
        .collect()
}

#[track_caller]
fn assert_near(ours: &[f64], exact: &[f64], tolerance: f64) {
    assert_eq!(ours.len(), exact.len());
    for (ours, exact) in ours.iter().zip(exact) {
        let error = (ours - exact).abs();
        assert!(error <= tolerance, "{ours} against {exact}");
    }
}

/// ‖Hu − θu‖ ≤ residual, and u are orthonormal.
#[track_caller]
fn assert_eigenvectors(
    f: &mut dyn Objective,
    x: &[f64],
    spectrum: &Spectrum,
    lanczos: &Lanczos,
    noise: f64,
) {
    let mut product = vec![0.0; x.len()];
    for (i, found) in spectrum.eigenvalues.iter().enumerate() {
        let u = lanczos.eigenvector(i).expect("one for every eigenvalue");
        f.hessian_product(x, u, &mut product);
        let squares = product
            .iter()
            .zip(u)
            .map(|(p, u)| (p - found.value * u).powi(2));
        let residual = squares.sum::<f64>().sqrt();
        assert!(
            residual <= found.residual + noise,
            "{residual} above {}",
            found.residual
        );
        for j in 0..=i {
            let other = lanczos.eigenvector(j).expect("one for every eigenvalue");
            let product: f64 = u.iter().zip(other).map(|(u, v)| u * v).sum();
            assert!(
                (product - f64::from(u8::from(i == j))).abs() < 1e-8,
                "{i} {j}: {product}"
            );
        }
    }
    assert!(lanczos.eigenvector(spectrum.eigenvalues.len()).is_none());
}

#[test]
fn tridiagonal_eigenvalues_and_vectors_are_those_of_the_dense_matrix() {
    let mut generator = stream(1, 0, Purpose::Probes);
    for m in [1, 2, 3, 17, 80] {
        let diagonal = normals(m, &mut generator);
        let mut off = normals(m - 1, &mut generator);
        if m == 17 {
            off[5] = 0.0;
        }
        let dense = DMatrix::from_fn(m, m, |i, j| match i.abs_diff(j) {
            0 => diagonal[i],
            1 => off[i.min(j)],
            _ => 0.0,
        });
        let mut rows: Vec<Vec<f64>> = (0..m)
            .map(|i| (0..m).map(|j| f64::from(u8::from(i == j))).collect())
            .collect();
        let ours = tridiagonal::eigenvalues(&diagonal, &off, &mut rows).expect("finite");
        assert_near(&ours, &eigenvalues(&dense), 1e-13 * m as f64);
        let s = DMatrix::from_fn(m, m, |i, j| rows[i][j]);
        let difference = &dense * &s - &s * DMatrix::from_diagonal(&ours.into());
        assert!(difference.amax() < 1e-13 * m as f64);
        assert!((s.transpose() * &s - DMatrix::identity(m, m)).amax() < 1e-13 * m as f64);
    }
    assert!(tridiagonal::eigenvalues(&[1.0, f64::NAN], &[0.5], &mut []).is_err());
    assert_eq!(tridiagonal::eigenvalues(&[], &[], &mut []), Ok(Vec::new()));
}

#[test]
fn a_networks_eigenvalues_are_those_of_its_dense_hessian() {
    for case in cases() {
        let mut f = case.risk();
        let exact = eigenvalues(&hessian(&mut f, &case.x));
        let (spectrum, lanczos) = run(&mut f, &case.x, EXACT);
        assert!(spectrum.converged, "{}", case.name);
        assert_near(&values(&spectrum), &exact[..10], 1e-12 * exact[0]);
        let smallest = spectrum.smallest.expect("finite");
        assert_near(
            &[smallest.value],
            &exact[exact.len() - 1..],
            1e-12 * exact[0],
        );
        assert_eigenvectors(&mut f, &case.x, &spectrum, &lanczos, 1e-9);
        assert_eq!(spectrum.above(exact[3] * (1.0 - 1e-9)), 4);
    }
}

#[test]
fn the_page_s_tolerance_gives_four_digits_in_single_precision() {
    for case in cases() {
        let exact = eigenvalues(&hessian(&mut case.risk(), &case.x));
        let narrow = |v: &[f64]| v.iter().map(|v| *v as f32).collect::<Vec<f32>>();
        let statistics = case.statistics.0.iter().map(|statistics| {
            statistics
                .as_ref()
                .map(|statistics| sharp_minima::network::LayerStatistics {
                    mean: narrow(&statistics.mean),
                    variance: narrow(&statistics.variance),
                })
        });
        let samples = (narrow(&case.inputs), case.labels.clone());
        let risk = EmpiricalRisk::new(&case.shape, samples, Statistics(statistics.collect()));
        let mut f = Widened::new(risk);
        let options = SpectrumOptions::default();
        let (spectrum, lanczos) = run(&mut f, &case.x, options);
        assert!(
            spectrum.converged && spectrum.products < 60 + options.check,
            "{}",
            spectrum.products
        );
        assert_near(&values(&spectrum), &exact[..10], 1e-4 * exact[0]);
        assert_eigenvectors(&mut f, &case.x, &spectrum, &lanczos, 1e-5);
    }
}

/// The dense Hessian's smallest lies below what is found by less than the residual, and the search
/// goes on until the residual is the share that was asked for.
#[test]
fn the_smallest_eigenvalue_is_found_to_the_share_of_itself_that_is_asked_for() {
    for case in cases() {
        let mut f = case.risk();
        let exact = *eigenvalues(&hessian(&mut f, &case.x)).last().expect("some");
        let mut products = 0;
        for share in [0.25, 1e-3] {
            let options = SpectrumOptions {
                smallest: Some(share),
                ..SpectrumOptions::default()
            };
            let (spectrum, _) = run(&mut f, &case.x, options);
            let found = spectrum.smallest.expect("finite");
            assert!(spectrum.converged && found.residual <= share * found.value.abs());
            assert!(
                found.value >= exact - 1e-12 && found.value - exact <= found.residual + 1e-12,
                "{}: {found:?} against {exact}",
                case.name
            );
            let weight: f64 = spectrum.nodes.iter().map(|node| node.weight).sum();
            assert!((weight - 1.0).abs() < 1e-12);
            assert!(spectrum.products >= products);
            products = spectrum.products;
        }
        let (alone, _) = run(&mut f, &case.x, SpectrumOptions::default());
        assert!(alone.products <= products && alone.converged);
    }
    // A long tail below: what is found early is far off, and more digits take more products.
    let mut diagonal: Vec<f64> = (0..2000).map(|i| -f64::from(i * i) / 4e8).collect();
    diagonal.extend([1.0, 2.0, 3.0]);
    let n = diagonal.len();
    let exact = diagonal[1999];
    let mut f = DiagonalQuadratic {
        eigenvalues: diagonal,
        centre: vec![0.0; n],
        constant: 1.0,
    };
    let mut products = 0;
    for (smallest, share) in [(None, 1.0), (Some(0.25), 0.25), (Some(1e-3), 1e-3)] {
        let options = SpectrumOptions {
            eigenvalues: 3,
            smallest,
            ..SpectrumOptions::default()
        };
        let (spectrum, _) = run(&mut f, &vec![0.0; n], options);
        let found = spectrum.smallest.expect("finite");
        assert!(
            (found.value - exact).abs() <= share * exact.abs(),
            "{found:?}"
        );
        assert!(spectrum.converged && spectrum.products > products);
        products = spectrum.products;
    }
}

/// Zero weights: every class is equally likely, and H = (I/C − 11ᵀ/C²) ⊗ xxᵀ.
#[test]
fn a_multiple_eigenvalue_is_found_as_often_as_it_is_there() {
    let classes = 10;
    let shape = Architecture::new(3, &[], classes, Activation::Relu, false);
    let x = vec![0.0; shape.dimension()];
    let samples = (vec![1.0, -2.0, 0.5], vec![3]);
    let mut f = EmpiricalRisk::<f64, _>::new(&shape, samples, Statistics(Vec::new()));
    assert!((f.value(&x) - 10.0_f64.ln()).abs() < 1e-15);
    // The bias counts as an input of 1.
    let top = (1.0 + 4.0 + 0.25 + 1.0) / 10.0;
    for (eigenvalues, equal) in [(2, 2), (9, 9), (10, 9)] {
        for check in [30, 4000] {
            let options = SpectrumOptions {
                eigenvalues,
                check,
                ..EXACT
            };
            let (spectrum, lanczos) = run(&mut f, &x, options);
            let mut exact = vec![top; equal];
            exact.resize(eigenvalues, 0.0);
            assert_near(&values(&spectrum), &exact, 1e-14);
            assert_eigenvectors(&mut f, &x, &spectrum, &lanczos, 1e-12);
        }
    }
    // The same with many samples, where the space that one vector spans is not small.
    let mut generator = stream(2, 0, Purpose::Data);
    let samples = (normals(3 * 50, &mut generator), vec![1; 50]);
    let mut f = EmpiricalRisk::<f64, _>::new(&shape, samples, Statistics(Vec::new()));
    let exact = eigenvalues(&hessian(&mut f, &x));
    let (spectrum, _) = run(
        &mut f,
        &x,
        SpectrumOptions {
            eigenvalues: 30,
            ..EXACT
        },
    );
    assert_near(&values(&spectrum), &exact[..30], 1e-12);
}

#[test]
fn a_multiple_eigenvalue_of_a_large_quadratic_is_found() {
    let mut diagonal: Vec<f64> = (0..600).map(|i| f64::from(i) / 600.0 - 0.1).collect();
    diagonal.extend([2.0, 2.0, 2.0, 3.0, 3.0]);
    let n = diagonal.len();
    let mut f = DiagonalQuadratic {
        eigenvalues: diagonal,
        centre: vec![0.0; n],
        constant: 1.0,
    };
    let options = SpectrumOptions {
        eigenvalues: 6,
        ..EXACT
    };
    let (spectrum, _) = run(&mut f, &vec![0.0; n], options);
    let largest = 599.0 / 600.0 - 0.1;
    assert_near(
        &values(&spectrum),
        &[3.0, 3.0, 2.0, 2.0, 2.0, largest],
        1e-9,
    );
    assert_near(&[spectrum.smallest.expect("finite").value], &[-0.1], 1e-9);
    assert!(spectrum.converged);
}

#[test]
fn product_model_and_small_dimensions() {
    let mut f = ProductModel { target: 6.0 };
    let (spectrum, _) = run(&mut f, &[2.0, 3.0], EXACT);
    assert_near(&values(&spectrum), &[13.0, 0.0], 1e-14);
    assert_near(&[spectrum.smallest.expect("finite").value], &[0.0], 1e-14);

    for diagonal in [
        Vec::<f64>::new(),
        vec![-2.0],
        vec![0.0; 5],
        vec![7.0, -1.0, 7.0],
    ] {
        let n = diagonal.len();
        let mut exact = diagonal.clone();
        exact.sort_by(|a, b| b.total_cmp(a));
        let mut f = DiagonalQuadratic {
            eigenvalues: diagonal,
            centre: vec![0.0; n],
            constant: 1.0,
        };
        let (spectrum, _) = run(&mut f, &vec![0.0; n], EXACT);
        assert_near(&values(&spectrum), &exact, 1e-14);
        assert_eq!(spectrum.smallest, spectrum.eigenvalues.last().copied());
    }
}

#[test]
fn with_few_products_the_bounds_tell_how_far_off_it_is() {
    let case = &cases()[0];
    let mut f = case.risk();
    let exact = eigenvalues(&hessian(&mut f, &case.x));
    let options = SpectrumOptions {
        iterations: 14,
        ..EXACT
    };
    let (spectrum, lanczos) = run(&mut f, &case.x, options);
    assert!(!spectrum.converged && spectrum.products == 14);
    assert_eq!(spectrum.eigenvalues.len(), 10);
    assert_eigenvectors(&mut f, &case.x, &spectrum, &lanczos, 1e-12);
    for (i, found) in spectrum.eigenvalues.iter().enumerate() {
        assert!(found.value <= exact[i] + 1e-12);
        let nearest = exact.iter().map(|exact| (exact - found.value).abs());
        assert!(nearest.fold(f64::INFINITY, f64::min) <= found.residual + 1e-12);
    }
}

#[test]
fn a_product_that_is_not_finite_ends_the_search_empty() {
    let mut f = DiagonalQuadratic {
        eigenvalues: vec![1.0, f64::NAN],
        centre: vec![0.0; 2],
        constant: 1.0,
    };
    let (spectrum, _) = run(&mut f, &[0.0; 2], EXACT);
    assert!(spectrum.eigenvalues.is_empty() && spectrum.smallest.is_none());
    assert!(!spectrum.converged);
}

/// At losses of 1e-200 curvatures are as small, and their squares are 0.
#[test]
fn eigenvalues_of_any_size_are_found() {
    let sizes = [1.0, 1e-120, 1e-170, 1e-250, 1e120, 1e170, 1e250];
    for size in sizes {
        let exact: Vec<f64> = [5.0, 3.0, 3.0, 2.0, 1.0, 0.5, 0.25, -1.0]
            .iter()
            .map(|value| value * size)
            .collect();
        let mut f = DiagonalQuadratic {
            centre: vec![0.0; exact.len()],
            eigenvalues: exact.clone(),
            constant: 0.0,
        };
        let x = vec![0.0; exact.len()];
        let (found, _) = run(&mut f, &x, SpectrumOptions::thorough(x.len()));
        for (found, exact) in found.eigenvalues.iter().zip(&exact) {
            let apart = (found.value / size - exact / size).abs();
            assert!(apart <= 1e-9, "at {size:e}: {found:?}, not {exact:e}");
        }
        assert_eq!(found.eigenvalues.len(), exact.len(), "at {size:e}");
    }
}
