//! What is done to a valid input to see what its reader makes of it.

use crate::seed::Seed;
use proptest::collection::vec;
use proptest::prelude::*;

/// No input is longer: what is repeated or nested ends there.
pub const LONGEST: usize = 1 << 20;

/// Numbers that readers stumble over.
const NUMBERS: [&str; 18] = [
    "0",
    "-0.0",
    "-1",
    "0.5",
    "1e-400",
    "5e-324",
    "1e308",
    "-1e308",
    "1e999",
    "NaN",
    "null",
    "\"inf\"",
    "\"nan\"",
    "255",
    "65536",
    "4294967295",
    "4294967296",
    "18446744073709551616",
];

/// Pieces that mean something in one of the formats, or to whoever shows what was read.
const PIECES: [&[u8]; 20] = [
    b"\"",
    b"\\u0000",
    b"\\ud800",
    b"{}",
    b"[]",
    b"[[",
    b",",
    b":",
    b"&",
    b"=",
    b"%",
    b"%00",
    b"%ff",
    b"\n",
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xf0\x9f\x98\x80",
    b"<img src=x onerror=alert(1)>",
    b"PK\x03\x04",
];

/// One change. Places and lengths are taken modulo what there is.
#[derive(Clone, Debug)]
pub enum Change {
    /// One bit is turned.
    Flip { at: usize, bit: u8 },
    /// One byte is another.
    Set { at: usize, byte: u8 },
    /// All is cut off from here on.
    End { at: usize },
    /// A piece is taken out.
    Cut { at: usize, length: usize },
    /// A piece stands there several times.
    Repeat {
        at: usize,
        length: usize,
        times: usize,
    },
    /// A piece of another valid input is put in.
    Splice {
        at: usize,
        of: usize,
        from: usize,
        length: usize,
    },
    /// A number of a text is another.
    Number { which: usize, by: usize },
    /// So many bytes are those of an integer, in either order.
    Word {
        at: usize,
        value: u64,
        bytes: usize,
        big: bool,
    },
    /// A piece that means something is put in.
    Piece { at: usize, which: usize },
    /// A great many lists or objects are opened.
    Nest { at: usize, depth: usize, list: bool },
}

/// A few changes.
pub fn changes() -> impl Strategy<Value = Vec<Change>> {
    prop_oneof![3 => vec(change(), 1), 1 => vec(change(), 2..6)]
}

fn place() -> impl Strategy<Value = usize> {
    // Much of what formats say of themselves stands at their beginning.
    prop_oneof![3 => 0..1_usize << 20, 1 => 0..64_usize]
}

fn length() -> impl Strategy<Value = usize> {
    prop_oneof![1..9_usize, 1..5000_usize]
}

fn word() -> impl Strategy<Value = u64> {
    prop_oneof![
        Just(0),
        Just(u64::MAX),
        Just(1 << 31),
        Just(u64::from(u32::MAX)),
        0..300_u64,
        any::<u64>(),
    ]
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        2 => (place(), 0..8_u8).prop_map(|(at, bit)| Change::Flip { at, bit }),
        2 => (place(), any::<u8>()).prop_map(|(at, byte)| Change::Set { at, byte }),
        1 => place().prop_map(|at| Change::End { at }),
        2 => (place(), length()).prop_map(|(at, length)| Change::Cut { at, length }),
        2 => (place(), length(), prop_oneof![4 => 2..5_usize, 1 => 2..5000_usize])
            .prop_map(|(at, length, times)| Change::Repeat { at, length, times }),
        2 => (place(), any::<usize>(), place(), length())
            .prop_map(|(at, of, from, length)| Change::Splice { at, of, from, length }),
        8 => (place(), 0..NUMBERS.len()).prop_map(|(which, by)| Change::Number { which, by }),
        2 => (place(), word(), prop_oneof![Just(1), Just(2), Just(4), Just(8)], any::<bool>())
            .prop_map(|(at, value, bytes, big)| Change::Word { at, value, bytes, big }),
        2 => (place(), 0..PIECES.len()).prop_map(|(at, which)| Change::Piece { at, which }),
        1 => (place(), prop_oneof![100..200_usize, 1000..200_000_usize], any::<bool>())
            .prop_map(|(at, depth, list)| Change::Nest { at, depth, list }),
    ]
}

impl Change {
    /// Does it.
    pub fn apply(&self, input: &mut Vec<u8>, seeds: &[Seed]) {
        let length = input.len();
        let below = |at: usize| at % length.max(1);
        match *self {
            Self::Flip { at, bit } => {
                if let Some(byte) = input.get_mut(below(at)) {
                    *byte ^= 1 << bit;
                }
            }
            Self::Set { at, byte } => {
                if let Some(old) = input.get_mut(below(at)) {
                    *old = byte;
                }
            }
            Self::End { at } => input.truncate(below(at)),
            Self::Cut { at, length } => drop(input.drain(piece(input, at, length))),
            Self::Repeat { at, length, times } => {
                let piece = piece(input, at, length);
                let times = times.min(LONGEST / length.max(1));
                let more = input[piece.clone()].repeat(times.saturating_sub(1));
                input.splice(piece.end..piece.end, more);
            }
            Self::Splice {
                at,
                of,
                from,
                length,
            } => {
                let other = seeds[of % seeds.len()].parts.concat();
                let new = other[piece(&other, from, length)].to_vec();
                let at = below(at).min(input.len());
                input.splice(at..at, new);
            }
            Self::Number { which, by } => {
                let all = numbers(input);
                if let Some(number) = all.get(which % all.len().max(1)) {
                    input.splice(number.clone(), NUMBERS[by].bytes());
                }
            }
            Self::Word {
                at,
                value,
                bytes,
                big,
            } => {
                let mut word = value.to_le_bytes()[..bytes].to_vec();
                if big {
                    word.reverse();
                }
                let place = piece(input, at, bytes);
                input.splice(place, word);
            }
            Self::Piece { at, which } => {
                let at = below(at).min(input.len());
                input.splice(at..at, PIECES[which].iter().copied());
            }
            Self::Nest { at, depth, list } => {
                let open: &[u8] = if list { b"[" } else { b"{\"a\":" };
                let at = below(at).min(input.len());
                input.splice(at..at, open.repeat(depth));
            }
        }
        input.truncate(LONGEST);
    }
}

/// The place of a piece.
fn piece(input: &[u8], at: usize, length: usize) -> std::ops::Range<usize> {
    let start = at % input.len().max(1);
    start.min(input.len())..(start + length).min(input.len())
}

/// The places of all numbers of a text.
fn numbers(input: &[u8]) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, byte) in input.iter().chain([&b' ']).enumerate() {
        let inside = byte.is_ascii_digit()
            || *byte == b'-'
            || (start.is_some() && matches!(byte, b'.' | b'e' | b'E' | b'+'));
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(begin)) => {
                found.push(begin..at);
                start = None;
            }
            _ => {}
        }
    }
    found
}
