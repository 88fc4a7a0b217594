//! A session from the first order to the last: by hand, with made-up reports, and with threads.
#![cfg(not(target_arch = "wasm32"))]

mod badges;
mod claims;
mod desk;
mod keeping;
mod live;
#[path = "../common/made_up.rs"]
mod made_up;
mod orders;
mod run;
mod settings;
mod threads;
mod time_left;
mod trained;
