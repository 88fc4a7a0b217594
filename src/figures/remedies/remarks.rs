//! What an honest reader should know about the comparison, and where the data disagree with the paper,
//! why that may be.

use crate::data::Shape;
use crate::figures::remedies::claims::{LOWER, Topic, negligible, outcome};
use crate::figures::remedies::evidence::{for_a_gain, for_sharpness, obstacle_at_the_end};
use crate::figures::remedies::wanted::LEVEL;
use crate::figures::remedies::{Column, Comparison};
use crate::figures::verdict::{Outcome, Verdict};
use crate::format::{count, grouped, interval_beside, list, significant, with_interval};
use crate::settings::Equal;
use crate::training::Ending;

pub(super) fn all(comparison: &Comparison, verdicts: &[(Topic, Verdict)]) -> Vec<String> {
    let against = |topic| outcome(verdicts, topic) == Some(Outcome::NotReplicated);
    let remarks = [
        lower_at_the_end(comparison, "augmentation"),
        lower_at_the_end(comparison, "conservative"),
        beside_control(comparison, verdicts),
        against(Topic::AugmentationGains).then(|| augmentation_useless(comparison)),
        against(Topic::ConservativeGains).then(conservative_useless),
        changed_inputs_help(comparison, verdicts),
        mirrored(comparison),
        Some(budget(comparison)),
        Some(rate(comparison)),
        Some(format!(
            "Late in training φ falls with the loss: what trains further tends to end flatter, whatever its testing accuracy. So φ also stands where each training first came to a loss of {LEVEL} among the epochs whose weights were kept, with the loss it then had."
        )),
        diverged(comparison),
        unreached(comparison),
    ];
    remarks.into_iter().flatten().collect()
}

/// The rows of these names, if both are chosen.
fn chosen(comparison: &Comparison, than: &str, name: &str) -> Option<(usize, usize)> {
    let row = |name: &str| comparison.row(name).filter(|&row| comparison.chosen[row]);
    row(than).zip(row(name))
}

/// That a remedy's φ at the end is lower than LB's, unlike the paper's, and at which losses.
fn lower_at_the_end(comparison: &Comparison, name: &str) -> Option<String> {
    let rows = chosen(comparison, "lb", name)?;
    let ratio = Column::Phi.log_ratio(comparison, rows)?;
    let (_, high) = ratio.interval()?;
    let ended = for_sharpness(comparison, rows).1.ended;
    let factor = significant(libm::exp(-ratio.estimate), 2);
    let [plain, own] = [rows.0, rows.1].map(|row| Column::TrainLoss.summary(comparison, row));
    let why = match obstacle_at_the_end(comparison, rows) {
        Some(_) => {
            "The two are no fair comparison: φ follows the loss, so look at equal training loss."
        }
        None => "The losses are similar, so this is unlike the paper’s, whose minima stay sharp.",
    };
    (ended && high < -libm::log(LOWER)).then(|| {
        format!(
            "{}: φ at the end is {factor} times lower than LB’s, at a training loss of {} where LB has {}. {why}",
            comparison.rows[rows.1].label,
            significant(own.map_or(f64::NAN, |loss| loss.mean), 2),
            significant(plain.map_or(f64::NAN, |loss| loss.mean), 2)
        )
    })
}

/// What the proximal term adds to more steps on every batch, unless it is shown to add something.
fn beside_control(comparison: &Comparison, verdicts: &[(Topic, Verdict)]) -> Option<String> {
    let rows = chosen(comparison, "control", "conservative")?;
    let beyond = Column::TestAccuracy.difference(comparison, rows)?;
    let beyond = interval_beside(&beyond, &[0.0, negligible(comparison)]);
    match outcome(verdicts, Topic::BeyondControl)? {
        Outcome::Undecided if for_a_gain(comparison, rows).ended => Some(format!(
            "These trials cannot tell whether conservative training gains more than its control, as many inner steps with λ = 0: {beyond} points."
        )),
        Outcome::DoesNotHold => Some(control_as_good(comparison, verdicts, &beyond)),
        _ => None,
    }
}

fn control_as_good(comparison: &Comparison, verdicts: &[(Topic, Verdict)], beyond: &str) -> String {
    let gains = outcome(verdicts, Topic::ConservativeGains) == Some(Outcome::Replicated);
    let owes = if gains {
        " What conservative training gains over LB it owes to more steps on every batch, not to its proximal term."
    } else {
        ""
    };
    let alone = chosen(comparison, "lb", "control")
        .and_then(|rows| Column::TestAccuracy.difference(comparison, rows))
        .map_or_else(String::new, |gain| {
            format!(" Control − LB: {} points.", with_interval(&gain))
        });
    format!(
        "Conservative training gains no more than its control, as many inner steps with λ = 0: {beyond} points.{owes}{alone} With λ = 10⁻³ the term’s slope is a thousandth of the way made on a batch."
    )
}

