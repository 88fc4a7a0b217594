//! The ends of the Hessian's spectrum by the Lanczos method with full reorthogonalisation (Lanczos
//! 1950; Parlett 1998, *The Symmetric Eigenvalue Problem*, chapter 13).
//!
//! From one starting vector, Lanczos finds one copy of a multiple eigenvalue. Converged vectors are
//! therefore locked, and the search starts again from a random vector orthogonal to them, until
//! nothing larger is left outside or the [`check`](SpectrumOptions::check) has cost enough.
//!
//! The spaces tell more: see [`Spectrum::nodes`] for the density and [`Lanczos::trace`] for the trace.

use crate::objective::Objective;
use crate::order::ascending;
use crate::sharpness::bound::upper_bound;
use crate::sharpness::krylov::{Growth, Krylov, orthogonalize};
use crate::sharpness::quadrature::{Node, deflated, mean};
use crate::sharpness::spectrum::{Eigenvalue, Spectrum, SpectrumOptions};
use crate::sharpness::trace::{Span, Trace};
use crate::sharpness::tridiagonal;
use crate::sharpness::vectors::{norm, scale, standard_normal};
use sharp_minima_kernels::Generator;

/// Vectors that one start may lock, as a multiple of those that are asked for.
const LOCKED: usize = 4;

/// Nodes of a start that is a probe of the density, locked eigenvalues among them; the first start is
/// one in any case.
const PROBE: usize = 25;

/// How much of the search is done when the largest are found and the smallest is not yet.
const LARGEST: f64 = 0.3;

/// A search for the largest eigenvalues that is advanced one Hessian product at a time.
pub struct Lanczos {
    x: Vec<f64>,
    options: SpectrumOptions,
    generator: Generator,
    krylov: Krylov,
    locked: Vec<Eigenvalue>,
    vectors: Vec<Vec<f64>>,
    /// How many were locked before the space under way.
    before: usize,
    /// The density by each start that is a probe, and whether the space under way is among them.
    probes: Vec<Vec<Node>>,
    seen: bool,
    /// The first space, for the trace.
    span: Span,
    /// That of the earlier starts, and that of all.
    smallest_before: Option<Eigenvalue>,
    smallest: Option<Eigenvalue>,
    /// What no eigenvalue outside the locked vectors exceeds.
    outside: f64,
    /// The objective's relative rounding, and the products' largest asymmetry.
    epsilon: f64,
    asymmetry: f64,
    products: usize,
    share: f64,
    outcome: Option<Spectrum>,
}

impl Lanczos {
    /// A search at `x`. `generator` is the stream of
    /// [`Purpose::Probes`](crate::random::Purpose::Probes); every starting vector takes n normal
    /// draws.
    pub fn new(x: Vec<f64>, options: SpectrumOptions, generator: Generator) -> Self {
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
            before: 0,
            probes: Vec::new(),
            seen: false,
            span: Span::default(),
            smallest_before: None,
            smallest: None,
            outside: f64::INFINITY,
            epsilon: f64::EPSILON,
            asymmetry: 0.0,
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
        self.before = self.vectors.len();
        self.seen = false;
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
        self.epsilon = f.epsilon();
        self.asymmetry = self.asymmetry.max(self.krylov.asymmetry());
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
        let top = ritz.first().map_or(0.0, |found| found.value);
        let bound = upper_bound(&self.krylov, top, self.x.len());
        self.outside = self.outside.min(bound);
        if self.nothing_larger(&ritz, scale) {
            self.finish(true);
        } else if invariant {
            self.lock(&ritz, ritz.len());
            if self.locked.len() == self.x.len() {
                self.outside = f64::NEG_INFINITY;
                self.finish(true);
            } else if spent {
                self.finish(false);
            } else {
                self.restart();
            }
        } else if self.top_found(&ritz, scale) {
            self.lock(&ritz, self.found_in_a_row(&ritz, scale));
            // The largest of all has no copy that would be missed.
            let only = self.options.eigenvalues == 1;
            if only || spent {
                self.finish(only);
            } else {
                self.restart();
            }
        } else if spent {
            self.lock(&ritz, self.wanted(&ritz));
            self.finish(false);
        } else if self.checked_enough(top, scale) {
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
                    error: f64::INFINITY,
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
            (Some(known), Some(last)) if known.value <= last.value + self.noise(scale) => {
                Some(known)
            }
            (known, last) => last.copied().or(known),
        };
    }

    /// The places of the locked values, the largest first.
    fn descending(&self) -> Vec<usize> {
        let keys: Vec<f64> = self.locked.iter().map(|found| -found.value).collect();
        ascending(&keys)
    }

