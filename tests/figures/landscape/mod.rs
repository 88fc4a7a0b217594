//! What the landscape's figures want and what they make of it, of small networks that are really trained.

mod places;

use crate::known::figure;
use sharp_minima::figures::landscape::{descent, last_epoch, read};
use sharp_minima::figures::records::Value;
use sharp_minima::jobs::{Job, TrainJob, Training};
use sharp_minima::landscape::Axes;
use sharp_minima::plot::landscape::{Descent, Lines, Map, MapPanel, Scene};
use sharp_minima::results::Results;
use sharp_minima::session::{Handle, Session, compute, link};
use sharp_minima::settings::view::{Resolution, SampleSet};
use sharp_minima::settings::{Along, Experiment, Link, REGIMES, Regime, View};
use std::any::Any;

const EPOCHS: u32 = 6;

/// A session about a pair of small networks that nothing is known of.
fn pair(batch_norm: bool) -> Session<Handle> {
    let experiment = Experiment {
        train: 200,
        hidden: vec![12, 9],
        batch_norm,
        small_batch: 10,
        large_batch: 100,
        epochs: EPOCHS as usize,
        trials: 1,
        ..Experiment::default()
    };
    let link = Link {
        experiment: experiment.check().expect("allowed"),
        preset: "instant",
        view: View::default(),
        notices: Vec::new(),
    };
    Session::new(link, 2)
}

/// The number of points that were ever computed.
fn points(session: &Session<Handle>) -> usize {
    let entries = session.results().entries();
    let places = entries.map(|entry| match &entry.job {
        Job::Points(job) => job.places.len(),
        _ => 0,
    });
    places.sum()
}

/// Computes what a figure wants of a view; gives the number of points that were computed.
fn survey(session: &mut Session<Handle>, name: &'static str, view: View) -> usize {
    let before = points(session);
    session.set_view(view);
    session.ask(name);
    compute(session, Vec::new(), 2, |_| {});
    let figure = figure(name);
    let context = session.context(figure);
    let mut wanted = figure.wanted(&context).into_iter();
    assert!(wanted.all(|wanted| context.results.knows(&wanted.job)));
    assert_eq!(figure.expected(&context), 0.0);
    points(session) - before
}

fn coarse() -> View {
    View {
        plane: Axes::Random,
        grid: Resolution::Coarse,
        ..View::default()
    }
}

/// What a figure draws.
fn scene(session: &Session<Handle>, name: &str) -> Scene {
    let picture = figure(name).picture(&session.context(figure(name)));
    let picture: Box<dyn Any> = picture.expect("a picture");
    // Where paths are shown, the accuracy lies below them.
    match picture.downcast::<Descent>() {
        Ok(descent) => descent.scene.expect("a scene"),
        Err(picture) => picture.downcast_ref::<Scene>().expect("a scene").clone(),
    }
}

fn map(session: &Session<Handle>) -> Map {
    match scene(session, "landscape") {
        Scene::Map(map) => map,
        other => panic!("a map, not {other:?}"),
    }
}

fn lines(session: &Session<Handle>) -> Lines {
    match scene(session, "lines") {
        Scene::Lines(lines) => lines,
        other => panic!("lines, not {other:?}"),
    }
}

/// A network's training, which ended in its minimum.
fn training(session: &Session<Handle>, regime: Regime) -> &Training {
    let job = TrainJob::plain(session.experiment(), regime, 0);
    session.results().training(&job).expect("a training")
}

#[test]
fn paths_under_way_are_the_beginnings_of_the_paths_that_are_known() {
    let mut session = pair(false);
    survey(&mut session, "landscape", View::default());
    let whole = map(&session).panels.remove(0);
    // Whatever else is looked at.
    session.set_view(coarse());
    let context = session.context(figure("bowls"));
    let reached = [4, 2];
    let way = descent(&context, session.results(), reached).expect("a plane");
    let way = &way.panels[0];
    assert_eq!(way.grid, whole.grid);
    for (regime, reached) in REGIMES.into_iter().zip(reached) {
        let of = |panel: &MapPanel| {
            let trail = panel.trails.iter().find(|trail| trail.regime == regime);
            trail.expect("a path").waypoints.clone()
        };
        let (path, whole) = (of(way), of(&whole));
        assert_eq!(path, whole[..path.len()]);
        let head = path.last().expect("a head");
        assert_eq!(head.epoch, reached);
        let mark = way.marks.iter().find(|mark| mark.regime == Some(regime));
        assert_eq!(mark.map(|mark| mark.place), Some([head.a, head.b]));
    }
    assert!(descent(&context, &Results::default(), reached).is_none());
}

