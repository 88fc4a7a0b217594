//! Whether sharpness predicts the testing error, and whether any other measure does better: all
//! networks of the present experiment that the page has.
//!
//! ```text
//! sources → networks → measures at their ends → Kendall's τ with the testing error → chart, verdict, table
//! ```

mod chart;
mod networks;
mod rank;
mod records;
mod registry;
mod sources;
mod table;
mod wanted;
mod words;

use super::{Context, Figure, Offered, Panel, Pointing, Records};
use crate::plot::Picture;
use crate::results::Wanted;
use networks::Networks;

/// See the [module](self).
pub struct PredictFigure;

/// See `PredictFigure`.
pub static PREDICT: PredictFigure = PredictFigure;

impl Figure for PredictFigure {
    fn name(&self) -> &'static str {
        "predict"
    }

    fn title(&self) -> &'static str {
        "Does sharpness predict?"
    }

    fn comes_later(&self) -> bool {
        true
    }

    fn offered(&self) -> Offered {
        Offered {
            main: &["predictor"],
            more: &[],
        }
    }

    fn pointing(&self) -> Pointing {
        Pointing::Nothing
    }

    fn wanted(&self, context: &Context) -> Vec<Wanted> {
        wanted::all(context, &Networks::of(context))
    }

    fn expected(&self, context: &Context) -> f64 {
        wanted::expected(&Networks::of(context))
    }

    fn has(&self, context: &Context) -> bool {
        let networks = Networks::of(context);
        // Where nothing has fitted, that is what it shows.
        let settled = || networks.count(|network| !network.is_settled()) == 0;
        networks.measured().next().is_some() || settled()
    }

    fn panel(&self, context: &Context) -> Panel {
        words::panel(context)
    }

    fn picture(&self, context: &Context) -> Option<Box<dyn Picture>> {
        Some(Box::new(chart::chart(context)))
    }

    fn records(&self, context: &Context) -> Records {
        records::records(&Networks::of(context))
    }
}
