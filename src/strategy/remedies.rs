//! The strategies that are compared, each beside its formula and its paper.

use crate::settings::{Experiment, Regime};
use crate::strategy::{
    Adversarial, Augmentation, Averaging, Conservative, Growing, Rate, Robust, Scaling, Stability,
    Strategy, weight_noise,
};
use serde::Serialize;

/// One row of the comparison.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Remedy {
    /// The name in links and files.
    pub name: &'static str,
    /// The name on the page.
    pub label: &'static str,
    /// What it does to a plain gradient step; the experiment's optimiser makes its own of the gradient.
    pub formula: &'static str,
    /// Where it comes from.
    pub source: &'static str,
    /// Whose batch it is trained with.
    pub regime: Regime,
    /// How it is trained.
    pub strategy: Strategy,
    /// Whether the default comparison has it.
    pub default: bool,
    /// The row that always runs beside it: its control.
    pub beside: Option<&'static str>,
}

/// Epochs of SB of the warm start, or all of the experiment's if those are fewer.
pub const WARM_START: usize = 10;
/// The row with conservative training's inner steps and nothing else.
const CONTROL: &str = "control";
const KESKAR: &str = "Keskar et al. 2017";
const APPENDIX: &str = "Keskar et al. 2017, appendix E";

/// A row of LB.
fn large(
    name: &'static str,
    label: &'static str,
    formula: &'static str,
    source: &'static str,
    strategy: Strategy,
) -> Remedy {
    Remedy {
        name,
        label,
        formula,
        source,
        regime: Regime::Large,
        strategy,
        default: true,
        beside: None,
    }
}

/// SAM of this radius.
fn sam(radius: f64) -> Strategy {
    let robust = Robust {
        radius,
        ..Robust::default()
    };
    Strategy {
        robust: Some(robust),
        ..Strategy::PLAIN
    }
}

/// All strategies that make sense for a checked experiment, SB and LB first.
pub fn remedies(experiment: &Experiment) -> Vec<Remedy> {
    let mut rows = vec![
        Remedy {
            regime: Regime::Small,
            ..large(
                "sb",
                "SB",
                "x − η ∇f_B(x), B small",
                KESKAR,
                Strategy::PLAIN,
            )
        },
        large(
            "lb",
            "LB",
            "x − η ∇f_B(x), B large",
            KESKAR,
            Strategy::PLAIN,
        ),
    ];
    rows.extend(of_the_paper(experiment));
    rows.extend(later(experiment));
    let others = others().into_iter().map(|remedy| Remedy {
        default: false,
        ..remedy
    });
    rows.extend(others);
    rows.retain(|remedy| remedy.strategy.check(experiment).is_ok());
    for remedy in &mut rows {
        let conservative = remedy.strategy.conservative;
        remedy.beside = conservative.and_then(|c| (c.lambda != 0.0).then_some(CONTROL));
    }
    rows
}

fn of_the_paper(experiment: &Experiment) -> [Remedy; 5] {
    let conservative = |lambda| {
        let conservative = Conservative {
            lambda,
            ..Conservative::default()
        };
        Strategy {
            conservative: Some(conservative),
            ..Strategy::PLAIN
        }
    };
    let augmentation = Augmentation::of(experiment.data);
    [
        large(
            "augmentation",
            "Data augmentation",
            "samples changed at random in every batch",
            APPENDIX,
            Strategy {
                augmentation: Some(augmentation),
                ..Strategy::PLAIN
            },
        ),
        large(
            "conservative",
            "Conservative training",
            "argmin_y f_B(y) + (λ/2) ‖y − x‖², three inner steps",
            APPENDIX,
            conservative(1e-3),
        ),
        large(
            CONTROL,
            "Conservative, λ = 0 (control)",
            "three steps on every batch",
            "the control of conservative training",
            conservative(0.0),
        ),
        large(
            "fgsm",
            "Adversarial inputs",
            "α J(s) + (1 − α) J(s + ε sign ∇_s J)",
            "Goodfellow et al. 2015; Keskar et al. 2017, appendix E",
            Strategy {
                adversarial: Some(Adversarial::default()),
                ..Strategy::PLAIN
            },
        ),
        large(
            "stability",
            "Stability training",
            "L₀(s) + α D(f(s), f(s + noise))",
            "Zheng et al. 2016; Keskar et al. 2017, appendix E",
            Strategy {
                stability: Some(Stability::default()),
                ..Strategy::PLAIN
            },
        ),
    ]
}

fn later(experiment: &Experiment) -> [Remedy; 3] {
    [
        large(
            "sam",
            "Robust weights (SAM)",
            "x − η ∇f_B(x + ρ g/‖g‖), g = ∇f_B(x), ρ = .2",
            "Foret et al. 2021; Keskar et al. 2017, appendix E",
            sam(0.2),
        ),
        large(
            "ghost",
            "Ghost batch norm",
            "statistics of SB’s batch size",
            "Hoffer et al. 2017",
            Strategy {
                ghost: Some(experiment.small_batch.max(2)),
                ..Strategy::PLAIN
            },
        ),
        large(
            "warm-start",
            "Warm start",
            "ten epochs of SB, then LB",
            "Keskar et al. 2017, figure 5",
            Strategy {
                warm_start: experiment.epochs.min(WARM_START),
                ..Strategy::PLAIN
            },
        ),
    ]
}

