//! All measures of a network, put together from what its jobs reported.

use super::Results;
use crate::jobs::{FilesJob, Measures, MinimumJob, Report, SharpnessJob, TrainJob};

impl Results {
    /// All measures at the minimum of a training; `None` until all are known.
    pub fn minimum(&self, of: &TrainJob, starts: u32) -> Option<Measures> {
        let parts = MinimumJob::parts(of, starts);
        let parts = parts.map(|job| match self.get(&job.into())? {
            Report::Minimum(at) => Some(&at.taken),
            _ => None,
        });
        let mut measures = Measures::of(parts)?;
        for (phi, job) in measures
            .full
            .iter_mut()
            .zip(SharpnessJob::at_each(of, starts))
        {
            let found = self.sharpness(&job)?;
            *phi = found.into();
            measures.gradients += f64::from(found.gradients);
        }
        Some(measures)
    }

    /// All measures of a network from files, by its parts; `None` until all are known.
    pub fn files(&self, parts: &[FilesJob]) -> Option<Measures> {
        let taken = |job: &FilesJob| match self.get(&job.clone().into())? {
            Report::Files(taken) => Some(&**taken),
            _ => None,
        };
        Measures::of(parts.iter().map(taken))
    }
}
