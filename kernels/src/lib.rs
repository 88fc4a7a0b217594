//! The loops that computing spends its time in, on flat slices. The page's module is compiled for size, and
//! this crate for speed; so nothing here is generic for whoever calls it, and nothing is inlined there.
//!
//! Sums are made in one order, and exponentials by one polynomial or `libm`: the same bits on every platform,
//! but for matrix products in native code, which are a library's.

mod exponential;
mod generator;
mod layer;
pub mod noise;
pub mod picture;
mod product;
mod real;
mod softmax;
mod step;
mod sums;
mod tangent;
pub mod vectors;

pub use generator::Generator;
pub use product::{Onto, Product, Sizes};
pub use real::Real;

/// The signatures of [`Kernels`], and both implementations by the generic functions of this crate.
macro_rules! kernels {
    ($($(#[$about:meta])* $room:ident::$name:ident($($argument:ident: $kind:ty),* $(,)?) $(-> $result:ty)?;)*) => {
        /// The loops over numbers of one precision. Rows are samples, columns are units; all matrices are
        /// row-major.
        pub trait Kernels: Sized {
            $($(#[$about])*
            fn $name($($argument: $kind),*) $(-> $result)?;)*
        }
        kernels!(@of f32 $($room::$name($($argument: $kind),*) $(-> $result)?;)*);
        kernels!(@of f64 $($room::$name($($argument: $kind),*) $(-> $result)?;)*);
    };
    (@of $real:ident $($room:ident::$name:ident($($argument:ident: $kind:ty),*) $(-> $result:ty)?;)*) => {
        impl Kernels for $real {
            $(#[inline(never)]
            fn $name($($argument: $kind),*) $(-> $result)? {
                $room::$name($($argument),*)
            })*
        }
    };
}

kernels! {
    /// Writes 1/√(variance + ε) for every unit.
    layer::inverse_deviations(variance: &[Self], epsilon: f64, inverse: &mut [Self]);
    /// x̂ ← (z − mean) · inverse deviation, in place, and y ← γ x̂ + β.
    layer::batch_norm(z: &mut [Self], statistics: [&[Self]; 2], scale: [&[Self]; 2], y: &mut [Self]);
    /// The same with y ← max(0, γ x̂ + β).
    layer::batch_norm_relu(z: &mut [Self], statistics: [&[Self]; 2], scale: [&[Self]; 2],
        y: &mut [Self]);
    /// z ← γ x̂ + β, in place.
    layer::batch_norm_in_place(z: &mut [Self], statistics: [&[Self]; 2], scale: [&[Self]; 2]);
    /// z ← max(0, γ x̂ + β), in place.
    layer::batch_norm_relu_in_place(z: &mut [Self], statistics: [&[Self]; 2], scale: [&[Self]; 2]);
    /// Writes zeros.
    layer::clear(to: &mut [Self]);
    /// a ← max(0, a), in place.
    layer::relu_in_place(a: &mut [Self]);
    /// a ← tanh a, in place.
    layer::tanh_in_place(a: &mut [Self]);
    /// δ ← δ · relu′, in place, of the activations a.
    layer::times_relu_slope(a: &[Self], delta: &mut [Self]);
    /// δ ← δ · tanh′, in place, of the activations a.
    layer::times_tanh_slope(a: &[Self], delta: &mut [Self]);
    /// δ ← γ s (δ − mean δ − x̂ mean δx̂), in place: from batch norm's output to its input.
    layer::delta_before_normalization(delta: &mut [Self], normal: &[Self], gamma: &[Self],
        inverse: &[Self], mean: &[Self], mean_normal: &[Self]);

    /// Sums every column of `rows`, `sums.len()` of them, a block of rows at a time in `block`.
    sums::column_sums(rows: &[Self], block: &mut [Self], sums: &mut [f64]);
    /// Sums the squares of every column's distances from `mean`.
    sums::column_squares(rows: &[Self], mean: &[Self], block: &mut [Self], sums: &mut [f64]);
    /// Sums every column of the element-wise product a b.
    sums::column_products(a: &[Self], b: &[Self], block: &mut [Self], sums: &mut [f64]);
    /// Sums every column of the element-wise a b + c d.
    sums::column_products_of_two(ab: [&[Self]; 2], cd: [&[Self]; 2], block: &mut [Self],
        sums: &mut [f64]);
    /// to ← to + from.
    sums::add_wide(from: &[f64], to: &mut [Self]);
    /// to ← factor · from.
    sums::scaled_into(from: &[f64], factor: f64, to: &mut [Self]);

    /// Turns logits into probabilities in place; returns Σ −ln p(label), summed in double precision, and how
    /// many are classified correctly. Where the label has the largest logit −ln p is
    /// ln(1 + Σ exp(l_j − l_label)), which keeps its digits however small the loss is.
    softmax::softmax(logits: &mut [Self], labels: &[u8], classes: usize) -> (f64, usize);
    /// δ ← weight · (p − onehot(label)): the loss's gradient by the logits. The label's is minus the
    /// sum of the others, because p − 1 has no digits left where p is nearly 1.
    softmax::output_delta(p: &[Self], labels: &[u8], classes: usize, weight: Self,
        delta: &mut [Self]);
    /// Turns the logits' tangent l̇ into that of `output_delta`, weight · p ⊙ (l̇ − Σ p l̇), in place.
    ///
    /// The likeliest class r serves as the origin, weight · p ⊙ (d − Σ p d) with d = l̇ − l̇_r: d_r is 0
    /// exactly, and so nothing cancels where p_r is nearly 1.
    softmax::output_delta_tangent(p: &[Self], classes: usize, weight: Self, tangent: &mut [Self]);

    /// δ̇ ← δ̇ − 2 a ȧ δ: what tanh′ itself changes.
    tangent::tanh_slope_tangent(a: &[Self], tangent: &[Self], delta: &[Self],
        delta_tangent: &mut [Self]);
    /// Turns ż (in `normal_tangent`) into x̂˙ = s (ż − mean ż − x̂ mean żx̂), and writes
    /// ẏ = γ̇ x̂ + γ x̂˙ + β̇. `scale` is [γ, γ̇, β̇].
    tangent::normalize(normal: &[Self], inverse: &[Self], mean: &[Self], mean_product: &[Self],
        scale: [&[Self]; 3], normal_tangent: &mut [Self], output: &mut [Self]);
    /// Turns δ̇ by batch norm's output into δ̇ by its input. The values are [δ, x̂, x̂˙]; the means are
    /// [δ, δx̂, δ̇, (δx̂)˙, żx̂]; `scale` is [γ, γ̇].
    tangent::before_normalization(values: [&[Self]; 3], inverse: &[Self], means: [&[Self]; 5],
        scale: [&[Self]; 2], delta_tangent: &mut [Self]);

    /// Writes x + σ n with independent standard normal n.
    noise::disturb(sigma: f64, x: &[Self], disturbed: &mut [Self], generator: &mut Generator);

    /// A step of ADAM (Kingma & Ba 2015, algorithm 1): `rate` is η/(1 − β₁ᵗ), `correction` 1/(1 − β₂ᵗ),
    /// `decay` [β₁, β₂], `moments` [m, v].
    step::adam(x: &mut [Self], gradient: &[Self], moments: [&mut [Self]; 2], decay: [f64; 2], rate: f64, correction: f64, epsilon: f64);
    /// u ← μ u + g, x ← x − η u.
    step::heavy_ball(x: &mut [Self], gradient: &[Self], velocity: &mut [Self], momentum: Self,
        rate: f64);
}
