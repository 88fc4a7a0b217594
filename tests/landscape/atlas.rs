//! What the atlas asks for and what it makes of it.

use crate::pair::{Pair, pair, survey_to_end};
use sharp_minima::experiment::Regime;
use sharp_minima::experiment::report::Evaluation;
use sharp_minima::landscape::atlas::{Atlas, Plate, Sheet};
use sharp_minima::landscape::{Along, Axes, Finding, Resolution, Side, View};
use sharp_minima::network::Forward;
use sharp_minima::training::{architecture, evaluate};
use std::collections::BTreeMap;

type Vectors = BTreeMap<Sheet, Vec<Vec<f32>>>;

/// Does what the atlas wants, as the page does; gives the number of points that were computed.
fn survey(atlas: &mut Atlas, plate: Plate, pair: &Pair, known: &mut Vectors) -> usize {
    let mut count = 0;
    loop {
        let orders = atlas.orders(plate);
        if orders.is_empty() {
            return count;
        }
        for order in orders {
            let (survey, vectors) = match order.points {
                None => {
                    let epochs = pair.epochs.clone();
                    (
                        atlas.slice_survey(order.sheet, epochs),
                        pair.vectors.clone(),
                    )
                }
                Some((places, evaluated)) => {
                    count += places.len();
                    let vectors = known[&order.sheet].clone();
                    (atlas.points_survey(places, evaluated), vectors)
                }
            };
            let (finding, left) = survey_to_end(survey, vectors, &pair.data);
            if !left.is_empty() {
                known.insert(order.sheet, left);
            }
            let evaluated = atlas.evaluated(plate);
            atlas
                .accept(order.sheet, evaluated, finding)
                .expect("its own finding");
        }
    }
}

fn coarse() -> View {
    View {
        plane: Axes::Random,
        grid: Resolution::Coarse,
        ..View::default()
    }
}

fn own(pair: &Pair, x: &[f32]) -> Evaluation {
    let shape = architecture(&pair.experiment, &pair.data);
    evaluate(
        &mut Forward::new(&shape, pair.data.train.len()),
        x,
        &pair.data,
    )
}

#[test]
fn panning_and_zooming_compute_only_what_is_new() {
    let pair = pair(false);
    let mut atlas = Atlas::new(pair.experiment.clone());
    let mut known = Vectors::new();
    atlas.look(coarse());
    assert_eq!(
        survey(&mut atlas, Plate::Landscape, &pair, &mut known),
        2 * 625
    );
    assert_eq!(atlas.progress(Plate::Landscape), 1.0);
    let moved = View {
        x: 0.25,
        ..coarse()
    };
    atlas.look(moved);
    // Three of 25 columns are new, at both minima.
    assert_eq!(
        survey(&mut atlas, Plate::Landscape, &pair, &mut known),
        2 * 75
    );
    atlas.look(coarse());
    assert_eq!(survey(&mut atlas, Plate::Landscape, &pair, &mut known), 0);
    atlas.look(View {
        zoom: 1.0,
        ..coarse()
    });
    // Every other point of the inner half is there already.
    assert_eq!(
        survey(&mut atlas, Plate::Landscape, &pair, &mut known),
        2 * (625 - 169)
    );
    // Testing values were not asked for before.
    atlas.look(View {
        side: Side::Gap,
        ..coarse()
    });
    assert_eq!(
        survey(&mut atlas, Plate::Landscape, &pair, &mut known),
        2 * 625
    );
}

#[test]
fn the_middle_of_each_map_is_its_minimum() {
    let pair = pair(true);
    let mut atlas = Atlas::new(pair.experiment.clone());
    let mut known = Vectors::new();
    for plane in [Axes::Random, Axes::Filter, Axes::Eigenvectors] {
        atlas.look(View { plane, ..coarse() });
        survey(&mut atlas, Plate::Landscape, &pair, &mut known);
        let map = atlas.map();
        assert_eq!(map.panels.len(), 2);
        for (panel, x) in map.panels.iter().zip([pair.small(), pair.large()]) {
            assert_eq!(panel.grid.at(12, 12), own(&pair, x).train_loss, "{plane:?}");
            assert_eq!(panel.marks[0].place, [0.0, 0.0]);
        }
        let [small, large] = [&map.panels[0], &map.panels[1]];
        assert_eq!(small.grid.a, large.grid.a, "one size for both");
    }
}

#[test]
fn a_reading_is_the_nearest_point_with_its_distances() {
    let pair = pair(true);
    let mut atlas = Atlas::new(pair.experiment.clone());
    atlas.look(View {
        plane: Axes::Points,
        ..coarse()
    });
    assert_eq!(atlas.read(0, [0.0, 0.0]), None);
    survey(&mut atlas, Plate::Landscape, &pair, &mut Vectors::new());
    let map = atlas.map();
    let grid = &map.panels[0].grid;
    let near = [grid.a[3] + 1e-4, grid.b[7] - 1e-4];
    let reading = atlas.read(0, near).expect("it was evaluated");
    assert_eq!(reading.place, [grid.a[3], grid.b[7]]);
    assert!(reading.text.contains("from SB"), "{}", reading.text);
    assert_eq!(atlas.read(1, near), None, "there is one panel");
    let names: Vec<&str> = map.panels[0]
        .marks
        .iter()
        .map(|m| m.name.as_str())
        .collect();
    assert_eq!(names, ["SB", "LB", "x₀"]);
}

