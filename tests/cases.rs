//! Small networks whose loss, accuracy and spectrum are known from dense Hessians: `tests/cases`.
#![cfg(not(target_arch = "wasm32"))]

use serde_json::Value;
use sharp_minima::exchange::{Network, Samples};
use sharp_minima::network::EmpiricalRisk;
use sharp_minima::objective::Objective;
use sharp_minima::random::{Purpose, stream};
use sharp_minima::sharpness::{Lanczos, Spectrum, SpectrumOptions, Trace};
use std::path::{Path, PathBuf};

type Risk = EmpiricalRisk<f64, Samples>;

const NAMES: [&str; 8] = [
    "all_zero",
    "dinh_1000",
    "multiplicity_cluster",
    "saturated_m20",
    "trained_loss_0.01",
    "trained_loss_1e-05",
    "trained_loss_1e-10",
    "unscaled_timestamp",
];

/// Hutchinson's probes, as the command has them.
const PROBES: usize = 100;

struct Case {
    name: &'static str,
    f: Risk,
    x: Vec<f64>,
    expected: Value,
}

impl Case {
    fn read(name: &'static str) -> Self {
        let expected = read(&file(name, "expected")).expect("every case has its right values");
        let network = read(&file(name, "network")).expect("every case has a network");
        let data = read(&file(name, "data")).or_else(|| read(&file("trained", "data")));
        let network = Network::read(&network).expect("well formed");
        let samples = Samples::read(&data.expect("some data")).expect("well formed");
        Self {
            name,
            f: EmpiricalRisk::new(&network.shape, samples, network.statistics),
            x: network.x,
            expected: serde_json::from_slice(&expected).expect("valid JSON"),
        }
    }

    fn number(&self, key: &str) -> f64 {
        self.expected[key].as_f64().expect("a number")
    }

    fn eigenvalues(&self) -> Vec<f64> {
        let values = self.expected["eigenvalues"].as_array().expect("a list");
        let number = |value: &Value| value.as_f64().expect("a number");
        values.iter().map(number).collect()
    }

    /// As the command searches.
    fn spectrum(&mut self, seed: u32) -> Spectrum {
        let options = SpectrumOptions::thorough(self.x.len());
        let probes = stream(seed, 0, Purpose::Probes);
        let mut search = Lanczos::new(self.x.clone(), options, probes);
        while !search.advance(&mut self.f) {}
        search.outcome().expect("finished").clone()
    }

    /// |λ|_max.
    fn scale(&self) -> f64 {
        let largest = self.eigenvalues()[0].abs();
        largest.max(self.number("smallest").abs())
    }

    /// What the dense eigenvalues themselves are right to.
    fn rounding(&self) -> f64 {
        self.x.len() as f64 * f64::EPSILON * self.scale()
    }
}

fn file(name: &str, kind: &str) -> PathBuf {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    cases.join(format!("{name}.{kind}.json"))
}

fn read(path: &Path) -> Option<Vec<u8>> {
    std::fs::read(path).ok()
}

#[test]
fn loss_and_accuracy_are_right_however_small_the_loss_is() {
    for name in NAMES {
        let mut case = Case::read(name);
        let score = case.f.score(&case.x);
        let loss = case.number("loss");
        // The right values were computed without log1p: they are off by roundings of 1.
        let allowed = 1e-12 * loss + 4.0 * f64::EPSILON;
        let error = (score.loss - loss).abs();
        assert!(error <= allowed, "{name}: {} against {loss}", score.loss);
        assert_eq!(score.accuracy, case.number("accuracy"), "{name}");
    }
}

/// What is told is right to the share that it is told for; what is not told vanishes in the rounding
/// beside the largest.
#[test]
fn eigenvalues_are_right_or_not_told() {
    for name in NAMES {
        let mut case = Case::read(name);
        for seed in 0..3 {
            let spectrum = case.spectrum(seed);
            assert!(spectrum.converged, "{name}");
            let exact = case.eigenvalues();
            assert_eq!(spectrum.eigenvalues.len(), exact.len(), "{name}");
            for (k, (found, exact)) in spectrum.eigenvalues.iter().zip(&exact).enumerate() {
                check(
                    &case,
                    &format!("λ{}", k + 1),
                    found.told(SpectrumOptions::THOROUGHLY_TOLD),
                    *exact,
                );
            }
            let smallest = spectrum
                .smallest
                .expect("finite")
                .told(SpectrumOptions::THOROUGHLY_TOLD);
            check(&case, "smallest", smallest, case.number("smallest"));
        }
    }
}

/// The largest are right to a millionth of themselves, the smallest to its promised thousandth.
fn check(case: &Case, which: &str, told: Option<f64>, exact: f64) {
    let name = case.name;
    let Some(told) = told else {
        // The dense Hessian of a saturated network is right to roundings of 1.
        let vanishes = (1e-10 * case.scale()).max(f64::EPSILON);
        assert!(
            exact.abs() < vanishes,
            "{name}, {which}: {exact} is not told"
        );
        return;
    };
    let share = if which == "smallest" {
        SpectrumOptions::THOROUGHLY_TOLD
    } else {
        1e-6
    };
    let allowed = (share * exact.abs()).max(case.rounding());
    let error = (told - exact).abs();
    assert!(error <= allowed, "{name}, {which}: {told} against {exact}");
    assert!(
        error <= SpectrumOptions::THOROUGHLY_TOLD * exact.abs(),
        "{name}, {which}: {told} against {exact}"
    );
}

/// Zeros and what is lost beside 1.3e9 are not told, a thirteen beside it is.
#[test]
fn what_vanishes_beside_the_largest_is_not_told() {
    for (name, expected) in [
        ("unscaled_timestamp", 6),
        ("all_zero", 2),
        ("dinh_1000", 10),
    ] {
        let spectrum = Case::read(name).spectrum(0);
        let told = spectrum
            .eigenvalues
            .iter()
            .map(|found| found.told(SpectrumOptions::THOROUGHLY_TOLD));
        assert_eq!(told.flatten().count(), expected, "{name}: {spectrum:?}");
    }
}

#[test]
fn the_trace_is_within_its_standard_error() {
    for name in NAMES {
        let mut case = Case::read(name);
        let mut run = Trace::new(case.x.clone(), PROBES, stream(0, 0, Purpose::Probes));
        while !run.advance(&mut case.f) {}
        let found = run.outcome().expect("finished");
        let error = (found.value - case.number("trace")).abs();
        assert!(
            error <= 4.0 * found.standard_error + case.rounding(),
            "{name}: {found:?}"
        );
    }
}

/// With two classes the label's error is minus the other's, to the last bit.
#[test]
fn the_gradient_keeps_its_digits_where_the_softmax_is_saturated() {
    let mut case = Case::read("saturated_m20");
    let mut gradient = vec![0.0; case.x.len()];
    case.f.gradient(&case.x, &mut gradient);
    // q = 1/(1 + e²⁰) is the other class's probability at both samples, which are x = ±1.
    let q = 1.0 / (1.0 + 20.0_f64.exp());
    assert_eq!(gradient[0], -gradient[1]);
    assert!(
        (gradient[1] - q).abs() <= 1e-14 * q,
        "{gradient:?} against {q}"
    );
}
