//! Jobs of no figure: measured places, networks from files, files to be saved. What comes of them are events.

use super::{Session, words};
use crate::exchange::Network;
use crate::figures::landscape;
use crate::jobs::{ExportJob, FilesJob, Job, Measures, TrainJob, files::digest};
use crate::results::Wanted;
use crate::settings::Regime;
use serde::Serialize;

/// Something that the page has to do after a job.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Event {
    /// Offer a text as a file of this name.
    Save {
        /// The file's name.
        name: String,
        /// What it holds.
        text: String,
    },
    /// A network from files was measured.
    Measured {
        /// What the files are called.
        text: String,
    },
    /// Something could not be computed.
    Lost {
        /// What, and why.
        text: String,
    },
    /// Something is to be said.
    Say {
        /// What.
        text: String,
    },
}

/// A network from files, and what it is measured on.
#[derive(Clone, Debug)]
pub(super) struct Brought {
    names: String,
    assumptions: Vec<String>,
    /// The parts of its measures.
    parts: [FilesJob; 5],
}

/// The measures of a network from files.
#[derive(Clone, Debug)]
pub struct MeasuredFiles<'s> {
    /// What the files are called.
    pub names: &'s str,
    /// What was taken for granted that the network's file does not say, in sentences.
    pub assumptions: &'s [String],
    /// The measures.
    pub measures: Measures,
}

impl<V: Clone> Session<V> {
    /// What has happened since this was asked last.
    pub fn events(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.events)
    }

    /// Measures the sharpness at a place of one of the map's panels, beside that at its minima.
    pub fn measure(&mut self, panel: usize, place: [f64; 2]) {
        let context = self.current("landscape");
        let wanted = landscape::probes(&context, panel, place);
        let (known, open): (Vec<_>, Vec<_>) = wanted
            .into_iter()
            .partition(|wanted| self.results.knows(&wanted.job));
        if let (Some(wanted), []) = (known.first(), &open[..]) {
            return self.tell(&wanted.job, String::new());
        }
        for wanted in open {
            self.want(wanted, String::new());
        }
    }

    /// Whether a place of the map is being measured.
    pub fn is_measuring(&self) -> bool {
        let mut single = self.single.iter();
        single.any(|(wanted, _)| matches!(wanted.job, Job::Probe(_)))
    }

    /// Measures a network from files; `names` is what they are called.
    pub fn measure_files(
        &mut self,
        names: String,
        network: (&[u8], V),
        data: (&[u8], V),
        seed: u32,
    ) {
        let digests = [network.0, data.0].map(digest);
        let parts = FilesJob::parts(&digests[0], &digests[1], seed);
        for (digest, file) in digests.into_iter().zip([network.1, data.1]) {
            self.scheduler.offer(digest, file);
        }
        self.scheduler.forgive();
        self.files.retain(|other| other.parts != parts);
        self.files.push(Brought {
            names: names.clone(),
            assumptions: Network::assumptions(network.0),
            parts: parts.clone(),
        });
        self.drop_parts(&parts[0]);
        if self.results.files(&parts).is_some() {
            self.events.push(Event::Measured {
                text: names.clone(),
            });
        }
        for part in parts.map(Job::from) {
            if !self.results.knows(&part) {
                self.single.push((Wanted::new(part, 0), names.clone()));
            }
        }
        self.plan();
    }

    /// Computes a job that no figure wants.
    pub fn add(&mut self, job: Job) {
        self.want(Wanted::new(job, 0), String::new());
    }

    /// Writes a network, or without a regime the data, of a trial (from 0) into a file of this name.
    pub fn export(&mut self, regime: Option<Regime>, trial: u32, name: String) {
        let of = |regime| TrainJob::plain(&self.experiment, regime, trial);
        let job = match regime {
            Some(regime) => ExportJob::Network(of(regime)),
            None => ExportJob::Data(of(Regime::Small)),
        };
        self.want(Wanted::new(job, 0), name);
    }

    /// What is known already is told at once.
    fn want(&mut self, wanted: Wanted, name: String) {
        if self.results.knows(&wanted.job) {
            self.tell(&wanted.job, name);
        } else {
            self.single.push((wanted, name));
        }
        self.plan();
    }

    /// Tells that a job of no figure is done; of a network from files, and of a place beside the minima, that all
    /// parts are.
    pub(super) fn tell(&mut self, job: &Job, name: String) {
        let whole = |part: &FilesJob| {
            let mut all = self.files.iter();
            all.any(|Brought { parts, .. }| {
                parts.contains(part) && self.results.files(parts).is_some()
            })
        };
        let event = match job {
            Job::Files(part) if whole(part) => Event::Measured { text: name },
            Job::Probe(_) if !self.is_measuring() => Event::Say {
                text: "The sharpness was measured; see the numbers under the map.".into(),
            },
            _ => return,
        };
        self.events.push(event);
    }

    /// Networks from files that were measured, the latest first.
    pub fn measured_files(&self) -> Vec<MeasuredFiles<'_>> {
        let all = self.files.iter().rev();
        let measured = all.filter_map(|brought| {
            Some(MeasuredFiles {
                names: &brought.names,
                assumptions: &brought.assumptions,
                measures: self.results.files(&brought.parts)?,
            })
        });
        measured.collect()
    }

    /// Says which jobs of no figure are lost, and wants them no longer; of a network from files all parts go with
    /// one.
    pub(super) fn drop_lost(&mut self) {
        let before = self.single.len();
        while let Some((job, text)) = self.lost() {
            self.events.push(Event::Lost { text });
            self.single.retain(|(wanted, _)| wanted.job != job);
            if let Job::Files(part) = &job {
                self.drop_parts(part);
            }
        }
        if self.single.len() < before {
            self.plan();
        }
    }

    /// The first job of no figure that is lost, and what is said of it.
    fn lost(&self) -> Option<(Job, String)> {
        self.single.iter().find_map(|(Wanted { job, key, .. }, _)| {
            let why = self.scheduler.failure(key)?;
            Some((job.clone(), words::lost(job, why)))
        })
    }

    /// Wants no part any longer of the measures that this one belongs to.
    fn drop_parts(&mut self, part: &FilesJob) {
        self.single.retain(
            |(wanted, _)| !matches!(&wanted.job, Job::Files(other) if other.belongs_with(part)),
        );
    }

    /// Whether a job is of no figure.
    pub(super) fn is_single(&self, job: &Job) -> bool {
        self.single.iter().any(|(wanted, _)| wanted.job == *job)
    }
}
