//! Jobs of no figure: measured places, networks from files, files to be saved. What comes of them are events.

use super::{Session, words};
use crate::exchange::Network;
use crate::figures::landscape;
use crate::jobs::{ExportJob, FilesJob, Job, Measures, Report, TrainJob, files::digest};
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
    job: FilesJob,
}

/// The measures of a network from files.
#[derive(Clone, Copy, Debug)]
pub struct MeasuredFiles<'s> {
    /// What the files are called.
    pub names: &'s str,
    /// What was taken for granted that the network's file does not say, in sentences.
    pub assumptions: &'s [String],
    /// The measures.
    pub measures: &'s Measures,
}

impl<V: Clone> Session<V> {
    /// What has happened since this was asked last.
    pub fn events(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.events)
    }

    /// Measures the sharpness at a place of one of the map's panels.
    pub fn measure(&mut self, panel: usize, place: [f64; 2]) {
        let context = self.current("landscape");
        if let Some(wanted) = landscape::probe(&context, panel, place) {
            self.want(wanted, String::new());
        }
    }

    /// Measures a network from files; `names` is what they are called.
    pub fn measure_files(
        &mut self,
        names: String,
        network: (&[u8], V),
        data: (&[u8], V),
        seed: u32,
    ) {
        let job = FilesJob {
            network: digest(network.0),
            data: digest(data.0),
            seed,
        };
        self.scheduler.offer(job.network.clone(), network.1);
        self.scheduler.offer(job.data.clone(), data.1);
        self.scheduler.forgive();
        self.files.retain(|other| other.job != job);
        self.files.push(Brought {
            names: names.clone(),
            assumptions: Network::assumptions(network.0),
            job: job.clone(),
        });
        self.want(Wanted::new(job, 0), names);
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

    /// Tells that a job of no figure is done.
    pub(super) fn tell(&mut self, job: &Job, name: String) {
        let event = match job {
            Job::Files(_) => Event::Measured { text: name },
            Job::Probe(_) => Event::Say {
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
            let Report::Files(measures) = self.results.get(&brought.job.clone().into())? else {
                return None;
            };
            Some(MeasuredFiles {
                names: &brought.names,
                assumptions: &brought.assumptions,
                measures,
            })
        });
        measured.collect()
    }

    /// Says which jobs of no figure are lost, and wants them no longer.
    pub(super) fn drop_lost(&mut self) {
        let scheduler = &self.scheduler;
        let mut lost = Vec::new();
        self.single.retain(|(wanted, _)| {
            let why = scheduler.failure(&wanted.key);
            lost.extend(why.map(|why| Event::Lost {
                text: words::lost(&wanted.job, why),
            }));
            why.is_none()
        });
        if !lost.is_empty() {
            self.events.extend(lost);
            self.plan();
        }
    }

    /// Whether a job is of no figure.
    pub(super) fn is_single(&self, job: &Job) -> bool {
        self.single.iter().any(|(wanted, _)| wanted.job == *job)
    }
}
