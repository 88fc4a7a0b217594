//! The layers of a network, and those of `network.json`.

use crate::exchange::error::ExchangeError;
use crate::exchange::network::{LARGEST_NETWORK, MOST_CLASSES, MOST_LAYERS};
use crate::exchange::numbers::{Limits, Matrix, Number, Numbers, counted};
use crate::network::{BatchNormParts, LayerParts, LayerStatistics};
use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, SeqAccess, Visitor};
use std::fmt;

/// One layer to [`MOST_LAYERS`], and at most [`LARGEST_NETWORK`] parameters in all of them.
pub(super) struct Layers(Vec<Layer>);

/// One layer as it stands in the file.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Layer {
    #[serde(deserialize_with = "weights")]
    pub w: Matrix,
    pub b: Option<Numbers>,
    pub bn: Option<BatchNorm>,
}

/// One layer's batch norm as it stands in the file.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BatchNorm {
    pub mean: Numbers,
    pub var: Numbers,
    pub eps: Number,
    pub gamma: Option<Numbers>,
    pub beta: Option<Numbers>,
}

fn weights<'de, D: Deserializer<'de>>(list: D) -> Result<Matrix, D::Error> {
    let limits = Limits {
        rows: LARGEST_NETWORK,
        called: "outputs",
        numbers: LARGEST_NETWORK,
    };
    limits.deserialize(list)
}

impl Layers {
    /// The layers, of sizes that fit.
    pub fn checked(self) -> Result<Vec<Layer>, ExchangeError> {
        let mut previous: Option<(usize, String)> = None;
        for (index, layer) in self.0.iter().enumerate() {
            let place = format!("layers[{index}]");
            let like = previous.as_ref();
            let like = like.map(|(outputs, words)| (*outputs, words.as_str()));
            layer.w.check(&format!("{place}.w"), like)?;
            layer.check(&place)?;
            let outputs = layer.w.rows;
            previous = Some((outputs, format!("{place} has {outputs} outputs")));
        }
        self.check_output()?;
        Ok(self.0)
    }

    fn check_output(&self) -> Result<(), ExchangeError> {
        let Some((last, hidden)) = self.0.split_last() else {
            return Ok(());
        };
        let place = format!("layers[{}]", hidden.len());
        if last.bn.is_some() {
            let problem = "batch norm is for hidden layers; this is the output layer";
            return Err(ExchangeError::new(place + ".bn", problem));
        }
        if last.w.rows > MOST_CLASSES {
            let problem = format!("{} outputs; at most {MOST_CLASSES} classes", last.w.rows);
            return Err(ExchangeError::new(place, problem));
        }
        Ok(())
    }
}

impl<'de> Deserialize<'de> for Layers {
    fn deserialize<D: Deserializer<'de>>(list: D) -> Result<Self, D::Error> {
        list.deserialize_seq(LayersVisitor)
    }
}

struct LayersVisitor;

impl<'de> Visitor<'de> for LayersVisitor {
    type Value = Layers;

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Layers, A::Error> {
        let mut layers = Vec::new();
        let mut left = LARGEST_NETWORK;
        while let Some(layer) = list.next_element_seed(Next { left: &mut left })? {
            if layers.len() == MOST_LAYERS {
                let problem = format!("more than {MOST_LAYERS} layers");
                return Err(de::Error::custom(problem));
            }
            layers.push(layer);
        }
        if layers.is_empty() {
            return Err(de::Error::custom("the list is empty"));
        }
        Ok(Layers(layers))
    }
}

/// A layer of as many parameters as are left, which are fewer afterwards.
struct Next<'l> {
    left: &'l mut usize,
}

impl<'de> DeserializeSeed<'de> for Next<'_> {
    type Value = Layer;

    fn deserialize<D: Deserializer<'de>>(self, layer: D) -> Result<Layer, D::Error> {
        let layer = Layer::deserialize(layer)?;
        let optional = layer.optional().into_iter();
        let own = optional.filter_map(|(_, values)| Some(values?.0.len()));
        let parameters = layer.w.values.len() + own.sum::<usize>();
        let Some(left) = self.left.checked_sub(parameters) else {
            let problem = format!("more than {LARGEST_NETWORK} parameters up to here");
            return Err(de::Error::custom(problem));
        };
        *self.left = left;
        Ok(layer)
    }
}

impl Layer {
    /// What an architecture is built of.
    pub fn parts(&self) -> LayerParts {
        LayerParts {
            outputs: self.w.rows,
            bias: self.b.is_some(),
            normalized: self.bn.as_ref().map(|bn| BatchNormParts {
                epsilon: bn.eps.0,
                gamma: bn.gamma.is_some(),
                beta: bn.beta.is_some(),
            }),
        }
    }

    /// The parameters that a layer may have beside its weights, with their places in it.
    fn optional(&self) -> [(&'static str, Option<&Numbers>); 3] {
        let bn = self.bn.as_ref();
        [
            ("b", self.b.as_ref()),
            ("bn.gamma", bn.and_then(|bn| bn.gamma.as_ref())),
            ("bn.beta", bn.and_then(|bn| bn.beta.as_ref())),
        ]
    }

    /// Makes sure that there is one number an output, and that batch norm can divide.
    fn check(&self, place: &str) -> Result<(), ExchangeError> {
        let bn = self.bn.as_ref();
        let constants = [
            ("bn.mean", bn.map(|bn| &bn.mean)),
            ("bn.var", bn.map(|bn| &bn.var)),
        ];
        let outputs = self.w.rows;
        for (key, values) in self.optional().into_iter().chain(constants) {
            let Some(found) = values.map(|values| values.0.len()) else {
                continue;
            };
            if found != outputs {
                let problem = format!("{}; the layer has {outputs} outputs", counted(found));
                return Err(ExchangeError::new(format!("{place}.{key}"), problem));
            }
        }
        let at = |key| format!("{place}.bn.{key}");
        bn.map_or(Ok(()), |bn| bn.check(&at("eps"), &at("var")))
    }
}

impl BatchNorm {
    /// Its constants.
    pub fn statistics(self) -> LayerStatistics<f64> {
        LayerStatistics {
            mean: self.mean.0,
            variance: self.var.0,
        }
    }

    /// Makes sure that it can divide; errors call eps and the variances by these places.
    pub fn check(&self, eps: &str, var: &str) -> Result<(), ExchangeError> {
        let epsilon = self.eps.0;
        if epsilon < 0.0 {
            let problem = format!("{epsilon:?} is negative");
            return Err(ExchangeError::new(eps, problem));
        }
        for (i, variance) in self.var.0.iter().enumerate() {
            let problem = if *variance < 0.0 {
                format!("{variance:?} is negative")
            } else if variance + epsilon == 0.0 {
                "the variance and eps are both 0: there is nothing to divide by".into()
            } else {
                continue;
            };
            return Err(ExchangeError::new(format!("{var}[{i}]"), problem));
        }
        Ok(())
    }
}