#[test]
fn below_the_paths_stands_the_accuracy_up_to_the_same_epoch() {
    let mut session = pair(false);
    survey(&mut session, "landscape", View::default());
    let descent = |session: &Session<Handle>| {
        let figure = figure("landscape");
        let picture: Box<dyn Any> = figure.picture(&session.context(figure)).expect("a picture");
        picture.downcast::<Descent>().ok()
    };
    for (epoch, shown) in [(0, 0), (2, 2), (EPOCHS, EPOCHS), (1000, EPOCHS)] {
        session.set_view(View {
            epoch,
            ..View::default()
        });
        let descent = descent(&session).expect("paths");
        assert_eq!((descent.at, descent.epochs), (Some(shown), EPOCHS));
        for (regime, below) in REGIMES.into_iter().zip(&descent.trainings) {
            let whole = training(&session, regime);
            assert_eq!(below.points, whole.points[..below.points.len()]);
            assert_eq!(below.last_epoch(), Some(shown));
            let Some(Scene::Map(map)) = &descent.scene else {
                panic!("a map");
            };
            let trails = map.panels.iter().flat_map(|panel| &panel.trails);
            let trail = trails.into_iter().find(|trail| trail.regime == regime);
            let last = trail.and_then(|trail| trail.waypoints.last());
            assert_eq!(last.map(|last| last.epoch), Some(shown));
        }
    }
    // On a random plane the paths stand upright: none is shown.
    survey(&mut session, "landscape", coarse());
    assert!(descent(&session).is_none());
}

#[test]
fn panning_and_zooming_compute_only_what_is_new() {
    let mut session = pair(false);
    let mut look = |view| survey(&mut session, "landscape", view);
    assert_eq!(look(coarse()), 2 * 625);
    // Three of 25 columns are new, at both minima.
    let moved = View {
        x: 0.25,
        ..coarse()
    };
    assert_eq!(look(moved), 2 * 75);
    assert_eq!(look(coarse()), 0);
    // Every other point of the inner half is there already.
    let near = View {
        zoom: 1.0,
        ..coarse()
    };
    assert_eq!(look(near), 2 * (625 - 169));
    // Testing values were not asked for before.
    let gap = View {
        set: SampleSet::Gap,
        ..coarse()
    };
    assert_eq!(look(gap), 2 * 625);
}

#[test]
fn the_middle_of_each_map_is_its_minimum() {
    let mut session = pair(true);
    for plane in [Axes::Random, Axes::Filter, Axes::Eigenvectors] {
        survey(&mut session, "landscape", View { plane, ..coarse() });
        let map = map(&session);
        assert_eq!(map.panels.len(), 2);
        for (panel, regime) in map.panels.iter().zip(REGIMES) {
            let last = training(&session, regime).points.last().expect("points");
            let own = last.evaluation.train_loss;
            assert_eq!(panel.grid.at(12, 12), own, "{plane:?}");
            assert_eq!(panel.marks[0].place, [0.0, 0.0]);
        }
        let [small, large] = [&map.panels[0], &map.panels[1]];
        assert_eq!(small.grid.a, large.grid.a, "one size for both");
    }
}

