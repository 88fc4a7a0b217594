//! What is shipped with the page, written of all that was computed.

use super::Session;
use super::shipped::shipped;
use crate::figures::{Context, FIGURES, Figure};
use crate::jobs::Key;
use crate::results::Wanted;
use crate::set::Set;
use crate::settings::View;

impl<V: Clone> Session<V> {
    /// What is known of the present experiment's figures, as a file that is shipped with the page: the first,
    /// or with `later` the second, which has what figures that come later want besides.
    pub fn write_shipped(&self, later: bool) -> String {
        let wanted = |later: bool| -> Vec<Wanted> {
            let figures = FIGURES.into_iter().filter(|f| f.comes_later() == later);
            figures
                .flat_map(|figure| self.wanted_shipped(figure))
                .collect()
        };
        let mut chosen = wanted(later);
        if later {
            let first: Set<Key> = wanted(false).into_iter().map(|first| first.key).collect();
            chosen.retain(|wanted| !first.contains(&wanted.key));
        }
        self.written(chosen)
    }

    /// What is known of one figure with the present experiment, as such a file.
    pub fn write_shipped_of(&self, figure: &dyn Figure) -> String {
        self.written(self.wanted_shipped(figure))
    }

    fn written(&self, wanted: Vec<Wanted>) -> String {
        let jobs = wanted.into_iter().map(|wanted| wanted.job);
        shipped(&self.results, &self.experiment, jobs.collect())
    }

    /// All that is shipped of a figure: what it wants in the present view, and in its others.
    fn wanted_shipped(&self, figure: &dyn Figure) -> Vec<Wanted> {
        let wanted = |view: &View| {
            let context = self.current(figure.name());
            figure.wanted(&Context { view, ..context })
        };
        let others = figure.shipped_views(&self.experiment, &self.view);
        let views = std::iter::once(&self.view).chain(&others);
        views.flat_map(wanted).collect()
    }
}
