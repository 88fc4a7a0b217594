//! Sharpness along training: against the loss (the paper's figure 6), against epochs, and the
//! distance from the start (Hoffer et al. 2017).

use crate::choice::Named;
use crate::figures::measures::headline;
use crate::figures::measures::table::at_level;
use crate::figures::measures::wanted;
use crate::figures::measures::{Measured, Network, Part, equal, records, remarks};
use crate::figures::panel::{Panel, Row, Table};
use crate::figures::reading::Reading;
use crate::figures::{Context, Figure, Offered, Records, Verdict};
use crate::format::{NOTHING, significant};
use crate::jobs::EPSILONS;
use crate::jobs::measures::{AtEpoch, LEVELS};
use crate::optimizer::OptimizerKind;
use crate::optimizer::{ADAM_EDGE, heavy_ball_edge};
use crate::plot::Picture;
use crate::plot::measures::{Chart, ChartPanel, Guide, Line, LineKind, Scale};
use crate::plot::spread::spread_over_trials;
use crate::results::Wanted;
use crate::settings::REGIMES;
use crate::settings::Regime;

impl Measured {
    /// What is known along the training of one network, by epoch.
    pub(super) fn along_training(&self, network: Network) -> Vec<&AtEpoch> {
        let of = self.epochs.iter().filter(|((of, _), _)| *of == network);
        of.map(|(_, at)| at).collect()
    }

    /// 2/η after an epoch, where plain SGD descends; `None` elsewhere and where η is 0.
    pub(super) fn edge(&self, epoch: u32) -> Option<f64> {
        let e = &self.experiment;
        let plain = e.optimizer == OptimizerKind::Sgd && e.momentum == 0.0;
        let rate = e.learning_rate * e.schedule.factor(epoch as usize, e.epochs);
        (plain && rate > 1e-9).then(|| 2.0 / rate)
    }
}

/// Sharpness along training (the paper's figure 6).
pub struct AlongFigure;

/// See `AlongFigure`.
pub static ALONG: AlongFigure = AlongFigure;

fn measured(context: &Context) -> Measured {
    Measured::with(context, &[Part::Minima, Part::Epochs])
}

impl Figure for AlongFigure {
    fn name(&self) -> &'static str {
        "along"
    }

    fn title(&self) -> &'static str {
        "Sharpness along training"
    }

    fn comes_later(&self) -> bool {
        true
    }

    fn offered(&self) -> Offered {
        Offered {
            main: &["trial"],
            more: &[],
        }
    }

    fn trial(&self, context: &Context) -> Option<u32> {
        Some(context.view.trial)
    }

    fn expected(&self, context: &Context) -> f64 {
        wanted::expected_levels(context)
    }

    fn wanted(&self, context: &Context) -> Vec<Wanted> {
        wanted::for_along(context)
    }

    fn has(&self, context: &Context) -> bool {
        measured(context).has_along()
    }

    fn panel(&self, context: &Context) -> Panel {
        panel(&measured(context))
    }

    fn records(&self, context: &Context) -> Records {
        records::along(&measured(context))
    }

    fn picture(&self, context: &Context) -> Option<Box<dyn Picture>> {
        Some(Box::new(chart(&measured(context))))
    }

    fn readings(&self, context: &Context) -> Vec<Reading> {
        measured(context).along_readings()
    }
}

fn chart(measured: &Measured) -> Chart {
    Chart {
        panels: vec![
            against_loss(measured),
            curvature(measured),
            distance(measured),
        ],
        shared: false,
    }
}