#[test]
fn a_reading_is_the_nearest_point_with_its_distances() {
    let mut session = pair(true);
    let context = session.context(figure("landscape"));
    assert_eq!(read(&context, 0, [0.0, 0.0]), None);
    assert_eq!(last_epoch(&context), None);
    let view = View {
        plane: Axes::Points,
        ..coarse()
    };
    survey(&mut session, "landscape", view);
    let map = map(&session);
    let grid = &map.panels[0].grid;
    let near = [grid.a[3] + 1e-4, grid.b[7] - 1e-4];
    let context = session.context(figure("landscape"));
    let reading = read(&context, 0, near).expect("it was evaluated");
    assert_eq!(reading.place, [grid.a[3], grid.b[7]]);
    assert!(reading.text.contains("from SB"), "{}", reading.text);
    assert_eq!(read(&context, 1, near), None, "there is one panel");
    let marks = map.panels[0].marks.iter();
    let names: Vec<&str> = marks.map(|m| m.name.as_str()).collect();
    assert_eq!(names, ["SB", "LB", "x₀"]);
    assert_eq!(last_epoch(&context), Some(EPOCHS));
    // The file has every point, in the map's order of places.
    let records = figure("landscape").records(&context);
    let column = |name| records.column(name).expect("a column");
    let points = || {
        let of = |row: &&Vec<Value>| row[column("part")] == "point".into();
        records.rows.iter().filter(of)
    };
    assert_eq!(points().count(), 625);
    let place = [("a", grid.a[3]), ("b", grid.b[7])];
    let here = |row: &&Vec<Value>| place.iter().all(|&(name, x)| row[column(name)] == x.into());
    let row = points().find(here).expect("the point");
    assert_eq!(row[column("train_loss")], grid.at(7, 3).into());
}

#[test]
fn the_lines_between_the_minima_end_at_them() {
    let mut session = pair(true);
    let along = Along::Curve;
    survey(
        &mut session,
        "lines",
        View {
            along,
            ..View::default()
        },
    );
    let lines = lines(&session);
    assert_eq!(
        lines.lines.len(),
        4,
        "curved and straight, training and testing"
    );
    for line in &lines.lines {
        assert_eq!(line.points.len(), 49);
        let at = |alpha: f64| line.points.iter().find(|p| p.0 == alpha).expect("α").1;
        for (alpha, regime) in [(0.0, Regime::Small), (1.0, Regime::Large)] {
            let last = training(&session, regime).points.last().expect("points");
            let value = if line.testing {
                last.evaluation.test_loss
            } else {
                last.evaluation.train_loss
            };
            assert!(
                (at(alpha) - value).abs() < 1e-6 * value,
                "{} {alpha}",
                line.name
            );
        }
    }
    let readings = figure("lines").readings(&session.context(figure("lines")));
    assert_eq!(readings.len(), 49);
    // At the end of the curve the other minimum weighs nothing, whatever rounding leaves of it.
    let records = figure("lines").records(&session.context(figure("lines")));
    let column = |name| records.column(name).expect("a column");
    let end =
        |row: &&Vec<Value>| row[column("way")] == "curved".into() && row[column("t")] == 1.0.into();
    let end = records.rows.iter().find(end).expect("the end");
    assert_eq!(
        [&end[column("a")], &end[column("b")]],
        [&1.0.into(), &0.0.into()]
    );
    let panel = figure("lines").panel(&session.context(figure("lines")));
    assert_eq!(panel.table.rows.len(), 2 * 49);
    assert_eq!(panel.table.rows[48].head, "curved, α = 2");
}

