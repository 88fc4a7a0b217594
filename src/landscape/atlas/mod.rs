//! The landscape of one experiment as far as it is known: which slices and points a [`View`] still
//! needs, and what can be shown of it. The page's side of [`Survey`]s, as
//! [`Study`](crate::experiment::Study) is of jobs.

mod home;
mod keeping;
mod lines;
mod map;
mod reading;
mod store;
mod table;
mod window;
mod words;

use super::survey::{Axes, Evaluated, Finding, Probe, Slice, Survey};
use super::view::View;
use crate::experiment::study::REGIMES;
use crate::experiment::{Experiment, Panel, Regime};
use crate::figure::landscape::{Lines, Map};
pub use keeping::Kept;
pub use lines::{LineReading, LineValue};
pub use reading::Reading;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use store::Store;

/// One of the pictures of a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Plate {
    /// The plane: one slice, or one at each minimum.
    Landscape,
    /// Lines through the minima.
    Lines,
}

impl Plate {
    /// The plate of this name: "landscape" or "lines".
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "landscape" => Some(Self::Landscape),
            "lines" => Some(Self::Lines),
            _ => None,
        }
    }
}

/// Which slice: everything it depends on besides the experiment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Sheet {
    /// Which trial, from 0.
    pub trial: u32,
    /// What spans it.
    pub axes: Axes,
    /// At whose minimum it is; SB where it is at none in particular.
    pub at: Regime,
    /// Which of the random slices; 0 where nothing is random.
    pub draw: u32,
}

/// Something to be computed.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// On which slice.
    pub sheet: Sheet,
    /// The least comes first.
    pub urgency: u32,
    /// Points of the slice; `None` where its axes are not known yet.
    pub points: Option<(Vec<[f64; 2]>, Evaluated)>,
}

/// A finding that does not belong to its slice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignFinding(&'static str);

impl fmt::Display for ForeignFinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for ForeignFinding {}

/// Coarse points come before the jobs of a run's later trials,
const FIRST: u32 = 0;
/// the others after the run.
const AFTERWARDS: u32 = 1_000_000;

/// See the [module](self).
#[derive(Clone, Debug)]
pub struct Atlas {
    experiment: Experiment,
    view: View,
    slices: BTreeMap<Sheet, Slice>,
    stores: BTreeMap<(Sheet, Evaluated), Store>,
    probes: Vec<(Sheet, Probe)>,
}

impl Atlas {
    /// An atlas without any finding; the experiment must be checked.
    pub fn new(experiment: Experiment) -> Self {
        Self {
            experiment,
            view: View::default(),
            slices: BTreeMap::new(),
            stores: BTreeMap::new(),
            probes: Vec::new(),
        }
    }

    /// The settings.
    pub fn experiment(&self) -> &Experiment {
        &self.experiment
    }

    /// What is looked at.
    pub fn view(&self) -> &View {
        &self.view
    }

    /// Looks at something else, or the nearest to it that is allowed.
    pub fn look(&mut self, view: View) {
        self.view = view.within();
        self.view.trial = self.view.trial.min(self.experiment.trials);
    }

    /// The slices of a plate: one, or SB's and LB's.
    pub fn sheets(&self, plate: Plate) -> Vec<Sheet> {
        let axes = match plate {
            Plate::Landscape => self.view.plane,
            Plate::Lines => self.view.along.axes(),
        };
        let sheet = |at| Sheet {
            trial: self.view.trial.saturating_sub(1),
            axes,
            at,
            draw: if axes.is_random() { self.view.draw } else { 0 },
        };
        if axes.at_a_minimum() {
            REGIMES.map(sheet).to_vec()
        } else {
            vec![sheet(Regime::Small)]
        }
    }

    /// What is still to be computed for a plate, the slices first.
    pub fn orders(&self, plate: Plate) -> Vec<Order> {
        let sheets = self.sheets(plate);
        let unknown = |sheet: &&Sheet| !self.slices.contains_key(*sheet);
        let missing: Vec<Order> = sheets
            .iter()
            .filter(unknown)
            .map(|&sheet| Order {
                sheet,
                urgency: FIRST,
                points: None,
            })
            .collect();
        if !missing.is_empty() {
            return missing;
        }
        let tiles = self.tiles(plate);
        let evaluated = self.evaluated(plate);
        let mut orders = Vec::new();
        for (index, tile) in tiles.into_iter().enumerate() {
            for &sheet in &sheets {
                let places: Vec<_> = tile
                    .iter()
                    .copied()
                    .filter(|&place| self.at(sheet, evaluated, place).is_none())
                    .collect();
                if !places.is_empty() {
                    orders.push(Order {
                        sheet,
                        urgency: AFTERWARDS + index as u32,
                        points: Some((places, evaluated)),
                    });
                }
            }
        }
        for order in orders.iter_mut().take(2 * sheets.len()) {
            order.urgency = FIRST;
        }
        orders
    }

