//! The boxes that Metric 2.1 and its relatives search, in coordinates z of their own.

use crate::objective::Objective;
use crate::sharpness::displaced::Displaced;
use crate::sharpness::metric::half_widths;
use crate::sharpness::scaled::{Scaled, ScaledWork};
use crate::sharpness::subspace::{Restricted, Subspace, Workspace};
use crate::sharpness::vectors::add_scaled;

/// A box |z_i| ≤ b_i around x, and what z stands for: x + z, or x + A z.
pub(super) struct Region {
    x: Vec<f64>,
    widths: Vec<f64>,
    subspace: Option<Subspace>,
    point: Vec<f64>,
    work: Workspace,
    scaled: ScaledWork,
    /// The box's middle in units of b.
    middle: Vec<f64>,
}

impl Region {
    /// |z_i| ≤ ε(|x_i| + 1) in the full space.
    pub fn full(x: Vec<f64>, epsilon: f64) -> Self {
        let widths = half_widths(&x, epsilon);
        Self::new(x, widths, None)
    }

    /// |z_i| ≤ ε(|(A⁺x)_i| + 1). Computing A⁺x takes about 2np² operations here, at once.
    pub fn subspace(x: Vec<f64>, subspace: Subspace, epsilon: f64) -> Self {
        let widths = half_widths(&subspace.coordinates(&x), epsilon);
        Self::new(x, widths, Some(subspace))
    }

    /// |z_i| ≤ ε|x_i| in the full space. A coordinate at 0 stays there.
    pub fn relative(x: Vec<f64>, epsilon: f64) -> Self {
        let widths = x.iter().map(|x| epsilon * x.abs()).collect();
        Self::new(x, widths, None)
    }

    fn new(x: Vec<f64>, widths: Vec<f64>, subspace: Option<Subspace>) -> Self {
        Self {
            point: Vec::with_capacity(x.len()),
            x,
            middle: vec![0.0; widths.len()],
            widths,
            subspace,
            work: Workspace::default(),
            scaled: ScaledWork::default(),
        }
    }

    /// b.
    pub fn widths(&self) -> &[f64] {
        &self.widths
    }

    /// x + z, or x + A z.
    pub fn point(&self, z: &[f64]) -> Vec<f64> {
        let mut point = z.to_vec();
        if let Some(subspace) = &self.subspace {
            subspace.apply(z, &mut point);
        }
        add_scaled(&mut point, 1.0, &self.x);
        point
    }

    /// Gives `each` the function of z.
    pub fn on<R>(
        &mut self,
        f: &mut dyn Objective,
        each: impl FnOnce(&mut dyn Objective) -> R,
    ) -> R {
        let mut displaced = Displaced::new(f, &self.x, &mut self.point);
        on(&mut displaced, &self.subspace, &mut self.work, each)
    }

    /// Gives `each` the function of u = z/b, divided by `unit` > 0.
    pub fn on_scaled<R>(
        &mut self,
        f: &mut dyn Objective,
        unit: f64,
        each: impl FnOnce(&mut dyn Objective) -> R,
    ) -> R {
        let (middle, widths, scaled) = (&self.middle, &self.widths, &mut self.scaled);
        let mut displaced = Displaced::new(f, &self.x, &mut self.point);
        on(&mut displaced, &self.subspace, &mut self.work, |f| {
            each(&mut Scaled::new(f, middle, widths, scaled).divided_by(unit))
        })
    }
}

/// `f` as it is, or on the subspace.
fn on<R>(
    f: &mut dyn Objective,
    subspace: &Option<Subspace>,
    work: &mut Workspace,
    each: impl FnOnce(&mut dyn Objective) -> R,
) -> R {
    match subspace {
        None => each(f),
        Some(subspace) => each(&mut Restricted::new(f, subspace, work)),
    }
}