/// The same pieces at other settings, and the other pieces.
fn others() -> Vec<Remedy> {
    let mut rows = vec![
        large(
            "conservative-fresh",
            "Conservative, fresh moments",
            "the optimiser starts afresh on every batch",
            APPENDIX,
            Strategy {
                conservative: Some(Conservative {
                    fresh: true,
                    ..Conservative::default()
                }),
                ..Strategy::PLAIN
            },
        ),
        large(
            "fgsm-small",
            "Adversarial inputs, ε = .02",
            "α J(s) + (1 − α) J(s + ε sign ∇_s J), ε = .02",
            "Goodfellow et al. 2015",
            Strategy {
                adversarial: Some(Adversarial {
                    epsilon: 0.02,
                    ..Adversarial::default()
                }),
                ..Strategy::PLAIN
            },
        ),
        large(
            "pgd",
            "Adversarial inputs, four steps",
            "α J(s) + (1 − α) J(s + δ), δ by four projected steps",
            "Madry et al. 2018",
            Strategy {
                adversarial: Some(Adversarial {
                    steps: 4,
                    ..Adversarial::default()
                }),
                ..Strategy::PLAIN
            },
        ),
    ];
    rows.extend(on_weights());
    rows.extend(rates());
    rows.extend(schedules());
    rows
}

fn on_weights() -> [Remedy; 4] {
    const FORET: &str = "Foret et al. 2021";
    [
        large(
            "sam-small",
            "SAM, ρ = .05",
            "x − η ∇f_B(x + ρ g/‖g‖), g = ∇f_B(x), ρ = .05",
            FORET,
            sam(0.05),
        ),
        large(
            "sam-large",
            "SAM, ρ = .5",
            "x − η ∇f_B(x + ρ g/‖g‖), g = ∇f_B(x), ρ = .5",
            FORET,
            sam(0.5),
        ),
        large(
            "asam",
            "Adaptive SAM",
            "x − η ∇f_B(x + ρ T² g/‖T g‖), g = ∇f_B(x), T = |x| + .01",
            "Kwon et al. 2021",
            Strategy {
                robust: Some(Robust::adaptive()),
                ..Strategy::PLAIN
            },
        ),
        large(
            "weight-noise",
            "Weight noise",
            "x − η ∇f_B(x + σ n)",
            "Wen et al. 2018",
            Strategy {
                weight_noise: weight_noise::DEFAULT,
                ..Strategy::PLAIN
            },
        ),
    ]
}

fn rates() -> [Remedy; 5] {
    const SWEEP: &str = "a sweep of the rate";
    let rated = |scaling, factor, warm_up| Strategy {
        rate: Rate {
            scaling,
            factor,
            warm_up,
        },
        ..Strategy::PLAIN
    };
    let times = |factor| rated(Scaling::Constant, factor, 0);
    [
        large(
            "linear-rate",
            "Linear rate, warm-up",
            "η grows to η B/B_S in five epochs",
            "Goyal et al. 2017",
            rated(Scaling::Linear, 1.0, 5),
        ),
        large(
            "sqrt-rate",
            "Square-root rate",
            "η √(B/B_S) in place of η",
            "Hoffer et al. 2017",
            rated(Scaling::SquareRoot, 1.0, 0),
        ),
        large(
            "rate-2",
            "Twice the rate",
            "x − 2 η ∇f_B(x)",
            SWEEP,
            times(2.0),
        ),
        large(
            "rate-4",
            "Four times the rate",
            "x − 4 η ∇f_B(x)",
            SWEEP,
            times(4.0),
        ),
        large(
            "rate-10",
            "Ten times the rate",
            "x − 10 η ∇f_B(x)",
            SWEEP,
            times(10.0),
        ),
    ]
}

fn schedules() -> [Remedy; 3] {
    [
        large(
            "longer",
            "Longer training",
            "three times the epochs",
            "Hoffer et al. 2017",
            Strategy {
                longer: 3.0,
                ..Strategy::PLAIN
            },
        ),
        large(
            "growing",
            "Growing batch",
            "B doubled every ten epochs",
            "Keskar et al. 2017, section 5; Smith et al. 2018",
            Strategy {
                growing: Some(Growing::default()),
                ..Strategy::PLAIN
            },
        ),
        large(
            "swa",
            "Weight averaging (SWA)",
            "mean of the last quarter’s iterates",
            "Izmailov et al. 2018",
            Strategy {
                averaging: Some(Averaging::default()),
                ..Strategy::PLAIN
            },
        ),
    ]
}
