//! Settings that are one of a few names: the one place that gives their names in links and their
//! labels on the page.

use serde::Serialize;

/// One name a setting may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct Choice {
    /// The name in links and in serialised settings.
    pub value: &'static str,
    /// The name on the page.
    pub label: &'static str,
}

/// A name and its label.
pub(crate) const fn choice(value: &'static str, label: &'static str) -> Choice {
    Choice { value, label }
}

/// A setting with a few named values.
pub trait Named: Copy + PartialEq + 'static {
    /// All values with their names, in the order of the page.
    const ALL: &'static [(Self, Choice)];

    /// Name and label of this value.
    fn choice(self) -> Choice {
        Self::ALL
            .iter()
            .find(|(value, _)| *value == self)
            .map_or(choice("", ""), |(_, choice)| *choice)
    }

    /// The value of this name.
    fn named(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, choice)| choice.value == name)
            .map(|(value, _)| *value)
    }
}

/// All choices of a setting.
pub fn choices<T: Named>() -> Vec<Choice> {
    T::ALL.iter().map(|(_, choice)| *choice).collect()
}
