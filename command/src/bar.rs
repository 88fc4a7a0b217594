//! How far a computation is, on a terminal.

use indicatif::{ProgressBar, ProgressStyle};
use std::cell::Cell;
use std::io::{IsTerminal, stderr};
use std::time::{Duration, Instant};

/// The bar's length in its own units.
const LENGTH: u64 = 1000;
/// Between two changes of the bar, and two steps of the sign that something is done.
const PAUSE: Duration = Duration::from_millis(200);

/// A bar on standard error where that is a terminal, and nothing elsewhere. It goes when it is dropped.
pub struct Bar {
    shown: Option<ProgressBar>,
    told: Cell<Option<Instant>>,
}

impl Bar {
    /// A bar that fills.
    pub fn new() -> Self {
        Self::styled("{bar:30} {wide_msg}")
    }

    /// A sign that something is done, without saying how much.
    pub fn turning() -> Self {
        let bar = Self::styled("{spinner} {elapsed} {wide_msg}");
        if let Some(shown) = &bar.shown {
            shown.enable_steady_tick(PAUSE);
        }
        bar
    }

    fn styled(template: &str) -> Self {
        let bar = || {
            let style = ProgressStyle::with_template(template);
            let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
            ProgressBar::new(LENGTH).with_style(style)
        };
        Self {
            shown: stderr().is_terminal().then(bar),
            told: Cell::new(None),
        }
    }

    /// Says what is being done.
    pub fn say(&self, words: &str) {
        if let Some(shown) = &self.shown {
            shown.set_message(words.to_owned());
        }
    }

    /// Shows the share that is done, in [0, 1], and words, unless something was shown just now.
    pub fn show(&self, state: impl FnOnce() -> (f64, String)) {
        let Some(shown) = &self.shown else { return };
        let just = |told: Instant| told.elapsed() < PAUSE;
        if self.told.get().is_some_and(just) {
            return;
        }
        self.told.set(Some(Instant::now()));
        let (share, words) = state();
        shown.set_position((share.clamp(0.0, 1.0) * LENGTH as f64) as u64);
        shown.set_message(words);
    }

    /// Does something that prints, with the bar out of the way.
    pub fn aside<T>(&self, print: impl FnOnce() -> T) -> T {
        match &self.shown {
            Some(shown) => shown.suspend(print),
            None => print(),
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if let Some(shown) = &self.shown {
            shown.finish_and_clear();
        }
    }
}