/// φ against the training loss, which falls to the right.
fn against_loss(measured: &Measured) -> ChartPanel {
    let mut lines: Vec<Line> = REGIMES
        .iter()
        .map(|&regime| {
            let known = measured.along_training((regime, measured.trial));
            let points = known.into_iter().map(|at| (at.loss, at.phi));
            Line::through(regime, regime.name(), LineKind::First, points)
        })
        .collect();
    lines.extend(REGIMES.map(|regime| {
        let others = (0..measured.experiment.trials).filter(|&trial| trial != measured.trial);
        let points = others.flat_map(|trial| measured.along_training((regime, trial)));
        let points: Vec<(f64, f64)> = points.map(|at| (at.loss, at.phi)).collect();
        Line::through(regime, "", LineKind::Marks, points)
    }));
    let any = lines.iter().any(|line| !line.points.is_empty());
    let level = |level| Guide::Upright {
        at: level,
        label: format!("{level}"),
        chosen: false,
    };
    ChartPanel {
        // Its abscissa is not the epochs, which pointers read.
        name: "unread",
        title: "Sharpness φ".into(),
        units: vec!["against the loss, log scales", "log scales"],
        abscissa: Scale::Falling,
        along: "training loss, nats",
        ordinate: Scale::Log,
        floor: None,
        lines,
        guides: if any {
            LEVELS.map(level).to_vec()
        } else {
            Vec::new()
        },
        rugs: Vec::new(),
        note: "no data yet".into(),
    }
}

/// λ₁ and batch sharpness against epochs, with 2/η where it means something.
fn curvature(measured: &Measured) -> ChartPanel {
    let mut lines = Vec::new();
    let names = [("SB λ₁", "SB batch"), ("LB λ₁", "LB batch")];
    for (regime, (first, second)) in REGIMES.into_iter().zip(names) {
        let known = measured.along_training((regime, measured.trial));
        let at = |value: fn(&AtEpoch) -> f64| {
            let known = known.iter();
            known.map(move |at| (f64::from(at.epoch), value(at)))
        };
        lines.push(Line::through(
            regime,
            first,
            LineKind::First,
            at(|a| a.eigenvalue),
        ));
        lines.push(Line::through(
            regime,
            second,
            LineKind::Second,
            at(|a| a.batch.value),
        ));
    }
    let epochs = lines
        .iter()
        .flat_map(|line| &line.points)
        .map(|point| point.x);
    let last = epochs.fold(0.0, f64::max) as u32;
    let edge = |epoch: u32| Some((f64::from(epoch), measured.edge(epoch)?));
    let points: Vec<(f64, f64)> = (1..=last).filter_map(edge).collect();
    let full = measured.experiment.large_batch == measured.experiment.train;
    let label = if full {
        "edge of stability, 2/η"
    } else {
        "2/η"
    };
    let guides = (!points.is_empty()).then_some(Guide::Across {
        points,
        label,
        regime: None,
    });
    ChartPanel {
        name: "curvature",
        title: "Curvature".into(),
        units: vec![
            "λ₁ solid, batch sharpness dashed",
            "λ₁, batch dashed",
            "log scale",
        ],
        abscissa: Scale::Log,
        along: "epochs, log scale",
        ordinate: Scale::Log,
        floor: None,
        lines,
        guides: guides.into_iter().collect(),
        rugs: Vec::new(),
        note: "no data yet".into(),
    }
}

/// ‖x − x₀‖ of all trials.
fn distance(measured: &Measured) -> ChartPanel {
    let lines = REGIMES.map(|regime| {
        let own = measured.trainings.iter().filter(|t| t.regime == regime);
        let points = own.flat_map(|t| t.points.iter().filter(|point| point.epoch > 0));
        let points = points.map(|point| (f64::from(point.epoch), point.distance));
        Line {
            regime,
            name: regime.name(),
            kind: LineKind::First,
            points: spread_over_trials(points.collect()),
        }
    });
    ChartPanel {
        name: "distance",
        title: "Distance ‖x − x₀‖".into(),
        units: vec!["mean ± std over the trials", "mean ± std"],
        abscissa: Scale::Log,
        along: "epochs, log scale",
        ordinate: Scale::Even,
        floor: None,
        lines: lines.to_vec(),
        guides: Vec::new(),
        rugs: Vec::new(),
        note: "no data yet".into(),
    }
}

