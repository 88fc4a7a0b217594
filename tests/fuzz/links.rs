//! The hash of a link, with what is looked at.

use crate::run::{Target, assert_words};
use crate::seed::{Seed, file};
use sharp_minima::session::link;
use sharp_minima::settings::write_link;

#[test]
fn links() {
    let text = String::from_utf8(file("fuzz/corpus/links.txt")).expect("UTF-8");
    let seeds = text.lines().map(Seed::whole).collect();
    Target {
        name: "links",
        seeds,
        usual: 600,
        check,
    }
    .run();
}

fn check(input: &[u8]) -> bool {
    let hash = String::from_utf8_lossy(input);
    let read = link(&hash);
    read.notices.iter().for_each(assert_words);
    assert!(read.notices.len() <= 21, "{}", read.notices.len());
    assert!(read.experiment.clone().check().is_ok());
    let written = write_link(&read.experiment) + &read.view.write();
    let again = link(&written);
    assert_eq!(again.notices, [""; 0], "{written}");
    assert_eq!((again.experiment, again.view), (read.experiment, read.view));
    read.notices.is_empty()
}
