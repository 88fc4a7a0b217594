//! The measures, one by one: its value, and what it says and where it misleads.

use crate::figures::measures::{Measured, Network};
use crate::figures::run::metric::log_ratio;
use crate::figures::verdict::Evidence;
use crate::jobs::EPSILONS;
use crate::jobs::measures::{LEVELS, Measures, NOISE, RELATIVE_NOISE, THRESHOLD};

/// How LB is set against SB.
#[derive(Clone, Copy)]
pub(super) enum Comparison {
    /// LB ÷ SB.
    Ratio,
    /// LB − SB.
    Difference,
}

/// Where a measure's value comes from.
pub(super) enum Source {
    /// The measures at the minimum.
    Minimum(fn(&Measures) -> Option<f64>),
    /// φ where the training reached this loss.
    Level(f64),
}

/// What stands behind a regime's value.
pub(super) enum Detail {
    /// Nothing.
    Nothing,
    /// An error of each value, such as a standard error.
    Error(&'static str, fn(&Measures) -> Option<f64>),
    /// How the maximisation went at this ε's index.
    Solver(usize),
    /// The loss it was measured at.
    Loss(f64),
    /// Whether counting ended before the eigenvalues did.
    Count,
}

/// What kind of flatness a measure is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    /// The largest rise of the loss nearby.
    Worst,
    /// The usual rise of the loss nearby.
    Average,
    /// The Hessian's eigenvalues.
    Spectrum,
    /// What rescaling the layers leaves alone, or nearly.
    Relative,
}

impl Group {
    /// All of them, in the order of the picture.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Worst, "Worst case"),
        (Self::Average, "Average case"),
        (Self::Spectrum, "Spectrum of the Hessian"),
        (Self::Relative, "Relative to each weight"),
    ];
}

/// One measure.
pub(super) struct Entry {
    pub name: String,
    pub source: Source,
    pub detail: Detail,
    pub comparison: Comparison,
    pub reads: &'static str,
    /// Its group and its short name, if it is one of flatness.
    pub drawn: Option<(Group, String)>,
    /// Whether what is flatter has more of it.
    pub flatter: bool,
}

impl Entry {
    fn new(name: impl Into<String>, of: fn(&Measures) -> Option<f64>, reads: &'static str) -> Self {
        Self {
            name: name.into(),
            source: Source::Minimum(of),
            detail: Detail::Nothing,
            comparison: Comparison::Ratio,
            reads,
            drawn: None,
            flatter: false,
        }
    }

    fn drawn(self, group: Group, name: impl Into<String>) -> Self {
        let drawn = Some((group, name.into()));
        Self { drawn, ..self }
    }

    fn flatter(self) -> Self {
        Self {
            flatter: true,
            ..self
        }
    }

    fn with(self, detail: Detail) -> Self {
        Self { detail, ..self }
    }

    fn by_difference(self) -> Self {
        Self {
            comparison: Comparison::Difference,
            ..self
        }
    }

    /// Whether it may be zero or below, and so has no ratio.
    pub const fn is_by_difference(&self) -> bool {
        matches!(self.comparison, Comparison::Difference)
    }

    /// Its value of one network.
    pub fn at(&self, measured: &Measured, network: Network) -> Option<f64> {
        match self.source {
            Source::Minimum(of) => of(measured.minima.get(&network)?),
            Source::Level(level) => Some(measured.at_level(network, level)?.phi),
        }
    }

    /// Its values at SB and LB; the other way round where what is flatter has more, so that the second over
    /// the first is how many times as sharp LB is.
    pub fn pairs(&self, measured: &Measured) -> Vec<(f64, f64)> {
        let mut pairs = measured.pairs(|network| self.at(measured, network));
        if self.flatter {
            pairs.iter_mut().for_each(|pair| *pair = (pair.1, pair.0));
        }
        pairs
    }

    /// For the claim that LB is sharper by it.
    pub fn evidence(&self, measured: &Measured) -> Evidence {
        let ratio = log_ratio(&self.pairs(measured));
        match self.source {
            Source::Minimum(_) => measured.at_the_end(ratio),
            Source::Level(level) => measured.at_equal_loss(ratio, level),
        }
    }
}