fn panel(measured: &Measured) -> Panel {
    let verdicts = LEVELS.map(|level| at_level(measured, level));
    let levels: Vec<(f64, &Verdict)> = LEVELS.into_iter().zip(&verdicts).collect();
    Panel {
        headline: headline::along(&levels),
        caption: format!(
            "Trial {}. Left, φ at ε = {} against the training loss, which falls to the right; then curvature and the distance from the start against epochs.",
            measured.trial + 1,
            EPSILONS[0]
        ),
        alternative: alternative(measured),
        verdicts: verdicts.to_vec(),
        remarks: notes(measured),
        table: table(measured),
    }
}

/// Where φ is highest along a training.
fn peak<'a>(known: &[&'a AtEpoch]) -> Option<&'a AtEpoch> {
    let finite = known.iter().filter(|at| at.phi.is_finite());
    finite.max_by(|a, b| a.phi.total_cmp(&b.phi)).copied()
}

fn alternative(measured: &Measured) -> String {
    let parts: Vec<String> = REGIMES
        .iter()
        .filter_map(|&regime| {
            let known = measured.along_training((regime, measured.trial));
            let (peak, last) = (peak(&known)?, known.last()?);
            Some(format!(
                "{}: φ is highest, {}, after epoch {} at loss {}, and ends at {}; λ₁ ends at {}.",
                regime.name(),
                significant(peak.phi, 3),
                peak.epoch,
                significant(peak.loss, 2),
                significant(last.phi, 3),
                significant(last.eigenvalue, 3)
            ))
        })
        .collect();
    let said = if parts.is_empty() {
        "Nothing has been measured yet.".to_owned()
    } else {
        parts.join(" ")
    };
    format!(
        "Three charts: sharpness against training loss, curvature against epochs, distance from the start against epochs. {said}"
    )
}

fn notes(measured: &Measured) -> Vec<String> {
    if !measured.has_along() {
        return remarks::left_out(measured).into_iter().collect();
    }
    let notes = [
        remarks::left_out(measured),
        humps(measured),
        Some(stability(measured)),
        closest(measured),
        equal::unreached(measured),
        (measured.experiment.trials > 1).then(|| {
            "The lines are of one trial; faint marks are the other trials where they were measured.".to_owned()
        }),
        Some("Only epochs whose weights were kept can be measured, so a loss is first reached up to one of their distances late.".into()),
        remarks::frozen(measured),
    ];
    notes.into_iter().flatten().collect()
}

/// The shape of φ along training.
fn humps(measured: &Measured) -> Option<String> {
    let [small, large] = REGIMES.map(|regime| measured.along_training((regime, measured.trial)));
    let (top, other) = (peak(&small)?, peak(&large)?);
    let inside = |known: &[&AtEpoch], peak: &AtEpoch| {
        let ends = [known.first(), known.last()];
        ends.iter().flatten().all(|end| end.epoch != peak.epoch)
    };
    let late = |known: &[&AtEpoch], peak: &AtEpoch| {
        let ends = [known.first(), known.last()].map(|end| end.map_or(f64::NAN, |end| end.loss));
        inside(known, peak) && ends[0] > peak.loss && peak.loss > ends[1]
    };
    let late = late(&small, top) && late(&large, other);
    let shape = match (inside(&small, top), inside(&large, other)) {
        (true, true) => "rises and falls again in both trainings",
        (true, false) => "rises and falls again in SB’s training, not in LB’s",
        (false, true) => "rises and falls again in LB’s training, not in SB’s",
        (false, false) => "is highest at an end of both trainings",
    };
    let higher = if other.phi > top.phi {
        "LB’s"
    } else {
        "SB’s"
    };
    let follows = if late {
        " Up to the peak φ rises while the loss falls; only after it does φ fall with the loss."
    } else {
        ""
    };
    Some(format!(
        "φ {shape}: SB’s is highest after epoch {} ({}), LB’s after epoch {} ({}). The higher of the two is {higher}.{follows}",
        top.epoch,
        significant(top.phi, 3),
        other.epoch,
        significant(other.phi, 3)
    ))
}

