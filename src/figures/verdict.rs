//! Judging a claim by a difference with its 95 % interval.

use crate::format::{count, significant};
use crate::statistics::{CONFIDENCE, Difference};
use serde::{Deserialize, Serialize};

/// How a claim fares. The paper's claims are replicated or not; ours hold here or do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub enum Outcome {
    /// The interval speaks for a claim of the paper.
    #[serde(rename = "replicated")]
    Replicated,
    /// The interval speaks against a claim of the paper.
    #[serde(rename = "not replicated")]
    NotReplicated,
    /// The interval speaks for a claim of ours.
    #[serde(rename = "holds here")]
    Holds,
    /// The interval speaks against a claim of ours.
    #[serde(rename = "does not hold here")]
    DoesNotHold,
    /// The interval allows both, or trials are still to come.
    #[serde(rename = "undecided")]
    Undecided,
    /// The trials cannot decide the claim; the verdict's text says why.
    #[serde(rename = "not comparable")]
    NotComparable,
}

impl Outcome {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Replicated => "replicated",
            Self::NotReplicated => "not replicated",
            Self::Holds => "holds here",
            Self::DoesNotHold => "does not hold here",
            Self::Undecided => "undecided",
            Self::NotComparable => "not comparable",
        }
    }
}

/// A claim and what the trials say to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct Verdict {
    /// The claim.
    pub claim: String,
    /// Whose claim it is: the paper's sentence and its place, or that it is ours.
    pub source: String,
    /// How it fares.
    pub verdict: Outcome,
    /// The difference with its 95 % interval and n, in words.
    pub text: String,
    /// The difference with its 95 % interval alone; empty where there is none.
    pub number: String,
    /// Whether it is a claim of the paper.
    pub paper: bool,
    /// The difference itself; of a ratio its natural logarithm.
    #[serde(skip)]
    pub difference: Option<Difference>,
    /// Why it is not comparable, where it is not.
    #[serde(skip)]
    pub why: Option<String>,
}

/// Whose claim it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The paper's.
    Paper {
        /// Its own words in quotation marks, or what it says in ours without them.
        says: &'static str,
        /// Where they stand.
        place: &'static str,
    },
    /// Ours.
    Ours,
}

impl Source {
    /// In a sentence.
    pub fn words(self) -> String {
        match self {
            Self::Paper { says, place } => format!("The paper: {says} ({place})."),
            Self::Ours => "This claim is ours, not the paper’s.".to_owned(),
        }
    }

    /// What it is called when the interval speaks for a claim of this source, or against it.
    fn outcome(self, supported: bool) -> Outcome {
        match (self, supported) {
            (Self::Paper { .. }, true) => Outcome::Replicated,
            (Self::Paper { .. }, false) => Outcome::NotReplicated,
            (Self::Ours, true) => Outcome::Holds,
            (Self::Ours, false) => Outcome::DoesNotHold,
        }
    }
}

/// What a claim says about a difference.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Claim {
    /// It is below zero by more than `negligible` ≥ 0, the size that counts as none.
    Below {
        /// See there.
        negligible: f64,
    },
    /// It is above zero by more than `negligible` ≥ 0.
    Above {
        /// See there.
        negligible: f64,
    },
    /// It lies between these two, or is one of them.
    Within {
        /// The lower end.
        low: f64,
        /// The upper end.
        high: f64,
    },
}

impl Claim {
    /// Whether the interval speaks for the claim (`Some(true)`) or against it (`Some(false)`).
    /// `None` if it allows both or there is none. A direction is supported if the whole interval
    /// lies beyond the negligible size and refuted if none of it does. A range is supported if the
    /// interval lies inside and refuted if it lies outside.
    pub fn judge(self, difference: &Difference) -> Option<bool> {
        let (low, high) = difference.interval()?;
        let (supported, refuted) = match self {
            Self::Above { negligible } => (low > negligible, high <= negligible),
            Self::Below { negligible } => (high < -negligible, low >= -negligible),
            Self::Within {
                low: least,
                high: most,
            } => (low >= least && high <= most, high < least || low > most),
        };
        (supported || refuted).then_some(supported)
    }