/// All measures, in the order of the table.
pub(super) fn entries() -> Vec<Entry> {
    let mut entries = boxes();
    entries.extend(hessian());
    entries.extend(averages());
    entries
}

/// Metric 2.1 and its relatives.
fn boxes() -> Vec<Entry> {
    let [wide, narrow] = EPSILONS;
    let mut entries = vec![
        Entry::new(
            "Training loss f(x), nats",
            |m| Some(m.loss),
            "What every row below rests on: late in training sharpness falls with the loss, so unequal losses make an unfair comparison.",
        ),
        Entry::new(
            format!("φ, full space, ε = {wide}"),
            |m| Some(m.full[0].value),
            "The paper’s measure: the largest rise of the loss in a small box, in per cent of 1 + f(x); it depends on the training loss and on the scale of the weights.",
        )
        .drawn(Group::Worst, format!("φ, ε = {wide}"))
        .with(Detail::Solver(0)),
        Entry::new(
            format!("φ, full space, ε = {narrow}"),
            |m| Some(m.full[1].value),
            "The same in a box half as wide: a slope would leave half of the rise and a parabola a quarter, and less means that the loss rises faster than a parabola.",
        )
        .drawn(Group::Worst, format!("φ, ε = {narrow}"))
        .with(Detail::Solver(1)),
        Entry::new(
            format!("φ as in the paper, ε = {wide}"),
            |m| Some(m.full[0].from_x),
            "What the paper’s own search finds, ten iterations of L-BFGS-B from x: close to φ at a loss of .01 and more, several times too low at small loss.",
        )
        .drawn(Group::Worst, format!("φ, the paper’s search, {wide}")),
        Entry::new(
            format!("φ as in the paper, ε = {narrow}"),
            |m| Some(m.full[1].from_x),
            "The same in the narrower box, where the paper’s search has a shorter way to the edge.",
        )
        .drawn(Group::Worst, format!("φ, the paper’s search, {narrow}")),
        Entry::new(
            format!("φ, random subspace p = 100, ε = {wide}"),
            |m| Some(m.subspace[0].value),
            "The rise along a hundred random directions, whose entries are independent standard normal and not scaled: another scale of columns gives another number.",
        )
        .drawn(Group::Worst, format!("φ, random subspace, {wide}")),
        Entry::new(
            format!("φ, random subspace p = 100, ε = {narrow}"),
            |m| Some(m.subspace[1].value),
            "The same in the narrower box; the paper’s own scale of columns is not known, so its numbers are not comparable with these.",
        )
        .drawn(Group::Worst, format!("φ, random subspace, {narrow}")),
    ];
    entries.extend(LEVELS.map(|level| Entry {
        name: format!("φ where the loss first reached {level}, ε = {wide}"),
        source: Source::Level(level),
        detail: Detail::Loss(level),
        comparison: Comparison::Ratio,
        drawn: Some((Group::Worst, format!("φ at equal loss, {level}"))),
        flatter: false,
        reads: "The fair comparison: both networks at about the same training loss; an epoch can overshoot, so the loss stands beside it.",
    }));
    entries.push(
        Entry::new(
        format!("φ, box relative to each weight, ε = {wide}"),
        |m| Some(m.relative),
        "Every weight moves by at most ε|x_i|: rescaling layers leaves it alone, but weights at zero do not move at all.",
    )
        .drawn(Group::Relative, "φ, box relative to each weight"),
    );
    entries
}

