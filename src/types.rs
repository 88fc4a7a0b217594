//! The types that cross to JavaScript, as TypeScript.

use crate::{choice, data, figures, landscape, network, optimizer, plot, session, settings};
use ts_rs::TS;

macro_rules! declared {
    ($($type:ty),* $(,)?) => {
        [$(format!("export {}\n", <$type>::decl(&ts_rs::Config::default()))),*].concat()
    };
}

/// The declarations of all of them: the text of www/core/types.d.ts.
pub fn declarations() -> String {
    let types = declared![
        data::DataSet,
        network::Activation,
        optimizer::OptimizerKind,
        optimizer::Schedule,
        settings::StopRule,
        settings::Experiment,
        settings::Regime,
        choice::Choice,
        settings::controls::ControlKind,
        settings::Control,
        settings::Preset,
        landscape::Axes,
        settings::view::Measure,
        settings::view::SampleSet,
        settings::view::Shape,
        settings::view::Resolution,
        settings::view::BatchNormStats,
        settings::view::Sample,
        settings::view::Along,
        settings::view::Between,
        settings::view::Equal,
        settings::Predictor,
        settings::view::EqualSweep,
        settings::View,
        figures::Outcome,
        figures::Verdict,
        figures::Row,
        figures::Table,
        figures::Panel,
        figures::ReadValue,
        figures::Reading,
        figures::PlaceReading,
        figures::landscape::Home,
        figures::FigureInfo,
        figures::claims::PaperClaim,
        figures::claims::Fares,
        figures::remedies::Card,
        figures::remedies::Steps,
        figures::remedies::StrategyChoice,
        plot::Look,
        plot::PanelGeometry,
        plot::Geometry,
        session::BarState,
        session::Nearest,
        session::FigureState,
        session::Event,
    ];
    format!("/* Made from the Rust types by `cargo xtask types`. */\n\n{types}")
}
