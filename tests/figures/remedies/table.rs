//! The table and the cards.

use super::results::{choose, experiment, full, job, names};
use crate::known::Known;
use sharp_minima::figures::remedies::{self, Card, Column};
use sharp_minima::jobs::Job;
use sharp_minima::optimizer::Schedule;
use sharp_minima::settings::{Equal, Experiment};

fn sort(known: &mut Known, column: Column, descending: bool) {
    let place = Column::ALL.iter().position(|&one| one == column);
    known.view.sort = place.expect("a column") as u32;
    known.view.descending = descending;
}

fn cards(known: &Known) -> Vec<Card> {
    remedies::cards(&known.context())
}

fn heads(known: &Known) -> Vec<String> {
    let rows = known.panel("remedies").table.rows.into_iter();
    rows.map(|row| row.head).collect()
}

#[test]
fn the_table_is_sorted_by_means_with_nothing_last() {
    let mut known = full(2);
    let table = known.panel("remedies").table;
    assert_eq!(table.head.len(), 11);
    assert!(table.rows.iter().all(|row| row.cells.len() == 10));
    assert_eq!(table.rows[0].head, "SB");
    assert!(
        table.rows[1].cells[4].contains(" at 0.095"),
        "{:?}",
        table.rows[1]
    );
    assert_eq!(table.rows[1].cells[7], "400");
    assert_eq!(table.rows[1].cells[8..], ["80,000", "2"]);
    sort(&mut known, Column::TestAccuracy, true);
    let best = heads(&known);
    assert_eq!(best[..2], ["Data augmentation", "SB"]);
    sort(&mut known, Column::Phi, false);
    assert_eq!(heads(&known)[0], "Conservative training");
    // A row without results stays last either way.
    let rows = sharp_minima::strategy::remedies(&known.experiment);
    let mut names = remedies::chosen(&rows, None);
    names.push("swa");
    choose(&mut known, &names);
    for descending in [false, true] {
        sort(&mut known, Column::Phi, descending);
        let last = heads(&known).pop();
        assert_eq!(last.as_deref(), Some("Weight averaging (SWA)"));
    }
    sort(&mut known, Column::Strategy, true);
    assert_eq!(heads(&known).pop().as_deref(), Some("SB"));
    for column in Column::ALL {
        assert_eq!(Column::named(column.name()), Some(column));
    }
}

#[test]
fn every_remedy_has_a_card() {
    let mut known = Known::new(experiment(2));
    assert_eq!(cards(&known).len(), 10);
    let all = names(&known).into_iter().map(str::to_owned);
    known.view.strategies = Some(all.collect());
    let all = cards(&known);
    assert_eq!(all.len(), names(&known).len());
    for card in &all {
        let texts = [card.formula, card.source, &card.cost, &card.setting];
        assert!(texts.iter().all(|text| !text.is_empty()), "{card:?}");
    }
    let of = |cards: &[Card], name: &str| {
        let card = cards.iter().find(|card| card.name == name);
        card.map(|card| (card.setting.clone(), card.cost.clone()))
            .expect("a card")
    };
    let (setting, cost) = of(&all, "conservative");
    assert_eq!(setting, "λ = 0.001, 3 inner steps a batch, moments kept");
    assert_eq!(cost, "3 gradients a step, 3 × in all");
    let plain = |batches: &str| (batches.to_owned(), "as plain training".to_owned());
    assert_eq!(of(&all, "sb"), plain("batches of 32"));
    assert_eq!(of(&all, "lb"), plain("batches of 200"));
    let (setting, _) = of(&all, "augmentation");
    assert!(
        setting.contains("shifts by up to 2 points, factors 1 ± 0.2"),
        "{setting}"
    );
    known.view.equal = Equal::Gradients;
    let (setting, cost) = of(&cards(&known), "sam");
    assert!(setting.ends_with("; 20 epochs"), "{setting}");
    assert!(cost == "2 gradients a step, as many in all", "{cost}");
}

#[test]
fn cards_say_what_the_inner_rate_and_the_batch_do() {
    let setting = |schedule: Schedule, name: &str| {
        let experiment = Experiment {
            schedule,
            ..experiment(2)
        };
        let mut known = Known::new(experiment);
        choose(&mut known, &[name]);
        let cards = cards(&known).into_iter();
        let mut cards = cards.filter(|card| card.name == name);
        cards.next().expect("a card").setting
    };
    let constant = setting(Schedule::Constant, "conservative-fresh");
    assert!(
        constant.contains("a step of η sign g; at a constant rate training never settles"),
        "{constant}"
    );
    let falling = setting(Schedule::Lin3, "conservative-fresh");
    assert!(
        falling.contains("the rate falls to 0, so training settles and ends flat"),
        "{falling}"
    );
    for name in ["sam", "sam-small", "asam"] {
        let sam = setting(Schedule::Lin3, name);
        assert!(sam.contains("on the batch’s own loss"), "{sam}");
    }
}

#[test]
fn readings_ascend_and_name_the_references() {
    let known = full(3);
    let readings = known.readings("remedies");
    assert_eq!(readings.len(), 10);
    assert!(readings.windows(2).all(|two| two[0].at <= two[1].at));
    let references = readings.iter().filter(|r| r.lines[0].regime.is_some());
    assert_eq!(references.count(), 2);
    let alternative = known.panel("remedies").alternative;
    assert!(alternative.contains("Data augmentation: 74"));
}

#[test]
fn n_stands_once_in_a_row_and_where_it_is_less() {
    let mut known = full(3);
    let cells = |known: &Known, head: &str| {
        let rows = known.panel("remedies").table.rows;
        let row = rows.into_iter().find(|row| row.head == head);
        row.expect("the row").cells
    };
    let lb = cells(&known, "LB");
    assert_eq!(lb.last().map(String::as_str), Some("3"));
    assert!(lb.iter().all(|cell| !cell.contains("n = ")), "{lb:?}");
    // The network of trial 1 has not been measured yet.
    let lb = job(&known, "lb", 1);
    known
        .results
        .take(|_, entry| matches!(&entry.job, Job::Epoch(at) if at.of == lb));
    let lb = cells(&known, "LB");
    assert_eq!(lb.last().map(String::as_str), Some("3"));
    assert!(lb[3].ends_with("(n = 2)"), "φ: {lb:?}");
    assert!(!lb[0].contains("n = "), "testing accuracy: {lb:?}");
    let none = cells(&Known::new(experiment(3)), "LB");
    assert!(none.iter().all(|cell| cell == "–"), "{none:?}");
}
