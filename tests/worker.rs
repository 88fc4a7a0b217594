//! The core in the browser's dedicated worker: the same bits as on the page.
#![cfg(target_arch = "wasm32")]

mod common {
    pub mod laboratory;
    pub mod precomputed;
}

use common::laboratory::{finish, samples, train};
use common::precomputed::Precomputed;
use rand::Rng;
use sharp_minima::experiment::report::Report;
use sharp_minima::experiment::{Experiment, Job, Regime};
use sharp_minima::random::{Purpose, stream};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

/// The numbers are those of the native build.
#[wasm_bindgen_test]
fn random_streams_do_not_depend_on_the_machine() {
    let mut numbers = stream(1, 2, Purpose::Initialisation);
    let drawn: [u32; 4] = std::array::from_fn(|_| numbers.next_u32());
    assert_eq!(drawn, [0x60c4_c828, 0xb974_2b29, 0x38ff_ec47, 0xd1f0_841a]);
}

/// What the page shows before any click was computed by the optimised module in the page's
/// workers; here another build of the same core recomputes a part of it.
#[wasm_bindgen_test]
fn the_precomputed_results_are_reproduced_to_the_bit() {
    let precomputed = Precomputed::read();
    let experiment = precomputed.experiment.clone();
    let data = samples(&experiment);
    let (training, x) = train(&experiment, Regime::Large, &data);
    assert_eq!(&training, precomputed.training(Regime::Large));
    let job = Job::Sharpness {
        experiment,
        regime: Regime::Large,
        trial: 0,
        epsilon: 1e-3,
    };
    let (report, _) = finish(job, vec![x], &data);
    assert_eq!(
        report,
        Report::Sharpness(precomputed.sharpness(Regime::Large).clone())
    );
}

#[wasm_bindgen_test]
fn the_same_job_gives_the_same_bits() {
    let experiment = Experiment {
        train: 300,
        epochs: 3,
        large_batch: 100,
        ..Experiment::default()
    };
    let first = train(&experiment, Regime::Small, &samples(&experiment));
    let second = train(&experiment, Regime::Small, &samples(&experiment));
    assert_eq!(first, second);
}
