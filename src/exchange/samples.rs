//! Labelled samples, and `data.json`.

use crate::exchange::error::ExchangeError;
use crate::exchange::file_format::FileFormat;
use crate::exchange::labels::Labels;
use crate::exchange::network::Network;
use crate::exchange::numbers::{Limits, Matrix, counted};
use crate::exchange::output::{write, write_matrix};
use crate::exchange::source::check_size;
use crate::exchange::{idx, json, npz};
use crate::network::Labelled;
use serde::de::{DeserializeSeed, Deserializer};

/// The most samples there may be.
pub const MOST_SAMPLES: usize = 1_000_000;

/// Labelled samples.
#[derive(Clone, Debug, PartialEq)]
pub struct Samples {
    /// Numbers a sample.
    pub features: usize,
    /// Samples × features, row-major.
    pub inputs: Vec<f64>,
    /// One class index a sample.
    pub labels: Vec<u8>,
    /// The number of classes, where one-hot labels have told it.
    pub classes: Option<usize>,
}

/// What stands in the file.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(deserialize_with = "samples")]
    x: Matrix,
    y: Labels,
}

fn samples<'de, D: Deserializer<'de>>(list: D) -> Result<Matrix, D::Error> {
    let limits = Limits {
        rows: MOST_SAMPLES,
        called: "samples",
        numbers: usize::MAX,
    };
    limits.deserialize(list)
}

impl Samples {
    /// Reads `data.json`, an `.npz` file, or two IDX files, images and labels, one behind the other. A
    /// label is a class index, alone or in a list of its own, or a one-hot list. Numbers are taken as
    /// they stand: nothing is scaled.
    ///
    /// # Errors
    /// Where the file is of none of these forms, the samples differ in length, there are not as many
    /// labels as samples, a number is not finite, a label is none of those, or there are more than
    /// [`MOST_SAMPLES`].
    pub fn read(file: &[u8]) -> Result<Self, ExchangeError> {
        let format = FileFormat::of(file);
        if format != FileFormat::Json {
            check_size(file.len(), "in this file")?;
        }
        match format {
            FileFormat::Json => Self::read_json(file),
            FileFormat::Npz => npz::samples(file),
            FileFormat::Idx => idx::samples(file),
            other => Err(other.refusal("data are read from JSON, .npz or IDX")),
        }
    }

    fn read_json(text: &[u8]) -> Result<Self, ExchangeError> {
        let File { x, y } = json::read(text)?;
        x.check("x", None)?;
        let (found, rows) = (y.indices.len(), x.rows);
        if found != rows {
            let ending = if found == 1 { "" } else { "s" };
            let problem = format!("{found} label{ending}; x has {rows} samples");
            return Err(ExchangeError::new("y", problem));
        }
        Ok(Self {
            features: x.columns,
            inputs: x.values,
            labels: y.indices,
            classes: y.width,
        })
    }

    /// Makes sure that `network` can be measured on these samples.
    ///
    /// # Errors
    /// Where the network has another number of inputs or of classes, or a label is beyond its
    /// classes.
    pub fn fit(&self, network: &Network) -> Result<(), ExchangeError> {
        let inputs = network
            .shape
            .layers()
            .first()
            .map_or(0, |layer| layer.inputs);
        if inputs != self.features {
            let problem = format!(
                "{}; the network's layers[0] has {inputs} inputs",
                counted(self.features)
            );
            return Err(ExchangeError::new("x[0]", problem));
        }
        let classes = network.shape.classes();
        if let Some(width) = self.classes.filter(|width| *width != classes) {
            let problem = format!("one-hot rows of {width}; the network has {classes} classes");
            return Err(ExchangeError::new("y[0]", problem));
        }
        let beyond = |label: &u8| usize::from(*label) >= classes;
        match self.labels.iter().position(beyond) {
            None => Ok(()),
            Some(i) => Err(ExchangeError::new(
                format!("y[{i}]"),
                format!(
                    "{}; the network has {classes} classes, from 0",
                    self.labels[i]
                ),
            )),
        }
    }

    /// These samples as `data.json`.
    pub fn write(&self) -> String {
        let mut out = String::from("{\"x\":");
        out.push_str(&write_matrix(&self.inputs, self.features));
        out.push_str(",\n\"y\":");
        out.push_str(&write(&self.labels));
        out.push_str("}\n");
        out
    }
}

impl Labelled<f64> for Samples {
    fn inputs(&self) -> &[f64] {
        &self.inputs
    }
    fn labels(&self) -> &[u8] {
        &self.labels
    }
}
