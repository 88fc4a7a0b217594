//! What figures make of the numbers of a file of results, which may be any.

use crate::made_up::report;
use crate::run::{Target, refused};
use crate::seed::Seed;
use crate::spirals::spirals;
use sharp_minima::figures::records::File;
use sharp_minima::figures::{Context, FIGURES, Figure};
use sharp_minima::plot::svg;
use sharp_minima::results::{Origin, Results};
use sharp_minima::settings::view::Resolution;
use sharp_minima::settings::{Experiment, View};

/// Of what a figure wants, the jobs that are known: more say nothing else.
const MOST_JOBS: usize = 150;

#[test]
fn figures() {
    let all = FIGURES.iter().map(|figure| filled(*figure));
    Target {
        name: "figures",
        seeds: all
            .filter(|results| !results.is_empty())
            .map(|r| Seed::whole(r.write(|_| true)))
            .collect(),
        usual: 20,
        check,
    }
    .run();
}

/// What is asked for and looked at.
fn asked() -> (Experiment, View) {
    let view = View {
        grid: Resolution::Coarse,
        ..View::default()
    };
    (spirals(), view)
}

/// What figures are a function of.
fn known<'a>((experiment, view): &'a (Experiment, View), results: &'a Results) -> Context<'a> {
    Context {
        experiment,
        view,
        results,
        active: false,
        live: None,
    }
}

/// Results of all that a figure is made of.
fn filled(figure: &dyn Figure) -> Results {
    let asked = asked();
    let mut results = Results::default();
    loop {
        let context = known(&asked, &results);
        let wanted = figure.wanted(&context);
        let mut missing = wanted
            .into_iter()
            .filter(|wanted| !results.knows_wanted(wanted));
        let Some(next) = missing.next().filter(|_| results.len() < MOST_JOBS) else {
            return results;
        };
        let put = results.put(next.job.clone(), report(&next.job), Origin::Computed);
        put.expect("a report of this job");
    }
}

fn check(input: &[u8]) -> bool {
    let mut results = Results::default();
    if let Err(error) = results.read(&String::from_utf8_lossy(input), Origin::Opened) {
        return refused(error);
    }
    let asked = asked();
    let context = known(&asked, &results);
    for figure in FIGURES.into_iter().filter(|figure| figure.has(&context)) {
        let _ = (
            figure.panel(&context),
            figure.readings(&context),
            figure.wanted(&context),
        );
        let file = File::of(figure, &context, "");
        assert!(file.csv().is_ascii(), "{}", figure.name());
        assert!(file.json().is_ok(), "{}", figure.name());
        if let Some(picture) = figure.picture(&context) {
            let drawn = svg(&*picture, 400, 240, false);
            assert!(!drawn.contains("NaN"), "{}", figure.name());
        }
    }
    !results.is_empty()
}
