//! The table and the cards.

use crate::results::{experiment, full, training, typical};
use sharp_minima::comparison::{Column, Comparison, Equal};
use sharp_minima::experiment::settings::Schedule;
use sharp_minima::experiment::{Experiment, Regime};

fn heads(comparison: &Comparison) -> Vec<String> {
    let rows = comparison.panel().table.rows.into_iter();
    rows.map(|row| row.head).collect()
}

#[test]
fn the_table_is_sorted_by_means_with_nothing_last() {
    let mut comparison = full(2);
    let table = comparison.panel().table;
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
    comparison.sort(Column::TestAccuracy, true);
    let best = heads(&comparison);
    assert_eq!(best[..2], ["Data augmentation", "SB"]);
    comparison.sort(Column::Phi, false);
    assert_eq!(heads(&comparison)[0], "Conservative training");
    // A row without results stays last either way.
    let mut names = comparison.chosen();
    names.push("swa");
    comparison.choose(&names);
    for descending in [false, true] {
        comparison.sort(Column::Phi, descending);
        let last = heads(&comparison).pop();
        assert_eq!(last.as_deref(), Some("Weight averaging (SWA)"));
    }
    comparison.sort(Column::Strategy, true);
    assert_eq!(heads(&comparison).pop().as_deref(), Some("SB"));
    for column in Column::ALL {
        assert_eq!(Column::named(column.name()), Some(column));
    }
}

#[test]
fn every_remedy_has_a_card() {
    let mut comparison = Comparison::new(experiment(2));
    let cards = comparison.cards();
    assert_eq!(cards.len(), comparison.rows().len());
    for card in &cards {
        assert!(card.setting.contains("batches of"), "{card:?}");
        assert!(card.setting.contains("epoch"), "{card:?}");
        assert!(comparison.picture(&card.picture).is_some(), "{card:?}");
        let texts = [card.formula, card.source, card.alternative, &card.cost];
        assert!(texts.iter().all(|text| !text.is_empty()), "{card:?}");
    }
    let of = |cards: &[sharp_minima::comparison::Card], name: &str| {
        let card = cards.iter().find(|card| card.name == name);
        card.map(|card| (card.setting.clone(), card.cost.clone()))
            .expect("a card")
    };
    let (setting, cost) = of(&cards, "conservative");
    assert_eq!(
        setting,
        "batches of 200; λ = 0.001, 3 inner steps a batch, moments kept; 40 epochs"
    );
    assert_eq!(
        cost,
        "3 gradient evaluations a step; altogether 3 times plain training’s"
    );
    let (setting, _) = of(&cards, "augmentation");
    assert!(
        setting.contains("shifts by up to 2 points, factors 1 ± 0.2"),
        "{setting}"
    );
    comparison.set_equal(Equal::Gradients);
    let (setting, cost) = of(&comparison.cards(), "sam");
    assert!(setting.ends_with("; 20 epochs"), "{setting}");
    assert!(
        cost == "2 gradient evaluations a step; altogether as many as plain training’s",
        "{cost}"
    );
}

#[test]
fn cards_say_what_the_inner_rate_and_the_batch_do() {
    let setting = |schedule: Schedule, name: &str| {
        let experiment = Experiment {
            schedule,
            ..experiment(2)
        };
        let cards = Comparison::new(experiment).cards().into_iter();
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
    let comparison = full(3);
    let readings = comparison.readings("remedies");
    assert_eq!(readings.len(), 10);
    assert!(readings.windows(2).all(|two| two[0].at <= two[1].at));
    let known = readings.iter().filter(|r| r.lines[0].regime.is_some());
    assert_eq!(known.count(), 2);
    assert!(comparison.readings("step:sam").is_empty());
    assert!(
        comparison
            .panel()
            .alternative
            .contains("Data augmentation: 74")
    );
}

#[test]
fn n_stands_once_in_a_row_and_where_it_is_less() {
    let mut comparison = full(3);
    let cells = |comparison: &Comparison, head: &str| {
        let rows = comparison.panel().table.rows;
        let row = rows.into_iter().find(|row| row.head == head);
        row.expect("the row").cells
    };
    let lb = cells(&comparison, "LB");
    assert_eq!(lb.last().map(String::as_str), Some("3"));
    assert!(lb.iter().all(|cell| !cell.contains("n = ")), "{lb:?}");
    // Another network of trial 1 has not been measured yet.
    let mut other = training("lb", Regime::Large, 1, 40, typical("lb"));
    other.fingerprint = "another".into();
    let taken = comparison.accept_training("lb", 1, other);
    taken.expect("its own");
    let lb = cells(&comparison, "LB");
    assert_eq!(lb.last().map(String::as_str), Some("3"));
    assert!(lb[3].ends_with("(n = 2)"), "φ: {lb:?}");
    assert!(!lb[0].contains("n = "), "testing accuracy: {lb:?}");
    let none = cells(&Comparison::new(experiment(3)), "LB");
    assert!(none.iter().all(|cell| cell == "–"), "{none:?}");
}