/// What the curvature is to be held against.
fn stability(measured: &Measured) -> String {
    let e = &measured.experiment;
    if e.optimizer != OptimizerKind::Sgd {
        return format!(
            "No line at 2/η: it is where plain gradient descent becomes unstable, and {} divides each step by its own measure of the gradient. With the full gradient it has an edge of its own, at {}/η, for the Hessian preconditioned by that measure (Cohen et al. 2022); at the first rate that is {}. λ₁ of the Hessian itself cannot be held against it.",
            e.optimizer.choice().label,
            significant(ADAM_EDGE, 3),
            significant(ADAM_EDGE / e.learning_rate, 3)
        );
    }
    if e.momentum > 0.0 {
        return format!(
            "No line at 2/η: it is where gradient descent without momentum becomes unstable. With momentum {} and the full gradient it is at {}/η (Cohen et al. 2021); at the first rate that is {}.",
            e.momentum,
            significant(heavy_ball_edge(e.momentum), 3),
            significant(heavy_ball_edge(e.momentum) / e.learning_rate, 3)
        );
    }
    if e.large_batch == e.train {
        "LB descends along the full gradient. In long runs of that kind λ₁ was seen to rise to 2/η and to hover there, the edge of stability (Cohen et al. 2021). It is an observation, not a law, and under cross-entropy λ₁ falls again late. With small batches λ₁ was seen to stay below and batch sharpness to take its place (Andreyev & Beneventano 2024).".into()
    } else {
        "With batches smaller than the training set λ₁ was seen to stay below 2/η and batch sharpness to hover there (Andreyev & Beneventano 2024). It is an observation, not a law. λ₁ itself was seen at 2/η where the whole training set is the batch (Cohen et al. 2021).".into()
    }
}

/// How close LB's λ₁ came to 2/η in the trial that is drawn.
fn closest(measured: &Measured) -> Option<String> {
    let known = measured.along_training((Regime::Large, measured.trial));
    let ratios = known.into_iter().filter_map(|at| {
        let edge = measured.edge(at.epoch)?;
        Some((at.eigenvalue / edge, at.epoch))
    });
    let (ratio, epoch) = ratios.max_by(|one, other| one.0.total_cmp(&other.0))?;
    Some(format!(
        "Here LB’s λ₁ comes to {} of 2/η at most, after epoch {epoch}.",
        significant(ratio, 2)
    ))
}

fn table(measured: &Measured) -> Table {
    let head = [
        "Network and epoch",
        "Training loss",
        "φ",
        "λ₁",
        "Batch sharpness ± standard error",
        "‖x − x₀‖",
    ];
    let trials = 0..measured.experiment.trials;
    let networks = trials.flat_map(|trial| REGIMES.map(|regime| (regime, trial)));
    let rows = networks.flat_map(|network| {
        let known = measured.along_training(network).into_iter();
        known.map(move |at| row(measured, network, at))
    });
    Table {
        caption: "Everything measured along the trainings.".into(),
        head: head.map(String::from).to_vec(),
        rows: rows.collect(),
    }
}

fn row(measured: &Measured, (regime, trial): Network, at: &AtEpoch) -> Row {
    let training = measured.training((regime, trial));
    let point = training.and_then(|t| t.points.iter().find(|p| p.epoch == at.epoch));
    Row {
        head: format!("{}, trial {}, epoch {}", regime.name(), trial + 1, at.epoch),
        cells: vec![
            significant(at.loss, 3),
            significant(at.phi, 3),
            significant(at.eigenvalue, 3),
            batch(at),
            point.map_or(NOTHING.to_owned(), |p| significant(p.distance, 3)),
        ],
    }
}

/// Batch sharpness in words.
fn batch(at: &AtEpoch) -> String {
    format!(
        "{} ± {}",
        significant(at.batch.value, 3),
        significant(at.batch.error, 2)
    )
}

/// What is known of one network after an epoch, in words.
pub(super) fn words(measured: &Measured, regime: Regime, epoch: u32) -> Option<String> {
    let at = measured.epochs.get(&((regime, measured.trial), epoch))?;
    Some(format!(
        "loss {}, φ {}, λ₁ {}, batch sharpness {}",
        significant(at.loss, 3),
        significant(at.phi, 3),
        significant(at.eigenvalue, 3),
        batch(at)
    ))
}
