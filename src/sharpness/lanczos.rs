//! The ends of the Hessian's spectrum by the Lanczos method with full reorthogonalisation (Lanczos
//! 1950; Parlett 1998, *The Symmetric Eigenvalue Problem*, chapter 13).
//!
//! From one starting vector, Lanczos finds one copy of a multiple eigenvalue. Converged vectors are
//! therefore locked, and the search starts again from a random vector orthogonal to them: in an
//! invariant subspace always, and, where [`copies`](SpectrumOptions::copies) are asked for, until
//! nothing larger is left outside.

use super::krylov::{Growth, Krylov, orthogonalize};
use super::quadrature::{Node, quadrature};
use super::tridiagonal;
use super::vectors::{norm, scale, standard_normal};
use crate::objective::Objective;
use rand_chacha::ChaCha8Rng;

/// Relative residual at which the largest eigenvalue outside the locked vectors is known well
/// enough to be compared with the locked ones.
const OUTSIDE: f64 = 1e-2;

/// Eigenvalues closer than this share of |λ|_max count as equal.
const NOISE: f64 = 1e-9;

/// How much of the search is done when the largest are found and the smallest is not yet.
const LARGEST: f64 = 0.3;

/// How the spectrum is searched.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SpectrumOptions {
    /// k, the number of largest eigenvalues asked for; at least 1 is searched for and at most n.
    pub eigenvalues: usize,
    /// The most Hessian products to be done.
    pub iterations: usize,
    /// An eigenvalue is found when its residual ‖Hu − θu‖ is at most this share of |λ|_max. Its own
    /// error is at most the residual, and of the order of the residual's square over the gap to
    /// its neighbours.
    pub tolerance: f64,
    /// Search for the smallest eigenvalue as well, until its residual is at most this share of
    /// itself or vanishes beside |λ|_max. It lies close to many others, and takes several times the
    /// products that the largest take.
    pub smallest: Option<f64>,
    /// Search for further copies of multiple eigenvalues, which may take a few times the products.
    pub copies: bool,
}

impl Default for SpectrumOptions {
    /// The top ten to a residual of 1e-3, in at most 300 products, and nothing else.
    fn default() -> Self {
        Self {
            eigenvalues: 10,
            iterations: 300,
            tolerance: 1e-3,
            smallest: None,
            copies: false,
        }
    }
}

/// An eigenvalue that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Eigenvalue {
    /// θ, which never exceeds the eigenvalue it stands for (Cauchy's interlacing).
    pub value: f64,
    /// A bound on ‖Hu − θu‖ for its unit vector u, |β_m s_m| of Lanczos: there is an eigenvalue
    /// within this distance of θ.
    pub residual: f64,
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
    /// What the first start tells of the density: its quadrature, weights summing to 1.
    pub nodes: Vec<Node>,
    /// Hessian products done.
    pub products: usize,
    /// Whether all that was asked for was found to the tolerance.
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

/// A search for the largest eigenvalues that is advanced one Hessian product at a time.
pub struct Lanczos {
    x: Vec<f64>,
    options: SpectrumOptions,
    generator: ChaCha8Rng,
    krylov: Krylov,
    locked: Vec<Eigenvalue>,
    vectors: Vec<Vec<f64>>,
    nodes: Vec<Node>,
    /// That of the earlier starts, and that of all.
    smallest_before: Option<Eigenvalue>,
    smallest: Option<Eigenvalue>,
    products: usize,
    share: f64,
    outcome: Option<Spectrum>,
}

impl Lanczos {
    /// A search at `x`. `generator` is the stream of
    /// [`Purpose::Probes`](crate::random::Purpose::Probes); every starting vector takes n normal
    /// draws.
    pub fn new(x: Vec<f64>, options: SpectrumOptions, generator: ChaCha8Rng) -> Self {
        let eigenvalues = options.eigenvalues.clamp(1, x.len().max(1));
        let options = SpectrumOptions {
            eigenvalues,
            ..options
        };
        let mut search = Self {
            x,
            options,
            generator,
            krylov: Krylov::default(),
            locked: Vec::new(),
            vectors: Vec::new(),
            nodes: Vec::new(),
            smallest_before: None,
            smallest: None,
            products: 0,
            share: 0.0,
            outcome: None,
        };
        search.restart();
        search
    }

    /// Begins anew outside the locked vectors.
    fn restart(&mut self) {
        self.smallest_before = self.smallest;
        let mut start = standard_normal(self.x.len(), &mut self.generator);
        orthogonalize(&mut start, &self.vectors, &[]);
        let length = norm(&start);
        scale(&mut start, 1.0 / length);
        self.krylov = Krylov::new(start);
    }

