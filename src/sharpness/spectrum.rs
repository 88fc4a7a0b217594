//! What is asked of the Hessian's spectrum, and what is found.

use crate::sharpness::quadrature::Node;

/// How the spectrum is searched.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SpectrumOptions {
    /// k, the number of largest eigenvalues asked for; at least 1 is searched for and at most n.
    pub eigenvalues: usize,
    /// The most Hessian products to be done.
    pub iterations: usize,
    /// An eigenvalue is found when its residual ‖Hu − θu‖ is at most this share of |λ|_max and of
    /// use. Its own error is at most the residual, and of the order of the residual's square over
    /// the gap to its neighbours.
    pub tolerance: f64,
    /// A residual is of use when it is at most this share of its eigenvalue, or vanishes beside
    /// |λ|_max: what [`Eigenvalue::told`] will be asked for.
    pub told: f64,
    /// Search for the smallest eigenvalue as well, until its residual is at most this share of
    /// itself or vanishes beside |λ|_max. It lies close to many others, and takes several times the
    /// products that the largest take.
    pub smallest: Option<f64>,
    /// The most products from another start that are spent on asking whether a larger eigenvalue
    /// was missed, a further copy of a multiple one. What is left open stands in
    /// [`Eigenvalue::error`]; one that shows is searched for in any case.
    pub check: usize,
}

impl Default for SpectrumOptions {
    /// The top ten to a residual of 1e-3, in at most 300 products, of which the check may have 36:
    /// a fifth of what the page's measures need.
    fn default() -> Self {
        Self {
            eigenvalues: 10,
            iterations: 300,
            tolerance: 1e-3,
            told: Self::TOLD,
            smallest: None,
            check: 36,
        }
    }
}

impl SpectrumOptions {
    /// The usual largest error of an eigenvalue that is told, as a share of itself.
    pub const TOLD: f64 = 0.05;
    /// That of a thorough search.
    pub const THOROUGHLY_TOLD: f64 = 1e-3;
    /// Until when a thorough search goes on for the smallest eigenvalue: its neighbours lie close, and
    /// a residual just small enough to be told may still be a neighbour's.
    const SMALLEST: f64 = 1e-5;
    /// The most products of a thorough search.
    const PRODUCTS: usize = 4000;
    /// Numbers that a thorough search may keep, 2 GB of them: what limits its products on large
    /// networks.
    const KEPT: usize = 250_000_000;

    /// The top ten to seven digits of the largest, with all their copies, and the smallest to a
    /// thousandth of itself, of an n × n Hessian in double precision.
    pub fn thorough(n: usize) -> Self {
        let iterations = Self::PRODUCTS.min(Self::KEPT / n.max(1));
        Self {
            eigenvalues: 10,
            iterations,
            tolerance: 1e-7,
            told: Self::THOROUGHLY_TOLD,
            smallest: Some(Self::SMALLEST),
            check: iterations,
        }
    }
}

/// An eigenvalue that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Eigenvalue {
    /// θ, which never exceeds the eigenvalue it stands for (Cauchy's interlacing), rounding aside.
    pub value: f64,
    /// A bound on ‖Hu − θu‖ for its unit vector u, |β_m s_m| of Lanczos: there is an eigenvalue
    /// within this distance of θ in exact arithmetic.
    pub residual: f64,
    /// A bound on how far θ, as the i-th largest, is off: the residual, the rounding beside |λ|_max,
    /// and how far a larger eigenvalue that was missed may reach above θ, but for one start of a
    /// thousand. Of the smallest it is the residual or the rounding: it may lie lower.
    pub error: f64,
}

impl Eigenvalue {
    /// The value where its error is at most this share of itself; beyond that the number says
    /// nothing, and `None` is what can be told.
    pub fn told(&self, share: f64) -> Option<f64> {
        (self.error <= share * self.value.abs()).then_some(self.value)
    }
}

/// What was found of the spectrum.
#[derive(Clone, Debug, PartialEq)]
pub struct Spectrum {
    /// The largest eigenvalues in descending order, as many as asked for, or all n, or fewer if the
    /// products were used up. Empty where a Hessian product was not finite.
    pub eigenvalues: Vec<Eigenvalue>,
    /// The smallest eigenvalue that was seen, never below the true one. `None` where a Hessian
    /// product was not finite.
    pub smallest: Option<Eigenvalue>,
    /// The spectral density (1/n) Σ δ(λ − λᵢ), as stochastic Lanczos quadrature sees it from the
    /// search's own starts: the mean of the first one's and of those of others that have 25 nodes,
    /// locked eigenvalues among them. Eigenvalues that were found are exact there, with 1/n each. In
    /// descending order, the weights sum to 1.
    pub nodes: Vec<Node>,
    /// Hessian products done.
    pub products: usize,
    /// Whether all that was asked for was found to the tolerance, and nothing larger was missed.
    pub converged: bool,
}

impl Spectrum {
    /// How many of the eigenvalues found exceed `threshold`: where it is all of them, at least so
    /// many.
    pub fn above(&self, threshold: f64) -> usize {
        let values = self.eigenvalues.iter();
        values.filter(|found| found.value > threshold).count()
    }
}
