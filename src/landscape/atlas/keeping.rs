//! What is known of a plate in a form that is short enough to be shipped with the page.

use super::{Atlas, ForeignFinding, Plate, Sheet};
use crate::landscape::survey::{Finding, Points, Slice};
use serde::{Deserialize, Serialize};

/// A slice with all its points.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// Which slice.
    pub sheet: Sheet,
    /// Its axes and trajectories.
    pub slice: Slice,
    /// The points' values in the order in which a view asks for them; the places themselves follow
    /// from the view and the slice and are left out.
    pub points: Points,
}

impl Atlas {
    /// The slices of a plate; empty unless all of its points are known.
    pub fn keep(&self, plate: Plate) -> Vec<Kept> {
        if self.progress(plate) < 1.0 {
            return Vec::new();
        }
        let evaluated = self.evaluated(plate);
        let places: Vec<[f64; 2]> = self.tiles(plate).into_iter().flatten().collect();
        let kept = |sheet: Sheet| {
            let known = || places.iter().filter_map(|&p| self.at(sheet, evaluated, p));
            let testing = |value: f64| evaluated.testing.then_some(value);
            Some(Kept {
                sheet,
                slice: self.slices.get(&sheet)?.clone(),
                points: Points {
                    places: Vec::new(),
                    train_loss: known().map(|e| e.train_loss).collect(),
                    train_accuracy: known().map(|e| e.train_accuracy).collect(),
                    test_loss: known().filter_map(|e| testing(e.test_loss)).collect(),
                    test_accuracy: known().filter_map(|e| testing(e.test_accuracy)).collect(),
                },
            })
        };
        self.sheets(plate).into_iter().filter_map(kept).collect()
    }

    /// Takes back what was kept of a plate under the same view.
    ///
    /// # Errors
    /// If it is of another view; its slices may have been taken nevertheless.
    pub fn restore(&mut self, plate: Plate, kept: Vec<Kept>) -> Result<(), ForeignFinding> {
        let evaluated = self.evaluated(plate);
        let mut values = Vec::new();
        for Kept {
            sheet,
            slice,
            points,
        } in kept
        {
            self.accept(sheet, evaluated, Finding::Slice(slice))?;
            values.push((sheet, points));
        }
        // The places follow from all slices together.
        let places: Vec<[f64; 2]> = self.tiles(plate).into_iter().flatten().collect();
        for (sheet, points) in values {
            if points.train_loss.len() != places.len() {
                return Err(ForeignFinding("points: they are of another view"));
            }
            let places = places.clone();
            let points = Points { places, ..points };
            self.accept(sheet, evaluated, Finding::Points(points))?;
        }
        Ok(())
    }
}