    /// The k-th largest locked value, if there are so many.
    fn threshold(&self) -> Option<f64> {
        let found = self.descending().get(self.options.eigenvalues - 1).copied();
        found.map(|place| self.locked[place].value)
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

    /// How many of T's largest eigenvalues are found, up to a few times as many as are asked for:
    /// the more are locked, the lower is what is left outside, and the sooner it is known to be.
    fn found_in_a_row(&self, ritz: &[Eigenvalue], scale: f64) -> usize {
        let found = |found: &&Eigenvalue| found.residual <= self.allowed(found.value, scale);
        let row = ritz.iter().take_while(found).count();
        let enough = LOCKED * self.options.eigenvalues;
        row.min(enough).max(self.wanted(ritz))
    }

    /// Whether k vectors are locked and nothing outside exceeds the k-th of them: by the bound, or
    /// because the largest outside is found.
    fn nothing_larger(&self, ritz: &[Eigenvalue], scale: f64) -> bool {
        let (Some(threshold), Some(top)) = (self.threshold(), ritz.first()) else {
            return false;
        };
        let below = self.outside <= threshold + self.allowed(threshold, scale);
        let converged = top.residual <= self.allowed(top.value, scale);
        let found = converged && top.value <= threshold + self.noise(scale);
        self.smallest_found(scale) && (below || found)
    }

    /// Whether the check has cost enough, and nothing larger shows.
    fn checked_enough(&self, top: f64, scale: f64) -> bool {
        let below = |threshold| top <= threshold + self.allowed(threshold, scale);
        self.krylov.len() >= self.options.check
            && self.threshold().is_some_and(below)
            && self.smallest_found(scale)
    }

    /// The residual with which an eigenvalue counts as found.
    fn allowed(&self, value: f64, scale: f64) -> f64 {
        let tolerance = self.options.tolerance * scale;
        let useful = self.options.told * value.abs();
        tolerance.min(useful).max(self.noise(scale))
    }

    /// How far rounding may move an eigenvalue: the roundings of n terms add up like √n of them,
    /// and the asymmetry shows what else was lost on the way.
    fn noise(&self, scale: f64) -> f64 {
        let rounding = (self.x.len() as f64).sqrt() * self.epsilon * scale;
        rounding.max(self.asymmetry)
    }

    /// Whether the k largest and, where asked for, the smallest are found to the tolerance.
    fn top_found(&mut self, ritz: &[Eigenvalue], scale: f64) -> bool {
        let wanted = self.wanted(ritz);
        let small = |found: &&Eigenvalue| found.residual <= self.allowed(found.value, scale);
        let found = ritz[..wanted].iter().filter(small).count();
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
        let within = |found: Eigenvalue| {
            found.residual <= (share * found.value.abs()).max(self.noise(scale))
        };
        self.smallest.is_some_and(within)
    }

    /// Takes the space under way for a probe of the density, if it has nodes enough; T's first `found`
    /// are eigenvalues.
    fn see_density(&mut self, found: usize) {
        let enough = self.probes.is_empty() || self.before + self.krylov.len() >= PROBE;
        if enough && !self.seen {
            let known: Vec<f64> = self.locked[..self.before].iter().map(|e| e.value).collect();
            self.probes
                .extend(deflated(&self.krylov, &known, found, self.x.len()));
        }
        self.seen = true;
    }

    /// Locks the first `count` of T's eigenvectors.
    fn lock(&mut self, ritz: &[Eigenvalue], count: usize) {
        self.see_density(count);
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
        self.keep_span();
    }

    /// Orders what is locked, and ends.
    fn finish(&mut self, converged: bool) {
        self.see_density(0);
        let k = self.options.eigenvalues;
        // Equal ones up to rounding: where all n are locked, the smallest is the last of them.
        let all = self.locked.iter().copied().chain(self.smallest);
        let smallest = all.min_by(|a, b| a.value.total_cmp(&b.value));
        let mut order = self.descending();
        order.truncate(k);
        let eigenvalues = self.with_errors(order.iter().map(|&i| self.locked[i]).collect());
        let noise = self.noise(self.scale(&eigenvalues));
        let smallest = smallest.map(|found| Eigenvalue {
            error: found.residual.max(noise),
            ..found
        });
        let vectors = &mut self.vectors;
        self.vectors = order
            .iter()
            .map(|&i| std::mem::take(&mut vectors[i]))
            .collect();
        self.end(eigenvalues, smallest, converged);
    }

    /// Keeps the first space for the trace, where the whole spectrum is of interest.
    fn keep_span(&mut self) {
        if self.before == 0 && self.options.smallest.is_some() {
            let krylov = std::mem::take(&mut self.krylov);
            self.span = Span {
                trace: krylov.diagonal().iter().sum(),
                basis: krylov.into_basis(),
            };
        }
    }

    /// Sets the largest eigenvalues' errors. A locked vector's residual r couples it to what is
    /// outside, and moves either by at most 2r²/(g + √(g² + 4r²)), g being the gap between them (Li
    /// & Li 2005).
    fn with_errors(&self, largest: Vec<Eigenvalue>) -> Vec<Eigenvalue> {
        let noise = self.noise(self.scale(&largest));
        let coupling = self.locked.iter().map(|found| {
            let (r, gap) = (found.residual, (found.value - self.outside).abs());
            let sum = gap + libm::hypot(gap, 2.0 * r);
            if r > 0.0 { 2.0 * r * r / sum } else { 0.0 }
        });
        let outside = self.outside + coupling.sum::<f64>();
        let bounded = largest.into_iter().map(|found| Eigenvalue {
            error: (outside - found.value).max(found.residual).max(noise),
            ..found
        });
        bounded.collect()
    }

    fn fail(&mut self) {
        self.vectors.clear();
        self.probes.clear();
        self.end(Vec::new(), None, false);
    }

    fn end(&mut self, eigenvalues: Vec<Eigenvalue>, smallest: Option<Eigenvalue>, converged: bool) {
        self.krylov = Krylov::default();
        self.outcome = Some(Spectrum {
            eigenvalues,
            smallest,
            nodes: mean(std::mem::take(&mut self.probes)),
            products: self.products,
            converged,
        });
    }

    /// An estimate of tr H from so many probes, of which only what lies outside the first start's space
    /// is left to chance. `self` must have searched for the smallest eigenvalue, and ended, and gives
    /// its space away: without one the estimate is Hutchinson's own.
    pub fn trace(&mut self, probes: usize) -> Trace {
        let (x, span) = (self.x.clone(), std::mem::take(&mut self.span));
        Trace::outside(x, span, probes, self.generator.clone())
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
