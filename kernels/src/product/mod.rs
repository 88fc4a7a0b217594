//! The three matrix products of a dense layer, on flat row-major slices: in single precision on wasm by the
//! tiles of this crate, elsewhere by ndarray. The tiles sum over the inner index in one order, whatever the shape.

mod library;
#[cfg(any(target_arch = "wasm32", test))]
mod panel;
#[cfg(any(target_arch = "wasm32", test))]
mod tile;
#[cfg(any(target_arch = "wasm32", test))]
mod tiled;

#[cfg(test)]
mod tests;

#[cfg(not(target_arch = "wasm32"))]
use library as single;
#[cfg(target_arch = "wasm32")]
use tiled as single;

/// The sizes of one layer's products, each at least 1.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    /// Samples.
    pub rows: usize,
    /// Inputs of the layer.
    pub inputs: usize,
    /// Outputs of the layer.
    pub outputs: usize,
}

/// What a product is written onto.
#[derive(Clone, Copy, Debug)]
pub enum Onto<'a, T> {
    /// What is there already: the product is added.
    There,
    /// Zeros: the product replaces what is there.
    Zeros,
    /// These numbers, in every row.
    Row(&'a [T]),
}

/// The products, with a (rows × inputs), W (outputs × inputs) and z (rows × outputs). Slices may be longer than
/// their matrices.
pub trait Product: Sized {
    /// z ← … + a Wᵀ.
    fn outputs(size: Sizes, a: &[Self], w: &[Self], onto: Onto<Self>, z: &mut [Self]);
    /// da ← … + dz W.
    fn input_gradient(size: Sizes, dz: &[Self], w: &[Self], onto: Onto<Self>, da: &mut [Self]);
    /// dW ← dW + dzᵀ a.
    fn add_weight_gradient(size: Sizes, dz: &[Self], a: &[Self], dw: &mut [Self]);
}

macro_rules! product {
    ($real:ty, $by:ident) => {
        impl Product for $real {
            fn outputs(size: Sizes, a: &[Self], w: &[Self], onto: Onto<Self>, z: &mut [Self]) {
                $by::outputs(size, a, w, onto, z);
            }

            fn input_gradient(
                size: Sizes,
                dz: &[Self],
                w: &[Self],
                onto: Onto<Self>,
                da: &mut [Self],
            ) {
                $by::input_gradient(size, dz, w, onto, da);
            }

            fn add_weight_gradient(size: Sizes, dz: &[Self], a: &[Self], dw: &mut [Self]) {
                $by::add_weight_gradient(size, dz, a, dw);
            }
        }
    };
}
product!(f32, single);
product!(f64, library);