/// The paper's appendix saw no gain from either.
fn changed_inputs_help(comparison: &Comparison, verdicts: &[(Topic, Verdict)]) -> Option<String> {
    let cases = [
        (
            Topic::AdversarialGains,
            Outcome::Replicated,
            "adversarial training",
        ),
        (
            Topic::StabilityFails,
            Outcome::NotReplicated,
            "stability training",
        ),
    ];
    let helped =
        |(topic, helps, _): &(Topic, Outcome, &str)| outcome(verdicts, *topic) == Some(*helps);
    let cases = cases.into_iter().filter(helped);
    let names: Vec<String> = cases.map(|(_, _, name)| name.to_owned()).collect();
    (!names.is_empty()).then(|| {
        format!(
            "The paper’s appendix saw no gain from {}; here there is one. With {} training samples and a small network overfitting may be the main error, and changed inputs may act as further samples.",
            list(&names),
            grouped(comparison.experiment.train)
        )
    })
}

fn augmentation_useless(comparison: &Comparison) -> String {
    let kind = match comparison.experiment.data.about().shape {
        Shape::Signal(_) => "signals",
        Shape::Image { .. } => "small images of digits",
        Shape::Point => "points",
    };
    format!(
        "Augmentation may help only as far as its changes resemble how samples really differ: the paper’s photographs may bear larger ones than these {kind}, and within these epochs the network may not have learnt the changed samples yet."
    )
}

fn conservative_useless() -> String {
    "The paper’s gain from conservative training was small too, and absent in some of its networks. Inner steps on the same batch may also fit that batch’s noise.".into()
}

/// Mirrored digits are other signs.
fn mirrored(comparison: &Comparison) -> Option<String> {
    let data = comparison.experiment.data;
    let images = matches!(data.about().shape, Shape::Image { .. });
    let shown = comparison.row("augmentation");
    let shown = shown.is_some_and(|row| comparison.chosen[row]);
    (images && shown).then(|| {
        "The paper’s augmentation also mirrors images. A mirror changes most digits into no digit at all, so here it does not.".into()
    })
}

fn budget(comparison: &Comparison) -> String {
    match comparison.equal {
        Equal::Epochs => "All train for equally many epochs. Inner steps, ascents and changed inputs then cost more gradient evaluations than plain training: see the last columns, or compare at equal gradient evaluations.".into(),
        Equal::Gradients => "Every row has as many epochs as cost no more gradient evaluations of samples than plain training of this experiment, at least one beyond a warm start. Longer training is plain training then.".into(),
    }
}

fn rate(comparison: &Comparison) -> String {
    format!(
        "The gap itself depends on the learning rate, {} here, the same for SB and LB: a higher one for LB alone may recover part of it. The rows that change the rate show whether it does here.",
        significant(comparison.experiment.learning_rate, 3)
    )
}

fn diverged(comparison: &Comparison) -> Option<String> {
    let trials = || 0..comparison.experiment.trials;
    let gone = |row: usize| {
        let ending = |trial| comparison.ended((row, trial))?.ending;
        let gone = trials().filter(|&trial| matches!(ending(trial), Some(Ending::Diverged { .. })));
        gone.count()
    };
    let cases: Vec<String> = comparison
        .selected()
        .map(|row| (row, gone(row)))
        .filter(|(_, gone)| *gone > 0)
        .map(|(row, gone)| format!("{} in {}", comparison.rows[row].label, count(gone, "trial")))
        .collect();
    (!cases.is_empty())
        .then(|| format!("Diverged, without a minimum to measure: {}.", list(&cases)))
}

fn unreached(comparison: &Comparison) -> Option<String> {
    let short = |row: &usize| {
        let trials = 0..comparison.experiment.trials;
        let mut ended = trials.filter(|&trial| comparison.minimum(*row, trial).is_some());
        ended.any(|trial| comparison.level_epoch(*row, trial).is_none())
    };
    let rows = comparison.selected().filter(short);
    let names: Vec<String> = rows
        .map(|row| comparison.rows[row].label.to_owned())
        .collect();
    (!names.is_empty()).then(|| {
        format!(
            "Not all trainings came to a loss of {LEVEL}: {}. Such a trial has no φ at equal loss.",
            list(&names)
        )
    })
}
