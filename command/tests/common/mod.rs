//! What these tests share with the library's.

#[path = "../../../tests/common/dense.rs"]
pub mod dense;
#[path = "../../../tests/common/naive.rs"]
pub mod naive;
#[path = "../../../tests/common/networks.rs"]
pub mod networks;