    /// The finite values that decide, which a printed bound must not be rounded onto.
    pub fn deciding(self) -> Vec<f64> {
        let values = match self {
            Self::Above { negligible } => vec![0.0, negligible],
            Self::Below { negligible } => vec![0.0, -negligible],
            Self::Within { low, high } => vec![low, high],
        };
        values.into_iter().filter(|v| v.is_finite()).collect()
    }
}

/// A claim in words, whose it is and what it says about a difference.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// In words.
    pub claim: String,
    /// Whose it is.
    pub source: Source,
    /// What it says.
    pub judge: Claim,
}

/// What the trials have to say to a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// The difference over the pairs that are known; `None` without any.
    pub difference: Option<Difference>,
    /// How many pairs all trials make.
    pub planned: u32,
    /// Whether all has come that will come.
    pub ended: bool,
    /// Why the settings leave nothing to compare, whatever the trials say.
    pub nothing: Option<String>,
    /// Why the trials cannot decide it. It counts when all has come.
    pub obstacle: Option<String>,
}

impl Statement {
    /// The verdict on the evidence, with the difference in `words`, which get the values that
    /// decide. Nothing is decided before all trials have come, as looking after each of them finds
    /// more effects than there are.
    pub fn verdict(
        &self,
        evidence: &Evidence,
        words: impl Fn(&Difference, &[f64]) -> String,
    ) -> Verdict {
        self.judged(evidence, Unit::Pair, &words)
    }

    /// The same where the difference is of single trials, one number each, and not of pairs.
    pub fn verdict_of_trials(
        &self,
        evidence: &Evidence,
        words: impl Fn(&Difference, &[f64]) -> String,
    ) -> Verdict {
        self.judged(evidence, Unit::Trial, &words)
    }

    fn judged(
        &self,
        evidence: &Evidence,
        unit: Unit,
        words: &dyn Fn(&Difference, &[f64]) -> String,
    ) -> Verdict {
        let decided = self.decide(evidence, unit);
        let (verdict, why) = match decided {
            Ok(outcome) => (outcome, None),
            Err(why) => (Outcome::NotComparable, Some(why)),
        };
        let said = evidence.said(verdict, why.as_deref(), unit);
        let difference = evidence.difference.as_ref();
        let words = difference.map(|difference| words(difference, &self.judge.deciding()));
        let text = match words {
            Some(words) => format!("{words}. {said}"),
            None => said,
        };
        Verdict {
            claim: self.claim.clone(),
            source: self.source.words(),
            paper: matches!(self.source, Source::Paper { .. }),
            verdict,
            number: number(&text),
            difference: evidence.difference,
            why,
            text,
        }
    }

    /// How the claim fares; an error says why it cannot be compared.
    fn decide(&self, evidence: &Evidence, unit: Unit) -> Result<Outcome, String> {
        if let Some(why) = &evidence.nothing {
            return Err(why.clone());
        }
        if !evidence.ended {
            return Ok(Outcome::Undecided);
        }
        if let Some(why) = &evidence.obstacle {
            return Err(why.clone());
        }
        let difference = evidence.difference.ok_or(match unit {
            Unit::Pair => "no pair of trials has both values",
            Unit::Trial => "no trial has a value",
        })?;
        if difference.interval().is_none() {
            return Err(format!("one {} gives no interval", unit.noun()));
        }
        let judged = self.judge.judge(&difference);
        Ok(judged.map_or(Outcome::Undecided, |supported| {
            self.source.outcome(supported)
        }))
    }
}

/// What the values of a difference belong to.
#[derive(Clone, Copy)]
enum Unit {
    /// Two networks of one trial.
    Pair,
    /// One trial.
    Trial,
}

impl Unit {
    const fn noun(self) -> &'static str {
        match self {
            Self::Pair => "pair",
            Self::Trial => "trial",
        }
    }
}

