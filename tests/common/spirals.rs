//! What trains in no time.

use sharp_minima::data::DataSet;
use sharp_minima::settings::Experiment;

/// A small network on spirals.
pub fn spirals() -> Experiment {
    let experiment = Experiment {
        data: DataSet::Spirals,
        train: 60,
        hidden: vec![4],
        batch_norm: false,
        small_batch: 10,
        large_batch: 30,
        epochs: 3,
        trials: 2,
        starts: 1,
        ..Experiment::default()
    };
    experiment.check().expect("allowed")
}
