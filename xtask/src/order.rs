//! Names for a wasm module's functions, so that sorted by name alike ones are neighbours. gzip finds
//! repetition only within 32 KB: in such an order the same functions travel as fewer bytes.

#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use wasm_encoder::{NameMap, NameSection, Section};
use wasmparser::{Parser, Payload, TypeRef};

/// Length of the byte sequences by which functions are compared.
const PIECE: usize = 6;
/// A sequence in more functions than these makes none of them alike, and would take long.
const COMMON: usize = 60;
/// Added to a function's length before it divides what it shares: the shortest ones share nothing
/// to speak of.
const SHORTEST: usize = 200;

/// The module with the names added.
pub fn name_by_likeness(mut module: Vec<u8>) -> Result<Vec<u8>, String> {
    let (imported, bodies) = functions(&module).map_err(|error| error.to_string())?;
    let mut ranks = vec![0; bodies.len()];
    for (rank, &function) in by_likeness(&bodies).iter().enumerate() {
        ranks[function] = rank;
    }
    let mut names = NameMap::new();
    for (index, rank) in (imported..).zip(ranks) {
        names.append(index, &format!("{rank:06}"));
    }
    let mut section = NameSection::new();
    section.functions(&names);
    section.append_to(&mut module);
    Ok(module)
}

/// The number of imported functions, which come first, and the bytes of the others.
fn functions(module: &[u8]) -> wasmparser::Result<(u32, Vec<&[u8]>)> {
    let (mut imported, mut bodies) = (0, Vec::new());
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
            _ => {}
        }
    }
    Ok((imported, bodies))
}

/// Begins with the longest function; after each comes the one that shares most with it for its
/// length, or else the longest that is left.
fn by_likeness(bodies: &[&[u8]]) -> Vec<usize> {
    let pieces: Vec<HashSet<&[u8]>> = bodies
        .iter()
        .map(|body| body.windows(PIECE).collect())
        .collect();
    let owners = owners(&pieces);
    let mut longest: Vec<usize> = (0..bodies.len()).collect();
    longest.sort_by_key(|&function| bodies[function].len());

    let mut placed = vec![false; bodies.len()];
    let mut order = Vec::with_capacity(bodies.len());
    let mut next = longest.pop();
    while let Some(function) = next {
        placed[function] = true;
        order.push(function);
        next = likest(&pieces, &owners, &placed, function).or_else(|| {
            while longest.last().is_some_and(|&last| placed[last]) {
                longest.pop();
            }
            longest.pop()
        });
    }
    order
}

/// In which functions every sequence occurs.
fn owners<'a>(pieces: &[HashSet<&'a [u8]>]) -> HashMap<&'a [u8], Vec<usize>> {
    let mut owners: HashMap<&[u8], Vec<usize>> = HashMap::new();
    for (function, pieces) in pieces.iter().enumerate() {
        for piece in pieces {
            owners.entry(piece).or_default().push(function);
        }
    }
    owners.retain(|_, owners| owners.len() <= COMMON);
    owners
}

/// The function that is not placed and shares most with `function`, if any shares something.
fn likest(
    pieces: &[HashSet<&[u8]>],
    owners: &HashMap<&[u8], Vec<usize>>,
    placed: &[bool],
    function: usize,
) -> Option<usize> {
    let mut shared: HashMap<usize, usize> = HashMap::new();
    for piece in &pieces[function] {
        let others = owners.get(piece).into_iter().flatten();
        for &other in others.filter(|&&other| !placed[other]) {
            *shared.entry(other).or_default() += 1;
        }
    }
    let likeness =
        |other: usize, shared: usize| shared as f64 / (pieces[other].len() + SHORTEST) as f64;
    // The order of a hash map is by chance: of equals the first is taken.
    shared
        .into_iter()
        .map(|(other, shared)| (likeness(other, shared), std::cmp::Reverse(other)))
        .max_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal))
        .map(|(_, other)| other.0)
}