#[test]
fn lines_through_the_minima_have_widths() {
    let mut session = pair(true);
    for along in [Along::Filter, Along::Random, Along::Eigenvector] {
        let view = View {
            along,
            rise: 0.5,
            ..View::default()
        };
        // As the Hessian has it along its own directions, as a network is used elsewhere.
        let own = along == Along::Eigenvector;
        assert_eq!(view.line_evaluated().frozen, own);
        survey(&mut session, "lines", view);
        let lines = lines(&session);
        let regimes: Vec<_> = lines.lines.iter().map(|l| (l.regime, l.testing)).collect();
        let expected: Vec<_> = REGIMES
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
fn slices_come_before_their_points_and_of_another_slice_nothing_is_taken() {
    let mut session = pair(false);
    session.set_view(coarse());
    let landscape = figure("landscape");
    let context = session.context(landscape);
    let wanted = landscape.wanted(&context);
    assert_eq!(
        wanted.len(),
        2,
        "both slices, whose points follow from them"
    );
    assert!(landscape.expected(&context) > 100.0);
    assert!(!landscape.has(&context));
    survey(&mut session, "landscape", coarse());
    let results = session.results();
    let [small, large] = [0, 1].map(|k| &wanted[k].job);
    let own = results.get(small).expect("SB's slice");
    assert!(small.fits(own) && !large.fits(own));
    // A view of other slices shows nothing of these.
    session.set_view(View {
        draw: 2,
        ..coarse()
    });
    let context = session.context(landscape);
    assert!(!landscape.has(&context));
    assert!(
        landscape
            .wanted(&context)
            .iter()
            .all(|w| w.job.kind() == "slice")
    );
}

#[test]
fn what_is_written_of_a_view_comes_back() {
    let mut session = pair(true);
    survey(&mut session, "landscape", coarse());
    survey(&mut session, "lines", coarse());
    let text = session.write();
    let mut other = pair(true);
    other.set_view(coarse());
    let unread = other.read(&text, sharp_minima::results::Origin::Opened);
    assert_eq!(unread, Ok(Vec::new()));
    for name in ["landscape", "lines"] {
        let figure = figure(name);
        let [own, others] = [&session, &other].map(|s| s.context(figure));
        let wanted = figure.wanted(&others);
        assert!(wanted.iter().all(|w| others.results.knows(&w.job)));
        assert_eq!(figure.records(&own), figure.records(&others));
        assert_eq!(figure.panel(&own), figure.panel(&others));
    }
    // Of a finer view the coarse points are there, and nothing else.
    other.set_view(View {
        grid: Resolution::Medium,
        ..coarse()
    });
    let landscape = figure("landscape");
    let context = other.context(landscape);
    let wanted = landscape.wanted(&context).into_iter();
    let left = wanted.filter(|wanted| !context.results.knows(&wanted.job));
    let left = left.map(|wanted| match wanted.job {
        Job::Points(job) => job.places.len(),
        job => panic!("only points are missing, not {job:?}"),
    });
    // Every 25th of 51 places along a side is one of every 12th of 25.
    let shared = 3 * 3;
    assert_eq!(left.sum::<usize>(), 2 * (51 * 51 - shared));
}

#[test]
fn a_place_is_measured_and_named() {
    let mut session = pair(false);
    survey(&mut session, "landscape", coarse());
    session.measure(1, [0.1, -0.2]);
    session.measure(7, [0.1, -0.2]);
    compute(&mut session, Vec::new(), 2, |_| {});
    let context = session.context(figure("landscape"));
    let table = figure("landscape").panel(&context).table;
    let rows: Vec<&str> = table.rows.iter().map(|row| row.head.as_str()).collect();
    assert_eq!(rows, ["SB", "LB", "A"]);
    assert_eq!(table.rows[2].cells[..2], ["0.1", "−0.2"]);
    assert!(table.rows[2].cells.iter().all(|cell| cell != "–"));
    let marks = map(&session).panels[1].marks.clone();
    assert_eq!(marks.last().map(|mark| mark.place), Some([0.1, -0.2]));
}

#[test]
fn views_read_back_what_they_write_and_say_what_they_could_not_take() {
    let view = View {
        plane: Axes::Components,
        set: SampleSet::Gap,
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
    let back = link(&format!("#v=1&preset=instant{text}"));
    assert_eq!(back.view, view);
    assert!(back.notices.is_empty());
    assert_eq!(View::default().write(), "");
    let back = link("#map.plane=moon&map.zoom=99&map.epoch=x&line.rise=-1");
    let nearest = View {
        zoom: 10.0,
        rise: 0.001,
        ..View::default()
    };
    assert_eq!(back.view, nearest);
    let notices = back.notices;
    assert_eq!(notices.len(), 4, "{notices:?}");
    assert!(notices[0].contains("“moon” is not allowed"), "{notices:?}");
}