/// The Hessian's spectrum.
fn hessian() -> Vec<Entry> {
    let error = |of| Detail::Error("each within", of);
    vec![
        Entry::new(
            "Largest eigenvalue λ₁ of the Hessian",
            |m| m.eigenvalue(1),
            "The curvature of the steepest direction; one direction of many, and rescaling the layers changes it.",
        )
        .drawn(Group::Spectrum, "Largest eigenvalue λ₁")
        .with(error(|m| m.residuals.first().copied())),
        Entry::new(
            "Fifth, λ₅",
            |m| m.eigenvalue(5),
            "Whether the steepest direction is alone: the paper expects many large eigenvalues in sharp minima.",
        )
        .drawn(Group::Spectrum, "Fifth, λ₅")
        .with(error(|m| m.residuals.get(4).copied())),
        Entry::new(
            "Tenth, λ₁₀",
            |m| m.eigenvalue(10),
            "The same further down; as a rule about as many eigenvalues as there are classes, less one, stand out for that reason alone.",
        )
        .drawn(Group::Spectrum, "Tenth, λ₁₀")
        .with(error(|m| m.residuals.get(9).copied())),
        Entry::new(
            "Smallest eigenvalue",
            |m| m.smallest,
            "Below zero the point is no minimum; the search ends at a residual bound of a quarter of the value, and the true one can only lie lower, as a rule by less than a tenth.",
        )
        .with(error(|m| Some(m.smallest_residual)))
        .by_difference(),
        Entry::new(
            format!("Eigenvalues above {THRESHOLD}"),
            |m| Some(f64::from(m.above)),
            "How many steep directions there are; the threshold is our choice and decides the number.",
        )
        .with(Detail::Count)
        .by_difference(),
        Entry::new(
            "Trace of the Hessian",
            |m| Some(m.trace.value),
            "The curvature summed over all directions, by random vectors outside the space in which the eigenvalues were searched, where it is known: it sees the whole spectrum, and grows with the number of weights.",
        )
        .drawn(Group::Spectrum, "Trace")
        .with(Detail::Error("standard error of each", |m| Some(m.trace.error))),
    ]
}

/// Noise, balls, and what all of it cost.
fn averages() -> Vec<Entry> {
    let error = |of| Detail::Error("standard error of each", of);
    vec![
        Entry::new(
            format!("Rise under weight noise, σ = {NOISE}, nats"),
            |m| Some(m.noise.value),
            "The average instead of the worst case: closer to what theory bounds, but the same σ is small for large weights and large for small ones.",
        )
        .drawn(Group::Average, "Rise under weight noise")
        .with(error(|m| Some(m.noise.error))),
        Entry::new(
            format!("Rise under relative weight noise, σ = {RELATIVE_NOISE}|x_i|, nats"),
            |m| Some(m.relative_noise.value),
            "The same with each weight’s noise in proportion to it: rescaling leaves it alone; large weights dominate it.",
        )
        .drawn(Group::Relative, "Rise under relative noise")
        .with(error(|m| Some(m.relative_noise.error))),
        Entry::new(
            "Largest σ that costs at most .1 accuracy",
            |m| Some(m.tolerance),
            "Larger is flatter, in terms of what the network decides and not of its loss (Jiang et al. 2020); it depends on the scale of the weights.",
        )
        .drawn(Group::Average, "Noise it bears, SB ÷ LB")
        .flatter(),
        Entry::new(
            "The same relative to each weight",
            |m| Some(m.relative_tolerance),
            "Larger is flatter, and rescaling the layers does not change it.",
        )
        .drawn(Group::Relative, "Noise it bears, SB ÷ LB")
        .flatter(),
        Entry::new(
            "Rise in SAM’s ball, ρ = .05, nats",
            |m| Some(m.sam),
            "The largest rise found of the whole training set’s loss within a distance of .05 in weights; sharpness-aware minimisation fights that of each batch’s own loss instead, and both depend on the scale of the weights.",
        )
        .drawn(Group::Worst, "Rise in SAM’s ball"),
        Entry::new(
            "Rise in ASAM’s ball, ρ = .5, nats",
            |m| Some(m.asam),
            "The same with distances measured relative to each weight, |x_i| + .01: nearly, not exactly, indifferent to rescaling.",
        )
        .drawn(Group::Relative, "Rise in ASAM’s ball"),
        Entry::new(
            "Cost of all of it, gradients",
            |m| Some(m.gradients),
            "Gradients of the whole training set; a Hessian product counts as two, a value as a third.",
        ),
    ]
}