impl Evidence {
    /// Whether it speaks for a claim or against it; `None` where the claim is not decided.
    pub fn judged(&self, claim: Claim) -> Option<bool> {
        let decides = self.ended && self.hindrance().is_none();
        claim.judge(&self.difference.filter(|_| decides)?)
    }

    /// Why it decides nothing, as far as that is known.
    pub(super) fn hindrance(&self) -> Option<&str> {
        let obstacle = self.obstacle.as_deref().filter(|_| self.ended);
        self.nothing.as_deref().or(obstacle)
    }

    /// How many pairs have come.
    fn n(&self) -> usize {
        self.difference.map_or(0, |difference| difference.n)
    }

    /// What is said of a verdict besides the difference.
    fn said(&self, verdict: Outcome, why: Option<&str>, unit: Unit) -> String {
        let legend = self.legend(unit);
        match why {
            Some(why) => format!("Not comparable: {why}. {legend}")
                .trim_end()
                .to_owned(),
            None if verdict == Outcome::Undecided && !self.ended => self.so_far(unit),
            None => legend,
        }
    }

    /// What a reader is told while trials come in.
    fn so_far(&self, unit: Unit) -> String {
        let planned = count(self.planned as usize, unit.noun());
        match (self.n(), unit) {
            (0, Unit::Pair) => "No pair of trials has been measured yet.".to_owned(),
            (0, Unit::Trial) => "No trial has been measured yet.".to_owned(),
            (n, _) => format!("{n} of {planned} so far; decided when all have come."),
        }
    }

    /// What stands in brackets and from how many pairs; empty without an interval.
    fn legend(&self, unit: Unit) -> String {
        let (n, planned) = (self.n(), self.planned as usize);
        let of = match count(planned, unit.noun()) {
            all if n == planned => all,
            all => format!("{n} of {all}"),
        };
        match self.difference.and_then(|difference| difference.interval()) {
            Some(_) => format!("95 % interval in brackets, n = {of}."),
            None => String::new(),
        }
    }
}

/// The chance that at least one of so many claims seems true if none is, each by a 95 % interval
/// on its side and independent of the others: 1 − (1 − ½ · 5 %)ⁿ.
pub fn chance_of_any(claims: usize) -> f64 {
    let one = 0.5 * (1.0 - CONFIDENCE);
    1.0 - libm::pow(1.0 - one, claims as f64)
}

/// How many claims are tested at once and what that does, in a sentence; empty without any.
pub fn tested(claims: usize) -> String {
    if claims == 0 {
        return String::new();
    }
    let chance = significant(100.0 * chance_of_any(claims), 2);
    format!(
        "{} {} tested on this page now, each by itself at 95 %. If none were true and they were independent, the chance that at least one seemed true would be {chance} %.",
        count(claims, "claim"),
        if claims == 1 { "is" } else { "are" }
    )
}

/// Of a verdict's text the number with its interval alone: what stands behind the colon of its first clause.
fn number(text: &str) -> String {
    if text.starts_with("Not comparable") {
        return String::new();
    }
    let ends = [text.find("; "), text.find(". ")];
    let end = ends.into_iter().flatten().min().unwrap_or(text.len());
    let clause = &text[..end];
    let number = clause.rsplit_once(": ").map_or("", |(_, number)| number);
    if number.contains(|c: char| c.is_ascii_digit()) {
        number.to_owned()
    } else {
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn of_a_verdict_the_number_with_its_interval_is_told() {
        let cases = [
            (
                "Testing accuracy, LB − SB: −5.1 [−6, −4.2] points; up to 1 counts as none. n = 5 pairs.",
                "−5.1 [−6, −4.2] points",
            ),
            (
                "φ at ε = 0.001 after the first (there SB .03, LB .03), LB ÷ SB: ×4.5 [3, 6.7]; up to 1.1",
                "×4.5 [3, 6.7]",
            ),
            ("No pair of trials has been measured yet.", ""),
            ("Not comparable: SB and LB both have batches of 8.", ""),
        ];
        for (text, told) in cases {
            assert_eq!(number(text), told, "{text}");
        }
    }
}