    /// Does one Hessian product of `f`, which must be the same function every time; true when all
    /// is done. Beside the product it takes about 4n(m + k) operations, m products being done since
    /// the last start.
    pub fn advance(&mut self, f: &mut dyn Objective) -> bool {
        if self.outcome.is_some() {
            return true;
        }
        if self.x.is_empty() || self.products >= self.options.iterations {
            self.finish(false);
            return true;
        }
        let growth = self.krylov.extend(f, &self.x, &self.vectors);
        self.products += 1;
        let spent = self.products >= self.options.iterations;
        let due = self.krylov.len().is_multiple_of(1 + self.krylov.len() / 32);
        if growth == Growth::NonFinite {
            self.fail();
        } else if growth == Growth::Invariant || spent || due {
            self.take_stock(growth == Growth::Invariant, spent);
        }
        self.outcome.is_some()
    }

    /// Looks at T's eigenvalues, and locks, starts anew or finishes.
    fn take_stock(&mut self, invariant: bool, spent: bool) {
        let Some(ritz) = self.ritz(invariant) else {
            self.fail();
            return;
        };
        let scale = self.scale(&ritz);
        self.see_smallest(&ritz, scale);
        if self.nothing_larger(&ritz, scale) {
            self.finish(true);
        } else if invariant {
            self.lock(&ritz, ritz.len());
            if self.locked.len() == self.x.len() {
                self.finish(true);
            } else if spent {
                self.finish(false);
            } else {
                self.restart();
            }
        } else if self.top_found(&ritz, scale) {
            self.lock(&ritz, self.wanted(&ritz));
            if !self.options.copies || spent {
                self.finish(!self.options.copies);
            } else {
                self.restart();
            }
        } else if spent {
            self.lock(&ritz, self.wanted(&ritz));
            self.finish(false);
        }
    }

    /// T's eigenvalues in descending order with their residuals; `None` if they cannot be had.
    fn ritz(&self, invariant: bool) -> Option<Vec<Eigenvalue>> {
        let m = self.krylov.len();
        let mut last = vec![unit(m, m - 1)];
        let (diagonal, off) = (self.krylov.diagonal(), self.krylov.off_diagonal());
        let values = tridiagonal::eigenvalues(diagonal, off, &mut last).ok()?;
        let full = invariant && m + self.locked.len() >= self.x.len();
        let beta = if full { 0.0 } else { self.krylov.residual() };
        let pairs = values.iter().zip(&last[0]);
        Some(
            pairs
                .map(|(&value, s)| Eigenvalue {
                    value,
                    residual: (beta * s).abs(),
                })
                .collect(),
        )
    }

    /// |λ|_max as far as it is known.
    fn scale(&self, ritz: &[Eigenvalue]) -> f64 {
        let all = ritz.iter().chain(&self.locked).chain(&self.smallest);
        all.fold(0.0, |largest, found| largest.max(found.value.abs()))
    }

    /// Keeps the smallest eigenvalue of earlier starts unless this one has a truly smaller one.
    fn see_smallest(&mut self, ritz: &[Eigenvalue], scale: f64) {
        let known = self.smallest_before;
        self.smallest = match (known, ritz.last()) {
            (Some(known), Some(last)) if known.value <= last.value + NOISE * scale => Some(known),
            (known, last) => last.copied().or(known),
        };
    }

    /// The k-th largest locked value, if there are so many.
    fn threshold(&self) -> Option<f64> {
        let mut values: Vec<f64> = self.locked.iter().map(|found| found.value).collect();
        values.sort_by(|a, b| b.total_cmp(a));
        values.get(self.options.eigenvalues - 1).copied()
    }

    /// How many of T's eigenvalues are among the k largest so far.
    fn wanted(&self, ritz: &[Eigenvalue]) -> usize {
        let larger = |found: &Eigenvalue| {
            let better = self
                .locked
                .iter()
                .filter(|other| other.value >= found.value);
            better.count()
        };
        let top = ritz.iter().enumerate();
        top.take_while(|(i, found)| i + larger(found) < self.options.eigenvalues)
            .count()
    }

    /// Whether k vectors are locked and the largest eigenvalue outside is known not to exceed the
    /// k-th of them.
    fn nothing_larger(&self, ritz: &[Eigenvalue], scale: f64) -> bool {
        let (Some(threshold), Some(top)) = (self.threshold(), ritz.first()) else {
            return false;
        };
        let outside = OUTSIDE.max(self.options.tolerance) * top.value.abs();
        let noise = NOISE * scale;
        self.smallest_found(scale)
            && top.residual <= outside.max(noise)
            && top.value <= threshold + noise
    }