    /// Places of a plate's slices, in tiles, coarse ones first.
    fn tiles(&self, plate: Plate) -> Vec<Vec<[f64; 2]>> {
        match plate {
            Plate::Landscape => self.map_tiles(),
            Plate::Lines => self.line_tiles(),
        }
    }

    /// The survey that finds a slice; `epochs` are those of the vectors that come with it.
    pub fn slice_survey(&self, sheet: Sheet, epochs: [Vec<u32>; 2]) -> Survey {
        let Sheet {
            trial,
            axes,
            at,
            draw,
        } = sheet;
        Survey::Slice {
            experiment: self.experiment.clone(),
            trial,
            axes,
            at,
            draw,
            epochs,
        }
    }

    /// The survey of an order's points.
    pub fn points_survey(&self, places: Vec<[f64; 2]>, evaluated: Evaluated) -> Survey {
        Survey::Points {
            experiment: self.experiment.clone(),
            places,
            evaluated,
        }
    }

    /// The survey that measures the sharpness at a place.
    pub fn probe_survey(&self, sheet: Sheet, place: [f64; 2]) -> Survey {
        Survey::Probe {
            experiment: self.experiment.clone(),
            trial: sheet.trial,
            place,
        }
    }

    /// Takes a finding over.
    ///
    /// # Errors
    /// If it is a slice that is not the sheet's; nothing is changed then.
    pub fn accept(
        &mut self,
        sheet: Sheet,
        evaluated: Evaluated,
        finding: Finding,
    ) -> Result<(), ForeignFinding> {
        match finding {
            Finding::Slice(slice) => {
                if (slice.trial, slice.axes, slice.draw) != (sheet.trial, sheet.axes, sheet.draw) {
                    return Err(ForeignFinding(
                        "slice: it is not the one that was asked for",
                    ));
                }
                if slice.small.is_empty() || slice.large.is_empty() {
                    return Err(ForeignFinding("slice: it has no minima"));
                }
                self.slices.insert(sheet, slice);
            }
            Finding::Points(points) => {
                let store = self.stores.entry((sheet, evaluated)).or_default();
                store.accept(&points);
            }
            Finding::Probe(probe) => {
                self.probes
                    .retain(|(at, other)| (at, other.place) != (&sheet, probe.place));
                self.probes.push((sheet, probe));
            }
        }
        Ok(())
    }

    /// How a plate's points are evaluated.
    pub fn evaluated(&self, plate: Plate) -> Evaluated {
        match plate {
            Plate::Landscape => self.view.evaluated(),
            Plate::Lines => self.view.line_evaluated(),
        }
    }

    /// How much of a plate is known, in [0, 1].
    pub fn progress(&self, plate: Plate) -> f64 {
        let sheets = self.sheets(plate);
        if sheets.iter().any(|sheet| !self.slices.contains_key(sheet)) {
            return 0.0;
        }
        let places: Vec<_> = self.tiles(plate).into_iter().flatten().collect();
        let evaluated = self.evaluated(plate);
        let known = |&sheet: &Sheet| {
            let known = |&&place: &&[f64; 2]| self.at(sheet, evaluated, place).is_some();
            places.iter().filter(known).count()
        };
        let all = places.len() * sheets.len();
        sheets.iter().map(known).sum::<usize>() as f64 / all.max(1) as f64
    }

    /// The largest epoch of the trajectories; `None` where no slice is known.
    pub fn last_epoch(&self, plate: Plate) -> Option<u32> {
        let slice = self.slices.get(self.sheets(plate).first()?)?;
        let lasts = [&slice.small, &slice.large].map(|trail| trail.last().map(|f| f.epoch));
        lasts.into_iter().flatten().max()
    }

    /// Whether the plate shows anything.
    pub fn has(&self, plate: Plate) -> bool {
        let evaluated = self.evaluated(plate);
        self.sheets(plate)
            .into_iter()
            .all(|sheet| self.stores.contains_key(&(sheet, evaluated)))
    }

    /// The map as it is known.
    pub fn map(&self) -> Map {
        map::map(self)
    }

    /// The lines as they are known.
    pub fn lines(&self) -> Lines {
        lines::lines(self)
    }

    /// Words and numbers for a plate.
    pub fn panel(&self, plate: Plate) -> Panel {
        match plate {
            Plate::Landscape => words::landscape(self),
            Plate::Lines => words::lines(self),
        }
    }

    /// Every point of a plate in full, as a table for a file.
    pub fn table(&self, plate: Plate) -> crate::experiment::Table {
        table::full(self, plate)
    }

    fn at(
        &self,
        sheet: Sheet,
        evaluated: Evaluated,
        place: [f64; 2],
    ) -> Option<&crate::experiment::report::Evaluation> {
        self.stores.get(&(sheet, evaluated))?.at(place)
    }
}
