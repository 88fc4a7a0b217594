//! Places that are gone to, measured and compared: at the minima, along the paths, in every trial.

use super::{EPOCHS, coarse, map, pair, scene, survey};
use crate::known::figure;
use sharp_minima::figures::landscape::{homes, last_epoch, read};
use sharp_minima::jobs::TrainJob;
use sharp_minima::landscape::Axes;
use sharp_minima::plot::landscape::Scene;
use sharp_minima::session::{Session, compute};
use sharp_minima::settings::view::Resolution;
use sharp_minima::settings::{Experiment, Link, REGIMES, View};

#[test]
fn a_place_is_measured_beside_both_minima() {
    let mut session = pair(true);
    let view = View {
        grid: Resolution::Coarse,
        ..View::default()
    };
    survey(&mut session, "landscape", view);
    let figure = figure("landscape");
    let middle = {
        let context = session.context(figure);
        let start = read(&context, 0, [0.0, 0.0]).expect("a place");
        assert!(!start.measured);
        start.place
    };
    session.measure(0, middle);
    assert!(session.is_measuring());
    compute(&mut session, Vec::new(), 2, |_| {});
    assert!(!session.is_measuring());
    let context = session.context(figure);
    let reading = read(&context, 0, middle).expect("the place");
    assert!(reading.measured);
    for words in [". Here φ = ", "; at SB φ = ", "; at LB φ = ", ", λ₁ = "] {
        assert!(reading.text.contains(words), "{words}: {}", reading.text);
    }
    let panel = figure.panel(&context);
    let heads: Vec<&str> = panel
        .table
        .rows
        .iter()
        .map(|row| row.head.as_str())
        .collect();
    assert_eq!(heads, ["SB", "LB", "A"]);
    for row in &panel.table.rows {
        assert_ne!(row.cells[5], "–", "{row:?}");
    }
    // What stands on the map is what was measured.
    let marks = &map(&session).panels[0].marks;
    let sharpness = marks.iter().filter(|mark| mark.name.contains(": φ "));
    assert_eq!(sharpness.count(), 3, "{marks:?}");
}

#[test]
fn windows_around_the_minima_have_them_in_the_middle() {
    let mut session = pair(true);
    let view = View {
        grid: Resolution::Coarse,
        ..View::default()
    };
    survey(&mut session, "landscape", view.clone());
    let found = homes(&session.context(figure("landscape")));
    let names: Vec<&str> = found.iter().map(|home| home.name).collect();
    assert_eq!(names, ["SB", "LB"]);
    for home in &found {
        let [x, y, zoom] = [home.x, home.y, home.zoom];
        session.set_view(View {
            x,
            y,
            zoom,
            ..view.clone()
        });
        let panel = &map(&session).panels[0];
        let mark = panel.marks.iter().find(|mark| mark.name == home.name);
        let mark = mark.expect("the minimum").place;
        for (at, places) in mark.iter().zip([&panel.grid.a, &panel.grid.b]) {
            let middle = places[places.len() / 2];
            let step = places[1] - places[0];
            assert!((at - middle).abs() <= step, "{} {at} {middle}", home.name);
        }
    }
    // At a minimum it is in the middle anyway.
    session.set_view(coarse());
    assert!(homes(&session.context(figure("landscape"))).is_empty());
}

#[test]
fn paths_can_be_played_where_they_lie_on_the_plane() {
    let mut session = pair(true);
    for (plane, epochs) in [(Axes::Points, Some(EPOCHS)), (Axes::Random, None)] {
        let view = View { plane, ..coarse() };
        survey(&mut session, "landscape", view);
        assert_eq!(last_epoch(&session.context(figure("landscape"))), epochs);
    }
}

#[test]
fn every_trial_has_its_own_map_under_one_scale() {
    let experiment = Experiment {
        trials: 3,
        ..pair(false).experiment().clone()
    };
    let link = Link {
        experiment: experiment.check().expect("allowed"),
        preset: "instant",
        view: View::default(),
        notices: Vec::new(),
    };
    let mut session = Session::new(link, 2);
    survey(&mut session, "trials", View::default());
    let Scene::Map(map) = scene(&session, "trials") else {
        panic!("a map");
    };
    let names: Vec<&str> = map.panels.iter().map(|panel| panel.name.as_str()).collect();
    assert_eq!(names, ["trial 1", "trial 2", "trial 3"]);
    assert_ne!(map.panels[0].grid, map.panels[1].grid);
    let table = figure("trials")
        .panel(&session.context(figure("trials")))
        .table;
    for (row, regimes) in table.rows.iter().zip([REGIMES; 3]) {
        let trial = row.head.parse::<u32>().expect("a number") - 1;
        for (cell, regime) in row.cells[1..].iter().zip(regimes) {
            let job = TrainJob::plain(session.experiment(), regime, trial);
            let training = session.results().training(&job).expect("known");
            let loss = training
                .points
                .last()
                .expect("points")
                .evaluation
                .train_loss;
            let told: f64 = cell.parse().expect("a number");
            assert!((told / loss - 1.0).abs() < 5e-3, "{told} {loss}");
        }
    }
}