#[test]
fn the_lines_between_the_minima_end_at_them() {
    let pair = pair(true);
    let mut atlas = Atlas::new(pair.experiment.clone());
    survey(&mut atlas, Plate::Lines, &pair, &mut Vectors::new());
    let lines = atlas.lines();
    assert_eq!(
        lines.lines.len(),
        4,
        "curved and straight, training and testing"
    );
    for line in &lines.lines {
        assert_eq!(line.points.len(), 49);
        let at = |alpha: f64| line.points.iter().find(|p| p.0 == alpha).expect("α").1;
        for (alpha, x) in [(0.0, pair.small()), (1.0, pair.large())] {
            let own = own(&pair, x);
            let value = if line.testing {
                own.test_loss
            } else {
                own.train_loss
            };
            assert!(
                (at(alpha) - value).abs() < 1e-6 * value,
                "{} {alpha}",
                line.name
            );
        }
    }
    assert_eq!(atlas.line_readings().len(), 49);
}

#[test]
fn lines_through_the_minima_have_widths() {
    let pair = pair(true);
    let mut atlas = Atlas::new(pair.experiment.clone());
    let mut known = Vectors::new();
    for along in [Along::Filter, Along::Random, Along::Eigenvector] {
        atlas.look(View {
            along,
            ..View::default()
        });
        survey(&mut atlas, Plate::Lines, &pair, &mut known);
        let lines = atlas.lines();
        let regimes: Vec<_> = lines.lines.iter().map(|l| (l.regime, l.testing)).collect();
        let both = [Regime::Small, Regime::Large];
        let expected: Vec<_> = both
            .iter()
            .flat_map(|&r| [(Some(r), false), (Some(r), true)])
            .collect();
        assert_eq!(regimes, expected);
        for line in lines.lines.iter().filter(|line| !line.testing) {
            let width = line.width.expect("training loss has a width");
            let lowest = line.points[24];
            assert_eq!(lowest.0, 0.0);
            assert!((width.level - lowest.1 - 0.5).abs() < 1e-12);
            assert!(width.ends[0] < 0.0 && width.ends[1] > 0.0);
        }
    }
}

#[test]
fn what_belongs_to_another_slice_is_refused() {
    let pair = pair(false);
    let mut atlas = Atlas::new(pair.experiment.clone());
    atlas.look(coarse());
    let sheet = atlas.sheets(Plate::Landscape)[0];
    let (slice, _) = pair.slice(Axes::Points, Regime::Small, 0);
    let evaluated = atlas.evaluated(Plate::Landscape);
    let refused = atlas.accept(sheet, evaluated, Finding::Slice(slice));
    let message = refused.expect_err("another slice").to_string();
    assert!(
        message.contains("not the one that was asked for"),
        "{message}"
    );
    assert!(!atlas.has(Plate::Landscape));
    assert_eq!(
        atlas.orders(Plate::Landscape).len(),
        2,
        "both slices are wanted"
    );
}

#[test]
fn views_read_back_what_they_write_and_say_what_they_could_not_take() {
    let view = View {
        plane: Axes::Components,
        side: Side::Gap,
        zoom: 2.0,
        x: -0.125,
        epoch: 12,
        draw: 3,
        ..View::default()
    };
    let text = view.write();
    assert_eq!(
        text,
        "&map.plane=components&map.set=gap&map.x=-0.125&map.zoom=2&map.epoch=12&map.draw=3"
    );
    let (back, notices) = View::read(&format!("#v=1&preset=instant{text}"));
    assert_eq!(back, view);
    assert!(notices.is_empty());
    assert_eq!(View::default().write(), "");
    let (back, notices) = View::read("#map.plane=moon&map.zoom=99&map.epoch=x&line.rise=-1");
    let nearest = View {
        zoom: 10.0,
        rise: 0.001,
        ..View::default()
    };
    assert_eq!(back, nearest);
    assert_eq!(notices.len(), 4, "{notices:?}");
    assert!(notices[0].contains("“moon” is not allowed"), "{notices:?}");
    let experiment = sharp_minima::experiment::read_link("#v=1&map.plane=moon");
    assert!(
        experiment.notices.is_empty(),
        "the view is not an experiment's"
    );
}

#[test]
fn what_is_kept_of_a_view_comes_back() {
    let pair = pair(true);
    let mut atlas = Atlas::new(pair.experiment.clone());
    let mut known = Vectors::new();
    atlas.look(coarse());
    assert!(atlas.keep(Plate::Landscape).is_empty(), "not all is known");
    for plate in [Plate::Landscape, Plate::Lines] {
        survey(&mut atlas, plate, &pair, &mut known);
        let mut other = Atlas::new(pair.experiment.clone());
        other.look(coarse());
        let kept = atlas.keep(plate);
        assert!(kept.iter().all(|one| one.points.places.is_empty()));
        other.restore(plate, kept).expect("the same view");
        assert_eq!(other.progress(plate), 1.0);
    }
    let mut other = Atlas::new(pair.experiment.clone());
    other.look(View {
        grid: Resolution::Medium,
        ..coarse()
    });
    let refused = other.restore(Plate::Landscape, atlas.keep(Plate::Landscape));
    let message = refused.expect_err("51 points a side").to_string();
    assert!(message.contains("another view"), "{message}");
}
