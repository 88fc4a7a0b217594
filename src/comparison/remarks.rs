//! What an honest reader should know about the comparison, and where the data disagree with the paper,
//! why that may be.

use super::claims::{Topic, against, equal_loss};
use super::wanted::LEVEL;
use super::{Column, Comparison, Equal};
use crate::experiment::report::Ending;
use crate::experiment::settings::DataSet;
use crate::experiment::verdict::Verdict;
use crate::experiment::words::{count, grouped, list, significant, with_interval};

pub(super) fn all(comparison: &Comparison, verdicts: &[(Topic, Verdict)]) -> Vec<String> {
    let disagreements = [
        (
            Topic::AugmentationStaysSharp,
            augmentation_flatter as Remark,
        ),
        (Topic::ConservativeStaysSharp, conservative_flatter),
        (Topic::BeyondControl, control_as_good),
        (Topic::AugmentationGains, augmentation_useless),
        (Topic::ConservativeGains, conservative_useless),
    ];
    let disagreements = disagreements.into_iter();
    let disagreements = disagreements.filter(|(topic, _)| against(verdicts, *topic));
    let mut remarks: Vec<String> = disagreements.map(|(_, why)| why(comparison)).collect();
    let notes = [
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
    remarks.extend(notes.into_iter().flatten());
    remarks
}

type Remark = fn(&Comparison) -> String;

/// The rows of LB and of another, as pairs have them.
fn beside_plain(comparison: &Comparison, name: &str) -> Option<(usize, usize)> {
    comparison.row("lb").zip(comparison.row(name))
}

/// "the training losses at the end are 0.02 and 0.005"
fn losses(comparison: &Comparison, name: &str) -> Option<String> {
    let (plain, row) = beside_plain(comparison, name)?;
    let mean = |row| Some(Column::TrainLoss.summary(comparison, row)?.mean);
    Some(format!(
        " Plain LB ends at a training loss of {}, this one at {}{}.",
        significant(mean(plain)?, 2),
        significant(mean(row)?, 2),
        equal_loss(comparison, (plain, row)).replace("; at", ": at")
    ))
}

fn conservative_flatter(comparison: &Comparison) -> String {
    format!(
        "Unlike the paper’s, our conservative training ends flatter than LB. Its inner steps train further on the same batches, and late in training φ falls with the loss: that may be why.{} If its control ends as flat, it is the steps and not the proximal term.",
        losses(comparison, "conservative").unwrap_or_default()
    )
}

fn augmentation_flatter(comparison: &Comparison) -> String {
    format!(
        "Unlike the paper’s, our augmented minima are less sharp than LB’s. It may be that the loss on the samples as they are was brought down further: φ depends on that.{}",
        losses(comparison, "augmentation").unwrap_or_default()
    )
}

fn control_as_good(comparison: &Comparison) -> String {
    let rows = comparison.row("lb").zip(comparison.row("control"));
    let gain = rows.and_then(|rows| Column::TestAccuracy.difference(comparison, rows));
    let gain = gain.map_or_else(String::new, |gain| {
        format!(
            " The control alone gains {} points over LB.",
            with_interval(&gain)
        )
    });
    format!(
        "What conservative training gains it owes to more steps on every batch, not to its proximal term: the control with λ = 0 does as well.{gain} With λ = 10⁻³ the term’s slope is a thousandth of the way made on a batch."
    )
}

/// The paper saw no gain from either.
fn changed_inputs_help(comparison: &Comparison, verdicts: &[(Topic, Verdict)]) -> Option<String> {
    let cases = [
        (Topic::AdversarialFails, "adversarial training"),
        (Topic::StabilityFails, "stability training"),
    ];
    let cases = cases.into_iter();
    let cases = cases.filter(|(topic, _)| against(verdicts, *topic));
    let names: Vec<String> = cases.map(|(_, name)| name.to_owned()).collect();
    (!names.is_empty()).then(|| {
        format!(
            "The paper saw no gain from {}; here there is one. With {} training samples and a small network overfitting may be the main error, and changed inputs may act as further samples. The paper’s convolutional networks had tens of thousands of samples, and it gives no numbers.",
            list(&names),
            grouped(comparison.experiment.train)
        )
    })
}

fn augmentation_useless(comparison: &Comparison) -> String {
    let kind = match comparison.experiment.data {
        DataSet::Mnist1d => "signals",
        DataSet::Mnist | DataSet::Optdigits => "small images of digits",
        DataSet::Spirals => "points",
    };
    format!(
        "Augmentation may help only as far as its changes resemble how samples really differ: the paper’s photographs may bear larger ones than these {kind}, and within these epochs the network may not have learnt the changed samples yet."
    )
}

fn conservative_useless(_: &Comparison) -> String {
    "The paper’s gain from conservative training was small too, and absent in some of its networks. Inner steps on the same batch may also fit that batch’s noise.".into()
}

/// Mirrored digits are other signs.
fn mirrored(comparison: &Comparison) -> Option<String> {
    let data = comparison.experiment.data;
    let images = matches!(data, DataSet::Mnist | DataSet::Optdigits);
    let shown = comparison.row("augmentation");
    let shown = shown.is_some_and(|row| comparison.chosen[row]);
    (images && shown).then(|| {
        "The paper’s augmentation also mirrors images. A mirror changes most digits into no digit at all, so here it does not.".into()
    })
}

fn budget(comparison: &Comparison) -> String {
    match comparison.equal {
        Equal::Epochs => "All train for equally many epochs, but for strategies that are about their number. Inner steps, ascents and changed inputs then cost more gradient evaluations than plain training: see the last columns, or compare at equal gradient evaluations.".into(),
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
        let ending = |trial| comparison.ended(comparison.place(row, trial))?.ending;
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
