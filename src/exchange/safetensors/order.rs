//! In which order modules run, as far as their names and sizes tell: a safetensors file keeps none.

use crate::exchange::error::ExchangeError;
use crate::exchange::safetensors::module::{Linear, place};
use std::cmp::Ordering;

/// Of more layers the sizes are not asked.
const FEW: usize = 8;

/// A name in pieces: words, and numbers as such.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Piece<'n> {
    /// A number; longer ones are larger.
    Number(usize, &'n str),
    Word(&'n str),
}

impl<'n> Piece<'n> {
    fn digits(&self) -> Option<&'n str> {
        match self {
            Self::Number(_, digits) => Some(digits),
            Self::Word(_) => None,
        }
    }
}

/// The pieces of a name.
pub(super) fn pieces(name: &str) -> Vec<Piece<'_>> {
    let mut rest = name;
    let mut pieces = Vec::new();
    while let Some(first) = rest.chars().next() {
        let is_number = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != is_number);
        let (piece, after) = rest.split_at(end.unwrap_or(rest.len()));
        pieces.push(if is_number {
            let digits = piece.trim_start_matches('0');
            Piece::Number(digits.len(), digits)
        } else {
            Piece::Word(piece)
        });
        rest = after;
    }
    pieces
}

/// Whether two names differ first in a number, so that the smaller one stands first.
fn numbered(one: &[Piece], other: &[Piece]) -> bool {
    let differing = one.iter().zip(other).find(|(one, other)| one != other);
    matches!(differing, Some((Piece::Number(..), Piece::Number(..))))
}

/// The layers in the order in which they run: that of the numbers in their names, and where those do
/// not tell it the only one in which each layer has as many inputs as the one before has outputs.
///
/// # Errors
/// Where more than one order is possible.
pub(super) fn in_order(mut layers: Vec<Linear>) -> Result<Vec<Linear>, ExchangeError> {
    layers.sort_by(|one, other| one.pieces().cmp(&other.pieces()));
    let pieces: Vec<Vec<Piece>> = layers.iter().map(Linear::pieces).collect();
    let Some(untold) = pieces
        .windows(2)
        .position(|two| !numbered(&two[0], &two[1]))
    else {
        return Ok(layers);
    };
    let mut search = Search {
        pieces: &pieces,
        layers: &layers,
        order: Vec::new(),
        found: Vec::new(),
    };
    if layers.len() <= FEW {
        search.extend();
    }
    match &*search.found {
        [order] => Ok(order.iter().map(|index| layers[*index]).collect()),
        // None fits: what does not is said of the alphabetical order.
        [] if layers.len() <= FEW => Ok(layers),
        _ => {
            let [one, other] = [untold, untold + 1].map(|index| place(layers[index].prefix, ""));
            let problem = format!(
                "nothing tells whether it stands before {other}; number the modules in their order, \
                 as nn.Sequential does"
            );
            Err(ExchangeError::new(one, problem))
        }
    }
}

/// Looks for orders in which sizes fit, until there are two.
struct Search<'s, 'f> {
    pieces: &'s [Vec<Piece<'s>>],
    layers: &'s [Linear<'f>],
    order: Vec<usize>,
    found: Vec<Vec<usize>>,
}

impl Search<'_, '_> {
    fn extend(&mut self) {
        if self.order.len() == self.layers.len() {
            self.found.push(self.order.clone());
        }
        for next in 0..self.layers.len() {
            if self.found.len() < 2 && self.may_follow(next) {
                self.order.push(next);
                self.extend();
                self.order.pop();
            }
        }
    }

    fn may_follow(&self, next: usize) -> bool {
        let fits = self
            .order
            .last()
            .is_none_or(|last| self.layers[*last].outputs == self.layers[next].inputs);
        let (own, all) = (&self.pieces[next], self.pieces.iter().enumerate());
        let waits = |(index, other): (usize, &Vec<Piece>)| {
            let earlier = numbered(other, own) && other.cmp(own) == Ordering::Less;
            earlier && !self.order.contains(&index)
        };
        fits && !self.order.contains(&next) && !all.into_iter().any(waits)
    }
}

/// Whether a module of the name `norm` belongs to the layer of the name `layer`: it is the next of the
/// same sequence, or both have the same numbers, as `fc1` and `bn1`.
pub(super) fn belongs(norm: &[Piece], layer: &[Piece]) -> bool {
    if !same_words(norm, layer) {
        let [own, other] = [norm, layer].map(|pieces| pieces.iter().filter_map(Piece::digits));
        return own.eq(other);
    }
    let Some(last) = norm.iter().rposition(|piece| piece.digits().is_some()) else {
        return false;
    };
    let number = |pieces: &[Piece]| pieces[last].digits()?.parse::<u64>().ok();
    // Of zero no digit is left.
    let [own, other] = [norm, layer].map(|pieces| number(pieces).unwrap_or(0));
    let others = (0..norm.len()).all(|place| place == last || norm[place] == layer[place]);
    others && own.checked_sub(1) == Some(other)
}

fn same_words(one: &[Piece], other: &[Piece]) -> bool {
    let same = |(one, other): (&Piece, &Piece)| match (one, other) {
        (Piece::Word(one), Piece::Word(other)) => one == other,
        (Piece::Number(..), Piece::Number(..)) => true,
        _ => false,
    };
    one.len() == other.len() && one.iter().zip(other).all(same)
}
