//! The core in the browser's page.
#![cfg(target_arch = "wasm32")]

use rand::Rng;
use sharp_minima::random::{Purpose, stream};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// The numbers are those of the native build.
#[wasm_bindgen_test]
fn random_streams_do_not_depend_on_the_machine() {
    let mut numbers = stream(1, 2, Purpose::Initialisation);
    let drawn: [u32; 4] = std::array::from_fn(|_| numbers.next_u32());
    assert_eq!(drawn, [0x60c4_c828, 0xb974_2b29, 0x38ff_ec47, 0xd1f0_841a]);
}
