//! An objective as a function of some neighbouring parameters alone.

use crate::objective::Objective;
use std::ops::Range;

/// y ↦ f(x with x_i, i in a range, replaced by y): its Hessian is the diagonal block of f's that
/// belongs to the range, at y = the range's own values.
pub struct Block<'a> {
    f: &'a mut dyn Objective,
    range: Range<usize>,
    point: Vec<f64>,
    direction: Vec<f64>,
    result: Vec<f64>,
}

impl<'a> Block<'a> {
    /// The block of `f` at `x` that belongs to the parameters in `range`.
    ///
    /// # Panics
    /// If `range` is not within `x`: a programming error.
    pub fn new(f: &'a mut dyn Objective, x: &[f64], range: Range<usize>) -> Self {
        assert!(
            range.start <= range.end && range.end <= x.len(),
            "a block beyond the parameters"
        );
        Self {
            f,
            range,
            point: x.to_vec(),
            direction: vec![0.0; x.len()],
            result: vec![0.0; x.len()],
        }
    }

    fn set(&mut self, y: &[f64]) {
        self.point[self.range.clone()].copy_from_slice(y);
    }
}

impl Objective for Block<'_> {
    fn dimension(&self) -> usize {
        self.range.len()
    }

    fn value(&mut self, y: &[f64]) -> f64 {
        self.set(y);
        self.f.value(&self.point)
    }

    fn gradient(&mut self, y: &[f64], gradient: &mut [f64]) -> f64 {
        self.set(y);
        let value = self.f.gradient(&self.point, &mut self.result);
        gradient.copy_from_slice(&self.result[self.range.clone()]);
        value
    }

    fn hessian_product(&mut self, y: &[f64], v: &[f64], product: &mut [f64]) {
        self.set(y);
        self.direction[self.range.clone()].copy_from_slice(v);
        self.f
            .hessian_product(&self.point, &self.direction, &mut self.result);
        product.copy_from_slice(&self.result[self.range.clone()]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// f = ½ xᵀHx + gᵀx.
    struct Quadratic;

    const H: [[f64; 3]; 3] = [[4.0, 1.0, 2.0], [1.0, 3.0, -1.0], [2.0, -1.0, 5.0]];
    const G: [f64; 3] = [1.0, -2.0, 0.5];

    fn times(v: &[f64]) -> [f64; 3] {
        H.map(|row| row.iter().zip(v).map(|(h, v)| h * v).sum())
    }

    impl Objective for Quadratic {
        fn dimension(&self) -> usize {
            3
        }
        fn value(&mut self, x: &[f64]) -> f64 {
            let product = times(x);
            (0..3).map(|i| x[i] * (0.5 * product[i] + G[i])).sum()
        }
        fn gradient(&mut self, x: &[f64], gradient: &mut [f64]) -> f64 {
            let product = times(x);
            for i in 0..3 {
                gradient[i] = product[i] + G[i];
            }
            self.value(x)
        }
        fn hessian_product(&mut self, _: &[f64], v: &[f64], product: &mut [f64]) {
            product.copy_from_slice(&times(v));
        }
    }

    #[test]
    fn a_block_is_the_function_of_its_own_parameters() {
        let mut f = Quadratic;
        let mut block = Block::new(&mut f, &[1.0, 2.0, 3.0], 1..3);
        assert_eq!(block.dimension(), 2);
        let mut gradient = [0.0; 2];
        let value = block.gradient(&[-1.0, 0.5], &mut gradient);
        assert_eq!(value, Quadratic.value(&[1.0, -1.0, 0.5]));
        assert_eq!(block.value(&[-1.0, 0.5]), value);
        assert_eq!(gradient, [1.0 - 3.0 - 0.5 - 2.0, 2.0 + 1.0 + 2.5 + 0.5]);
        let mut product = [0.0; 2];
        block.hessian_product(&[-1.0, 0.5], &[1.0, 10.0], &mut product);
        assert_eq!(product, [3.0 - 10.0, -1.0 + 50.0]);
    }
}