    /// Whether the k largest and, where asked for, the smallest are found to the tolerance.
    fn top_found(&mut self, ritz: &[Eigenvalue], scale: f64) -> bool {
        let bound = self.options.tolerance * scale;
        let wanted = self.wanted(ritz);
        let top = &ritz[..wanted];
        let found = top.iter().filter(|found| found.residual <= bound).count();
        let done = self.locked.len() + found;
        let asked = (self.locked.len() + wanted).max(self.options.eigenvalues);
        let alone = if self.smallest_found(scale) {
            1.0
        } else {
            LARGEST
        };
        self.share = self.share.max(alone * done as f64 / asked as f64);
        let enough = wanted > 0 && self.locked.len() + wanted >= self.options.eigenvalues;
        enough && found == wanted && self.smallest_found(scale)
    }

    /// Whether the smallest is found to its tolerance, if it is asked for.
    fn smallest_found(&self, scale: f64) -> bool {
        let Some(share) = self.options.smallest else {
            return true;
        };
        let within =
            |found: Eigenvalue| found.residual <= (share * found.value.abs()).max(NOISE * scale);
        self.smallest.is_some_and(within)
    }

    /// Locks the first `count` of T's eigenvectors, and keeps the first start's quadrature.
    fn lock(&mut self, ritz: &[Eigenvalue], count: usize) {
        if self.nodes.is_empty() {
            self.nodes = quadrature(&self.krylov).unwrap_or_default();
        }
        let m = self.krylov.len();
        let mut rows: Vec<Vec<f64>> = (0..m).map(|i| unit(m, i)).collect();
        let (diagonal, off) = (self.krylov.diagonal(), self.krylov.off_diagonal());
        if tridiagonal::eigenvalues(diagonal, off, &mut rows).is_err() {
            return;
        }
        for (i, found) in ritz.iter().enumerate().take(count) {
            let vector = self.krylov.combine(rows.iter().map(|row| row[i]));
            self.locked.push(*found);
            self.vectors.push(vector);
        }
    }

    /// Orders what is locked, and ends.
    fn finish(&mut self, converged: bool) {
        let k = self.options.eigenvalues;
        // Equal ones up to rounding: where all n are locked, the smallest is the last of them.
        let all = self.locked.iter().copied().chain(self.smallest);
        let smallest = all.min_by(|a, b| a.value.total_cmp(&b.value));
        let mut order: Vec<usize> = (0..self.locked.len()).collect();
        order.sort_by(|&i, &j| self.locked[j].value.total_cmp(&self.locked[i].value));
        order.truncate(k);
        let eigenvalues = order.iter().map(|&i| self.locked[i]).collect();
        let vectors = &mut self.vectors;
        self.vectors = order
            .iter()
            .map(|&i| std::mem::take(&mut vectors[i]))
            .collect();
        self.end(eigenvalues, smallest, converged);
    }

    fn fail(&mut self) {
        self.vectors.clear();
        self.nodes.clear();
        self.end(Vec::new(), None, false);
    }

    fn end(&mut self, eigenvalues: Vec<Eigenvalue>, smallest: Option<Eigenvalue>, converged: bool) {
        self.krylov = Krylov::default();
        self.outcome = Some(Spectrum {
            eigenvalues,
            smallest,
            nodes: std::mem::take(&mut self.nodes),
            products: self.products,
            converged,
        });
    }

    /// How much is done, in [0, 1]: the share of the eigenvalues found, or of the products used up
    /// if that is more.
    pub fn progress(&self) -> f64 {
        if self.outcome.is_some() {
            return 1.0;
        }
        let used = self.products as f64 / self.options.iterations.max(1) as f64;
        used.max(self.share).min(1.0)
    }

    /// The outcome; `None` before the end.
    pub fn outcome(&self) -> Option<&Spectrum> {
        self.outcome.as_ref()
    }

    /// The unit eigenvector of the i-th largest eigenvalue, i from 0; `None` before the end and
    /// beyond the eigenvalues found.
    pub fn eigenvector(&self, i: usize) -> Option<&[f64]> {
        self.outcome.as_ref()?;
        self.vectors.get(i).map(Vec::as_slice)
    }
}

/// The i-th unit vector of length m.
fn unit(m: usize, i: usize) -> Vec<f64> {
    let mut unit = vec![0.0; m];
    unit[i] = 1.0;
    unit
}
