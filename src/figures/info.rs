//! What the page has to know of each figure before it shows anything.

use super::{FIGURES, Figure, Pointing};
use serde::Serialize;

/// One figure, as the page lays it out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct FigureInfo {
    /// Its name in links.
    pub name: &'static str,
    /// Its title.
    pub title: &'static str,
    /// Whether it has a picture; else it is a table alone.
    pub drawn: bool,
    /// Whether its shipped results come in the second file.
    pub later: bool,
    /// "nothing", "abscissa" or "places": how it is pointed at.
    pub pointing: &'static str,
    /// The fields of the view that it offers at once,
    pub main: &'static [&'static str],
    /// and on demand.
    pub more: &'static [&'static str],
}

fn info(figure: &'static dyn Figure) -> FigureInfo {
    let offered = figure.offered();
    FigureInfo {
        name: figure.name(),
        title: figure.title(),
        drawn: figure.is_drawn(),
        later: figure.comes_later(),
        pointing: match figure.pointing() {
            Pointing::Nothing => "nothing",
            Pointing::Abscissa => "abscissa",
            Pointing::Places => "places",
        },
        main: offered.main,
        more: offered.more,
    }
}

/// All figures, in the order of the page.
pub fn infos() -> Vec<FigureInfo> {
    FIGURES.into_iter().map(info).collect()
}
