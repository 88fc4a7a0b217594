//! The name of a job in the results.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

/// The canonical text of a job: its name in the results.
#[derive(Clone, Debug, Eq)]
pub struct Key(pub(super) String);

impl Key {
    /// The text, which is the job as JSON.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

// WebAssembly compares texts byte by byte, and keys are long and begin alike: here it is sixteen bytes at a time.
impl Ord for Key {
    fn cmp(&self, other: &Self) -> Ordering {
        let texts = [self, other].map(|key| key.0.as_bytes());
        let [own, others] = texts.map(|text| text.as_chunks::<16>().0);
        let value = |chunk: &[u8; 16]| u128::from_be_bytes(*chunk);
        let mut pairs = own.iter().zip(others);
        let alike = pairs.position(|(own, other)| value(own) != value(other));
        let from = 16 * alike.unwrap_or(own.len().min(others.len()));
        texts[0][from..].cmp(&texts[1][from..])
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.0.len() == other.0.len() && self.cmp(other) == Ordering::Equal
    }
}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_ordered_as_their_texts() {
        let long = "m".repeat(40);
        let mut texts = vec![String::new()];
        for length in 1..=long.len() {
            texts.push(long[..length].to_owned());
            for other in ["a", "z", "é"] {
                texts.push(long[..length - 1].to_owned() + other);
                texts.push(long[..length - 1].to_owned() + other + &long[length..]);
            }
        }
        for one in &texts {
            for other in &texts {
                let [a, b] = [one, other].map(|text| Key(text.clone()));
                assert_eq!(a.cmp(&b), one.cmp(other), "{one} {other}");
                assert_eq!(a == b, one == other, "{one} {other}");
            }
        }
    }
}
