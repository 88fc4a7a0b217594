//! The words: what to see, and the verdict on sharpness.

use super::networks::Networks;
use super::rank::{FEWEST_NETWORKS, FEWEST_SETTINGS, Rank, best_first, ranks};
use super::sources::SOURCES;
use super::table::{measures, range, two};
use crate::choice::Named;
use crate::figures::comparable::FITTED;
use crate::figures::verdict::{Outcome, Source, Verdict};
use crate::figures::{Context, Panel};
use crate::format::{count, grouped, list};
use crate::settings::Predictor;
use crate::statistics::bootstrap::RESAMPLES;

pub(super) fn panel(context: &Context) -> Panel {
    let networks = Networks::of(context);
    let ranks = best_first(ranks(context, &networks));
    let chosen = context.view.predictor.choice().label;
    let verdict = verdict(context, &networks, &ranks);
    Panel {
        headline: headline(&verdict, &ranks),
        caption: format!(
            "Testing error against {chosen}, one mark a network. Beside it Kendall’s τ of every measure with the testing error: at 1 the larger measure always has the larger error, at 0 it tells nothing."
        ),
        alternative: alternative(&ranks),
        verdicts: vec![verdict],
        remarks: remarks(&networks, &ranks),
        table: measures(&ranks),
    }
}

/// What τ of φ says.
fn headline(verdict: &Verdict, ranks: &[Rank]) -> String {
    let phi = ranks
        .iter()
        .find(|rank| rank.measure.which == Predictor::Phi);
    let Some((phi, said)) = phi.and_then(|phi| Some((phi, said(phi)?))) else {
        return String::new();
    };
    let over = format!("{} networks", grouped(phi.n));
    match verdict.verdict.decided() {
        Some(true) => format!("Over {over}, the sharper one tends to err more: τ = {said}."),
        Some(false) => format!("Over {over}, the sharper one does not err more: τ = {said}."),
        None => {
            format!("Over {over} it is not decided whether the sharper ones err more: τ = {said}.")
        }
    }
}

/// What one τ says, in a few words.
fn said(rank: &Rank) -> Option<String> {
    let interval = rank
        .interval
        .map_or_else(String::new, |ends| format!(" {}", range(ends)));
    Some(format!("{}{interval}", two(rank.tau?)))
}

fn alternative(ranks: &[Rank]) -> String {
    let known = ranks
        .iter()
        .filter_map(|rank| Some(format!("{} {}", rank.measure.label(), said(rank)?)));
    let known: Vec<String> = known.collect();
    if known.is_empty() {
        return "A chart of testing error against a measure; too little has been measured yet."
            .into();
    }
    format!(
        "A chart of Kendall’s τ with the testing error, the most predictive measure first: {}.",
        list(&known)
    )
}

/// The verdict on φ.
fn verdict(context: &Context, networks: &Networks, ranks: &[Rank]) -> Verdict {
    let phi = ranks
        .iter()
        .find(|rank| rank.measure.which == Predictor::Phi);
    let open = networks.count(|network| !network.is_settled());
    let decided = match phi {
        Some(phi) if context.active && open > 0 => Ok((Outcome::Undecided, so_far(phi, open))),
        Some(phi) => decided(phi),
        None => Ok((Outcome::Undecided, String::new())),
    };
    let (verdict, text, why) = match decided {
        Ok((verdict, text)) => (verdict, text, None),
        Err(why) => (
            Outcome::NotComparable,
            format!("Not comparable: {why}."),
            Some(why),
        ),
    };
    Verdict {
        claim: "Over all these networks, sharper minima generalise worse.".into(),
        source: format!(
            "{} Later studies ask it over many networks (Jiang et al. 2020; Andriushchenko et al. 2023).",
            Source::Ours.words()
        ),
        number: phi.and_then(said).unwrap_or_default(),
        paper: false,
        difference: None,
        why,
        verdict,
        text,
    }
}

fn so_far(phi: &Rank, open: usize) -> String {
    let now = said(phi).map_or_else(String::new, |said| {
        format!("Kendall’s τ of φ with the testing error is {said} so far. ")
    });
    format!("{now}{} still to come.", count_are(open))
}

/// How the claim fares, with what is said of it; an error says why it cannot be told.
fn decided(phi: &Rank) -> Result<(Outcome, String), String> {
    let over = format!("over {}", count(phi.n, "network"));
    let (Some(said), Some((low, high))) = (said(phi), phi.interval) else {
        return Err(format!(
            "an interval takes at least {FEWEST_SETTINGS} settings, and a τ {FEWEST_NETWORKS} networks that differ; there are {}",
            count(phi.n, "network")
        ));
    };
    let (outcome, meaning) = if low > 0.0 {
        (
            Outcome::Holds,
            "Of two networks the sharper one tends to err more.",
        )
    } else if high <= 0.0 {
        (
            Outcome::DoesNotHold,
            "Of two networks the sharper one does not tend to err more.",
        )
    } else {
        (
            Outcome::Undecided,
            "The interval holds 0: from φ alone one cannot tell which of two networks errs more.",
        )
    };
    let text = format!(
        "Kendall’s τ of φ with the testing error is {said} {over}. {meaning} 95 % interval in brackets."
    );
    Ok((outcome, text))
}

fn remarks(networks: &Networks, ranks: &[Rank]) -> Vec<String> {
    let groups: Vec<String> = SOURCES
        .iter()
        .map(|source| format!("{} ({})", source.name, source.varies))
        .collect();
    let mut remarks = vec![
        format!(
            "The groups are {}. A small mark is τ within one of them (Jiang et al. 2020): what a measure says of one setting need not hold over all.",
            list(&groups)
        ),
        format!(
            "Intervals are the middle 95 % of {} bootstrap resamples of the settings, each with all its trials: trials of one setting are near copies of each other. They speak of other settings like these, not of other data.",
            grouped(RESAMPLES)
        ),
        "The margin is negated, as small margins are said to go with large errors. The training loss is the control: a measure that merely follows it says nothing more.".into(),
    ];
    let unfitted = networks.count(|n| n.minimum().is_some() && !n.has_fitted());
    if unfitted > 0 {
        remarks.push(format!(
            "{} left out: below {FITTED} % training accuracy a network has not fitted (our choice).",
            count_are(unfitted)
        ));
    }
    let lost = networks.count(|n| n.has_ended() && n.minimum().is_none());
    if lost > 0 {
        remarks.push(format!("{} left out: training diverged.", count_are(lost)));
    }
    remarks.extend(best(ranks));
    remarks
}

/// Which measure orders the networks best, and whether its interval speaks for it.
fn best(ranks: &[Rank]) -> Option<String> {
    let first = ranks.first().filter(|first| first.tau > Some(0.0))?;
    let (low, _) = first.interval?;
    let sure = if low > 0.0 {
        "its interval lies above 0"
    } else {
        "even its interval holds 0"
    };
    Some(format!(
        "Of these measures {} predicts best, with τ = {}; {sure}. It was looked for among {}, which flatters the first.",
        first.measure.label(),
        said(first)?,
        ranks.len()
    ))
}

/// "3 networks are".
fn count_are(n: usize) -> String {
    let verb = if n == 1 { "is" } else { "are" };
    format!("{} {verb}", count(n, "network"))
}
