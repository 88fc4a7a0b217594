//! The remedies: the closed forms they are held to, what leaves training plain, and what they cost.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../common/diagonal_quadratic.rs"]
mod diagonal_quadratic;
#[path = "../common/linear.rs"]
mod linear;
#[path = "../common/logistic.rs"]
mod logistic;
#[path = "../common/networks.rs"]
mod networks;
#[path = "../common/tasks.rs"]
mod tasks;
#[path = "../common/trained.rs"]
mod trained;

mod augmentation;
mod averaging;
mod batch_norm;
mod check;
mod conservative;
mod cost;
mod inputs;
mod plain;
mod rate;
mod robust;
mod runs;
mod schedule;
mod stability;
mod weight_noise;
mod wire;
