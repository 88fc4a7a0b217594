//! What is read out along a figure's abscissa.

use super::{Dossier, Plate, along, alphas, rescaling, spectrum};
use crate::experiment::study::REGIMES;
use crate::experiment::words::significant;
use crate::landscape::atlas::{LineReading, LineValue};

impl Dossier {
    /// What can be read along a figure, by ascending abscissa: λ, epochs or α. Of
    /// [`Plate::Along`] it is what the two panels against epochs share.
    pub fn readings(&self, plate: Plate) -> Vec<LineReading> {
        match plate {
            Plate::Measures => Vec::new(),
            Plate::Spectrum => self.spectrum_readings(),
            Plate::Along => self.along_readings(),
            Plate::Rescaling => self.rescaling_readings(),
        }
    }

    fn spectrum_readings(&self) -> Vec<LineReading> {
        let places = spectrum::readable(self).into_iter();
        let reading = |(place, means): (f64, [Option<f64>; 2])| {
            let value = |mean: f64| format!("{} eigenvalues a decade", significant(mean, 2));
            let texts = means.map(|mean| mean.map(value));
            reading(place, format!("λ = {}", significant(place, 2)), texts)
        };
        places.filter_map(reading).collect()
    }

    fn along_readings(&self) -> Vec<LineReading> {
        let known = REGIMES.map(|regime| self.along_training((regime, self.trial)));
        let mut epochs: Vec<u32> = known.iter().flatten().map(|at| at.epoch).collect();
        epochs.sort_unstable();
        epochs.dedup();
        let reading = |epoch: u32| {
            let texts = REGIMES.map(|regime| along::words(self, regime, epoch));
            reading(f64::from(epoch), format!("after epoch {epoch}"), texts)
        };
        epochs.into_iter().filter_map(reading).collect()
    }

    fn rescaling_readings(&self) -> Vec<LineReading> {
        let reading = |(scale, alpha): (usize, f64)| {
            let texts = REGIMES.map(|regime| rescaling::words(self, regime, scale));
            reading(alpha, format!("α = {}", significant(alpha, 3)), texts)
        };
        alphas()
            .into_iter()
            .enumerate()
            .filter_map(reading)
            .collect()
    }
}

/// A reading of SB and LB; `None` where nothing is known of either.
fn reading(at: f64, head: String, texts: [Option<String>; 2]) -> Option<LineReading> {
    let pairs = REGIMES.into_iter().zip(texts);
    let value = |(regime, text): (_, Option<String>)| {
        Some(LineValue {
            regime: Some(regime),
            text: text?,
        })
    };
    let lines: Vec<LineValue> = pairs.filter_map(value).collect();
    (!lines.is_empty()).then_some(LineReading { at, head, lines })
}
