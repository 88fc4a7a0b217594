//! Ghost batch norm (Hoffer et al. 2017): a large batch's statistics are taken from a few samples
//! at a time, the ghosts, so that they are as noisy as a small batch's. Ghosts are cut in the
//! batch's order, the last one from what is left. The paper takes 128 samples; here the default is
//! SB's batch. A ghost as large as the batch is plain batch norm.
//!
//! Cost: 1 gradient evaluation a gradient.

use crate::allowed::{Bounds, NotAllowed};
use crate::settings::Experiment;

/// Whether ghosts of `ghost` samples can normalise parts of a batch of the sizes `parts`.
pub(super) fn check(
    ghost: usize,
    experiment: &Experiment,
    parts: &[usize],
) -> Result<(), NotAllowed> {
    if !experiment.batch_norm {
        let why = "none in a network without batch norm";
        return Err(NotAllowed::new("ghost", ghost, why));
    }
    Bounds::whole(2, experiment.large_batch).check("ghost", ghost as f64)?;
    match parts.iter().find(|&part| part % ghost == 1) {
        Some(part) => {
            let why = format!(
                "a size that does not leave a ghost of one sample, which has no spread to divide by, of {part}"
            );
            Err(NotAllowed::new("ghost", ghost, why))
        }
        None => Ok(()),
    }
}
