//! The convincing preset's minima beside those of an independent implementation (numpy and SciPy, a
//! draw of its own, five trials).

use crate::minimum::minimum;
use crate::tasks::{finish, samples};
use crate::trained::train;
use sharp_minima::jobs::{Job, Measures, MinimumJob, Report, SharpnessJob, TrainJob};
use sharp_minima::results::{Origin, Results};
use sharp_minima::settings::{Regime, presets};
use std::thread;

/// A measure's name, its number, and SB's and LB's reference, each with its deviation.
type Row = (&'static str, fn(&Measures) -> f64, [f64; 4]);

/// All measures, and of each job the gradients that it says it takes and those that it counts.
fn measures(regime: Regime) -> (Measures, Vec<[f64; 2]>) {
    let preset = presets().into_iter().find(|p| p.name == "convincing");
    let experiment = preset.expect("a convincing preset").experiment;
    let data = samples(&experiment);
    let (_, x) = train(&experiment, regime, &data);
    let (of, starts) = (TrainJob::plain(&experiment, regime, 0), experiment.starts);
    let parts = MinimumJob::parts(&of, starts).map(Job::from);
    let phi = SharpnessJob::at_each(&of, starts).map(Job::from);
    let mut results = Results::default();
    let mut costs = Vec::new();
    for job in parts.into_iter().chain(phi) {
        let (report, _) = finish(job.clone(), vec![minimum(x.clone())], &data);
        let counted = match &report {
            Report::Minimum(at) => at.taken.gradients,
            Report::Sharpness(at) => f64::from(at.gradients),
            other => panic!("not of a minimum: {other:?}"),
        };
        costs.push([job.cost(), counted]);
        let put = results.put(job, report, Origin::Computed);
        put.expect("its own");
    }
    let all = results.minimum(&of, starts);
    (all.expect("all parts are known"), costs)
}

/// The reference's value, and three times the deviation over 45 networks on nine draws of the data.
#[track_caller]
fn assert_within(name: &str, ours: f64, reference: f64, deviation: f64) {
    assert!(
        (ours - reference).abs() <= 3.0 * deviation,
        "{name}: {ours}, reference {reference}, deviation {deviation}"
    );
}

fn told(measures: &Measures, k: usize) -> f64 {
    measures.eigenvalue(k).expect("told")
}

#[test]
fn the_convincing_minima_are_as_sharp_as_the_reference_s() {
    let small = thread::spawn(|| measures(Regime::Small));
    let (large, large_costs) = measures(Regime::Large);
    let (small, small_costs) = small.join().expect("its measures");
    for (small, large) in small_costs.iter().zip(&large_costs) {
        let [stated, counted] = [0, 1].map(|k| small[k] + large[k]);
        let off = (counted / stated - 1.0).abs();
        assert!(off < 0.3, "{counted} gradients, {stated} were stated");
    }
    let rows: [Row; 8] = [
        ("φ(1e-3)", |m| m.full[0].from_x, [0.41, 0.07, 2.70, 0.35]),
        ("φ(5e-4)", |m| m.full[1].from_x, [0.16, 0.02, 0.61, 0.07]),
        ("p = 100", |m| m.subspace[0].from_x, [0.43, 0.08, 2.4, 0.77]),
        ("λ₁", |m| told(m, 1), [0.82, 0.07, 4.23, 0.28]),
        ("λ₅", |m| told(m, 5), [0.28, 0.023, 2.6, 0.19]),
        ("λ₁₀", |m| told(m, 10), [0.16, 0.010, 1.1, 0.09]),
        ("above 1", |m| f64::from(m.above), [0.0, 0.15, 12.0, 2.5]),
        ("trace", |m| m.trace.value, [20.0, 1.2, 147.0, 7.1]),
    ];
    for (name, of, [sb, sb_deviation, lb, lb_deviation]) in rows {
        assert_within(&format!("SB {name}"), of(&small), sb, sb_deviation);
        assert_within(&format!("LB {name}"), of(&large), lb, lb_deviation);
    }
    // About −.003 for both.
    for measures in [&small, &large] {
        let smallest = measures.smallest.expect("told");
        assert!((-0.006..-0.0015).contains(&smallest), "{smallest}");
    }
}
