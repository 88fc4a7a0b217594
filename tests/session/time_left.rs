//! What is told of the time that a run still takes.

use crate::desk::Desk;
use sharp_minima::settings::Experiment;

#[test]
fn the_time_that_is_left_is_told_once_it_is_known_and_then_holds() {
    // On a machine that is slower than the usual one.
    const MILLISECONDS_A_GRADIENT: f64 = 20.0;
    let mut desk = Desk::new(Experiment::default());
    desk.show_only(&["curves", "path"]);
    desk.start(false);
    let mut told = Vec::new();
    let mut note = |desk: &Desk| {
        let status = desk.bar().status;
        let left = status.split_once("about ").map(|(_, left)| left.to_owned());
        if let Some(left) = &left {
            let seconds = left.split_once(" s").expect("seconds").0;
            told.push((desk.now, seconds.parse::<f64>().expect("a number")));
        }
        left.is_some()
    };
    assert!(!note(&desk), "at first nothing is known");
    while let Some(order) = desk.next() {
        let tenth = order.job.cost() * MILLISECONDS_A_GRADIENT / 10.0;
        for part in 1..10 {
            desk.now += tenth;
            let now = desk.now;
            desk.progress(order.id, f64::from(part) / 10.0, None, now);
            note(&desk);
        }
        desk.now += tenth;
        desk.finish(&order);
    }
    assert!(told.len() > 50);
    for (now, seconds) in &told {
        // One of two workers does it all.
        let left = (desk.now - now) / 1000.0;
        assert!(
            (2.0 * seconds - left).abs() < 0.1 * left + 5.0,
            "{left} s: {seconds}"
        );
    }
}
